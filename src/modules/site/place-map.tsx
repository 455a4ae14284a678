// The map of today: one square per place with the word of its moment, its legend, and the sentence that says the same.
import type { VNode } from "preact";
import { type Entity, type Territory, tileWords } from "#core/territory/index.ts";
import { formatList, href, locale, t } from "#platform/i18n/i18n.ts";
import { Legend, type MapTone } from "#platform/views/charts.tsx";
import { TileMap } from "#platform/views/map.tsx";
import { countMoments, type Moment, type PlaceMoment } from "./moments.ts";

export const TONE: Record<Moment, MapTone> = {
  gather: "maize",
  analyse: "h3",
  vote: "primary",
  commit: "accent",
  follow: "back",
  soon: "h2",
  none: "h1",
};

export type Moments = ReadonlyMap<string, PlaceMoment>;

/** "En 24 municipios la gente dice qué hace falta, en 8 se vota y en 6 se sigue lo prometido." */
export function momentsSentence(moments: Moments, entity: Entity): string {
  const kind = entity.participationKind;
  const parts = countMoments(moments.values()).map(([moment, n], index) =>
    t(`site.moment.sentence.${moment}`, {
      n,
      kind: index === 0 ? `\u00A0${entity.kindName(kind, locale(), n !== 1)}` : "",
    }),
  );
  const list = formatList(parts);
  return `${list.charAt(0).toUpperCase()}${list.slice(1)}.`;
}

export function MomentsLegend({ moments }: { moments: Moments }): VNode {
  return (
    <Legend
      items={countMoments(moments.values()).map(([moment, n]) => ({
        text: t("site.moment.count", { word: t(`site.moment.do.${moment}`), n }),
        color: TONE[moment],
      }))}
    />
  );
}

/** Address of a place today: its page in the process that is alive there, else its own. */
export function addressOf(place: Territory, { process }: PlaceMoment): string {
  return process === undefined ? `/territorios/${place.code}` : `/procesos/${process.slug}/${place.slug}`;
}

export function MomentsMap({ moments, entity, label }: { moments: Moments; entity: Entity; label: string }): VNode {
  const cells = entity.tiles();
  const tiles = entity.participationTerritories().flatMap((place) => {
    const cell = cells.get(place.code);
    const here = moments.get(place.code);
    if (cell === undefined || here === undefined) return [];
    return [
      {
        column: cell.x,
        row: cell.y,
        lines: tileWords(place.shortName),
        word: t(`site.moment.word.${here.moment}`),
        tone: TONE[here.moment],
        href: href(addressOf(place, here)),
        label: t("site.moment.label", { place: place.name, moment: t(`site.moment.do.${here.moment}`) }),
      },
    ];
  });
  return <TileMap label={label} tiles={tiles} />;
}
