import type { ComponentChildren, VNode } from "preact";
import { FollowLink, followPlacePath } from "#core/follows/index.ts";
import type { Entity, Territory } from "#core/territory/index.ts";
import type { Conversation } from "#modules/conversations/index.ts";
import type { GroupCounts } from "#modules/demands/index.ts";
import {
  findPhase,
  isOpen,
  type Material,
  MaterialsSection,
  PHASES,
  type PhaseDates,
  type Process,
} from "#modules/processes/index.ts";
import { formatDate, formatNearDate, formatNumber, formatStretch, href, t } from "#platform/i18n/i18n.ts";
import { Tag, type TagTone } from "#platform/views/content.tsx";
import { keptPart } from "#platform/views/kept-part.ts";
import { Actions, Page, Row, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { LinkButton, NextLink } from "#platform/views/link.tsx";
import { type Kpi, Kpis } from "#platform/views/lists.tsx";
import { StepTracker } from "#platform/views/steps.tsx";
import { Lead, Small } from "#platform/views/text.tsx";
import { boardHref, needsHref } from "../addresses.ts";
import { type Promises, PromisesCard } from "../commitments-bar.tsx";
import { ConversationsSection } from "../conversations-section.tsx";
import type { PlaceFigures, SectorCount } from "../figures.sql.ts";
import { type Dates, DatesSection } from "../meetings/leafs.tsx";
import { daysLeft, type Moment } from "../moments.ts";
import { Asked } from "./asked.tsx";
import { Counted } from "./counted.tsx";
import { ForWhom } from "./for-whom.tsx";
import type { TopNeed, Winner } from "./place.sql.ts";
import { Rules } from "./rules.tsx";
import { Subs } from "./subs.tsx";

export interface PlaceProps {
  process: Process;
  territory: Territory;
  entity: Entity;
  now: Date;
  moment: Moment;
  gather: PhaseDates | undefined;
  asked: {
    figures: PlaceFigures | undefined;
    needs: readonly TopNeed[];
    sectors: readonly SectorCount[];
    subs: readonly { sub: string; n: number }[];
  };
  promises: Promises;
  counted: { ballots: number | null; rows: readonly Winner[] };
  dates: Dates;
  materials: readonly Material[];
  groups: { counts: GroupCounts | undefined };
  conversations: readonly Conversation[];
  paths: ReadonlySet<string>;
}

const TONE: Record<Moment, TagTone> = {
  gather: "warn",
  analyse: "info",
  vote: "open",
  commit: "accent",
  follow: "plain",
  soon: "info",
  none: "plain",
};
const NEEDS_PATH = "/procesos/:slug/:place/necesidades";

/** Address of the list of needs, when there is such a page. */
export function listOf(props: PlaceProps, filters: { sector?: string; lugar?: string } = {}): string | undefined {
  return props.paths.has(NEEDS_PATH) ? needsHref(props.process.slug, props.territory.slug, filters) : undefined;
}

export function ShowPlace(props: PlaceProps): VNode {
  const { process, territory, entity, now, moment, asked, promises, counted, dates, materials, groups } = props;
  const here = territory.code;
  const open = isOpen(process, here, "gather", now);
  return (
    <Page gap="xl">
      <Split>
        <PlaceHeading {...props} />
        {keptPart([process, asked, promises], here, () => (
          <Kpis items={figuresOf(props)} />
        ))}
      </Split>
      {keptPart([process], `steps ${here} ${moment}`, () => (
        <Section title={t("site.place.where")} id="en-que-vamos">
          <StepTracker steps={steps(process, territory, moment)} />
        </Section>
      ))}
      {counted.ballots !== null && keptPart([process, counted], here, () => <Counted {...props} />)}
      {keptPart([process, asked], `${here} ${moment} ${open}`, () => (
        <>
          <Asked {...props} open={open} />
          <Subs {...props} />
        </>
      ))}
      <Split kind="half">
        {keptPart([process], "rules", () => (
          <Section title={t("site.process.rules")} id="reglas">
            <Rules process={process} />
          </Section>
        ))}
        <Side>
          <ConversationsSection conversations={props.conversations} />
          {keptPart([dates], `${here} ${minuteOf(now)}`, () => (
            <DatesSection dates={dates} entity={entity} now={now} place={here} />
          ))}
          {keptPart([process, materials, groups], here, () => (
            <>
              <MaterialsSection process={process} entity={entity} materials={materials} />
              <ForWhom entity={entity} counts={groups.counts} slug={process.slug} place={here} />
            </>
          ))}
          {promises.n > 0 &&
            keptPart([promises], here, () => (
              <PromisesCard
                promises={promises}
                title={t("site.place.promised")}
                more={{
                  href: boardHref({ lugar: territory.code }),
                  text: t("site.home.seeCommitments", { n: promises.n }),
                }}
              />
            ))}
        </Side>
      </Split>
      <Row links>
        <NextLink href={href(`/territorios/${territory.code}`)}>
          {t("site.place.all", { place: territory.name })}
        </NextLink>
        <FollowLink path={followPlacePath(territory.code)} />
      </Row>
    </Page>
  );
}

/** What changes with the clock alone, changes by the minute. */
const minuteOf = (now: Date): number => Math.floor(now.getTime() / 60_000);

function PlaceHeading(props: PlaceProps): VNode {
  const { process, territory, moment, now } = props;
  const dates = moment === "soon" || moment === "none" ? undefined : findPhase(process, territory.code, moment);
  const live = dates !== undefined && now < dates.closesAt && process.state === "published";
  return (
    <Stack gap="s">
      <Row>
        <Tag tone={TONE[moment]}>{t(`site.place.phase.${moment}`)}</Tag>
        {live && (moment === "gather" || moment === "vote") && (
          <Small soft inline>
            {t("site.place.left", { n: daysLeft(now, dates.closesAt) })}
          </Small>
        )}
      </Row>
      <h1>{t("site.place.title", { place: territory.name, process: process.title })}</h1>
      <Lead>{lead(props, live ? dates : undefined)}</Lead>
      <Doors {...props} />
    </Stack>
  );
}

/** What can be done here and until when, in one sentence. */
function lead({ moment, gather, process }: PlaceProps, open: PhaseDates | undefined): ComponentChildren {
  if (moment === "soon" && gather) return t("site.place.lead.soon", { date: formatDate(gather.opensAt) });
  if (moment === "follow") return t("site.place.lead.follow");
  if (open === undefined || moment === "none" || moment === "soon") return process.purpose;
  const date = formatNearDate(new Date(open.closesAt.getTime() - 1));
  return t(`site.place.lead.${moment}`, { date });
}

function Doors(props: PlaceProps): VNode {
  const { process, territory, now, moment, counted } = props;
  const base = `/procesos/${process.slug}/${territory.slug}`;
  const saying = isOpen(process, territory.code, "gather", now);
  const voting = isOpen(process, territory.code, "vote", now);
  const following = moment === "commit" || moment === "follow";
  const list = listOf(props) ?? "#piden";
  return (
    <>
      <Actions>
        {saying && <LinkButton href={href(`${base}/decir`)}>{t("site.place.say")}</LinkButton>}
        {voting && <LinkButton href={href(`${base}/votar`)}>{t("site.place.vote")}</LinkButton>}
        {!saying && !voting && following && (
          <LinkButton href={boardHref({ lugar: territory.code })}>{t("site.place.commitments")}</LinkButton>
        )}
        {counted.ballots !== null && (
          <LinkButton kind="quiet" href={href(`${base}/resultados`)}>
            {t("site.place.results")}
          </LinkButton>
        )}
        {counted.ballots === null && (
          <LinkButton kind="quiet" href={list}>
            {t("site.place.seeAsked")}
          </LinkButton>
        )}
      </Actions>
      {(saying || voting) && <Small soft>{t(saying ? "site.place.sayEase" : "site.place.voteEase")}</Small>}
    </>
  );
}

function figuresOf(props: PlaceProps): Kpi[] {
  const { process, territory, promises } = props;
  const { figures } = props.asked;
  const list = listOf(props) ?? "#piden";
  const voters = figures?.voters ?? 0;
  return [
    {
      value: formatNumber(figures?.demands ?? 0),
      text: t("site.place.demands", { n: figures?.demands ?? 0 }),
      href: list,
    },
    {
      value: formatNumber(figures?.people ?? 0),
      text: t("site.place.people", { n: figures?.people ?? 0 }),
      href: list,
    },
    ...(voters > 0
      ? [
          {
            value: formatNumber(voters),
            text: t("site.place.voters", { n: voters }),
            href: href(`/procesos/${process.slug}/${territory.slug}/resultados`),
          },
        ]
      : []),
    ...(promises.n > 0
      ? [
          {
            value: formatNumber(promises.met),
            text: t("site.place.met", { n: promises.n, met: promises.met }),
            href: boardHref({ lugar: territory.code, estado: "met" }),
          },
        ]
      : []),
  ];
}

function steps(process: Process, territory: Territory, moment: Moment) {
  const at = moment === "soon" || moment === "none" ? -1 : PHASES.indexOf(moment);
  return (process.phases.get(territory.code) ?? []).map((dates, index) => ({
    name: t(`processes.phase.${dates.phase}`),
    when: t("site.place.dates", formatStretch(dates.opensAt, new Date(dates.closesAt.getTime() - 1))),
    state: index < at ? ("done" as const) : index === at ? ("now" as const) : ("todo" as const),
  }));
}
