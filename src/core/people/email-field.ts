import { z } from "zod";

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
