// Whom the needs concern, by population group: only what may be published, with what it means that the rest is missing.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { GroupCounts } from "#modules/demands/index.ts";
import { formatDayMonthYear, formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { Meters } from "#platform/views/charts.tsx";
import { Section } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { Fine } from "#platform/views/text.tsx";

interface Props {
  entity: Entity;
  counts: GroupCounts | undefined;
  /** Address of the process whose data these are. */
  slug: string;
  /** Code of the place, when it is about one: what its own counts would tell of others is not there. */
  place?: string;
}

export function ForWhom({ entity, counts, slug, place }: Props): VNode | null {
  if (counts === undefined) return null;
  const needsOf = (code: string) => {
    const group = counts.groups.get(code);
    return (place === undefined ? group?.total : group?.places?.get(place)) ?? 0;
  };
  const published = entity.populationGroups().map((group) => ({ group, needs: needsOf(group.code) }));
  const shown = published.filter(({ needs }) => needs > 0).sort((a, b) => b.needs - a.needs);
  const [first] = shown;
  if (first === undefined) return null;
  return (
    <Section title={t("site.forWhom.title")} id="para-quien">
      <p>
        {t("site.forWhom.sentence", {
          group: entity.name(first.group, locale()),
          n: first.needs,
        })}
      </p>
      <Meters
        label={t("site.forWhom.title")}
        items={shown.map(({ group, needs }) => ({
          label: entity.name(group, locale()),
          value: formatNumber(needs),
          percent: (100 * needs) / first.needs,
        }))}
      />
      <Fine>{t("site.forWhom.note", { date: formatDayMonthYear(counts.countedAt) })}</Fine>
      <NextLink href={href(`/datos/procesos/${slug}`)}>{t("site.process.data")}</NextLink>
    </Section>
  );
}
