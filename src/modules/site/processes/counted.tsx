import type { VNode } from "preact";
import { formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { Meters } from "#platform/views/charts.tsx";
import { Section, Stack } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { Fine } from "#platform/views/text.tsx";
import type { PlaceProps } from "./place.view.tsx";

/** What won, once it was counted. */
export function Counted({ counted, process, territory }: PlaceProps): VNode {
  const winners = counted.rows.filter((row) => row.won);
  const most = Math.max(1, ...winners.map((row) => row.votes));
  return (
    <Section title={t("site.place.won")} id="ganaron">
      <p>
        {t("site.place.wonSentence", {
          ballots: counted.ballots ?? 0,
          of: counted.rows.length,
          n: winners.length,
        })}
      </p>
      <Stack gap="base" measure>
        <Meters
          label={t("site.place.won")}
          items={winners.map((row) => ({
            label: row.title,
            href: href(`/hilo/${row.id}`),
            value: t("site.place.votes", { n: formatNumber(row.votes) }),
            percent: (100 * row.votes) / most,
          }))}
        />
      </Stack>
      <Fine>{t("site.place.wonNote")}</Fine>
      <NextLink href={href(`/procesos/${process.slug}/${territory.slug}/resultados`)}>
        {t("site.place.results")}
      </NextLink>
    </Section>
  );
}
