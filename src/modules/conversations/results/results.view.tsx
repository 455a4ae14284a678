import type { VNode } from "preact";
import { SMALLEST_SHOWN } from "#analysis/suppress/suppress-small.ts";
import type { Entity, Territory } from "#core/territory/index.ts";
import {
  calendarDay,
  formatDateShort,
  formatDayMonthYear,
  formatDeadline,
  formatInstant,
  formatMonthYear,
  formatNumber,
  href,
  t,
} from "#platform/i18n/i18n.ts";
import { EmptyState, Notice, Table, Tabs } from "#platform/views/content.tsx";
import { Island } from "#platform/views/island.tsx";
import { Actions, Page, Row, Section, Split, Stack } from "#platform/views/layout.tsx";
import { LineChart } from "#platform/views/line-chart.tsx";
import { Link, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Bullets, Lead, Small, StatusLine } from "#platform/views/text.tsx";
import { talkPath } from "../addresses.ts";
import { type Conversation, isOpen } from "../conversation.ts";
import { Languages, type Reading } from "../languages.view.tsx";
import type { Case } from "../signals/signals.sql.ts";
import { titleOf as titleOfCase, WithAndWithout } from "../signals/signals.view.tsx";
import { Common, Dividing, InWords, MapOfOpinions, type Mine } from "./parts.view.tsx";
import type { Day, Result } from "./results.sql.ts";
import type { Shown } from "./shown.ts";

/** Cases in doubt, and the result without their people. */
export interface Doubted {
  cases: readonly Case[];
  without: Shown;
}

/** What is told of a place that is not told by group, so that nobody is found by subtraction. */
export type Apart = "total" | "nothing" | undefined;

export interface ResultsProps extends Reading {
  entity: Entity;
  conversation: Conversation;
  result: Result;
  shown: Shown;
  /** Number of a statement → the need that it became. */
  become: ReadonlyMap<number, number>;
  /** Undefined when nothing is in doubt. */
  doubted: Doubted | undefined;
  days: readonly Day[];
  now: Date;
  /** Where the reader stands; undefined on the page of all. `group` undefined: they have not answered. */
  mine?: Mine;
  /** Where it is held, when in several places, and the one of this result. */
  places: readonly Territory[];
  place?: Territory;
  apart?: Apart;
}

export function Results(props: ResultsProps): VNode {
  return (
    <Page>
      <Live {...props}>
        <Findings {...props} />
      </Live>
    </Page>
  );
}

/** While it may change: an island brings what is new, and says it to those who listen. */
function Live({ children, ...props }: ResultsProps & { children: VNode }): VNode {
  const { conversation, result, shown, place, reader: idioma } = props;
  const watch = talkPath(conversation, "/resultados", { lugar: place?.slug, idioma });
  const changed = props.apart === "nothing" ? "" : t("opinions.live.said", { people: shown.people });
  const said = `${changed} ${titleOf(shown, props.apart)}.`.trim();
  return (
    <Island
      tag="plaza-live"
      data={{ said, moment: result.computedAt.toISOString(), watch: result.final ? undefined : href(watch) }}
    >
      {children}
      <StatusLine />
    </Island>
  );
}

function Findings(props: ResultsProps): VNode {
  const { conversation, shown, result } = props;
  const lugar = props.place?.slug;
  return (
    <Stack gap="xl">
      <Head {...props} />
      {props.apart !== undefined ? (
        <Notice>{t(`opinions.apart.${props.apart}.text`, { n: SMALLEST_SHOWN })}</Notice>
      ) : shown.groups.length === 0 ? (
        <EmptyState
          level={2}
          title={t("opinions.none.title")}
          text={t("opinions.none.text", { n: SMALLEST_SHOWN })}
          action={
            isOpen(conversation, props.now)
              ? { href: href(`/conversaciones/${conversation.slug}`), text: t("opinions.answer") }
              : undefined
          }
        />
      ) : (
        <Split kind="half">
          <MapOfOpinions {...props} />
          <InWords {...props} />
        </Split>
      )}
      {shown.groups.length > 0 && <Common {...props} />}
      {shown.dividing.length > 0 && <Dividing shown={shown} />}
      {props.doubted && <InDoubt whole={shown} doubted={props.doubted} />}
      {props.days.length > 1 && <Changes {...props} />}
      <Row as="p" links>
        {shown.statements.length > 0 && (
          <NextLink href={href(talkPath(conversation, "/resultados/afirmaciones", { lugar, idioma: props.reader }))}>
            {t("opinions.all", { n: shown.statements.length })}
          </NextLink>
        )}
        <NextLink href={href(`/conversaciones/${conversation.slug}/datos`)}>
          {t(result.final ? "opinions.dataLink" : "opinions.how")}
        </NextLink>
      </Row>
    </Stack>
  );
}

function Head(props: ResultsProps): VNode {
  const { conversation, shown, result, now, mine, places, place } = props;
  const idioma = props.reader;
  const open = isOpen(conversation, now);
  return (
    <Stack gap="m">
      <h1>{titleOf(shown, props.apart)}</h1>
      <Lead>
        {props.apart !== "nothing" &&
          t("opinions.lead", {
            people: shown.people,
            answers: result.answers,
            statements: shown.statements.length,
          })}{" "}
        {open
          ? t("opinions.until", { date: formatDeadline(conversation.closesAt) })
          : t("opinions.ended", { date: formatInstant(conversation.closedAt ?? conversation.closesAt) })}
      </Lead>
      {places.length > 1 && (
        <Tabs
          label={t("opinions.places")}
          items={[
            {
              text: t("opinions.everywhere"),
              href: href(talkPath(conversation, "/resultados", { idioma })),
              current: place === undefined,
            },
            ...places.map((one) => ({
              text: one.name,
              href: href(talkPath(conversation, "/resultados", { lugar: one.slug, idioma })),
              current: one === place,
            })),
          ]}
        />
      )}
      {!result.final && <Computed {...props} />}
      {mine && <MyPlace {...props} mine={mine} />}
      <Actions>
        {open && <LinkButton href={href(talkPath(conversation, "", { idioma }))}>{t("opinions.answer")}</LinkButton>}
        {!mine && shown.groups.length > 0 && (
          <LinkButton kind="quiet" href={href(talkPath(conversation, "/resultados/mi-lugar", { idioma }))}>
            {t("opinions.mine.link")}
          </LinkButton>
        )}
      </Actions>
      <Languages
        {...props}
        path={(chosen) =>
          talkPath(conversation, mine === undefined ? "/resultados" : "/resultados/mi-lugar", {
            lugar: place?.slug,
            idioma: chosen,
          })
        }
      />
    </Stack>
  );
}

/** When it was computed, and the way to what came since: without a script it is the only one. */
function Computed({ conversation, result, place, mine, reader: idioma }: ResultsProps): VNode {
  const path = mine === undefined ? "/resultados" : "/resultados/mi-lugar";
  return (
    <Small soft>
      {t("opinions.live.computed", { time: formatInstant(result.computedAt) })}{" "}
      <Link href={href(talkPath(conversation, path, { lugar: place?.slug, idioma }))}>{t("opinions.live.again")}</Link>
    </Small>
  );
}

/** The finding in one sentence. */
export function titleOf(shown: Shown, apart?: Apart): string {
  if (apart !== undefined) return t(`opinions.apart.${apart}.title`);
  if (shown.groups.length === 0) return t("opinions.title.none");
  return t("opinions.title.groups", { groups: shown.groups.length, common: shown.common.length });
}

function MyPlace({ mine, shown, conversation }: ResultsProps & { mine: Mine }): VNode {
  if (mine.at === undefined && mine.answered) return <Notice>{t("opinions.mine.soon")}</Notice>;
  if (mine.at === undefined)
    return (
      <Notice>
        {t("opinions.mine.none")}{" "}
        <Link href={href(`/conversaciones/${conversation.slug}`)}>{t("opinions.answer")}</Link>
      </Notice>
    );
  return (
    <Notice>
      <p>
        <strong>
          {mine.group === undefined ? t("opinions.mine.apart") : t("opinions.mine.near", { group: mine.group.letter })}
        </strong>{" "}
        {shown.common.length > 0 && t("opinions.mine.shared", { shared: mine.shared, common: shown.common.length })}{" "}
        {t("opinions.mine.only")}
      </p>
    </Notice>
  );
}

/** What somebody of the staff doubts, why, and how the result is without it: nothing was taken out. */
function InDoubt({ whole, doubted: { cases, without } }: { whole: Shown; doubted: Doubted }): VNode {
  return (
    <Section title={t("opinions.doubt.title")} id="en-duda">
      <p>{t("opinions.doubt.about", { n: cases.length })}</p>
      <Bullets
        items={cases.map((one) => (
          <>
            <strong>{titleOfCase(one)}.</strong> {one.reason}
          </>
        ))}
      />
      <WithAndWithout whole={whole} without={without} />
    </Section>
  );
}

/** How it was on some of its days: a line, and its table. */
function Changes({ days, now }: ResultsProps): VNode {
  const year = calendarDay(now).slice(0, 4);
  const told = days.every(({ day }) => day.startsWith(year)) ? formatDateShort : formatDayMonthYear;
  // Two whole dates do not fit below a line; the table has them.
  const sameYear = days.every(({ day }) => day.slice(0, 4) === days[0]?.day.slice(0, 4));
  const end = (day: string): string => (sameYear ? formatDateShort(day) : formatMonthYear(day.slice(0, 7)));
  // The people of a small group could be subtracted from all of them.
  const isTold = (day: Day): boolean => day.sizes.every((size) => size >= SMALLEST_SHOWN);
  const drawn = days.filter(isTold);
  const [first, last] = [drawn[0], drawn.at(-1)];
  const sizes = (day: Day): string =>
    day.sizes
      .map((size) => (size < SMALLEST_SHOWN ? t("opinions.changes.few", { n: SMALLEST_SHOWN }) : formatNumber(size)))
      .join(" · ");
  return (
    <Section title={t("opinions.changes.title")} id="cambios">
      <Split kind="half">
        {first !== undefined && last !== undefined && first !== last && (
          <LineChart
            label={t("opinions.changes.label", { first: first.people, last: last.people, n: last.sizes.length })}
            from={end(first.day)}
            to={end(last.day)}
            series={[
              {
                name: t("opinions.changes.people"),
                points: drawn.map(({ people }) => people),
                lastText: formatNumber(last.people),
                main: true,
              },
            ]}
          />
        )}
        <Table
          id="tabla-cambios"
          caption={t("opinions.changes.table")}
          captionHidden
          columns={[
            { text: t("opinions.changes.day") },
            { text: t("opinions.changes.people"), numeric: true },
            { text: t("opinions.changes.answers"), numeric: true },
            { text: t("opinions.changes.sizes") },
          ]}
          rows={days.map((day) => [
            told(day.day),
            isTold(day) ? formatNumber(day.people) : t("opinions.changes.untold"),
            formatNumber(day.answers),
            sizes(day),
          ])}
        />
      </Split>
    </Section>
  );
}
