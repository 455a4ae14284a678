import { z } from "zod";
import type { Territory } from "#core/territory/index.ts";
import { participantKey } from "#core/trace/index.ts";
import { FormState } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, postBatched, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { readerQuery, takePartPath } from "../addresses.ts";
import { ANSWERS, type Answer, isOpen, languagesOf, wordsFor } from "../conversation.ts";
import type { ShownStatement } from "../conversations.sql.ts";
import { readersOf, readingOf } from "../languages.view.tsx";
import type { Offer, Talk } from "./answer-queue.ts";
import { RECEIPT_SECONDS } from "./answers.route.ts";
import { findMine, type Mine } from "./mine.sql.ts";
import { drawOrder } from "./routing.ts";
import { ChoosePlace, Closed, Done, TakePart } from "./take-part.view.tsx";

/** Statements that go with the page, so that somebody who loses the signal can go on. */
const AHEAD = 20;
const params = z.object({ slug: z.string().max(80) });
const language = readerQuery.shape.idioma;

/** What a statement says to a reader: translated, if somebody reviewed that. */
export interface Told {
  id: number;
  number: number;
  text: string;
  language: string;
  seed: boolean;
}

export function told(statement: ShownStatement, readers: readonly string[]): Told {
  const { id, number, seed } = statement;
  return { id, number, ...wordsFor(readers, statement), seed };
}

interface Scene extends Talk {
  offer: Offer;
  mine: Mine;
  /** What this person has not answered, in their order. */
  left: readonly ShownStatement[];
}

async function sceneOf(ctx: Context, slug: string): Promise<Scene> {
  const talk = await ctx.answers.find(slug);
  const offer = await ctx.answers.offer(slug);
  const { process, conversation } = talk;
  const participant = participantKey(process.participantKey, ctx.browser.bits());
  const mine = await findMine(ctx.db, { conversationId: conversation.id, processId: process.id, participant });
  const open = offer.statements.filter((statement) => !mine.answers.has(statement.id));
  return { ...talk, offer, mine, left: drawOrder(open, offer.priorities, participant) };
}

function placesOf(ctx: Context, { conversation }: Talk): Territory[] {
  return conversation.territories.map((code) => ctx.entity.territory(code));
}

interface Asked {
  /** Slug of the place where somebody who has not answered yet takes part. */
  lugar?: string;
  /** Number of the statement to answer again. */
  afirmacion?: number;
  /** Language in which statements are read, where it is another than that of the page. */
  idioma?: string;
}

async function page(ctx: Context, slug: string, asked: Asked, form = new FormState()): Promise<PageAnswer> {
  const scene = await sceneOf(ctx, slug);
  const { process, conversation, offer, mine, left } = scene;
  const places = placesOf(ctx, scene);
  const place = places.find((one) => one.code === mine.territory || one.slug === asked.lugar);
  const again = offer.statements.find((one) => one.number === asked.afirmacion);
  const current = again ?? left[0];
  const reading = readingOf(languagesOf(offer.statements), asked.idioma);
  const readers = readersOf(reading);
  const frame = {
    kind: "page",
    title: conversation.title,
    section: "participate",
    description: conversation.intro.slice(0, 200),
    crumbs: [
      { text: t("conversations.list.crumb"), path: "/conversaciones" },
      { text: t("conversations.answer.crumb") },
    ],
  } as const;
  // The count may be some seconds old: who has answered is in it.
  const people = Math.max(offer.people, mine.answers.size > 0 ? 1 : 0);
  const props = { conversation, process, form, people, entity: ctx.entity, paths: ctx.paths, reader: reading.reader };
  if (!isOpen(conversation, ctx.now)) return { ...frame, body: Closed({ ...props, now: ctx.now }) };
  if (places.length > 1 && place === undefined) return { ...frame, body: ChoosePlace({ ...props, places }) };
  const answered = offer.statements.length - left.length;
  const last = offer.statements.find((one) => one.id === mine.last);
  if (current === undefined) return { ...frame, body: Done({ ...props, answered, last, place }) };
  return {
    ...frame,
    islands: ["plaza", "opinion"],
    body: TakePart({
      ...props,
      place,
      total: offer.statements.length,
      answered,
      languages: reading.languages,
      statement: told(current, readers),
      before: mine.answers.get(current.id),
      last: again === undefined ? last : undefined,
      ahead: left
        .filter((one) => one !== current)
        .slice(0, AHEAD)
        .map((one) => told(one, readers)),
    }),
  };
}

export const takePart = get({
  path: "/conversaciones/:slug",
  access: "public",
  params,
  query: z.object({
    lugar: z.string().max(80).optional(),
    afirmacion: z.coerce.number().int().optional().catch(undefined),
    idioma: language,
  }),
  handle: (ctx, { params: { slug }, query }) => page(ctx, slug, query),
});

const single = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

/** One answer from the form of the page, for browsers without the island. */
export const answer = postBatched({
  path: "/conversaciones/:slug",
  access: "public",
  params,
  perMinute: 60,
  body: z.object({
    statement: z.preprocess(
      single,
      z.coerce.number<string>("common.unknownChoice").int("common.unknownChoice").positive("common.unknownChoice"),
    ),
    value: z.preprocess(
      (value) => Number(single(value) ?? Number.NaN),
      z.custom<Answer>((value) => ANSWERS.includes(value as Answer), "common.unknownChoice"),
    ),
    territory: z.preprocess(single, z.string().max(80).optional()),
    idioma: z.preprocess(single, language),
  }),
  handle: async (ctx, { params: { slug }, body }) => {
    const { process, conversation } = await ctx.answers.find(slug);
    const taken = await ctx.answers.add({
      process,
      conversation,
      participant: participantKey(process.participantKey, ctx.browser.bits()),
      territory: body.territory,
      ip: ctx.ip,
      answers: [{ statement: body.statement, value: body.value }],
      now: ctx.now,
    });
    if (taken.receipt !== undefined) ctx.cookies.set("comprobante", taken.receipt, RECEIPT_SECONDS);
    return redirect(takePartPath(conversation, { idioma: body.idioma }));
  },
  invalid: (ctx, { params: { slug } }, form) => page(ctx, slug, { idioma: form.value("idioma") }, form),
});

/** The statements that come next for this browser, for the island. */
export const nextStatements = get({
  path: "/conversaciones/:slug/siguientes",
  access: "public",
  params,
  query: z.object({ idioma: language }),
  handle: async (ctx, { params: { slug }, query: { idioma = ctx.locale } }) => {
    if (ctx.browser.known() === undefined) throw notFound();
    const scene = await sceneOf(ctx, slug);
    if (!isOpen(scene.conversation, ctx.now)) throw new Problem(409, "conversations.closed");
    return {
      kind: "data",
      type: "application/json; charset=utf-8",
      headers: { "cache-control": "private, no-store" },
      body: JSON.stringify({
        total: scene.offer.statements.length,
        answered: scene.offer.statements.length - scene.left.length,
        statements: scene.left.slice(0, AHEAD).map((one) => told(one, [idioma, ctx.locale])),
      }),
    };
  },
});
