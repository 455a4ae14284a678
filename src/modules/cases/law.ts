// The law of cases as data: terms, sources and limits, by jurisdiction and version. What is counted with them is in `rules.ts`; which of
// them a lawyer still has to confirm is said here, in `confirmed`, and in decision 015.
import type { Day, Jurisdiction } from "#analysis/calendar/working-days.ts";

/** What the clock tells apart. Petitions, complaints, claims, suggestions and reports are all `general`. */
export const CASE_TYPES = [
  "general",
  "information",
  "consultation",
  "authority",
  "congress",
  "ombudsman",
  "data-query",
  "data-claim",
] as const;
export type CaseType = (typeof CASE_TYPES)[number];

/** Where a rule is written. */
export interface Source {
  article: string;
  /** Whether its text was read; otherwise counsel has to confirm it, and people are not promised it as the law. */
  confirmed: boolean;
}

export interface Term {
  /** Working days to answer. */
  days: number;
  /** Working days by which it may be extended, once. */
  moreDays: number;
  source: Source;
}

/** A limit in working days; without `days` the law gives none, or says "at once". */
export interface Limit {
  days?: number;
  source: Source;
}

/** What a person is given to complete a petition: calendar months, or working days. */
export type PersonTerm = { months: number } | { days: number };

export interface Law {
  version: string;
  /** Day on which it is in force; cases received before are under the one before. */
  since: Day;
  timeZone: string;
  terms: Partial<Record<CaseType, Term>>;
  reception: Source;
  extension: Source;
  transfer: Limit;
  completionRequest: Limit;
  completion: { time: PersonTerm; source: Source };
  clarification: { days: number; source: Source };
  withdrawal: Source;
  notification: Source;
  silence?: { type: CaseType; copiesWithin: number; source: Source };
  /** What who asked may do against a refusal for reserve, and the days of who decides. */
  insistence: { within: number; decidedWithin?: number; source: Source };
  priority: Source;
  /** One published answer for petitions alike, of these types, when they are more than so many. */
  analogous?: { types: readonly CaseType[]; moreThan: number; source: Source };
  suspension: Source;
  history: Source;
  reopening: Source;
}

const read = (article: string): Source => ({ article, confirmed: true });
const toConfirm = (article: string): Source => ({ article, confirmed: false });

const CO_2015: Law = {
  version: "co-2015",
  since: "2015-06-30",
  timeZone: "America/Bogota",
  terms: {
    general: { days: 15, moreDays: 15, source: read("Ley 1755 de 2015, art. 14") },
    information: { days: 10, moreDays: 10, source: read("Ley 1755 de 2015, art. 14, num. 1") },
    consultation: { days: 30, moreDays: 30, source: read("Ley 1755 de 2015, art. 14, num. 2") },
    authority: { days: 10, moreDays: 10, source: toConfirm("Ley 1755 de 2015, art. 30") },
    congress: { days: 5, moreDays: 5, source: toConfirm("Ley 5 de 1992, art. 258") },
    ombudsman: { days: 5, moreDays: 5, source: toConfirm("Ley 24 de 1992, art. 15") },
    "data-query": { days: 10, moreDays: 5, source: toConfirm("Ley 1581 de 2012, art. 14") },
    "data-claim": { days: 15, moreDays: 8, source: read("Ley 1581 de 2012, art. 15") },
  },
  reception: toConfirm("Ley 1437 de 2011, art. 54"),
  extension: read("Ley 1755 de 2015, art. 14, parágrafo"),
  transfer: { days: 5, source: read("Ley 1755 de 2015, art. 21") },
  completionRequest: { days: 10, source: read("Ley 1755 de 2015, art. 17") },
  completion: { time: { months: 1 }, source: read("Ley 1755 de 2015, art. 17") },
  clarification: { days: 10, source: read("Ley 1755 de 2015, art. 19") },
  withdrawal: read("Ley 1755 de 2015, arts. 17 y 18"),
  notification: read("Ley 1437 de 2011, arts. 66 a 69"),
  silence: { type: "information", copiesWithin: 3, source: read("Ley 1755 de 2015, art. 14, num. 1") },
  insistence: { within: 10, decidedWithin: 10, source: toConfirm("Ley 1755 de 2015, art. 26") },
  priority: toConfirm("Ley 1755 de 2015, art. 20"),
  analogous: {
    types: ["general", "information", "consultation"],
    moreThan: 10,
    source: toConfirm("Ley 1755 de 2015, art. 22"),
  },
  suspension: toConfirm("Ley 1437 de 2011, art. 7, y el acto de suspensión"),
  history: toConfirm("Ley 1437 de 2011, art. 36"),
  reopening: toConfirm("Ley 1755 de 2015, arts. 17 y 19"),
};

const CL_2009: Law = {
  version: "cl-2009",
  since: "2009-04-20",
  timeZone: "America/Santiago",
  terms: {
    information: { days: 20, moreDays: 10, source: read("Ley 20.285, art. 14") },
    general: { days: 20, moreDays: 10, source: toConfirm("Ley 19.880, art. 24") },
  },
  reception: toConfirm("Ley 19.880, art. 25"),
  extension: read("Ley 20.285, art. 14"),
  transfer: { source: toConfirm("Ley 20.285, art. 13") },
  completionRequest: { source: toConfirm("Ley 20.285, art. 12") },
  completion: { time: { days: 5 }, source: toConfirm("Ley 20.285, art. 12") },
  clarification: { days: 5, source: toConfirm("Ley 20.285, art. 12") },
  withdrawal: toConfirm("Ley 19.880, art. 42"),
  notification: toConfirm("Ley 19.880, art. 45"),
  insistence: { within: 15, source: read("Ley 20.285, art. 24") },
  priority: toConfirm("Ley 19.880, art. 63"),
  suspension: toConfirm("Ley 19.880, art. 25, y el acto de suspensión"),
  history: toConfirm("Ley 19.880, art. 18"),
  reopening: toConfirm("Ley 19.880, art. 60"),
};

const LAWS: Record<Jurisdiction, readonly [Law, ...Law[]]> = { co: [CO_2015], cl: [CL_2009] };

/** The law in force on a day; undefined before the first that is written here. */
export function lawOn(jurisdiction: Jurisdiction, day: Day): Law | undefined {
  return LAWS[jurisdiction].findLast(({ since }) => since <= day);
}

/** The zone in which the days of a jurisdiction begin. */
export function legalZone(jurisdiction: Jurisdiction): string {
  return LAWS[jurisdiction][0].timeZone;
}
