// Every number of the results opens the rows that make it: which list, under which filters. `unit/process-results` compares them.
import type { VNode } from "preact";
import { formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { Link } from "#platform/views/link.tsx";
import { boardHref, needsHref } from "../addresses.ts";
import type { ResultsProps } from "./results.route.tsx";

export type Listed = "meetings" | "needs" | "initiatives" | "voted" | "commitments" | "met";

/** What a number counts: a place, a sector (null: none yet), a month, or all of it. */
export interface Of {
  place?: { code: string; slug: string };
  sector?: string | null;
  month?: string;
}

const NONE = "-";

/** The list that a number of the results counts. */
export function listOf(
  { process, entity }: Pick<ResultsProps, "process" | "entity">,
  what: Listed,
  of: Of = {},
): string {
  const { slug } = process;
  const { place, month } = of;
  const sector = of.sector === null ? NONE : of.sector;
  const { root } = entity;
  // At the root of the entity lists are of everywhere; what is of the whole entity alone is one of its places.
  const at = place ?? root;
  const lugar = place?.code === root.code ? root.code : undefined;
  const lists: Record<Listed, () => string> = {
    meetings: () => href(`/reuniones?${query({ proceso: slug, hechas: "si", lugar: place?.code, mes: month })}`),
    needs: () => needsHref(slug, at.slug, given({ estado: "all", sector, lugar, mes: month })),
    initiatives: () => {
      const filters = query({ sector, lugar });
      return href(`/procesos/${slug}/${at.slug}/iniciativas${filters === "" ? "" : `?${filters}`}`);
    },
    voted: () =>
      place === undefined
        ? href(`/procesos/${slug}/votacion${month === undefined ? "" : `?mes=${month}`}`)
        : href(`/procesos/${slug}/${place.slug}/resultados`),
    commitments: () => boardHref(given({ proceso: slug, lugar: place?.slug, sector, acordado: month })),
    met: () => boardHref(given({ proceso: slug, lugar: place?.slug, estado: "met", sector, cumplido: month })),
  };
  return lists[what]();
}

interface OpenedProps extends Pick<ResultsProps, "process" | "entity"> {
  what: Listed;
  n: number;
  of: Of;
  /** Name of the place, the sector or the month. */
  name: string;
}

/** A figure that opens its list, when there is something in it. */
export function Opened({ what, n, of, name, ...props }: OpenedProps): VNode {
  const figure = formatNumber(n);
  if (n === 0) return <>{figure}</>;
  const label = t("results.places.cell", { n: figure, what: t(`results.what.${what}`), place: name });
  return (
    <Link href={listOf(props, what, of)} label={label}>
      {figure}
    </Link>
  );
}

/** Without what was not asked for. */
function given(filters: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function query(filters: Readonly<Record<string, string | undefined>>): string {
  return new URLSearchParams(given(filters)).toString();
}
