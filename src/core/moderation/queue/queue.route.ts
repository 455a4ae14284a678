// The one desk of what should perhaps not be public, of every kind: look, decide, go to the next, by keyboard.
import { z } from "zod";
import { accountOf } from "#core/people/index.ts";
import { choice, FormState, optionalCode, optionalText, textField } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { countCases, countKept, type Desk, findCase, findNext, listCases, listReportCounts } from "../cases.ts";
import { claimCase, decideAppeal, decideCase, protectCase, usualWords } from "../decide/decide.ts";
import { HIDE_REASONS } from "../reasons.ts";
import { CasePage } from "./case.view.tsx";
import { type Listed, QueuePage } from "./queue.view.tsx";

const SHOWN = 50;
const SHELVES = ["waiting", "appeals", "decided"] as const;
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const section = "moderation";

/** What this moderator may see: the cases of their places. */
function deskOf(ctx: Context): Desk {
  const held = ctx.authority.territoriesFor("moderation.decide");
  const within =
    held && ctx.entity.allTerritories().filter(({ code }) => held.some((place) => ctx.entity.isWithin(code, place)));
  return { territories: within?.map(({ code }) => code), me: accountOf(ctx), now: ctx.now };
}

async function queuePage(ctx: Context, shelf: (typeof SHELVES)[number], form = new FormState()): Promise<PageAnswer> {
  const desk = deskOf(ctx);
  const listed: Listed[] = [];
  for (const one of await listCases(ctx.db, shelf, desk, SHOWN)) {
    const item = await ctx.reportables.get(one.kind)?.find(ctx.db, one.subjectId);
    if (item !== undefined) listed.push({ one, item, place: placeOf(ctx, one.territory), kind: kindOf(ctx, one.kind) });
  }
  const counts = await Promise.all(SHELVES.map((each) => countCases(ctx.db, each, desk)));
  return {
    kind: "page",
    title: t("moderation.desk.title"),
    staff: true,
    section,
    islands: ["plaza"],
    body: QueuePage({
      shelf,
      listed,
      form,
      me: desk.me,
      now: ctx.now,
      counts: SHELVES.map((id, i) => ({ id, n: counts[i] ?? 0 })),
    }),
  };
}

function placeOf(ctx: Context, territory: string | null): string {
  return territory === null ? "" : (ctx.entity.find(territory)?.name ?? territory);
}

/** The word of a kind, from the module that knows it. */
function kindOf(ctx: Context, kind: string): string {
  const label = ctx.reportables.get(kind)?.label;
  return label === undefined ? kind : t(label as "demands.kind");
}

async function casePage(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const one = await findCase(ctx.db, id);
  const item = one && (await ctx.reportables.get(one.kind)?.find(ctx.db, one.subjectId));
  const thing =
    one && (await ctx.db.selectFrom("things").select("visibility").where("id", "=", one.thingId).executeTakeFirst());
  // What the reserved route took is nobody's business here.
  if (one === undefined || item === undefined || thing === undefined || thing.visibility === "reserved")
    throw notFound();
  ctx.authority.require("moderation.decide", { territory: one.territory ?? undefined });
  return {
    kind: "page",
    title: t("moderation.case.title", { kind: kindOf(ctx, one.kind) }),
    staff: true,
    section,
    islands: ["plaza"],
    crumbs: [{ text: t("moderation.desk.title"), path: "/gestion/moderacion" }, { text: kindOf(ctx, one.kind) }],
    body: CasePage({
      one,
      item,
      kind: kindOf(ctx, one.kind),
      place: placeOf(ctx, one.territory),
      reports: await listReportCounts(ctx.db, id),
      cover: ctx.reportables.get(one.kind)?.coverPath?.(one.subjectId),
      mayProtect: ctx.reportables.get(one.kind)?.setReserved !== undefined,
      keptBefore: await countKept(ctx.db, one),
      form,
      me: accountOf(ctx),
      now: ctx.now,
    }),
  };
}

export const queue = get({
  path: "/gestion/moderacion",
  access: "moderation.decide",
  query: z.object({ estante: z.enum(SHELVES).catch("waiting") }),
  handle: (ctx, { query }) => queuePage(ctx, query.estante),
});

export const showCase = get({
  path: "/gestion/moderacion/:id",
  access: "moderation.decide",
  params,
  handle: (ctx, input) => casePage(ctx, input.params.id),
});

/** Takes the next case that nobody is looking at, and opens it. */
export const takeNext = post({
  path: "/gestion/moderacion/siguiente",
  access: "moderation.decide",
  body: z.object({
    despues: optionalCode(),
    estante: choice(["waiting", "appeals"], "moderation.desk.choose").catch("waiting"),
  }),
  handle: async (ctx, tx, { body }) => {
    const after = Number(body.despues ?? 0);
    const next = await findNext(tx, body.estante, deskOf(ctx), Number.isSafeInteger(after) ? after : 0);
    if (next === undefined) return redirect("/gestion/moderacion");
    await claimCase(tx, ctx, next);
    return redirect(`/gestion/moderacion/${next}`);
  },
  invalid: (ctx, _input, form) => queuePage(ctx, "waiting", form),
});

const DECISIONS = ["keep", "protect", ...HIDE_REASONS] as const;

/** Decides, and goes on to the next one. */
export const decide = post({
  path: "/gestion/moderacion/:id",
  access: "moderation.decide",
  params,
  body: z.object({ decision: choice(DECISIONS, "moderation.desk.choose"), words: optionalText(600) }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const { decision, words } = body;
    if (words !== undefined && words.length < 10)
      throw new Problem(400, "moderation.desk.wordsShort", { field: "words" });
    if (decision === "protect") await protectCase(tx, ctx, id, words);
    else
      await decideCase(
        tx,
        ctx,
        id,
        decision === "keep" ? { hide: false } : { hide: true, reason: decision, words: words ?? usualWords(decision) },
      );
    const next = await findNext(tx, "waiting", deskOf(ctx));
    if (next === undefined) return redirect("/gestion/moderacion");
    await claimCase(tx, ctx, next);
    return redirect(`/gestion/moderacion/${next}`);
  },
  invalid: (ctx, input, form) => casePage(ctx, input.params.id, form),
});

/** The second look. */
export const decideAgain = post({
  path: "/gestion/moderacion/:id/apelacion",
  access: "moderation.decide",
  params,
  body: z.object({
    outcome: choice(["granted", "refused"], "moderation.desk.choose"),
    second: textField({
      min: 10,
      max: 600,
      required: "moderation.appeal.wordsMissing",
      short: "moderation.appeal.wordsMissing",
    }),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await decideAppeal(tx, ctx, id, { granted: body.outcome === "granted", words: body.second });
    return redirect("/gestion/moderacion?estante=appeals");
  },
  invalid: (ctx, input, form) => casePage(ctx, input.params.id, form),
});
