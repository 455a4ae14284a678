import { z } from "zod";

/** What addresses of a statement say: its conversation, and its number there. */
export const statementParams = z.object({
  slug: z.string().max(80),
  number: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
});
