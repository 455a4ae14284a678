// The filters of the analyst's list, in its address: a filtered list can be pasted in a message, and stays after acting.
import { z } from "zod";
import { DEMAND_STATES } from "../demand.ts";
import { CHANNELS, ORDERS } from "../need-list.sql.ts";

const text = (max: number) => z.string().max(max).optional().catch(undefined);

export const filters = z.object({
  estado: z.enum(DEMAND_STATES).optional().catch(undefined),
  sector: text(60),
  lugar: text(60),
  llego: z.enum(CHANNELS).optional().catch(undefined),
  orden: z.enum(ORDERS).optional().catch(undefined),
  /** In whose hands. */
  manos: z.enum(["mias", "libres"]).optional().catch(undefined),
  q: text(200),
  pagina: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
  /** Show those like this one first. */
  parecidas: z.coerce.number().int().positive().optional().catch(undefined),
  /** What was just done: an act and a number, for the notice with its undo. */
  hecho: z
    .string()
    .regex(/^[a-z]+-\d{1,15}$/)
    .optional()
    .catch(undefined),
});
export type Filters = z.infer<typeof filters>;

/** The path of the list under some filters. */
export function addressOf(slug: string, query: Partial<Filters>): string {
  const text = searchOf(query);
  return `/gestion/necesidades/${slug}${text === "" ? "" : `?${text}`}`;
}

/** The filters as they travel in an address or in a form. */
export function searchOf(query: Partial<Filters>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "" && !(name === "pagina" && value === 1)) search.set(name, String(value));
  }
  return search.toString();
}

/** Filters that a form carried; whatever is not one is left out. */
export function readFilters(typed: string): Filters {
  return filters.parse(Object.fromEntries(new URLSearchParams(typed.slice(0, 2000))));
}
