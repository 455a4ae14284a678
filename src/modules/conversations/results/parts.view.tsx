// What a result shows, in parts that the page and the frame for other sites share.
import type { VNode } from "preact";
import type { Side } from "#analysis/opinion-groups/types.ts";
import { SMALLEST_SHOWN } from "#analysis/suppress/suppress-small.ts";
import { formatInstant, formatPercent, href, t } from "#platform/i18n/i18n.ts";
import { ChartFoot, GroupBars, Legend, MarkedName } from "#platform/views/charts.tsx";
import { Card, Details } from "#platform/views/content.tsx";
import { Grid, Heading, Section } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { OpinionMap } from "#platform/views/opinion-map.tsx";
import { Bullets, Small } from "#platform/views/text.tsx";
import { talkPath } from "../addresses.ts";
import type { Conversation } from "../conversation.ts";
import type { Result } from "./results.sql.ts";
import { type Shown, type ShownGroup, type ShownStatement, shareOf } from "./shown.ts";

/** How many statements are told of each group, of all and of what divides. */
const MOST_SAID = 3;
const MOST_COMMON = 6;
const MOST_DIVIDING = 3;

export interface Mine {
  /** Whether they have answered anything. */
  answered: boolean;
  at?: readonly [number, number];
  group?: ShownGroup;
  /** Of the common statements, how many they share. */
  shared: number;
}

interface MapProps {
  conversation: Conversation;
  shown: Shown;
  result: Result;
  mine?: Mine;
}

/** The drawing. Everything in it is in the words beside it. */
export function MapOfOpinions({ conversation, shown, result, mine }: MapProps): VNode {
  const until = result.final ? (conversation.closedAt ?? conversation.closesAt) : result.computedAt;
  return (
    <Section title={t("opinions.map.title")} id="mapa">
      <p>{t("opinions.map.about")}</p>
      <OpinionMap
        label={t("opinions.map.label", { n: shown.groups.length })}
        groups={shown.groups.map(({ letter, color, shape, marks }) => ({ name: letter, color, shape, marks }))}
        you={mine?.at && { at: mine.at, text: t("opinions.mine.here") }}
      />
      <ChartFoot table="#con-palabras">
        {t("opinions.map.foot", { date: formatInstant(until), n: SMALLEST_SHOWN })}
      </ChartFoot>
    </Section>
  );
}

/** The same in words, with the same rank. */
export function InWords({ shown }: { shown: Shown }): VNode {
  const grouped = shown.groups.reduce((sum, group) => sum + group.size, 0);
  const rest = shown.people - grouped;
  return (
    <Section title={t("opinions.words.title")} id="con-palabras">
      <p>{t("opinions.words.lead", { n: shown.groups.length, people: grouped })}</p>
      <Items>
        {shown.groups.map((group, place) => (
          <Item
            level={3}
            title={
              <MarkedName color={group.color} shape={group.shape}>
                {t("opinions.group", { letter: group.letter })}
              </MarkedName>
            }
            meta={t("opinions.words.size", { n: group.size, share: formatPercent(group.size, grouped) })}
          >
            {group.says.length === 0 ? (
              <Small soft>{t("opinions.words.nothing", { n: SMALLEST_SHOWN })}</Small>
            ) : (
              <Bullets
                items={group.says.slice(0, MOST_SAID).map(({ statement, side }) => (
                  <>
                    <q lang={statement.language}>{statement.text}</q>{" "}
                    <strong>{sideText(statement.groups[place] ?? [0, 0, 0], side)}</strong>
                  </>
                ))}
              />
            )}
          </Item>
        ))}
      </Items>
      {rest > 0 && <Small soft>{t("opinions.words.rest", { n: rest })}</Small>}
    </Section>
  );
}

function sideText(counts: readonly [number, number, number], side: Side): string {
  return t(`opinions.side.${side}`, { share: formatPercent(counts[side === "agree" ? 0 : 1], counts[2]) });
}

function GroupLegend({ shown }: { shown: Shown }): VNode {
  return (
    <Legend
      items={shown.groups.map(({ color, shape, letter }) => ({ color, shape, text: t("opinions.group", { letter }) }))}
    />
  );
}

interface CommonProps {
  conversation: { slug: string };
  shown: Shown;
  /** In which language statements are read, where it is another than that of the page. */
  reader: string | undefined;
  /** Number of the statement → the need that it became. */
  become: ReadonlyMap<number, number>;
}

/** What unites, before what divides, and what came of it. */
export function Common({ conversation, shown, become, reader }: CommonProps): VNode {
  const rest = shown.common.slice(MOST_COMMON);
  return (
    <Section title={t("opinions.common.title", { n: shown.groups.length })} id="comun">
      {shown.common.length === 0 ? (
        <p>{t("opinions.common.none")}</p>
      ) : (
        <>
          <p>{t("opinions.common.about")}</p>
          <GroupLegend shown={shown} />
          <Grid as="ol">
            {shown.common.slice(0, MOST_COMMON).map(({ statement, side }) => (
              <StatementCard shown={shown} statement={statement} side={side}>
                <Onward
                  path={statementPath(conversation, statement, reader)}
                  statement={statement}
                  need={become.get(statement.number)}
                />
              </StatementCard>
            ))}
          </Grid>
          {rest.length > 0 && (
            <Details summary={t("opinions.common.rest", { n: rest.length })}>
              <Bullets
                ordered
                items={rest.map(({ statement, side }) => (
                  <>
                    <Link href={href(statementPath(conversation, statement, reader))} lang={statement.language}>
                      {statement.text}
                    </Link>
                    {statement.total && ` (${sideText(statement.total, side)})`}
                  </>
                ))}
              />
            </Details>
          )}
          <Small soft>{t("opinions.common.onward")}</Small>
        </>
      )}
    </Section>
  );
}

function statementPath(conversation: { slug: string }, { number }: ShownStatement, idioma: string | undefined): string {
  return talkPath(conversation, `/afirmaciones/${number}`, { idioma });
}

/** The thread of what it became, or the page where anybody sees what happens to it. */
function Onward({ path, statement, need }: { path: string; statement: ShownStatement; need?: number }): VNode {
  if (need !== undefined) {
    return (
      <NextLink href={href(`/hilo/${need}`)} label={`${t("opinions.common.became")}: ${statement.text}`}>
        {t("opinions.common.became")}
      </NextLink>
    );
  }
  return (
    <Link href={href(path)} label={`${t("opinions.common.follow")}: ${statement.text}`}>
      {t("opinions.common.follow")}
    </Link>
  );
}

export function Dividing({ shown }: { shown: Shown }): VNode {
  return (
    <Section title={t("opinions.dividing.title")} id="divide">
      <p>{t("opinions.dividing.about")}</p>
      <Grid as="ul">
        {shown.dividing.slice(0, MOST_DIVIDING).map((statement) => (
          <StatementCard shown={shown} statement={statement} side="agree" />
        ))}
      </Grid>
    </Section>
  );
}

interface StatementProps {
  shown: Shown;
  statement: ShownStatement;
  side: Side;
  children?: VNode;
}

function StatementCard({ shown, statement, side, children }: StatementProps): VNode {
  return (
    <Card as="li">
      <Heading level={3} text={<span lang={statement.language}>{statement.text}</span>} />
      {statement.total && (
        <Small soft>
          {t(`opinions.total.${side}`, {
            share: formatPercent(statement.total[side === "agree" ? 0 : 1], statement.total[2]),
          })}
        </Small>
      )}
      <GroupBars
        groups={shown.groups.map(({ letter, color }, place) => {
          const counts = statement.groups[place] ?? ([0, 0, 0] as const);
          return {
            name: letter,
            color,
            percent: 100 * shareOf(counts, side),
            text: formatPercent(counts[side === "agree" ? 0 : 1], counts[2]),
          };
        })}
      />
      {children}
    </Card>
  );
}
