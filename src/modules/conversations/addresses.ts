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

/** Where people take part: with the statement to answer again, and the language in which they read. */
export function takePartPath(
  { slug }: { slug: string },
  asked: { afirmacion?: number | undefined; idioma?: string | undefined } = {},
): string {
  const query = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  return `/conversaciones/${slug}${query.length === 0 ? "" : `?${query.join("&")}`}`;
}
