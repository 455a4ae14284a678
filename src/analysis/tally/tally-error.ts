/** What can be wrong with what a tally is given. Lines are those of the file, when rows come from one. */
export type TallyProblem =
  | { code: "bad-rules"; field: string }
  | { code: "no-winners-for-territory"; territory: string }
  | { code: "empty-ballot"; line: number }
  | { code: "empty-territory"; line: number; ballot: string }
  | { code: "two-territories"; line: number; ballot: string; territory: string; other: string }
  | { code: "too-many-choices"; line: number; ballot: string; choices: number };

/** A ballot or a rule that cannot be counted. Carries no prose: whoever shows it writes the sentence. */
export class TallyError extends Error {
  constructor(readonly problem: TallyProblem) {
    super(problem.code);
    this.name = "TallyError";
  }
}
