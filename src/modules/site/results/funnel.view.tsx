// The equity funnel: of those who live in a place, who came, who spoke, who voted, and whose needs became commitments.
import type { VNode } from "preact";
import { formatNumber, formatPercent, href, t } from "#platform/i18n/i18n.ts";
import { Meters } from "#platform/views/charts.tsx";
import { Table } from "#platform/views/content.tsx";
import { Section, Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Fine } from "#platform/views/text.tsx";
import type { ResultsProps } from "./results.route.tsx";
import type { PlaceResult } from "./results.ts";

/** People of every 1,000 who live there, with one decimal; empty where nobody knows how many live there. */
export function ofThousand(n: number, population: number | undefined): string {
  return population === undefined || population === 0 ? "" : formatNumber(Math.round((10_000 * n) / population) / 10);
}

export function funnelSentence(total: PlaceResult): string {
  return t("results.funnel.finding", {
    spoke: ofThousand(total.spoke, total.population),
    voted: ofThousand(total.voted, total.population),
    heeded: formatNumber(total.spoke === 0 ? 0 : Math.round((100 * total.heeded) / total.spoke)),
  });
}

export function Funnel(props: ResultsProps): VNode | null {
  const { total } = props.results;
  const { population } = total;
  if (population === undefined || population === 0) return null;
  const most = Math.max(1, total.came, total.spoke, total.voted);
  const bar = (name: "came" | "spoke" | "voted") => ({
    label: t("results.funnel.ofThousand", {
      what: t(`results.funnel.${name}`),
      rate: ofThousand(total[name], population),
    }),
    value: formatNumber(total[name]),
    percent: (100 * total[name]) / most,
  });
  return (
    <Section title={t("results.funnel.title")} id="a-quien">
      <p>
        <strong>{funnelSentence(total)}</strong> {t("results.funnel.live", { n: formatNumber(population) })}
      </p>
      <Stack gap="base" measure>
        <Meters
          label={t("results.funnel.title")}
          items={[
            bar("came"),
            bar("spoke"),
            bar("voted"),
            {
              label: t("results.funnel.ofSpoke", {
                what: t("results.funnel.heeded"),
                share: formatPercent(total.heeded, total.spoke),
              }),
              value: formatNumber(total.heeded),
              percent: (100 * total.heeded) / most,
              color: 2,
            },
          ]}
        />
      </Stack>
      <Fine>{t("results.funnel.note")}</Fine>
      <FunnelTable {...props} />
    </Section>
  );
}

function FunnelTable({ results, entity }: ResultsProps): VNode {
  const rows = [...results.places]
    .filter(([, place]) => place.population !== undefined && place.population > 0)
    .map(([code, place]) => ({ territory: entity.territory(code), place, rate: place.spoke / (place.population ?? 1) }))
    .filter(({ territory }) => territory.code !== entity.root.code)
    .toSorted((a, b) => b.rate - a.rate);
  const [most, least] = [rows[0], rows.at(-1)];
  return (
    <>
      {most !== undefined && least !== undefined && rows.length > 1 && (
        <p>
          {t("results.funnel.most", {
            most: most.territory.name,
            mostRate: ofThousand(most.place.spoke, most.place.population),
            least: least.territory.name,
            leastRate: ofThousand(least.place.spoke, least.place.population),
          })}
        </p>
      )}
      <Table
        id="tabla-a-quien"
        caption={`${t("results.funnel.places")}. ${t("results.funnel.byThousand")}.`}
        columns={[
          { text: t("results.place") },
          ...(["population", "cameColumn", "spokeColumn", "votedColumn", "heededShare"] as const).map((name) => ({
            text: t(`results.${name}`),
            numeric: true,
          })),
        ]}
        rows={rows.map(({ territory, place }) => [
          <Link href={href(`/territorios/${territory.code}`)}>{territory.name}</Link>,
          formatNumber(place.population ?? 0),
          ofThousand(place.came, place.population),
          ofThousand(place.spoke, place.population),
          ofThousand(place.voted, place.population),
          formatPercent(place.heeded, place.spoke),
        ])}
      />
    </>
  );
}
