// What a person typed, kept as typed, with what is wrong in it.
import { z } from "zod";
import { isDay, isLocalTime } from "../clock/zone.ts";
import { translate } from "../i18n/i18n.ts";
import { countGraphemes } from "../text/graphemes.ts";
import { normalizeText } from "../text/normalize-text.ts";
import { Problem } from "./problem.ts";

export interface FieldError {
  /** Name of the field, which is also the id the summary links to; empty for the form as a whole. */
  field: string;
  text: string;
}

/** The fields of a form as strings; a name sent several times holds several. */
export type RawForm = Record<string, string[]>;

export class FormState {
  readonly raw: RawForm;
  readonly errors: readonly FieldError[];
  readonly status: number;

  constructor(raw: RawForm = {}, errors: readonly FieldError[] = [], status = 200) {
    this.raw = raw;
    this.errors = errors;
    this.status = status;
  }

  /** A form that nobody has filled in, with initial values. */
  static filled(values: Record<string, string | number | readonly string[] | null | undefined>): FormState {
    const raw: RawForm = {};
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === undefined) continue;
      raw[name] = Array.isArray(value) ? [...value] : [String(value)];
    }
    return new FormState(raw);
  }

  value(name: string): string {
    return this.raw[name]?.[0] ?? "";
  }

  values(name: string): readonly string[] {
    return this.raw[name] ?? [];
  }

  error(name: string): string | undefined {
    return this.errors.find((error) => error.field === name)?.text;
  }
}

/** The refusal of a form by its schema or by a rule, with what was typed. */
export function refusedForm(raw: RawForm, problem: z.ZodError | Problem): FormState {
  if (problem instanceof Problem) {
    const error = { field: problem.field ?? "", text: translate(problem.key, problem.parameters) };
    return new FormState(raw, [error], problem.status);
  }
  const errors = new Map<string, string>();
  for (const issue of problem.issues) {
    const field = String(issue.path[0] ?? "");
    if (!errors.has(field)) errors.set(field, translate(issue.message));
  }
  return new FormState(
    raw,
    [...errors].map(([field, text]) => ({ field, text })),
    400,
  );
}

/** Gathers decoded pairs into a RawForm with text made plain: NFC, no control characters, no reversed runs. */
export function rawForm(body: unknown): RawForm {
  const raw: RawForm = {};
  if (typeof body !== "object" || body === null) return raw;
  for (const [name, value] of Object.entries(body)) {
    if (name === "__proto__") continue;
    const list = Array.isArray(value) ? value : [value];
    raw[name] = list.filter((item) => typeof item === "string").map(normalizeText);
  }
  return raw;
}

const single = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const blankIsMissing = (value: unknown): unknown => {
  const one = single(value);
  return one === "" || one === null ? undefined : one;
};

/** A required text. Lengths are counted in what people see as letters. The messages are text keys. */
export function textField(options: { min?: number; max: number; required: string; short?: string; long?: string }) {
  return z.preprocess(
    blankIsMissing,
    z
      .string(options.required)
      .refine((text) => countGraphemes(text) >= (options.min ?? 1), options.short ?? options.required)
      .refine((text) => countGraphemes(text) <= options.max, options.long ?? "common.tooLong"),
  );
}

/** A text that may be left empty. */
export function optionalText(max: number) {
  return z.preprocess(
    blankIsMissing,
    z
      .string()
      .refine((text) => countGraphemes(text) <= max, "common.tooLong")
      .optional(),
  );
}

/** Zero or more choices. */
export function choices(max = 50) {
  return z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.string().max(200, "common.unknownChoice")).max(max, "common.unknownChoice"),
  );
}

/** One of a list of codes that are known when the form arrives. */
export function choice<const T extends readonly string[]>(codes: T, message: string) {
  return z.preprocess(blankIsMissing, z.enum(codes, message));
}

/** One code whose catalogue is checked by the command. */
export function code(message: string) {
  return z.preprocess(blankIsMissing, z.string(message).max(80, message));
}

export function optionalCode() {
  return z.preprocess(blankIsMissing, z.string().max(80, "common.unknownChoice").optional());
}

/** A day as `YYYY-MM-DD`, refused when it does not exist in the calendar. */
export function dayField(message: string) {
  return z.preprocess(blankIsMissing, z.string(message).refine(isDay, message));
}

export function optionalDay(message: string) {
  return z.preprocess(blankIsMissing, z.string(message).refine(isDay, message).optional());
}

/** An hour of a day on the entity's clock, as a datetime-local input sends it; refused when it does not exist. */
export function localTimeField(message: string) {
  return z.preprocess(blankIsMissing, z.string(message).refine(isLocalTime, message));
}

/** A whole number; people may write thousands with dots or spaces. */
export function wholeNumber(options: { min: number; max: number; message: string }) {
  return z.preprocess(
    (value) => plainNumber(blankIsMissing(value)),
    z.number(options.message).int(options.message).min(options.min, options.message).max(options.max, options.message),
  );
}

export function optionalWholeNumber(options: { min: number; max: number; message: string }) {
  return z.preprocess(
    (value) => plainNumber(blankIsMissing(value)),
    z
      .number(options.message)
      .int(options.message)
      .min(options.min, options.message)
      .max(options.max, options.message)
      .optional(),
  );
}

/** An address of the web that may be left empty. */
export function webAddress(message: string) {
  return z.preprocess(
    blankIsMissing,
    z
      .url({ protocol: /^https?$/, error: message })
      .max(500, message)
      .optional(),
  );
}

/** A box that is ticked or not. */
export function tick() {
  return z.preprocess((value) => single(value) !== undefined && single(value) !== "", z.boolean());
}

function plainNumber(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const digits = value.replaceAll(/[\s.$]/g, "");
  return /^-?\d{1,15}$/.test(digits) ? Number(digits) : value;
}
