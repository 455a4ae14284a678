import { sql } from "kysely";
import type { VNode } from "preact";
import { z } from "zod";
import { FollowLink, followPath } from "#core/follows/index.ts";
import type { Entity, Territory } from "#core/territory/index.ts";
import { eventText } from "#core/trace/index.ts";
import type { Conversation } from "#modules/conversations/index.ts";
import { findGroupCounts, type GroupCounts } from "#modules/demands/index.ts";
import { listNews, type News } from "#modules/news/index.ts";
import {
  getPublicProcess,
  listMaterials,
  type Material,
  MaterialsSection,
  PHASES,
  type Process,
} from "#modules/processes/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, formatDayMonthYear, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { Grid, Page, Row, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { StepTracker } from "#platform/views/steps.tsx";
import { Bullets, Lead, Written } from "#platform/views/text.tsx";
import { boardHref } from "../addresses.ts";
import { type Promises, PromisesCard, sumPromises } from "../commitments-bar.tsx";
import { ConversationsSection, listOpenConversations } from "../conversations-section.tsx";
import { listCommitmentCounts, listPlaceFigures, type PlaceFigures } from "../figures.sql.ts";
import { type Dates, DatesSection, listDates } from "../meetings/leafs.tsx";
import { MOMENTS, type Moment, momentsByPlace } from "../moments.ts";
import { NEWS_SHOWN, NewsSection } from "../news-section.tsx";
import { type Moments, MomentsLegend, MomentsMap, momentsSentence } from "../place-map.tsx";
import { ForWhom } from "./for-whom.tsx";
import { phaseStep } from "./phase-step.ts";
import { Rules } from "./rules.tsx";

/** The newest; all of them are in the open data, and those of a place on its own page. */
const MATERIALS_SHOWN = 8;

interface Change {
  event: string;
  data: Record<string, string | number>;
  at: Date;
}

export const showProcess = get({
  path: "/procesos/:slug",
  access: "public",
  params: z.object({ slug: z.string() }),
  cache: { seconds: 5, tags: () => ["processes", "news", "conversations"] },
  handle: async (ctx, { params }) => {
    const process = await getPublicProcess(ctx.db, params.slug);
    const today = calendarDay(ctx.now, ctx.entity.timeZone);
    const promises = await listCommitmentCounts(ctx.db, today, { processId: process.id });
    return {
      kind: "page",
      title: process.title,
      section: "participate",
      description: process.purpose,
      crumbs: [
        { text: t("site.processes.title"), path: "/procesos" },
        { text: process.title, written: true },
      ],
      tags: [`process:${process.id}`],
      body: (
        <ShowProcess
          process={process}
          entity={ctx.entity}
          now={ctx.now}
          figures={await listPlaceFigures(ctx.db, [process.id])}
          promises={sumPromises(promises)}
          groups={await findGroupCounts(ctx.db, process.id)}
          news={await listNews(ctx.db, { processId: process.id }, { limit: NEWS_SHOWN })}
          conversations={await listOpenConversations(ctx, { processId: process.id })}
          changes={await listChanges(ctx.db, process.id)}
          dates={await listDates(ctx.db, { processId: process.id }, ctx.now)}
          materials={await listMaterials(ctx.db, { processId: process.id })}
          hasData={ctx.paths.has("/datos/procesos/:slug")}
        />
      ),
    };
  },
});

/** What was done to the process itself, newest first. */
async function listChanges(db: ReadDb, processId: number): Promise<Change[]> {
  const result = await sql<Change>`
    select event, data, at from history where thing_id = ${processId} and public order by at desc, id desc limit 20`.execute(
    db,
  );
  return result.rows;
}

interface Props {
  process: Process;
  entity: Entity;
  now: Date;
  figures: readonly PlaceFigures[];
  promises: Promises;
  groups: GroupCounts | undefined;
  changes: readonly Change[];
  news: readonly News[];
  conversations: readonly Conversation[];
  dates: Dates;
  materials: readonly Material[];
  hasData: boolean;
}

function ShowProcess(props: Props): VNode {
  const { process, entity, now } = props;
  const places = entity.participationTerritories().filter((place) => process.phases.has(place.code));
  const moments = momentsByPlace(
    [process],
    places.map((place) => place.code),
    now,
  );
  return (
    <Page gap="xl">
      <Stack gap="s">
        <Row>
          <Tag tone={process.state === "closed" ? "plain" : "open"}>{t(`processes.state.${process.state}`)}</Tag>
        </Row>
        <h1>
          <Written>{process.title}</Written>
        </h1>
        <Lead>
          <Written>{process.purpose}</Written>
        </Lead>
      </Stack>
      <Section title={t("site.process.phases")} id="fases">
        <StepTracker steps={PHASES.map((phase) => phaseStep(process, phase, now))} />
      </Section>
      <Split kind="half">
        <Section title={t("site.process.today")} id="hoy">
          <p>{momentsSentence(moments, entity)}</p>
          <MomentsLegend moments={moments} />
          {places.length === entity.participationTerritories().length && (
            <MomentsMap moments={moments} entity={entity} label={t("site.process.today")} />
          )}
        </Section>
        <Section title={t("site.process.rules")} id="reglas">
          <Rules process={process} />
          <NextLink href={href(`/procesos/${process.slug}/reglas`)}>{t("site.rules.link")}</NextLink>
        </Section>
      </Split>
      <Split>
        <Section title={t("site.process.places")} id="lugares" gap="l">
          {places.length === 0 && <EmptyState title={t("site.process.noPlaces")} />}
          {MOMENTS.map((moment) => (
            <PlacesAt moment={moment} places={places} moments={moments} {...props} />
          ))}
        </Section>
        <Beside {...props} />
        <Stack gap="xl">
          <NewsSection news={props.news} entity={entity} />
          <MaterialsSection process={process} entity={entity} materials={props.materials.slice(0, MATERIALS_SHOWN)} />
          <Changes {...props} />
          <More {...props} />
        </Stack>
      </Split>
    </Page>
  );
}

/** What is to be done or followed: on a desk beside the places and all that comes after them, on a phone between both. */
function Beside({ process, entity, now, promises, conversations, dates, groups }: Props): VNode {
  return (
    <Side floating>
      <ConversationsSection conversations={conversations} />
      {promises.n > 0 && (
        <PromisesCard
          promises={promises}
          title={t("site.promises.title")}
          more={{
            href: boardHref({ proceso: process.slug }),
            text: t("site.home.seeCommitments", { n: promises.n }),
          }}
        />
      )}
      <DatesSection dates={dates} entity={entity} now={now} />
      <ForWhom entity={entity} counts={groups} slug={process.slug} />
      <FollowLink path={followPath(process.id)} />
    </Side>
  );
}

function Changes({ changes }: Props): VNode {
  return (
    <Section title={t("site.process.changes")} id="cambios">
      <Bullets
        plain
        items={changes.map((change) => (
          <>
            <strong>{formatDayMonthYear(change.at)}.</strong> {eventText(change)}
          </>
        ))}
      />
    </Section>
  );
}

function More({ process: { slug }, hasData }: Props): VNode {
  return (
    <Row links>
      <NextLink href={href(`/procesos/${slug}/temas`)}>{t("site.process.themes")}</NextLink>
      <NextLink href={href(`/procesos/${slug}/metodo`)}>{t("site.process.method")}</NextLink>
      <NextLink href={href(`/procesos/${slug}/resultados`)}>{t("site.process.results")}</NextLink>
      <NextLink href={href(`/procesos/${slug}/resultados#meses`)}>{t("site.process.months")}</NextLink>
      {hasData && <NextLink href={href(`/datos/procesos/${slug}`)}>{t("site.process.data")}</NextLink>}
    </Row>
  );
}

interface PlacesProps extends Props {
  moment: Moment;
  places: readonly Territory[];
  moments: Moments;
}

function PlacesAt({ moment, places, moments, process, figures }: PlacesProps): VNode | null {
  const here = places.filter((place) => moments.get(place.code)?.moment === moment);
  if (here.length === 0) return null;
  const of = new Map(figures.map((one) => [one.territory, one]));
  const voted = moment === "vote" || moment === "commit" || moment === "follow";
  return (
    <Section level={3} title={t("site.moment.count", { word: t(`site.moment.do.${moment}`), n: here.length })} gap="s">
      <Grid as="ul" size="small">
        {here.map((place) => {
          const own = of.get(place.code);
          return (
            <li>
              <Link href={href(`/procesos/${process.slug}/${place.slug}`)}>{place.name}</Link>:{" "}
              {[
                // Where all began with the vote there is nothing to wait for.
                (own?.demands ?? 0) > 0 || !voted ? t("site.process.needs", { n: own?.demands ?? 0 }) : undefined,
                voted && t("site.process.voters", { n: own?.voters ?? 0 }),
              ]
                .filter(Boolean)
                .join(", ")}
            </li>
          );
        })}
      </Grid>
    </Section>
  );
}
