import { Problem } from "#platform/http/problem.ts";
import { CaseRefusal } from "./case-clock.ts";
import { describeRefusal } from "./refusal-text.ts";

/** Does what may be against the law; what is comes back as a page with the rule. @throws Problem 409 with the rule that it breaks */
export async function lawful<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CaseRefusal)) throw error;
    throw new Problem(409, "cases.refused.shown", { parameters: { why: describeRefusal(error) } });
  }
}
