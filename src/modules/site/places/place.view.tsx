import type { VNode } from "preact";
import { FollowLink, followPlacePath } from "#core/follows/index.ts";
import type { Entity, Territory } from "#core/territory/index.ts";
import { StateTag } from "#modules/commitments/index.ts";
import type { Conversation } from "#modules/conversations/index.ts";
import { type Figures, LifeSection } from "#modules/indicators/index.ts";
import type { News } from "#modules/news/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { PaidSection, type PlaceMoney } from "#modules/projects/index.ts";
import { formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { Meters } from "#platform/views/charts.tsx";
import { Details, EmptyState, Picture, Table, Tag } from "#platform/views/content.tsx";
import { Page, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Link, LinkButton } from "#platform/views/link.tsx";
import { Item, Items, Kpis } from "#platform/views/lists.tsx";
import { Bullets, Fine, Lead, Small, Written } from "#platform/views/text.tsx";
import { boardHref, needsHref } from "../addresses.ts";
import { type Promises, PromisesCard } from "../commitments-bar.tsx";
import { ConversationsSection } from "../conversations-section.tsx";
import type { PlaceFigures, SectorCount } from "../figures.sql.ts";
import { type Dates, DatesSection } from "../meetings/leafs.tsx";
import type { Moment } from "../moments.ts";
import { NewsSection } from "../news-section.tsx";
import type { PlaceThread, WonInitiative } from "./place.sql.ts";

interface Here {
  process: Process;
  moment: Moment | undefined;
  open: "gather" | "vote" | undefined | false;
  figures: readonly PlaceFigures[];
}

interface Props {
  entity: Entity;
  territory: Territory;
  today: string;
  /** A territory where people take part, and not one above or below. */
  single: boolean;
  processes: readonly Here[];
  sectors: readonly SectorCount[];
  promises: Promises;
  threads: readonly PlaceThread[];
  news: readonly News[];
  conversations: readonly Conversation[];
  dates: Dates;
  now: Date;
  won: { total: number; rows: readonly WonInitiative[] };
  listed: boolean;
  figures: Figures;
  money: PlaceMoney;
  /** Size of the picture of where it lies, when boundaries were loaded. */
  picture: { width: number; height: number } | undefined;
}

export function ShowTerritory(props: Props): VNode {
  return (
    <Page gap="xl">
      <Split>
        <Stack gap="base">
          <h1>{props.territory.name}</h1>
          <Lead>{about(props)}</Lead>
          <FollowLink path={followPlacePath(props.territory.code)} />
          <Fine>{props.entity.text("sources", locale())}</Fine>
        </Stack>
        <Inside {...props} />
      </Split>
      <Section title={t("site.territory.path")} id="de-lo-pedido">
        <Kpis items={figuresOf(props)} />
      </Section>
      <LifeSection figures={props.figures} place={props.territory} />
      {props.processes.length > 0 && <Processes {...props} />}
      <ConversationsSection conversations={props.conversations} />
      <Split kind="half">
        <Asked {...props} />
        <Promised {...props} />
      </Split>
      <PaidSection place={props.territory} money={props.money} />
      <NewsSection news={props.news} entity={props.entity} />
      {props.won.rows.length > 0 && <Won {...props} />}
    </Page>
  );
}

/** What it is, where, and how many people live there. */
function about({ entity, territory }: Props): string {
  const kind = entity.kindName(territory.kind, locale());
  const parent = entity.parent(territory)?.name ?? "none";
  const groupings = entity.groupingsOf(territory.code).map((grouping) => entity.name(grouping, locale()));
  const is = t("site.territory.is", { kind: `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`, parent });
  const people =
    territory.population === undefined ? "" : t("site.territory.population", { n: formatNumber(territory.population) });
  const set = groupings.length === 0 ? "" : t("site.territory.grouping", { names: groupings.join(", ") });
  return [is, people, set].filter((part) => part !== "").join(" ");
}

function Inside({ entity, territory, picture }: Props): VNode | null {
  const children = entity.children(territory.code);
  if (children.length === 0 && picture === undefined) return null;
  const kinds = [...Map.groupBy(children, (child) => child.kind)];
  return (
    <Side>
      {picture && (
        <Picture
          src={`/territorios/${territory.code}/mapa.svg`}
          alt={t("site.territory.picture", { place: territory.name, root: entity.root.name })}
          {...picture}
        />
      )}
      {kinds.map(([kind, places]) => (
        <Details
          summary={t("site.territory.inside", {
            n: places.length,
            kinds: entity.kindName(kind, locale(), places.length !== 1),
          })}
        >
          <Bullets
            plain
            items={places.map((place) => <Link href={href(`/territorios/${place.code}`)}>{place.name}</Link>)}
          />
        </Details>
      ))}
    </Side>
  );
}

function figuresOf(props: Props) {
  const { sectors, won, promises, territory, single } = props;
  const needs = sectors.reduce((sum, one) => sum + one.n, 0);
  const board = single ? { lugar: territory.code } : {};
  return [
    { value: formatNumber(needs), text: t("site.territory.needs", { n: needs }), href: "#pide" },
    ...(single || won.total > 0
      ? [{ value: formatNumber(won.total), text: t("site.territory.won", { n: won.total }), href: "#ganaron" }]
      : []),
    ...(promises.n > 0 || single
      ? [
          {
            value: formatNumber(promises.n),
            text: t("site.territory.promises", { n: promises.n }),
            href: boardHref(board),
          },
          {
            value: formatNumber(promises.met),
            text: t("site.territory.met", { n: promises.met }),
            href: boardHref({ ...board, estado: "met" }),
          },
          {
            value: formatNumber(promises.late),
            text: t("site.territory.late", { n: promises.late }),
            href: boardHref({ ...board, tarde: "si" }),
            late: true,
          },
        ]
      : []),
  ].filter((one) => one.href !== "#ganaron" || won.total > 0);
}

function Processes({ processes, territory, single, listed }: Props): VNode {
  return (
    <Section title={t("site.territory.processes")} id="procesos">
      <Items>
        {processes.map(({ process, moment, open, figures }) => {
          const base = single ? `/procesos/${process.slug}/${territory.slug}` : `/procesos/${process.slug}`;
          const needs = figures.reduce((sum, one) => sum + one.demands, 0);
          const voters = figures.reduce((sum, one) => sum + one.voters, 0);
          return (
            <Item
              title={<Written>{process.title}</Written>}
              href={href(base)}
              over={moment && <Tag tone={open ? "open" : "plain"}>{t(`site.place.phase.${moment}`)}</Tag>}
              side={
                open ? (
                  <LinkButton size="small" href={href(`${base}/${open === "gather" ? "decir" : "votar"}`)}>
                    {t(open === "gather" ? "site.place.say" : "site.place.vote")}
                  </LinkButton>
                ) : undefined
              }
            >
              <Small>
                {(needs > 0 || voters === 0) &&
                  (single && listed && needs > 0 ? (
                    <Link href={needsHref(process.slug, territory.slug)}>{t("site.process.needs", { n: needs })}</Link>
                  ) : (
                    t("site.process.needs", { n: needs })
                  ))}
                {voters > 0 && `${needs > 0 ? " · " : ""}${t("site.process.voters", { n: voters })}`}
              </Small>
            </Item>
          );
        })}
      </Items>
    </Section>
  );
}

function Asked({ sectors, entity, territory, today }: Props): VNode {
  const total = sectors.reduce((sum, one) => sum + one.n, 0);
  const read = sectors.filter((one) => one.sector !== null);
  const unread = total - read.reduce((sum, one) => sum + one.n, 0);
  const most = Math.max(1, ...read.map((one) => one.n));
  const name = (code: string | null): string => (code === null ? "" : entity.name(entity.sector(code), locale()));
  const [first, second] = read;
  return (
    <Section
      id="pide"
      title={
        first === undefined
          ? t("site.territory.asks")
          : t("site.territory.asksFirst", {
              first: name(first.sector).toLowerCase(),
              second: name(second?.sector ?? null).toLowerCase() || "none",
            })
      }
    >
      {total === 0 && <EmptyState title={t("site.place.noDemands")} />}
      {total > 0 && <p>{t("site.territory.asksSentence", { n: total, unread })}</p>}
      <Meters
        items={read.map(({ sector, n }) => ({
          label: name(sector),
          href: href(`/sectores/${sector ?? ""}`),
          value: formatNumber(n),
          percent: (100 * n) / most,
        }))}
      />
      {read.length > 0 && (
        <Details summary={t("site.territory.table")}>
          <Table
            id="tabla-sectores"
            caption={t("site.territory.tableCaption", { place: territory.name, date: today })}
            columns={[{ text: t("site.territory.sector") }, { text: t("site.places.needs"), numeric: true }]}
            rows={read.map(({ sector, n }) => [name(sector), formatNumber(n)])}
          />
        </Details>
      )}
      <Fine>{t("site.territory.source")}</Fine>
    </Section>
  );
}

function Promised({ promises, threads, territory, single, today, dates, entity, now }: Props): VNode {
  return (
    <Stack gap="l">
      <PromisesCard
        promises={promises}
        title={t("site.place.promised")}
        none={t("site.territory.noPromises", { place: territory.name })}
        more={{
          href: boardHref(single ? { lugar: territory.code } : {}),
          text: t("site.home.seeCommitments", { n: promises.n }),
        }}
      />
      <DatesSection dates={dates} entity={entity} now={now} place={single ? territory.code : undefined} />
      {threads.length > 0 && (
        <Section title={t("site.territory.threads", { place: territory.name })} id="hilos">
          <Threads threads={threads} today={today} />
        </Section>
      )}
    </Stack>
  );
}

export function Threads({ threads, today }: { threads: readonly PlaceThread[]; today: string }): VNode {
  return (
    <Items>
      {threads.map((one) => (
        <Item
          title={<Written>{one.title}</Written>}
          href={href(`/hilo/${one.id}`)}
          over={<StateTag commitment={one} today={today} />}
        >
          <Small soft>{t("site.territory.answers", { n: one.needs })}</Small>
        </Item>
      ))}
    </Items>
  );
}

function Won({ won }: Props): VNode {
  return (
    <Section title={t("site.territory.wonTitle", { n: won.total })} id="ganaron">
      <Items>
        {won.rows.map((one) => (
          <Item
            title={<Written>{one.title}</Written>}
            href={href(`/hilo/${one.id}`)}
            meta={`${one.process} · ${t("site.territory.votes", { n: one.votes })}`}
          />
        ))}
      </Items>
      {won.total > won.rows.length && <Fine>{t("site.territory.wonMore", { n: won.total - won.rows.length })}</Fine>}
    </Section>
  );
}
