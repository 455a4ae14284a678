/** Why an index cannot be computed from what it is given. */
export type IndexProblemCode = "goalposts" | "length" | "weights" | "cut-off" | "negative" | "year" | "income";

/** A number that no formula can take. `where` is the field, as the file spells it. Carries no prose: whoever shows it writes the sentence. */
export class IndexProblem extends Error {
  constructor(
    readonly code: IndexProblemCode,
    readonly where: string,
  ) {
    super(`${code}: ${where}`);
    this.name = "IndexProblem";
  }
}
