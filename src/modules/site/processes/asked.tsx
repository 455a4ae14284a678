// What a place asks for: the needs that most people share, and the sectors that they speak of.

import type { VNode } from "preact";
import { nearToFar } from "#core/territory/index.ts";
import { formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Notice } from "#platform/views/content.tsx";
import { Section } from "#platform/views/layout.tsx";
import { LinkButton, NextLink } from "#platform/views/link.tsx";
import { FilterChips, Item, Items } from "#platform/views/lists.tsx";
import { Fine, Small, Written } from "#platform/views/text.tsx";
import { listOf, type PlaceProps } from "./place.view.tsx";

const MAX_CHIPS = 6;

/** `open`: needs can be said here now. */
export function Asked(props: PlaceProps & { open: boolean }): VNode {
  const { process, territory, entity, open } = props;
  const { needs, figures } = props.asked;
  const list = listOf(props);
  return (
    <Section title={t("site.place.asked")} id="piden">
      {needs.length === 0 && (
        <EmptyState
          title={t("site.place.noDemands")}
          action={
            open
              ? { href: href(`/procesos/${process.slug}/${territory.slug}/decir`), text: t("site.place.beFirst") }
              : undefined
          }
        />
      )}
      {needs.length > 0 && list !== undefined && <Chips {...props} />}
      <Items>
        {needs.map((need) => (
          <Item
            title={<Written>{need.text}</Written>}
            href={href(`/necesidades/${need.id}`)}
            meta={[
              ...nearToFar(need.place, need.sub && entity.find(need.sub)?.name),
              need.sector && entity.name(entity.sector(need.sector), locale()),
            ]
              .filter(Boolean)
              .join(" · ")}
            side={
              open ? (
                <LinkButton
                  kind="quiet"
                  size="small"
                  icon="plus"
                  href={href(`/necesidades/${need.id}`)}
                  label={`${t("site.place.meToo")}: ${need.text}`}
                >
                  {t("site.place.meToo")}
                </LinkButton>
              ) : undefined
            }
          >
            <Small>
              <strong>{t("demands.people", { n: need.people })}</strong>
            </Small>
          </Item>
        ))}
      </Items>
      {list !== undefined && needs.length > 0 && (
        <NextLink href={list}>{t("site.place.seeNeeds", { n: figures?.demands ?? 0 })}</NextLink>
      )}
      {props.moment === "soon" && <Notice>{t("site.place.notYet")}</Notice>}
      {needs.length > 0 && <Fine>{t("site.place.peopleNote")}</Fine>}
    </Section>
  );
}

function Chips(props: PlaceProps): VNode | null {
  const { entity } = props;
  const { sectors, figures } = props.asked;
  const read = sectors.filter((one) => one.sector !== null);
  if (read.length === 0) return null;
  return (
    <FilterChips
      label={t("site.place.bySector")}
      items={[
        { text: t("common.all"), href: listOf(props) ?? "", count: formatNumber(figures?.demands ?? 0), current: true },
        ...read.slice(0, MAX_CHIPS).map(({ sector, n }) => ({
          text: entity.name(entity.sector(sector ?? ""), locale()),
          href: listOf(props, { sector: sector ?? "" }) ?? "",
          count: formatNumber(n),
        })),
      ]}
    />
  );
}
