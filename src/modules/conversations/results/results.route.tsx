import { z } from "zod";
import { participantKey } from "#core/trace/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { embedded } from "#platform/views/embed.tsx";
import { readerQuery } from "../addresses.ts";
import { listBecome } from "../carry-on/carry-on.ts";
import { type Conversation, isOpen, languagesOf, type Statement, wordsFor } from "../conversation.ts";
import { listReadable, listStatements } from "../conversations.sql.ts";
import { type Reading, readersOf, readingOf } from "../languages.view.tsx";
import { listCases } from "../signals/signals.sql.ts";
import { findMine } from "../take-part/mine.sql.ts";
import { resultsTag } from "./compute-results.ts";
import { EmbeddedResults } from "./embedded.view.tsx";
import type { Mine } from "./parts.view.tsx";
import { type Picture, placeOf } from "./picture.ts";
import { type Telling, tellingByPlace } from "./places.ts";
import { findResult, listDays, listPlaceResults, type Result } from "./results.sql.ts";
import { type Apart, type Doubted, Results, titleOf } from "./results.view.tsx";
import { type Shown, type ShownStatement, shownOf } from "./shown.ts";
import { StatementCounts } from "./statements.view.tsx";

const PER_PAGE = 12;
const params = z.object({ slug: z.string().max(80) });
const query = readerQuery.extend({ lugar: z.string().max(80).optional() });

const cache = { seconds: 5, tags: (given: { slug: string }) => ["processes", resultsTag(given.slug)] } as const;

interface Scene {
  conversation: Conversation;
  result: Result;
  /** All statements, in the words of the reader. */
  statements: readonly Statement[];
  reading: Reading;
  shown: Shown;
  territory: string | undefined;
  /** What may be told of the place; null where it has no result of its own, undefined where it is the result of all. */
  telling: Telling | null | undefined;
}

/** What an address asks for: the slug of a place, and the language in which statements are read. */
interface Asked {
  lugar?: string | undefined;
  idioma?: string | undefined;
}

const NOTHING: Picture = {
  groups: [],
  silhouette: null,
  statements: [],
  marks: [],
  consensus: { agree: [], disagree: [] },
  outside: 0,
};

const NONE = { final: false, people: 0, answers: 0, picture: NOTHING };

async function sceneOf(ctx: Context, slug: string, { lugar: placeSlug, idioma }: Asked): Promise<Scene> {
  const { conversation } = await ctx.answers.find(slug);
  const territory = placeSlug === undefined ? undefined : ctx.entity.bySlug(placeSlug)?.code;
  const known = territory !== undefined && conversation.territories.includes(territory);
  if (placeSlug !== undefined && !known) throw notFound();
  const whole = conversation.territories.length === 1 ? undefined : territory;
  const found = { computedAt: ctx.now, ...NONE, ...(await findResult(ctx.db, conversation.id, { territory: whole })) };
  const telling = whole === undefined ? undefined : await tellingOf(ctx.db, conversation.id, whole);
  const result = telling === null ? { ...found, ...NONE, final: found.final } : found;
  const readable = await listReadable(ctx.db, conversation.id);
  const reading = readingOf(languagesOf(readable.filter(({ moderated }) => moderated !== -1)), idioma);
  const statements = readable.map((one) => ({ ...one, ...wordsFor(readersOf(reading), one) }));
  const shown = shownOf(result.picture, result.people, statements, telling ?? undefined);
  return { conversation, result, territory: whole, statements, reading, shown, telling };
}

/** What may be told of the result of a place; null where it has none of its own. */
async function tellingOf(db: ReadDb, conversationId: number, place: string): Promise<Telling | null> {
  const whole = await findResult(db, conversationId);
  return tellingByPlace(whole?.picture ?? NOTHING, await listPlaceResults(db, conversationId)).get(place) ?? null;
}

function apartOf({ telling }: Scene): Apart {
  if (telling === null) return "nothing";
  return telling?.byGroup === false ? "total" : undefined;
}

async function page(ctx: Context, scene: Scene, mine?: Mine): Promise<PageAnswer> {
  const { conversation, result, shown, territory, reading } = scene;
  const places = conversation.territories.map((code) => ctx.entity.territory(code));
  return {
    kind: "page",
    title: `${mine === undefined ? titleOf(shown, apartOf(scene)) : t("opinions.mine.link")}: ${conversation.title}`,
    section: "participate",
    noindex: mine !== undefined,
    ...(!result.final && { islands: ["live"] }),
    crumbs: [
      { text: t("conversations.list.crumb"), path: "/conversaciones" },
      { text: conversation.title, written: true, path: `/conversaciones/${conversation.slug}` },
      { text: t("opinions.crumb") },
    ],
    body: Results({
      conversation,
      result,
      shown,
      become: await listBecome(ctx.db, conversation.id),
      doubted: territory === undefined ? await doubtedOf(ctx, scene) : undefined,
      days: territory === undefined ? await listDays(ctx.db, conversation.id) : [],
      now: ctx.now,
      mine,
      ...reading,
      entity: ctx.entity,
      places,
      place: places.find(({ code }) => code === territory),
      apart: apartOf(scene),
    }),
  };
}

/** What was found to be in doubt, and the result without it; undefined when nothing was. */
async function doubtedOf(ctx: Context, { conversation: { id }, statements }: Scene): Promise<Doubted | undefined> {
  const without = await findResult(ctx.db, id, { variant: "undoubted" });
  if (without === undefined) return undefined;
  const cases = (await listCases(ctx.db, id)).filter(({ decision }) => decision === "doubt");
  return { cases, without: shownOf(without.picture, without.people, statements) };
}

/** What people think, live while it is open and frozen afterwards. */
export const showResults = get({
  path: "/conversaciones/:slug/resultados",
  access: "public",
  params,
  query,
  cache,
  handle: async (ctx, { params: { slug }, query: asked }) => page(ctx, await sceneOf(ctx, slug, asked)),
});

/** The same with where the reader stands: never stored, and of nobody else. */
export const showMyPlace = get({
  path: "/conversaciones/:slug/resultados/mi-lugar",
  access: "public",
  params,
  query: readerQuery,
  handle: async (ctx, { params: { slug }, query: asked }) => {
    const scene = await sceneOf(ctx, slug, asked);
    return page(ctx, scene, await mineOf(ctx, slug, scene));
  },
});

async function mineOf(ctx: Context, slug: string, { conversation, result, shown }: Scene): Promise<Mine> {
  const bits = ctx.browser.known();
  if (bits === undefined) return { answered: false, shared: 0 };
  const { process } = await ctx.answers.find(slug);
  const participant = participantKey(process.participantKey, bits);
  const mine = await findMine(ctx.db, { conversationId: conversation.id, processId: process.id, participant });
  const statements = await listStatements(ctx.db, conversation.id);
  const answers = new Map(
    statements.flatMap(({ id, number }) =>
      mine.answers.has(id) ? [[number, mine.answers.get(id) ?? 0] as const] : [],
    ),
  );
  const out = new Set(statements.filter((one) => one.counted === -1 || one.isMeta).map(({ number }) => number));
  const found = placeOf(result.picture, answers, out);
  return {
    answered: answers.size > 0,
    at: found?.at,
    group: shown.groups.find(({ index }) => index === found?.group),
    shared: shown.common.filter(({ statement, side }) => answers.get(statement.number) === (side === "agree" ? 1 : -1))
      .length,
  };
}

export const showStatementCounts = get({
  path: "/conversaciones/:slug/resultados/afirmaciones",
  access: "public",
  params,
  query: query.extend({ pagina: z.coerce.number().int().min(1).max(500).optional().catch(undefined) }),
  cache,
  handle: async (ctx, { params: { slug }, query: { pagina = 1, ...asked } }) => {
    const { conversation, shown, reading, territory } = await sceneOf(ctx, slug, asked);
    const place = territory === undefined ? undefined : ctx.entity.territory(territory);
    const pages = Math.max(1, Math.ceil(shown.statements.length / PER_PAGE));
    if (pagina > pages) throw notFound();
    const list: readonly ShownStatement[] = shown.statements.slice((pagina - 1) * PER_PAGE, pagina * PER_PAGE);
    return {
      kind: "page",
      title: `${t("opinions.statements.title", { n: shown.statements.length })}: ${conversation.title}${place ? ` (${place.name})` : ""}`,
      section: "participate",
      crumbs: [
        { text: conversation.title, written: true, path: `/conversaciones/${conversation.slug}` },
        { text: t("opinions.crumb"), path: `/conversaciones/${conversation.slug}/resultados` },
        { text: t("opinions.statements.crumb") },
      ],
      body: StatementCounts({ conversation, shown, list, page: pagina, pages, entity: ctx.entity, place, ...reading }),
    };
  },
});

/** For other sites: the only address that they may show within theirs. */
export const showFrame = get({
  path: "/conversaciones/:slug/marco",
  access: "public",
  params,
  query: readerQuery,
  handle: async (ctx, { params: { slug }, query: asked }) => {
    const { conversation, result, shown, reading } = await sceneOf(ctx, slug, asked);
    const become = await listBecome(ctx.db, conversation.id);
    const open = isOpen(conversation, ctx.now);
    return embedded(ctx.entity.brand, {
      title: conversation.title,
      lang: ctx.locale,
      body: EmbeddedResults({ conversation, result, shown, become, open, reader: reading.reader, url: ctx.publicUrl }),
    });
  },
});
