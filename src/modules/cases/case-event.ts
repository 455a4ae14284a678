// What can happen to a case. Events are appended and never changed; everything else about the clock is computed from them.
import type { Day } from "#analysis/calendar/working-days.ts";

export const EVENT_KINDS = [
  "assigned",
  "transferred",
  "completion-requested",
  "month-asked",
  "completed",
  "withdrawn",
  "extended",
  "suspended",
  "clarification-requested",
  "clarified",
  "answered",
  "notified",
  "insistence",
  "archived",
  "reopened",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface CaseEvent {
  at: Date;
  kind: EventKind;
  /**
   * Of an extension, the working days that it adds. Of a suspension, how many working days it takes from the day of `at`, this one
   * included, or which days they are.
   */
  days?: number | readonly Day[];
  reason?: string;
  /** Who withdraws: the person, or the government because nobody completed what was missing. */
  by?: "person" | "entity";
  /** What an answer does; a refusal is no longer possible once silence has granted a request for information. */
  outcome?: "granted" | "refused";
}

export const CASE_STATES = [
  "filed",
  "in-progress",
  "needs-clarification",
  "extended",
  "transferred",
  "answered",
  "notified",
  "insistence",
  "withdrawn",
  "archived",
  "reopened",
] as const;
/** Late is no state: it is arithmetic between `due` and today. */
export type CaseState = (typeof CASE_STATES)[number];

const CLOSED: ReadonlySet<CaseState> = new Set(["notified", "withdrawn", "archived"]);

/** Whether nothing more is owed to who asked. An answer that was not notified is still owed. */
export const isClosed = (state: CaseState): boolean => CLOSED.has(state);
