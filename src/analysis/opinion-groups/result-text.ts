// The exact bytes of a published result. Written by hand and not with one `JSON.stringify`, because an object puts keys
// that look like whole numbers first, and because the order of everything must be the same in every language.
import { isWhole } from "./names.ts";
import type { OpinionGroups } from "./types.ts";

/** The ids behind the positions of a result. */
export interface ResultNames {
  participants: readonly string[];
  statements: readonly string[];
  /** Group → its name; its number without it. */
  groups?: readonly string[];
}

/**
 * One JSON object in one line, with a final line feed:
 * `{n, statements, votes, k, silhouette, labels, projections, center, extremity, groupAwareConsensus, priority, repness,
 * consensus}`. Keys are ids, in ascending order. `silhouette` is null with one group or with given labels.
 */
export function resultText(result: OpinionGroups, names: ResultNames): string {
  const person = (row: number): string => names.participants[result.rows[row] ?? 0] ?? "";
  const statement = (column: number): string => names.statements[result.columns[column] ?? 0] ?? "";
  const group = (index: number): string => names.groups?.[index] ?? String(index);
  const tids = (columns: readonly number[]): string => list(columns.map((column) => bare(statement(column))));
  const members = [...result.groupOf.entries()].filter(([, index]) => index !== -1);
  const byStatement = (values: Float64Array): string =>
    object(Array.from(values, (value, column) => [statement(column), number(value)]));
  const fields: [string, string][] = [
    ["n", String(result.rows.length)],
    ["statements", String(result.columns.length)],
    ["votes", String(result.votes)],
    ["k", String(result.groups)],
    ["silhouette", result.silhouette === null ? "null" : number(result.silhouette)],
    ["labels", object(members.map(([row, index]) => [person(row), bare(group(index))]))],
    ["projections", object(Array.from(result.rows, (_, row) => [person(row), point(result.projections, row)]))],
    ["center", list(Array.from(result.center, number))],
    ["extremity", byStatement(result.extremity)],
    ["groupAwareConsensus", byStatement(result.groupAwareConsensus)],
    ["priority", byStatement(result.priority)],
    [
      "repness",
      object(
        result.representative.map((statements, index) => [
          group(index),
          list(
            statements.map(
              ({ column, side }) => `{"tid":${bare(statement(column))},"repfulFor":${JSON.stringify(side)}}`,
            ),
          ),
        ]),
      ),
    ],
    ["consensus", `{"agree":${tids(result.consensus.agree)},"disagree":${tids(result.consensus.disagree)}}`],
  ];
  return `${object(fields)}\n`;
}

function object(fields: readonly (readonly [string, string])[]): string {
  return `{${fields.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`;
}

function list(values: readonly string[]): string {
  return `[${values.join(",")}]`;
}

function point(points: Float64Array, row: number): string {
  return `[${number(points[2 * row] ?? 0)},${number(points[2 * row + 1] ?? 0)}]`;
}

/** An id as a value: a number where it is one. */
function bare(id: string): string {
  return isWhole(id) ? id : JSON.stringify(id);
}

function number(value: number): string {
  return JSON.stringify(value);
}
