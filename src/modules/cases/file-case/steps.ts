// The questions of the form, in order: one on each page.
import { z } from "zod";
import { choice, code, optionalCode, optionalText, optionalWholeNumber, tick } from "#platform/http/form.ts";
import { EMAIL } from "../email.ts";
import { FORMS } from "../forms.ts";
import type { Answers } from "./draft.ts";

export const MAX_LETTERS = 5000;

export const STEPS = ["what", "form", "where", "about", "who"] as const;
export type Step = (typeof STEPS)[number];

/** The address of each question. */
export const PATHS = {
  what: "/solicitudes/nueva",
  form: "/solicitudes/nueva/tipo",
  where: "/solicitudes/nueva/lugar",
  about: "/solicitudes/nueva/tema",
  who: "/solicitudes/nueva/quien",
  check: "/solicitudes/nueva/revisar",
} as const satisfies Record<Step | "check", string>;

const LIKE = { min: 1, max: Number.MAX_SAFE_INTEGER, message: "common.unknownChoice" } as const;

export const BODIES = {
  what: z.object({ text: optionalText(MAX_LETTERS), priority: tick(), like: optionalWholeNumber(LIKE) }),
  form: z.object({ form: choice(FORMS, "cases.file.form.missing") }),
  where: z.object({ territory: code("cases.file.where.missing"), place: optionalText(200) }),
  about: z.object({ sector: optionalCode() }),
  who: z.object({
    identity: choice(["name", "anonymous"], "cases.file.who.missing"),
    name: optionalText(160),
    email: EMAIL,
    phone: optionalText(40),
    electronic: tick(),
  }),
} as const;

/** The first question that is not answered yet before `step`; undefined when its turn has come. */
export function missingBefore(step: Step | "check", answers: Answers, hasVoice: boolean): Step | undefined {
  const done: Record<Step, boolean> = {
    what: answers.text !== undefined || hasVoice,
    form: answers.form !== undefined,
    where: answers.territory !== undefined,
    about: answers.sector !== undefined,
    who: answers.anonymous !== undefined,
  };
  const before = step === "check" ? STEPS : STEPS.slice(0, STEPS.indexOf(step));
  return before.find((one) => !done[one]);
}

/** The page after a question: the next one, or the check for who came back from it to correct. */
export function pathAfter(step: Step, answers: Answers, hasVoice: boolean): string {
  const missing = missingBefore("check", answers, hasVoice);
  if (missing === undefined) return PATHS.check;
  return PATHS[STEPS[STEPS.indexOf(step) + 1] ?? "check"];
}
