// What people call what they ask for, which type of the clock each is, and what the program proposes from their words.
import { addWorkingDays, type Jurisdiction, workCalendar, workingDayFrom } from "#analysis/calendar/working-days.ts";
import { type CaseType, lawOn, type Term } from "./law.ts";

export const FORMS = [
  "petition",
  "complaint",
  "claim",
  "suggestion",
  "report",
  "information",
  "consultation",
  "data-query",
  "data-claim",
] as const;
export type Form = (typeof FORMS)[number];

const TYPES: Partial<Record<Form, CaseType>> = {
  information: "information",
  consultation: "consultation",
  "data-query": "data-query",
  "data-claim": "data-claim",
};

export function typeOf(form: Form): CaseType {
  return TYPES[form] ?? "general";
}

/** The term of a form in force on a day; undefined where the law that is written here has none. */
export function termOf(jurisdiction: Jurisdiction, form: Form, day: string): Term | undefined {
  return lawOn(jurisdiction, day)?.terms[typeOf(form)];
}

/** The term of what arrives on `day`, when it counts as received, and the last day to answer it. */
export function termFrom(jurisdiction: Jurisdiction, form: Form, day: string) {
  const term = termOf(jurisdiction, form, day);
  if (term === undefined) throw new Error(`No law of ${form} is written for ${jurisdiction} on ${day}`);
  const calendar = workCalendar(jurisdiction);
  const receivedOn = workingDayFrom(calendar, day);
  return { term, receivedOn, dueOn: addWorkingDays(calendar, receivedOn, term.days) };
}

/** The forms that a jurisdiction has. */
export function formsOf(jurisdiction: Jurisdiction, day: string): readonly Form[] {
  return FORMS.filter((form) => termOf(jurisdiction, form, day) !== undefined);
}

/** Words that tell what is asked for; the first that is found decides, and the person has the last word. */
const SIGNS: readonly [Form, RegExp][] = [
  ["data-claim", /(?:corrij|actualic|borr|elimin)\w* mis datos|habeas data/],
  ["data-query", /qu[eé] datos (?:m[ií]os|tienen)|mis datos personales/],
  ["report", /denunci|corrup|soborn|robar?on|desv[ií]o de/],
  ["complaint", /\bqueja|me (?:trat|atend)\w+ mal|grosera?|maltrat/],
  ["consultation", /\bconcepto\b|consulta sobre|c[oó]mo se interpreta|opini[oó]n jur[ií]dica/],
  ["information", /\bcopias?\b|informaci[oó]n|documentos?\b|cu[aá]nto (?:cost|se gast)|certificad/],
  ["claim", /reclam|cobr(?:o|aron)|no ha llegado|deficiente|suspendi/],
  ["suggestion", /suger|propongo|ser[ií]a bueno|podr[ií]an mejorar/],
];

/** What it seems to be. The machine proposes; nothing is decided with it. */
export function proposeForm(text: string): Form {
  const plain = text.toLowerCase();
  return SIGNS.find(([, sign]) => sign.test(plain))?.[0] ?? "petition";
}
