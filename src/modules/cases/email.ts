import { z } from "zod";
import { optionalText } from "#platform/http/form.ts";

/** An address of mail that may be left empty. */
export const EMAIL = optionalText(200).refine(
  (text) => text === undefined || z.email().safeParse(text).success,
  "cases.file.email.bad",
);
