import type { VNode } from "preact";
import type { Entity, Territory } from "#core/territory/index.ts";
import type { Initiative } from "#modules/initiatives/index.ts";
import { findPhase, type Process } from "#modules/processes/index.ts";
import { formatDateShort, formatMonthYear, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Table } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Kpis } from "#platform/views/lists.tsx";
import { Bullets, Fine, Lead } from "#platform/views/text.tsx";
import type { InitiativeCount, TerritoryCount } from "../ballots.sql.ts";

interface Props {
  process: Process;
  entity: Entity;
  /** Of the places that are shown. */
  totals: readonly TerritoryCount[];
  /** People who have voted where the vote is open, by place. */
  soFar: ReadonlyMap<string, number>;
  /** `YYYY-MM`, when only the places counted in it are shown. */
  month: string | undefined;
  winners: readonly InitiativeCount[];
  initiatives: readonly Initiative[];
  now: Date;
}

export function ProcessResults(props: Props): VNode {
  const { process, totals, soFar, month } = props;
  const closed = totals.filter((total) => total.closedAt !== null && (total.ballots ?? 0) > 0);
  const shown = new Set(totals.map(({ territory }) => territory));
  const winners = props.winners.filter(({ territory }) => shown.has(territory));
  const voters = totals.reduce((sum, one) => sum + (one.ballots ?? soFar.get(one.territory) ?? 0), 0);
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("ballots.whole.title", { process: process.title })}</h1>
        <Lead>{t("ballots.whole.lead", { n: closed.length })}</Lead>
        {month !== undefined && (
          <p>
            {t("ballots.whole.inMonth", { month: formatMonthYear(month) })}{" "}
            <Link href={href(`/procesos/${process.slug}/votacion`)}>{t("ballots.results.all")}</Link>
          </p>
        )}
      </Stack>
      {voters > 0 && (
        <Kpis
          items={[
            { value: formatNumber(voters), text: t("ballots.whole.voters", { n: voters }) },
            {
              value: formatNumber(closed.length),
              text: t("ballots.whole.places", { n: closed.length }),
              href: "#lugares",
            },
            { value: formatNumber(winners.length), text: t("ballots.whole.winners", { n: winners.length }) },
          ]}
        />
      )}
      <Section title={t("ballots.whole.byPlace")} id="lugares">
        <PlacesTable {...props} />
      </Section>
      <Fine>{t("ballots.whole.note")}</Fine>
      <NextLink href={href(`/procesos/${process.slug}/conteo`)}>{t("ballots.results.recount")}</NextLink>
    </Page>
  );
}

function PlacesTable(props: Props): VNode {
  const { process, entity, totals } = props;
  const byCode = new Map(totals.map((total) => [total.territory, total]));
  const offered = new Set(props.initiatives.map((initiative) => initiative.territory));
  const places = [...entity.participationTerritories(), entity.root].filter(
    (place) =>
      process.phases.has(place.code) &&
      offered.has(place.code) &&
      (props.month === undefined || byCode.has(place.code)),
  );
  if (places.length === 0) return <EmptyState title={t("ballots.whole.none")} />;
  return (
    <Table
      id="tabla-lugares"
      caption={`${t("ballots.whole.byPlace")}: ${process.title}`}
      captionHidden
      columns={[
        { text: t("ballots.whole.place") },
        { text: t("ballots.whole.votersColumn"), numeric: true },
        { text: t("ballots.whole.won") },
      ]}
      rows={places.map((place) => placeRow(props, place, byCode.get(place.code)))}
    />
  );
}

function placeRow(props: Props, place: Territory, total: TerritoryCount | undefined) {
  const { process } = props;
  const name = <Link href={href(`/procesos/${process.slug}/${place.slug}/resultados`)}>{place.name}</Link>;
  const soFar = props.soFar.get(place.code);
  if (total === undefined || total.closedAt === null)
    return [name, soFar === undefined ? "" : formatNumber(soFar), stateText(props, place)];
  const won = props.winners.filter((count) => count.territory === place.code);
  const titles = won.map((count) => {
    const title = props.initiatives.find((initiative) => initiative.id === count.initiativeId)?.title;
    return <Link href={href(`/iniciativas/${count.initiativeId}`)}>{title ?? String(count.initiativeId)}</Link>;
  });
  return [
    name,
    formatNumber(total.ballots ?? 0),
    titles.length === 0 ? t("ballots.whole.nobody") : <Bullets ordered items={titles} />,
  ];
}

function stateText({ process, now }: Props, place: Territory): string {
  const dates = findPhase(process, place.code, "vote");
  if (dates === undefined) return t("ballots.results.none");
  if (dates.opensAt > now) return t("ballots.whole.opens", { date: formatDateShort(dates.opensAt) });
  if (dates.closesAt > now) return t("ballots.whole.voting", { date: formatDateShort(dates.closesAt) });
  return t("ballots.whole.counting");
}
