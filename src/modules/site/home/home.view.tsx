import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { Conversation } from "#modules/conversations/index.ts";
import type { News } from "#modules/news/index.ts";
import { formatInstant, formatNearDate, formatNumber, formatPercent, href, locale, t } from "#platform/i18n/i18n.ts";
import { Card, EmptyState, Tag } from "#platform/views/content.tsx";
import { SearchBox } from "#platform/views/form.tsx";
import { Door, Hero, HowItWorks } from "#platform/views/home.tsx";
import { Actions, Band, Grid, Page, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Link, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Item, Items, Kpis } from "#platform/views/lists.tsx";
import { Fine, Lead, Small, Written } from "#platform/views/text.tsx";
import { sumPromises } from "../commitments-bar.tsx";
import { ConversationsSection } from "../conversations-section.tsx";
import type { CommitmentCount, PlaceFigures } from "../figures.sql.ts";
import { nearestDoors, type OpenDoor } from "../moments.ts";
import { NewsSection } from "../news-section.tsx";
import { type Moments, MomentsLegend, MomentsMap, momentsSentence } from "../place-map.tsx";
import { Happenings } from "./happenings.view.tsx";
import type { Latest } from "./latest.sql.ts";

export interface HomeProps {
  entity: Entity;
  now: Date;
  today: string;
  doors: readonly OpenDoor[];
  moments: Moments;
  figures: readonly PlaceFigures[];
  commitments: readonly CommitmentCount[];
  latest: readonly Latest[];
  thread: { id: number; title: string } | undefined;
  news: readonly News[];
  conversations: readonly Conversation[];
}

type Props = HomeProps;

const DOORS_SHOWN = 4;

/** The word of the entity for the places where people take part, and how many there are. */
function placesOf(entity: Entity) {
  const kind = entity.participationKind;
  const n = entity.participationTerritories().length;
  return {
    n,
    kind: entity.kindName(kind, locale()),
    kinds: entity.kindName(kind, locale(), true),
    gender: entity.kindGender(kind),
  };
}

export function Home(props: Props): VNode {
  return (
    <>
      <HomeHero entity={props.entity} />
      <Band tone="surface">
        <Page>
          <Doors {...props} />
        </Page>
      </Band>
      <Band>
        <Page>
          <Split>
            <Stack gap="xl">
              <OpenNow {...props} />
              <ConversationsSection conversations={props.conversations} />
            </Stack>
            <Side>
              <Figures {...props} />
            </Side>
          </Split>
        </Page>
      </Band>
      <Band tone="sunken">
        <Page gap="base">
          <How thread={props.thread} />
        </Page>
      </Band>
      <Band>
        <Page>
          <Split kind="half">
            <Today entity={props.entity} moments={props.moments} />
            <Happenings {...props} />
          </Split>
        </Page>
      </Band>
      {props.news.length > 0 && (
        <Band tone="surface">
          <Page gap="base">
            <NewsSection news={props.news} entity={props.entity} />
          </Page>
        </Band>
      )}
    </>
  );
}

function HomeHero({ entity }: { entity: Entity }): VNode {
  const places = placesOf(entity);
  const featured = entity.featuredTerritories();
  return (
    <Hero title={t("site.home.title", { kind: places.kind })} lead={t("site.home.lead")}>
      <SearchBox
        id="q"
        action={href("/buscar")}
        label={t("site.search.label", {
          place: entity.text("placeSearch", locale()),
          inside: entity.text("neighbourhood", locale()).toLowerCase(),
        })}
        suggestions={entity.participationTerritories().map((place) => place.name)}
      />
      <Small>
        {t("site.home.orChoose")}{" "}
        {featured.map((place) => (
          <>
            <Link href={href(`/territorios/${place.code}`)}>{place.shortName}</Link> ·{" "}
          </>
        ))}
        <Link href={href("/territorios")}>{t("site.home.seeAll", places)}</Link>
      </Small>
    </Hero>
  );
}

function Doors({ doors, commitments }: Props): VNode {
  const open = new Set(doors.map((door) => door.territory)).size;
  const promised = commitments.reduce((sum, one) => sum + one.n, 0);
  return (
    <Grid>
      <Door
        art="participate"
        title={t("common.menu.participate")}
        href={href("/procesos")}
        text={t("site.home.participate")}
        count={t("site.home.participateCount", { n: open })}
      />
      <Door
        art="look"
        title={t("common.menu.look")}
        href={href("/compromisos")}
        text={t("site.home.look")}
        count={t("site.home.lookCount", { n: promised })}
      />
      <Door
        art="ask"
        title={t("common.menu.mine")}
        href={href("/mis-aportes")}
        text={t("site.home.mine")}
        count={t("site.home.mineCount")}
      />
    </Grid>
  );
}

function OpenNow({ doors, entity, figures }: Props): VNode {
  const shown = nearestDoors(doors, DOORS_SHOWN);
  return (
    <Section title={t("site.home.open")} id="abierto">
      {shown.length === 0 && (
        <EmptyState
          title={t("site.home.noneOpen")}
          text={t("site.home.noneOpenText")}
          action={{ href: href("/procesos"), text: t("site.home.seeProcesses") }}
        />
      )}
      <Items>
        {shown.map((door) => (
          <DoorItem door={door} entity={entity} figures={figures} />
        ))}
      </Items>
      {doors.length > shown.length && <NextLink href={href("/territorios")}>{t("site.home.seeOpen")}</NextLink>}
    </Section>
  );
}

function DoorItem({ door, entity, figures }: { door: OpenDoor } & Pick<Props, "entity" | "figures">): VNode {
  const place = entity.territory(door.territory);
  const here = figures.find((one) => one.processId === door.process.id && one.territory === door.territory);
  const saying = door.phase === "gather";
  const base = `/procesos/${door.process.slug}/${place.slug}`;
  const title = t(saying ? "site.home.say" : "site.home.vote");
  return (
    <Item
      title={title}
      titleLabel={`${title}: ${place.name}`}
      href={href(`${base}/${saying ? "decir" : "votar"}`)}
      over={
        <>
          <Tag tone={saying ? "warn" : "open"}>{t(`site.place.phase.${door.phase}`)}</Tag>
          <Small soft inline>
            {place.name}
          </Small>
        </>
      }
      meta={
        saying
          ? t("site.home.said", { n: here?.demands ?? 0, people: here?.people ?? 0 })
          : t("site.home.voted", { n: here?.voters ?? 0 })
      }
      side={<strong>{t("site.home.until", { date: formatNearDate(lastDay(door.closesAt)) })}</strong>}
    />
  );
}

/** A phase that closes at midnight ends, for people, the day before. */
function lastDay(closesAt: Date): Date {
  return new Date(closesAt.getTime() - 1);
}

function Figures({ figures, commitments, now }: Props): VNode {
  const sum = (pick: (one: PlaceFigures) => number): number => figures.reduce((all, one) => all + pick(one), 0);
  const { n, met, late } = sumPromises(commitments);
  return (
    <Card tone="flat" title={t("site.home.figures")} id="asi-vamos">
      <Kpis
        items={[
          {
            value: formatNumber(sum((one) => one.demands)),
            text: t("site.home.needs"),
            href: href("/territorios#necesidades"),
          },
          {
            value: formatNumber(sum((one) => one.voters)),
            text: t("site.home.voters"),
            href: href("/territorios#necesidades"),
          },
          {
            value: formatNumber(met),
            text: t("site.home.met", { n, share: formatPercent(met, n) || "—" }),
            href: href("/compromisos?estado=met"),
          },
          {
            value: formatNumber(late),
            text: t("site.home.late"),
            href: href("/compromisos?tarde=si"),
            late: true,
          },
        ]}
      />
      <Fine>{t("site.home.figuresNote", { date: capital(formatInstant(now)) })}</Fine>
    </Card>
  );
}

function How({ thread }: { thread: Props["thread"] }): VNode {
  const steps = ["say", "merge", "vote", "commit", "judge"] as const;
  return (
    <Section title={t("site.how.title")} id="como">
      <Lead>{t("site.how.lead")}</Lead>
      <HowItWorks
        steps={steps.map((art) => ({ art, title: t(`site.how.${art}.title`), text: t(`site.how.${art}.text`) }))}
      />
      {thread && (
        <Actions>
          <LinkButton kind="quiet" href={href(`/hilo/${thread.id}`)}>
            {t("site.how.thread")} <Written>{thread.title}</Written>
          </LinkButton>
        </Actions>
      )}
    </Section>
  );
}

function Today({ entity, moments }: Pick<Props, "entity" | "moments">): VNode {
  const title = t("site.home.today", placesOf(entity));
  return (
    <Section title={title} id="hoy">
      <p>{momentsSentence(moments, entity)}</p>
      <MomentsLegend moments={moments} />
      <MomentsMap moments={moments} entity={entity} label={title} />
      <Fine>
        {t("site.home.mapNote", placesOf(entity))} <Link href={href("/territorios")}>{t("site.home.list")}</Link>
      </Fine>
    </Section>
  );
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
