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

/** In which language somebody reads statements, where they chose another than that of the page. */
export const readerQuery = z.object({ idioma: z.string().max(40).optional().catch(undefined) });

/** An address of a conversation, with those parameters that are known. */
export function talkPath(
  { slug }: { slug: string },
  rest: string,
  asked: Readonly<Record<string, string | number | undefined>>,
): string {
  const query = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  return `/conversaciones/${slug}${rest}${query.length === 0 ? "" : `?${query.join("&")}`}`;
}

/** Where people take part: with the statement to answer again, and the language in which they read. */
export function takePartPath(
  conversation: { slug: string },
  asked: { afirmacion?: number | undefined; idioma?: string | undefined } = {},
): string {
  return talkPath(conversation, "", asked);
}
