import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, formatDayMonthYear, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Notice } from "#platform/views/content.tsx";
import { Page, Row, Stack } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { Item, Items, Pagination } from "#platform/views/lists.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { legalTerm } from "../legal-term.ts";
import { countNews, countOverdue, listCorrections, listNews, listQuestions, listTold, type News } from "../news.sql.ts";
import { voiceOf } from "../voice.ts";

const PAGE = 20;
const FEED = 50;

/** Notes as a list, for any page; `level` is that of their titles. */
export function NewsItems({ news, entity, level }: { news: readonly News[]; entity: Entity; level: 2 | 3 }) {
  return (
    <Items>
      {news.map((one) => (
        <Item
          level={level}
          title={one.title}
          href={href(`/noticias/${one.id}`)}
          meta={[
            voiceOf(one, entity),
            one.territory && entity.find(one.territory)?.name,
            one.publishedAt && formatDayMonthYear(one.publishedAt),
          ]
            .filter(Boolean)
            .join(" · ")}
        >
          <p>{one.changed.length > 200 ? `${one.changed.slice(0, 199)}…` : one.changed}</p>
        </Item>
      ))}
    </Items>
  );
}

export const newsList = get({
  path: "/noticias",
  access: "public",
  query: z.object({ pagina: z.coerce.number().int().min(1).max(10_000).catch(1).default(1) }),
  cache: { seconds: 60, tags: () => ["news"] },
  handle: async (ctx, { query }) => {
    const { db, entity } = ctx;
    const total = await countNews(db, {});
    const news = await listNews(db, {}, { limit: PAGE, offset: (query.pagina - 1) * PAGE });
    const late = await countOverdue(db, calendarDay(ctx.now, entity.timeZone));
    const term = legalTerm(entity.jurisdiction);
    return {
      kind: "page",
      title: t("news.list.title"),
      section: "look",
      body: (
        <Page gap="l">
          <Stack gap="s">
            <h1>{t("news.list.title")}</h1>
            <Lead>{t("news.list.lead")}</Lead>
          </Stack>
          {late.overdue > 0 && (
            <Notice tone="warn">{t("news.list.overdue", { n: late.overdue, days: term.days })}</Notice>
          )}
          {news.length === 0 && <EmptyState level={2} title={t("news.list.none")} text={t("news.list.noneText")} />}
          <NewsItems news={news} entity={entity} level={2} />
          <Pagination
            current={query.pagina}
            total={Math.ceil(total / PAGE)}
            href={(page) => href(page === 1 ? "/noticias" : `/noticias?pagina=${page}`)}
          />
          <Row links>
            <NextLink href={href("/noticias.atom")}>{t("news.list.feed")}</NextLink>
            <NextLink href="/noticias.json">{t("news.list.json")}</NextLink>
          </Row>
          <Fine>{t("news.list.waiting", { n: late.waiting, days: term.days, source: term.source })}</Fine>
        </Page>
      ),
    };
  },
});

const xml = (text: string): string =>
  text.replaceAll(/[<>&"']/g, (sign) => `&#${sign.codePointAt(0)};`).replaceAll(/[^\P{C}\n\t]/gu, "");

/** The last notes for feed readers (RFC 4287). */
export const newsFeed = get({
  path: "/noticias.atom",
  access: "public",
  handle: async (ctx) => {
    const news = await listNews(ctx.db, {}, { limit: FEED });
    const url = (path: string): string => `${ctx.publicUrl}${href(path)}`;
    const updated = (news[0]?.publishedAt ?? ctx.now).toISOString();
    const entries = news.map((one) => {
      const at = (one.publishedAt ?? one.createdAt).toISOString();
      const body = [one.decided, `${t("news.why")}: ${one.why}`, `${t("news.changed")}: ${one.changed}`].join("\n\n");
      return `<entry><id>${xml(`${ctx.publicUrl}/noticias/${one.id}`)}</id><title>${xml(one.title)}</title><updated>${at}</updated><author><name>${xml(voiceOf(one, ctx.entity))}</name></author><link href="${xml(url(`/noticias/${one.id}`))}"/><content type="text">${xml(body)}</content></entry>`;
    });
    const title = `${t("news.list.title")} · ${ctx.entity.officialName(ctx.locale)}`;
    return {
      kind: "data",
      type: "application/atom+xml; charset=utf-8",
      body: `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${ctx.locale}"><id>${xml(`${ctx.publicUrl}/noticias`)}</id><title>${xml(title)}</title><updated>${updated}</updated><link rel="self" href="${xml(url("/noticias.atom"))}"/><link href="${xml(url("/noticias"))}"/>${entries.join("")}</feed>\n`,
    };
  },
});

/** Every note with what it tells about, its corrections and its questions: also those of no process. */
export const newsJson = get({
  path: "/noticias.json",
  access: "public",
  handle: async (ctx) => {
    const all = await listNews(ctx.db, {}, { limit: 1000 });
    const news = [];
    for (const one of all) news.push(await wholeOf(ctx.db, one));
    return { kind: "data", type: "application/json; charset=utf-8", body: JSON.stringify({ news }) };
  },
});

async function wholeOf(db: ReadDb, { public: _shown, state: _state, createdAt: _made, ...news }: News) {
  const questions = await listQuestions(db, news.id);
  return {
    ...news,
    about: await listTold(db, news.id),
    corrections: await listCorrections(db, news.id),
    questions: questions.map((one) => (one.hiddenReason === null ? one : { ...one, text: null, answer: null })),
  };
}
