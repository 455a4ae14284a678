import { z } from "zod";
import { askPersonal } from "#core/moderation/index.ts";
import { listLives } from "#core/trace/index.ts";
import { choice, FormState, optionalCode, textField } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { askQuestion, react } from "../ask/ask.ts";
import {
  countReactions,
  findNews,
  listCorrections,
  listQuestions,
  listTold,
  type News,
  REACTIONS,
} from "../news.sql.ts";
import { ShowNews } from "./show-news.view.tsx";

const RECEIPT_SECONDS = 15 * 60;
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

async function getPublicNews(ctx: Context, id: number): Promise<News> {
  const news = await findNews(ctx.db, id);
  if (news === undefined || news.state !== "published" || !news.public) throw notFound();
  return news;
}

async function page(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const { db, entity } = ctx;
  const news = await getPublicNews(ctx, id);
  return {
    kind: "page",
    title: news.title,
    section: "look",
    description: news.decided.slice(0, 160),
    islands: ["plaza"],
    crumbs: [
      { text: t("news.list.title"), path: "/noticias" },
      { text: news.title, written: true },
    ],
    body: ShowNews({
      news,
      entity,
      form,
      told: await listLives(db, await listTold(db, id), ctx.kinds),
      corrections: await listCorrections(db, id),
      reactions: await countReactions(db, id),
      questions: await listQuestions(db, id),
      today: calendarDay(ctx.now, entity.timeZone),
    }),
  };
}

export const showNews = get({
  path: "/noticias/:id",
  access: "public",
  params,
  handle: (ctx, { params: { id } }) => page(ctx, id),
});

export const reactTo = post({
  path: "/noticias/:id/opinar",
  access: "public",
  params,
  perMinute: 20,
  body: z.object({ answer: choice(REACTIONS, "news.react.choose") }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const news = await getPublicNews(ctx, id);
    await react(tx, news, { browserBits: ctx.browser.bits(), answer: body.answer, now: ctx.now });
    return redirect(`/noticias/${id}#opinar`);
  },
  invalid: (ctx, { params: { id } }, form) => page(ctx, id, form),
});

export const ask = post({
  path: "/noticias/:id/preguntar",
  access: "public",
  params,
  perMinute: 5,
  body: z.object({
    text: textField({ min: 10, max: 600, required: "news.ask.missing", short: "news.ask.short" }),
    cover: optionalCode(),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const news = await getPublicNews(ctx, id);
    const personal = askPersonal({ text: body.text }, body.cover, ctx.entity.jurisdiction);
    if (personal.undecided) return page(ctx, id, FormState.filled({ text: body.text, cover: "" }));
    const { accountId } = ctx.authority.actor;
    const said = { text: personal.words.text, personal: personal.left };
    const asking = { browserBits: ctx.browser.bits(), accountId, ...said, now: ctx.now };
    const asked = await askQuestion(tx, ctx.entity, news, asking);
    if (asked.receipt === undefined) return redirect(`/noticias/${id}#pregunta-${asked.id}`);
    ctx.cookies.set("comprobante", asked.receipt, RECEIPT_SECONDS);
    return redirect("/comprobante");
  },
  invalid: (ctx, { params: { id } }, form) => page(ctx, id, form),
});
