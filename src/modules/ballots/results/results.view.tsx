import type { VNode } from "preact";
import type { Entity, Territory } from "#core/territory/index.ts";
import type { Initiative } from "#modules/initiatives/index.ts";
import { findPhase, type Process } from "#modules/processes/index.ts";
import { formatDeadline, formatInstant, formatNumber, formatPercent, href, locale, t } from "#platform/i18n/i18n.ts";
import { LabelledMeter } from "#platform/views/charts.tsx";
import { Details, Notice, Table, Tag } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { LinkButton, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead, Mono, Small } from "#platform/views/text.tsx";
import type { InitiativeCount, TerritoryCount } from "../ballots.sql.ts";
import { LotText, TALLY_COMMAND } from "../publish/publish.route.tsx";
import type { Lot } from "../publish/published.ts";
import { drawnBy, findTies, type Tie } from "./ranking.ts";

interface Props {
  process: Process;
  territory: Territory;
  entity: Entity;
  counts: readonly InitiativeCount[];
  total: TerritoryCount | undefined;
  /** People who have voted while it is open. */
  soFar: number;
  initiatives: readonly Initiative[];
  lot: Lot;
  paper: { cast: number; waiting: number } | undefined;
}

export function Results(props: Props): VNode {
  const { process, territory, counts, total, paper, lot } = props;
  const title = t("ballots.results.title", { place: territory.name });
  if (total === undefined || total.closedAt === null) return <Pending {...props} title={title} />;
  const ballots = total.ballots ?? 0;
  const won = counts.filter((count) => count.won);
  const rest = counts.filter((count) => !count.won);
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{title}</h1>
        <Lead>{t("ballots.results.lead", { n: ballots, won: won.length })}</Lead>
        <Small soft>{t("ballots.results.closed", { date: formatInstant(total.closedAt) })}</Small>
        {paper !== undefined && paper.cast + paper.waiting > 0 && <p>{t("ballots.results.paper", paper)}</p>}
      </Stack>
      {won.length > 0 && (
        <Section title={t("ballots.results.winners", { n: won.length })} id="ganaron">
          <Bars {...props} list={won} ballots={ballots} />
        </Section>
      )}
      {rest.length > 0 && (
        <Section title={t("ballots.results.others", { n: rest.length })} id="no-alcanzaron">
          <Bars {...props} list={rest} ballots={ballots} />
        </Section>
      )}
      {counts.length > 0 && <CountTable {...props} ballots={ballots} />}
      <Ties {...props} />
      <Fine>{t("ballots.results.percent", { n: process.choices })}</Fine>
      {lot.seed === undefined && (
        <>
          <p>{t("ballots.recount.howLater")}</p>
          <Mono>{TALLY_COMMAND}</Mono>
        </>
      )}
      <NextLink href={href(`/procesos/${process.slug}/conteo`)}>{t("ballots.results.recount")}</NextLink>
      <NextLink href={href(`/procesos/${process.slug}/votacion`)}>{t("ballots.results.all")}</NextLink>
    </Page>
  );
}

function Pending({ process, territory, soFar, title }: Props & { title: string }): VNode {
  const dates = findPhase(process, territory.code, "vote");
  return (
    <Page width="narrow" gap="l">
      <h1>{title}</h1>
      <Notice>
        {dates ? t("ballots.results.pending", { date: formatDeadline(dates.closesAt) }) : t("ballots.results.none")}
      </Notice>
      {dates && <p>{t("ballots.results.soFar", { n: soFar })}</p>}
      <LinkButton kind="quiet" href={href(`/procesos/${process.slug}/${territory.slug}`)}>
        {territory.name}
      </LinkButton>
    </Page>
  );
}

function titleOf({ initiatives }: Props, count: InitiativeCount): string {
  return initiatives.find((initiative) => initiative.id === count.initiativeId)?.title ?? String(count.initiativeId);
}

function sectorOf({ initiatives, entity }: Props, count: InitiativeCount): string {
  const initiative = initiatives.find((one) => one.id === count.initiativeId);
  return initiative === undefined ? "" : entity.name(entity.sector(initiative.sector), locale());
}

function Bars(props: Props & { list: readonly InitiativeCount[]; ballots: number }): VNode {
  const { list, ballots } = props;
  return (
    <Items ordered>
      {list.map((count) => (
        <Item
          title={titleOf(props, count)}
          href={href(`/iniciativas/${count.initiativeId}`)}
          over={count.won ? <Tag tone="done">{t("ballots.results.won")}</Tag> : undefined}
          meta={sectorOf(props, count)}
        >
          <LabelledMeter
            label={t("ballots.results.votes", { n: count.votes })}
            value={formatPercent(count.votes, ballots)}
            percent={(100 * count.votes) / Math.max(1, ballots)}
            color={count.won ? 1 : 6}
          />
        </Item>
      ))}
    </Items>
  );
}

/** The same figures for those who listen to the page or copy them. */
function CountTable(props: Props & { ballots: number }): VNode {
  return (
    <Details summary={t("ballots.results.table")}>
      <Table
        id="tabla-votos"
        caption={t("ballots.results.tableCaption", { place: props.territory.name })}
        columns={[
          { text: t("ballots.results.initiative") },
          { text: t("ballots.results.position"), numeric: true },
          { text: t("ballots.results.votesColumn"), numeric: true },
          { text: t("ballots.results.share"), numeric: true },
          { text: t("ballots.results.outcome") },
        ]}
        rows={props.counts.map((count) => [
          titleOf(props, count),
          formatNumber(count.position),
          formatNumber(count.votes),
          formatPercent(count.votes, props.ballots),
          count.won ? t("ballots.results.won") : t("ballots.results.notWon"),
        ])}
      />
    </Details>
  );
}

function Ties(props: Props): VNode {
  const ties = findTies(props.counts);
  return (
    <Section title={t(ties.length === 0 ? "ballots.lot.noTies" : "ballots.lot.title")} id="sorteo">
      {ties.map((tie) => (
        <TieText {...props} tie={tie} />
      ))}
      <LotText lot={props.lot} />
    </Section>
  );
}

function TieText(props: Props & { tie: Tie }): VNode {
  const { tie, lot } = props;
  const { seed } = lot;
  return (
    <Stack gap="s">
      <p>
        {t(tie.decisive ? "ballots.lot.decisive" : "ballots.lot.tie", {
          n: tie.counts.length,
          votes: t("ballots.results.votes", { n: tie.votes }),
        })}
      </p>
      <Table
        id={`empate-${tie.votes}`}
        caption={t("ballots.lot.order", { votes: t("ballots.results.votes", { n: tie.votes }) })}
        columns={[
          { text: t("ballots.results.initiative") },
          { text: t("ballots.results.outcome") },
          ...(seed === undefined ? [] : [{ text: t("ballots.lot.drawn") }]),
        ]}
        rows={tie.counts.map((count) => [
          titleOf(props, count),
          count.won ? t("ballots.results.won") : t("ballots.results.notWon"),
          ...(seed === undefined ? [] : [drawnBy(seed, count).slice(0, 12)]),
        ])}
      />
    </Stack>
  );
}
