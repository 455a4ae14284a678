// Where somebody is among the pairs, in the address: it can be left and taken up again.
import { z } from "zod";

const text = z.string().max(60).optional().catch(undefined);

export const pairQuery = z.object({
  lugar: text,
  sector: text,
  /** Needs up to this one were looked at already. */
  desde: z.coerce.number().int().nonnegative().catch(0).default(0),
  hecho: z
    .string()
    .regex(/^(iguales|distintas|deshecho)-\d{1,15}$/)
    .optional()
    .catch(undefined),
});
export type PairQuery = z.infer<typeof pairQuery>;

/** The query as it travels in an address or in a form. */
export function pairSearch(query: Partial<PairQuery>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "" && value !== 0) search.set(name, String(value));
  }
  return search.toString();
}

/** A query that a form carried; whatever is not one is left out. */
export function readPairQuery(typed: string): PairQuery {
  return pairQuery.parse(Object.fromEntries(new URLSearchParams(typed.slice(0, 500))));
}

/** The path of the pairs under some filters. */
export function pairsPath(slug: string, query: Partial<PairQuery>): string {
  const search = pairSearch(query);
  return `/gestion/necesidades/${slug}/parejas${search === "" ? "" : `?${search}`}`;
}
