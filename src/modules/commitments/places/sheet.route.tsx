// The sheet of a place for its next meeting: every commitment on paper, with room to write what was said of it.
import type { VNode } from "preact";
import { z } from "zod";
import type { Entity, Territory } from "#core/territory/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, formatDate, formatDayMonthYear, formatPercent, href, locale, t } from "#platform/i18n/i18n.ts";
import { EmptyState } from "#platform/views/content.tsx";
import { NoPrint, Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Link, PrintButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead, Small, Written } from "#platform/views/text.tsx";
import { isOverdue } from "../commitment.ts";
import { type Commitment, countCommitments, listCommitments } from "../commitments.sql.ts";
import { StateTag } from "../state-tag.tsx";
import { type LastNews, listLastNews } from "./last-news.sql.ts";

/** A meeting that reads more than these reads none. */
const MOST = 300;
const NEWS_LETTERS = 140;

export const sheet = get({
  path: "/compromisos/hoja/:place",
  access: "public",
  params: z.object({ place: z.string() }),
  cache: { seconds: 60, tags: () => ["commitments"] },
  handle: async (ctx, { params }) => {
    const { db, entity } = ctx;
    const place = entity.bySlug(params.place);
    if (place === undefined) throw notFound();
    const today = calendarDay(ctx.now, entity.timeZone);
    const filter = { territory: place.code, today };
    const commitments = await listCommitments(db, filter, MOST);
    const states = (await countCommitments(db, filter)).filter(({ facet }) => facet === "standing");
    const of = (state: string) => states.find(({ value }) => value === state)?.n ?? 0;
    return {
      kind: "page",
      title: t("commitments.sheet.title", { place: place.name }),
      section: "look",
      islands: ["plaza"],
      crumbs: [
        { text: t("commitments.board.title"), path: "/compromisos" },
        { text: place.name, path: `/compromisos?lugar=${place.slug}` },
        { text: t("commitments.sheet.crumb") },
      ],
      body: Sheet({
        place,
        commitments,
        news: await listLastNews(
          db,
          commitments.map(({ id }) => id),
        ),
        total: states.reduce((sum, { n }) => sum + n, 0),
        met: of("met"),
        late: of("late"),
        entity,
        today,
      }),
    };
  },
});

interface Props {
  place: Territory;
  commitments: readonly Commitment[];
  news: ReadonlyMap<number, LastNews>;
  total: number;
  met: number;
  late: number;
  entity: Entity;
  today: string;
}

function Sheet(props: Props): VNode {
  const { place, commitments, total, met, late, today } = props;
  const settled = ({ state }: Commitment) => state === "met" || state === "not_met";
  const groups = [
    { id: "tarde", title: t("commitments.sheet.late"), list: commitments.filter((one) => isOverdue(one, today)) },
    {
      id: "marcha",
      title: t("commitments.sheet.going"),
      list: commitments.filter((one) => !isOverdue(one, today) && !settled(one)),
    },
    { id: "cerrados", title: t("commitments.sheet.settled"), list: commitments.filter(settled) },
  ];
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("commitments.sheet.title", { place: place.name })}</h1>
        <Lead>
          {t("commitments.board.finding", { n: total, met, share: formatPercent(met, total), late })}{" "}
          {t("commitments.sheet.asOf", { date: formatDate(today) })}
        </Lead>
        <NoPrint>
          <Row links>
            <PrintButton>{t("commitments.sheet.print")}</PrintButton>
            <Link href={href(`/compromisos?lugar=${place.slug}`)}>{t("commitments.sheet.board")}</Link>
          </Row>
        </NoPrint>
      </Stack>
      {total === 0 && <EmptyState level={2} title={t("commitments.sheet.none")} />}
      {groups
        .filter(({ list }) => list.length > 0)
        .map(({ id, title, list }) => (
          <Section title={`${title}: ${list.length}`} id={id}>
            <Rows {...props} list={list} />
          </Section>
        ))}
      <Fine>{t("commitments.sheet.foot")}</Fine>
    </Page>
  );
}

function Rows({ list, news, entity, today }: Props & { list: readonly Commitment[] }): VNode {
  return (
    <Items>
      {list.map((one) => (
        <Item
          title={<Written>{one.title}</Written>}
          href={href(`/compromisos/${one.id}`)}
          meta={[entity.name(entity.agency(one.agency), locale()), one.responsible].join(" · ")}
          side={
            <Stack gap="xs">
              <p>
                <StateTag commitment={one} today={today} />
              </p>
              <Small>
                {t("commitments.sheet.until", { date: formatDayMonthYear(one.dueDate) })}
                {one.firstDueDate !== null && (
                  <>
                    {" "}
                    <s>{formatDayMonthYear(one.firstDueDate)}</s>
                  </>
                )}
              </Small>
            </Stack>
          }
          end={
            <Small>
              <strong>{t("commitments.sheet.said")}</strong> {t("commitments.sheet.boxes")}
            </Small>
          }
        >
          <LastOf news={news.get(one.id)} />
        </Item>
      ))}
    </Items>
  );
}

function LastOf({ news }: { news: LastNews | undefined }): VNode {
  if (news === undefined) return <Small>{t("commitments.show.noUpdates")}</Small>;
  const { text, at } = news;
  const short = text.length <= NEWS_LETTERS ? text : `${text.slice(0, text.lastIndexOf(" ", NEWS_LETTERS))}…`;
  return <Small>{t("commitments.sheet.last", { date: formatDayMonthYear(at), text: short })}</Small>;
}
