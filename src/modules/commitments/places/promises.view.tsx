// What the page of an agency and that of a place share: what is late, and a table of what was promised, met and late.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { compareNames, formatDayMonthYear, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { Table } from "#platform/views/content.tsx";
import { Section, Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead, Small, Written } from "#platform/views/text.tsx";
import { findingText } from "../board/finding.tsx";
import type { Commitment, Facet } from "../commitments.sql.ts";
import { StateTag } from "../state-tag.tsx";

/** Counts of the same commitments: all of them, those that are met and those that are late. */
export interface Counts {
  all: readonly Facet[];
  met: readonly Facet[];
  late: readonly Facet[];
}

export const countOf = (facets: readonly Facet[], facet: Facet["facet"], value: string): number =>
  facets.find((one) => one.facet === facet && one.value === value)?.n ?? 0;

export const totalOf = (facets: readonly Facet[]): number =>
  facets.filter(({ facet }) => facet === "standing").reduce((sum, { n }) => sum + n, 0);

/** How many are met, or late. */
export const stateOf = ({ all }: Counts, state: "met" | "late"): number => countOf(all, "standing", state);

export function Finding({ counts }: { counts: Counts }): VNode | null {
  const n = totalOf(counts.all);
  if (n === 0) return null;
  const [met, late] = [stateOf(counts, "met"), stateOf(counts, "late")];
  return (
    <Lead>
      <strong>{findingText({ n, met, late })}</strong>
    </Lead>
  );
}

/** `beside`: what is said of each besides its date. */
export function LateOnes(props: {
  n: number;
  list: readonly Commitment[];
  today: string;
  beside: (one: Commitment) => string;
}): VNode | null {
  const { n, list, today, beside } = props;
  if (list.length === 0) return null;
  return (
    <Section title={t("commitments.agency.late", { n })} id="tarde">
      <Items>
        {list.map((one) => (
          <Item
            title={<Written>{one.title}</Written>}
            href={href(`/compromisos/${one.id}`)}
            meta={beside(one)}
            side={
              <Stack gap="xs">
                <p>
                  <StateTag commitment={one} today={today} />
                </p>
                <Small>{t("commitments.board.wasDue", { day: formatDayMonthYear(one.dueDate) })}</Small>
              </Stack>
            }
          />
        ))}
      </Items>
    </Section>
  );
}

/** Promised, met and late, by place or by agency; each name opens the list of its commitments. */
export function PromisesTable(props: {
  id: string;
  caption: string;
  by: "territory" | "agency";
  counts: Counts;
  entity: Entity;
  path: (row: { code: string; slug: string }) => string;
}): VNode {
  const { id, caption, by, counts, entity, path } = props;
  const rows = counts.all
    .filter(({ facet }) => facet === by)
    .flatMap(({ value: code, n }) => {
      const place = by === "territory" ? entity.find(code) : undefined;
      if (by === "territory" && place === undefined) return [];
      const name = place?.name ?? entity.name(entity.agency(code), locale());
      return [{ code, slug: place?.slug ?? code, name, n }];
    })
    .sort((a, b) => compareNames(a.name, b.name));
  return (
    <Table
      id={id}
      caption={caption}
      captionHidden
      columns={[
        { text: t(by === "territory" ? "commitments.board.place" : "commitments.board.agency") },
        { text: t("commitments.agency.promised"), numeric: true },
        { text: t("commitments.stateMany.met"), numeric: true },
        { text: t("commitments.stateMany.late"), numeric: true },
      ]}
      rows={rows.map((row) => [
        <Link href={href(path(row))}>{row.name}</Link>,
        formatNumber(row.n),
        formatNumber(countOf(counts.met, by, row.code)),
        formatNumber(countOf(counts.late, by, row.code)),
      ])}
    />
  );
}
