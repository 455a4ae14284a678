// An organisation that watches something during a time, and what it says: findings, which the agency answers within the term of the
// law, and effects, which its people tell and nobody has to answer.
import type { Jurisdiction } from "#analysis/calendar/working-days.ts";
import { termFrom } from "#modules/cases/index.ts";

/** What makes its pages stale. */
export const OVERSIGHT_TAG = "oversight";
/** The verb of those who answer findings. */
export const ANSWER = "oversight.answer";

export const FINDING_KINDS = ["finding", "effect"] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export type FindingState = "answered" | "waiting" | "overdue" | "effect";

/** How a finding stands on a day. */
export function stateOf(finding: { answer: string | null; dueOn: string | null }, today: string): FindingState {
  if (finding.dueOn === null) return "effect";
  if (finding.answer !== null) return "answered";
  return finding.dueOn < today ? "overdue" : "waiting";
}

/** A finding asks for an answer as a petition does: the days that the law of cases gives it, and the last of them. */
export function answerBy(jurisdiction: Jurisdiction, day: string): { days: number; dueOn: string } {
  const { term, dueOn } = termFrom(jurisdiction, "petition", day);
  return { days: term.days, dueOn };
}

export const oversightPath = (id: number): string => `/veedurias/${id}`;
export const findingPath = (oversight: number, id: number): string => `${oversightPath(oversight)}#dicho-${id}`;

/** Letters of what somebody said that serve as its title. */
const TITLE = 90;

/** Its title: who watches and what for; only who, while moderation hides the rest. */
export function titleOf({ organisation, object }: { organisation: string; object: string | null }): string {
  return object === null ? organisation : `${organisation}: ${short(object)}`;
}

/** A text as a title. */
export function short(text: string): string {
  const letters = [...text.replaceAll(/\s+/g, " ")];
  return letters.length <= TITLE ? letters.join("") : `${letters.slice(0, TITLE).join("").trimEnd()}…`;
}
