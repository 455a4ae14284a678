// Addresses that several pages of the site lead to.
import { href } from "#platform/i18n/i18n.ts";

/** The list of needs of a place in a process, under some filters. `place` is the slug of the territory. */
export function needsHref(
  slug: string,
  place: string,
  filters: { sector?: string; lugar?: string; q?: string; estado?: string; mes?: string } = {},
): string {
  const query = new URLSearchParams(filters).toString();
  return href(`/procesos/${slug}/${place}/necesidades${query === "" ? "" : `?${query}`}`);
}

/** The board of commitments under some filters; the names are those of its address. */
export function boardHref(
  filters: {
    proceso?: string;
    lugar?: string;
    estado?: string;
    tarde?: "si";
    sector?: string;
    acordado?: string;
    cumplido?: string;
  } = {},
): string {
  const query = new URLSearchParams(filters).toString();
  return href(`/compromisos${query === "" ? "" : `?${query}`}`);
}
