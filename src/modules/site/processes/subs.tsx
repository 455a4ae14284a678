// Where inside the place the needs come from: one list of bars per kind (comunas, corregimientos…).
import type { VNode } from "preact";
import { formatNumber, locale, t } from "#platform/i18n/i18n.ts";
import { Meters } from "#platform/views/charts.tsx";
import { Section, Split, Stack } from "#platform/views/layout.tsx";
import { Fine } from "#platform/views/text.tsx";
import { listOf, type PlaceProps } from "./place.view.tsx";

const SHOWN = 8;

export function Subs(props: PlaceProps): VNode | null {
  const { entity, territory } = props;
  const { subs } = props.asked;
  const children = entity.children(territory.code);
  if (children.length === 0 || subs.length === 0) return null;
  const count = new Map(subs.map(({ sub, n }) => [sub, n]));
  const most = Math.max(...subs.map(({ n }) => n));
  const [first] = subs;
  const total = subs.reduce((sum, { n }) => sum + n, 0);
  const kinds = [...Map.groupBy(children, (child) => child.kind)];
  return (
    <Section title={t("site.place.from")} id="de-donde">
      {first !== undefined && (
        <p>
          {t("site.place.fromSentence", {
            place: entity.find(first.sub)?.name ?? "",
            n: formatNumber(first.n),
            total: formatNumber(total),
          })}
        </p>
      )}
      <Split kind="half">
        {kinds.map(([kind, places]) => {
          const spoken = places
            .filter((place) => count.has(place.code))
            .toSorted((a, b) => (count.get(b.code) ?? 0) - (count.get(a.code) ?? 0));
          const silent = places.length - spoken.length;
          return (
            <Stack gap="s">
              <h3>{capital(entity.kindName(kind, locale(), true))}</h3>
              <Meters
                items={spoken.slice(0, SHOWN).map((place) => ({
                  label: place.name,
                  href: listOf(props, { lugar: place.code }),
                  value: formatNumber(count.get(place.code) ?? 0),
                  percent: (100 * (count.get(place.code) ?? 0)) / most,
                }))}
              />
              {spoken.length > SHOWN && <Fine>{t("site.place.fromMore", { n: spoken.length - SHOWN })}</Fine>}
              {silent > 0 && <Fine>{t("site.place.fromSilent", { n: silent })}</Fine>}
            </Stack>
          );
        })}
      </Split>
    </Section>
  );
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
