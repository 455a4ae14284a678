import { z } from "zod";
import { participantKey } from "#core/trace/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { embedded } from "#platform/views/embed.tsx";
import { listBecome } from "../carry-on/carry-on.ts";
import { type Conversation, isOpen } from "../conversation.ts";
import { listStatements, listStatementsIn } from "../conversations.sql.ts";
import { listCases } from "../signals/signals.sql.ts";
import { findMine } from "../take-part/mine.sql.ts";
import { resultsTag } from "./compute-results.ts";
import { EmbeddedResults } from "./embedded.view.tsx";
import type { Mine } from "./parts.view.tsx";
import { type Picture, placeOf } from "./picture.ts";
import { findResult, listDays, type Result } from "./results.sql.ts";
import { type Doubted, Results, titleOf } from "./results.view.tsx";
import { type Shown, type ShownStatement, shownOf } from "./shown.ts";
import { StatementCounts } from "./statements.view.tsx";

const PER_PAGE = 12;
const params = z.object({ slug: z.string().max(80) });
const place = z.object({ lugar: z.string().max(80).optional() });

const cache = { seconds: 5, tags: (given: { slug: string }) => ["processes", resultsTag(given.slug)] } as const;

interface Scene {
  conversation: Conversation;
  result: Result;
  shown: Shown;
  territory: string | undefined;
}

const NOTHING: Picture = {
  groups: [],
  silhouette: null,
  statements: [],
  marks: [],
  consensus: { agree: [], disagree: [] },
  outside: 0,
};

async function sceneOf(ctx: Context, slug: string, placeSlug?: string): Promise<Scene> {
  const { conversation } = await ctx.answers.find(slug);
  const territory = placeSlug === undefined ? undefined : ctx.entity.bySlug(placeSlug)?.code;
  const known = territory !== undefined && conversation.territories.includes(territory);
  if (placeSlug !== undefined && !known) throw notFound();
  const whole = conversation.territories.length === 1 ? undefined : territory;
  const result = (await findResult(ctx.db, conversation.id, { territory: whole })) ?? {
    computedAt: ctx.now,
    final: false,
    people: 0,
    answers: 0,
    picture: NOTHING,
  };
  const statements = await listStatementsIn(ctx.db, conversation.id, ctx.locale);
  return { conversation, result, territory: whole, shown: shownOf(result.picture, result.people, statements) };
}

async function page(ctx: Context, scene: Scene, mine?: Mine): Promise<PageAnswer> {
  const { conversation, result, shown, territory } = scene;
  const places = conversation.territories.map((code) => ctx.entity.territory(code));
  return {
    kind: "page",
    title: `${mine === undefined ? titleOf(shown) : t("opinions.mine.link")}: ${conversation.title}`,
    section: "participate",
    noindex: mine !== undefined,
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
      doubted: territory === undefined ? await doubtedOf(ctx, conversation) : undefined,
      days: territory === undefined ? await listDays(ctx.db, conversation.id) : [],
      now: ctx.now,
      mine,
      places,
      place: places.find(({ code }) => code === territory),
    }),
  };
}

/** What was found to be in doubt, and the result without it; undefined when nothing was. */
async function doubtedOf(ctx: Context, { id }: Conversation): Promise<Doubted | undefined> {
  const without = await findResult(ctx.db, id, { variant: "undoubted" });
  if (without === undefined) return undefined;
  const cases = (await listCases(ctx.db, id)).filter(({ decision }) => decision === "doubt");
  return { cases, without: shownOf(without.picture, without.people, await listStatementsIn(ctx.db, id, ctx.locale)) };
}

/** What people think, live while it is open and frozen afterwards. */
export const showResults = get({
  path: "/conversaciones/:slug/resultados",
  access: "public",
  params,
  query: place,
  cache,
  handle: async (ctx, { params: { slug }, query }) => page(ctx, await sceneOf(ctx, slug, query.lugar)),
});

/** The same with where the reader stands: never stored, and of nobody else. */
export const showMyPlace = get({
  path: "/conversaciones/:slug/resultados/mi-lugar",
  access: "public",
  params,
  handle: async (ctx, { params: { slug } }) => {
    const scene = await sceneOf(ctx, slug);
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
  const out = new Set(statements.filter((one) => one.moderated === -1 || one.isMeta).map(({ number }) => number));
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
  query: z.object({ pagina: z.coerce.number().int().min(1).max(500).optional().catch(undefined) }),
  cache,
  handle: async (ctx, { params: { slug }, query: { pagina = 1 } }) => {
    const { conversation, shown } = await sceneOf(ctx, slug);
    const pages = Math.max(1, Math.ceil(shown.statements.length / PER_PAGE));
    if (pagina > pages) throw notFound();
    const list: readonly ShownStatement[] = shown.statements.slice((pagina - 1) * PER_PAGE, pagina * PER_PAGE);
    return {
      kind: "page",
      title: `${t("opinions.statements.title", { n: shown.statements.length })}: ${conversation.title}`,
      section: "participate",
      crumbs: [
        { text: conversation.title, written: true, path: `/conversaciones/${conversation.slug}` },
        { text: t("opinions.crumb"), path: `/conversaciones/${conversation.slug}/resultados` },
        { text: t("opinions.statements.crumb") },
      ],
      body: StatementCounts({ conversation, shown, list, page: pagina, pages }),
    };
  },
});

/** For other sites: the only address that they may show within theirs. */
export const showFrame = get({
  path: "/conversaciones/:slug/marco",
  access: "public",
  params,
  handle: async (ctx, { params: { slug } }) => {
    const { conversation, result, shown } = await sceneOf(ctx, slug);
    const become = await listBecome(ctx.db, conversation.id);
    const open = isOpen(conversation, ctx.now);
    return embedded(ctx.entity.brand, {
      title: conversation.title,
      lang: ctx.locale,
      body: EmbeddedResults({ conversation, result, shown, become, open, url: ctx.publicUrl }),
    });
  },
});
