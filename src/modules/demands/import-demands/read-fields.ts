// From the columns of a file to the fields of a need: `--map field=column`, `--set field=value`, and columns that bear the
// name of a field.

export const FIELDS = [
  "text",
  "territory",
  "sub",
  "place",
  "groups",
  "sector",
  "right",
  "organisation",
  "said_at",
  "supports",
] as const;
export type Field = (typeof FIELDS)[number];

/** Where each field comes from. */
export interface FieldSources {
  columns: ReadonlyMap<Field, string>;
  fixed: ReadonlyMap<Field, string>;
}

/** What is wrong with the instructions as a whole. */
export type SourcesProblem = { problem: "unknownField" | "unknownColumn" | "noText" | "noTerritory"; name: string };

/** Reads `field=value` words. */
export function readPairs(words: readonly string[]): Map<Field, string> | SourcesProblem {
  const pairs = new Map<Field, string>();
  for (const word of words) {
    const at = word.indexOf("=");
    const name = at < 0 ? word : word.slice(0, at);
    const field = FIELDS.find((one) => one === name);
    if (at < 0 || field === undefined) return { problem: "unknownField", name };
    pairs.set(field, word.slice(at + 1));
  }
  return pairs;
}

/** Ties fields to the columns of a file. A column that was mapped and is not there is an error, never a silent blank. */
export function findSources(
  given: { map: ReadonlyMap<Field, string>; set: ReadonlyMap<Field, string> },
  header: readonly string[],
): FieldSources | SourcesProblem {
  const columns = new Map<Field, string>();
  for (const [field, column] of given.map) {
    if (!header.includes(column)) return { problem: "unknownColumn", name: column };
    columns.set(field, column);
  }
  for (const field of FIELDS) {
    if (!columns.has(field) && !given.set.has(field) && header.includes(field)) columns.set(field, field);
  }
  const missing = (field: Field) => !columns.has(field) && !given.set.has(field);
  if (missing("text")) return { problem: "noText", name: header.join(", ") };
  if (missing("territory")) return { problem: "noTerritory", name: header.join(", ") };
  return { columns, fixed: given.set };
}
