import { z } from "zod";
import type { ReadDb } from "#platform/db/db.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, href, t } from "#platform/i18n/i18n.ts";
import {
  countNews,
  countOverdue,
  listCorrections,
  listNews,
  listNewsFacets,
  listQuestions,
  listTold,
  listWaitingQuestions,
  type News,
} from "../news.sql.ts";
import { voiceOf } from "../voice.ts";
import { NewsList } from "./list-news.view.tsx";

const PAGE = 20;
const FEED = 50;
const LATE_SHOWN = 20;

export const newsList = get({
  path: "/noticias",
  access: "public",
  query: z.object({
    pagina: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
    lugar: z.string().max(40).optional().catch(undefined),
    organismo: z.string().max(40).optional().catch(undefined),
  }),
  cache: { seconds: 60, tags: () => ["news"] },
  handle: async (ctx, { query }) => {
    const { db, entity } = ctx;
    const today = calendarDay(ctx.now, entity.timeZone);
    const place = query.lugar === undefined ? undefined : entity.find(query.lugar)?.code;
    const agency = entity.agencies().find(({ code }) => code === query.organismo)?.code;
    const filter = { ...(place && { territories: [place] }), ...(agency && { agency }) };
    return {
      kind: "page",
      title: t("news.list.title"),
      section: "look",
      body: (
        <NewsList
          entity={entity}
          chosen={{ place, agency }}
          facets={await listNewsFacets(db)}
          news={await listNews(db, filter, { limit: PAGE, offset: (query.pagina - 1) * PAGE })}
          page={query.pagina}
          total={await countNews(db, filter)}
          counts={await countOverdue(db, today)}
          late={await listWaitingQuestions(db, LATE_SHOWN, today)}
          today={today}
        />
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
    questions: questions.map(({ participantId: _who, ...one }) =>
      one.hiddenReason === null ? one : { ...one, text: null, answer: null },
    ),
  };
}
