import type { VNode } from "preact";
import type { Territory } from "#core/territory/index.ts";
import { t } from "#platform/i18n/i18n.ts";
import { Table } from "#platform/views/content.tsx";
import { Section } from "#platform/views/layout.tsx";
import { Fine } from "#platform/views/text.tsx";
import { Opened } from "./lists.tsx";
import type { ResultsProps } from "./results.route.tsx";
import type { PlaceResult } from "./results.ts";

export const PLACE_FIGURES = ["meetings", "needs", "initiatives", "voted", "commitments", "met"] as const;

interface PlaceRow {
  territory: Territory;
  place: PlaceResult;
}

/** The places that have a row: the whole entity only where something was said or promised about it. */
export function placesOf({ results, entity }: ResultsProps): PlaceRow[] {
  return [...results.places]
    .filter(([code, place]) => code !== entity.root.code || PLACE_FIGURES.some((what) => place[what] > 0))
    .map(([code, place]) => ({ territory: entity.territory(code), place }));
}

export function placesSentence(places: readonly PlaceRow[]): string {
  const promising = places.filter(({ place }) => place.commitments > 0);
  const best = promising.toSorted((a, b) => b.place.met - a.place.met)[0];
  return t("results.places.finding", {
    with: promising.length,
    of: places.length,
    best: best === undefined || best.place.met === 0 ? "none" : best.territory.name,
    met: best?.place.met ?? 0,
    n: best?.place.commitments ?? 0,
  });
}

/** A place a row; each number opens the list that makes it. */
export function PlacesTable(props: ResultsProps): VNode {
  const places = placesOf(props);
  return (
    <Section title={t("results.places.title")} id="lugares">
      <p>{placesSentence(places)}</p>
      <Table
        id="tabla-lugares"
        caption={t("results.places.caption")}
        captionHidden
        columns={[
          { text: t("results.place") },
          ...PLACE_FIGURES.map((what) => ({ text: t(`results.places.${what}`), numeric: true })),
        ]}
        rows={places.map(({ territory, place }) => [
          territory.name,
          ...PLACE_FIGURES.map((what) => (
            <Opened {...props} what={what} n={place[what]} of={{ place: territory }} name={territory.name} />
          )),
        ])}
      />
      <Fine>{t("results.places.note")}</Fine>
    </Section>
  );
}
