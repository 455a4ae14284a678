// Where: each place in its third of the values of a year. Which end is better, the sheet says.
import type { VNode } from "preact";
import { type Entity, tileWords } from "#core/territory/index.ts";
import { t } from "#platform/i18n/i18n.ts";
import { ChartFoot, Legend, type MapTone } from "#platform/views/charts.tsx";
import { Section } from "#platform/views/layout.tsx";
import { FilterChips } from "#platform/views/lists.tsx";
import { TileMap } from "#platform/views/map.tsx";
import { fileHref, indicatorHref } from "../addresses.ts";
import { type Measured, rankedPlaces, valueText, valueWithUnit } from "../figures.ts";

interface Props {
  entity: Entity;
  measured: Measured;
  period: number;
}

const YEARS_SHOWN = 8;
/** Lowest, middle and highest third. */
const THIRDS = ["h1", "h2", "h3"] as const satisfies readonly MapTone[];

export function Where({ entity, measured, period }: Props): VNode | null {
  const { sheet, series, plane } = measured;
  const ranked = rankedPlaces(measured, period);
  if (ranked.length === 0) return null;
  const year = plane.axes.periods[period] ?? 0;
  const thirds = THIRDS.map((tone, third) => ({
    tone,
    places: ranked.filter((_, at) => Math.floor((3 * at) / ranked.length) === third),
  })).filter(({ places }) => places.length > 0);
  const title = t("indicators.show.where", { year: String(year) });
  return (
    <Section title={title} id="mapa">
      <YearChips {...{ measured, year }} />
      <Legend
        items={[
          ...thirds.map(({ tone, places }) => ({
            text: `${valueText(places[0]?.value ?? 0)}–${valueText(places.at(-1)?.value ?? 0)}`,
            color: tone,
          })),
          ...(ranked.length < plane.axes.territories.length - 1
            ? [{ text: t("indicators.noData"), color: "back" as const }]
            : []),
        ]}
      />
      <TileMap label={title} tiles={tilesOf(entity, measured, thirds)} />
      <ChartFoot table="#lugares" csv={fileHref(sheet.code)}>
        {series.unit} · {sheet.source}
      </ChartFoot>
    </Section>
  );
}

type Thirds = readonly { tone: MapTone; places: readonly { place: string; value: number }[] }[];

function tilesOf(entity: Entity, { sheet, series }: Measured, thirds: Thirds) {
  const found = new Map(
    thirds.flatMap(({ tone, places }) => places.map(({ place, value }) => [place, { tone, value }])),
  );
  const cells = entity.tiles();
  return entity.participationTerritories().flatMap((place) => {
    const cell = cells.get(place.code);
    if (cell === undefined) return [];
    const here = found.get(place.code);
    const value = here === undefined ? t("indicators.noData") : valueWithUnit(here.value, series.unit);
    return [
      {
        column: cell.x,
        row: cell.y,
        lines: tileWords(place.shortName),
        word: here === undefined ? "–" : valueText(here.value),
        tone: here?.tone ?? "back",
        href: indicatorHref(sheet.code, { serie: series.id, lugar: place.code }),
        label: `${place.name}: ${value}`,
      },
    ];
  });
}

/** The last years with values: each has its address. */
function YearChips({ measured, year }: { measured: Measured; year: number }): VNode {
  const { plane, sheet, series } = measured;
  const years = plane.axes.periods.filter((_, at) => rankedPlaces(measured, at).length > 0).slice(-YEARS_SHOWN);
  return (
    <FilterChips
      label={t("indicators.list.year")}
      items={years.map((one) => ({
        text: String(one),
        href: indicatorHref(sheet.code, { serie: series.id, anio: one }),
        current: one === year,
      }))}
    />
  );
}
