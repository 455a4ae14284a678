// From the columns of a file to the fields of what is imported: `--map field=column`, `--set field=value`, and columns that
// bear the name of a field.

/** Where each field comes from. */
export interface FieldSources<F extends string = string> {
  columns: ReadonlyMap<F, string>;
  fixed: ReadonlyMap<F, string>;
}

/** What is wrong with the instructions as a whole. */
export interface SourcesProblem {
  problem: "unknownField" | "unknownColumn" | "missingField" | "noEquals";
  /** The field or column that is not there, or the word that is not `field=value`. */
  name: string;
  /** The columns that the file has. */
  columns?: string;
}

/** Reads `field=value` words. */
export function readPairs<F extends string>(
  words: readonly string[],
  fields: readonly F[],
): Map<F, string> | SourcesProblem {
  const pairs = new Map<F, string>();
  for (const word of words) {
    const at = word.indexOf("=");
    if (at < 1) return { problem: "noEquals", name: word };
    const name = word.slice(0, at);
    const field = fields.find((one) => one === name);
    if (field === undefined) return { problem: "unknownField", name };
    pairs.set(field, word.slice(at + 1));
  }
  return pairs;
}

/**
 * Ties fields to the columns of a file. A column that was mapped and is not there is an error, never a silent blank.
 * With `onlyMapped`, a column that bears the name of a field is not that field unless it was said.
 */
export function findSources<F extends string>(
  given: { map: ReadonlyMap<F, string>; set: ReadonlyMap<F, string>; onlyMapped?: boolean },
  header: readonly string[],
  { fields, required }: { fields: readonly F[]; required: readonly F[] },
): FieldSources<F> | SourcesProblem {
  const columns = new Map<F, string>();
  for (const [field, column] of given.map) {
    if (!header.includes(column)) return { problem: "unknownColumn", name: column };
    columns.set(field, column);
  }
  for (const field of given.onlyMapped === true ? [] : fields) {
    if (!columns.has(field) && !given.set.has(field) && header.includes(field)) columns.set(field, field);
  }
  const missing = required.find((field) => !columns.has(field) && !given.set.has(field));
  if (missing !== undefined) return { problem: "missingField", name: missing, columns: header.join(", ") };
  return { columns, fixed: given.set };
}
