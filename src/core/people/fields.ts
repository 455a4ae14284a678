import { z } from "zod";
import { textField } from "#platform/http/form.ts";

const MAX = 254;

/** An address to write to. The messages are text keys. */
export function emailField() {
  return z.preprocess(
    (value) => (Array.isArray(value) ? value[0] : value)?.toString().trim().toLowerCase(),
    z
      .string("people.email.missing")
      .min(1, "people.email.missing")
      .max(MAX, "people.email.wrong")
      .pipe(z.email("people.email.wrong")),
  );
}

/**
 * A short name. What people see as one letter may be many characters (a family, a flag), and the tables count those:
 * both are limited to `max`.
 */
export function nameField(options: { min?: number; max: number; required: string }) {
  return textField(options).refine((text) => [...text].length <= options.max, "common.tooLong");
}
