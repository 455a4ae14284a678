import { z } from "zod";
import { choice, FormState } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { getWorkProcess } from "../join-needs/join-needs.route.ts";
import { mergeDemands } from "../join-needs/join-needs.ts";
import { placesOf } from "../join-needs/places-of.ts";
import { undoMerge } from "../join-needs/separate.ts";
import { listByIds } from "../need-list.sql.ts";
import { sayDifferent, undoDifferent } from "./pair-needs.ts";
import { PairNeeds } from "./pair-needs.view.tsx";
import { type PairQuery, pairQuery, pairsPath, readPairQuery } from "./pair-query.ts";
import { findNextPair } from "./pairs.sql.ts";

const params = z.object({ slug: z.string() });
const thing = z.coerce.number().int().positive();
async function page(ctx: Context, slug: string, query: PairQuery, form = new FormState()): Promise<PageAnswer> {
  const process = await getWorkProcess(ctx, slug);
  const { pair, last } = await findNextPair(ctx.db, {
    processId: process.id,
    territories: placesOf(ctx.entity, ctx.authority.territoriesFor("demands.merge")),
    territory: query.lugar,
    sector: query.sector,
    after: query.desde,
    accountId: ctx.authority.actor.accountId,
    now: ctx.now,
  });
  const needs = pair === undefined ? [] : await listByIds(ctx.db, [pair.need, ...pair.candidates.map(({ id }) => id)]);
  return {
    kind: "page",
    title: `${t("demands.pair.title")}: ${process.title}`,
    staff: true,
    section: "demands",
    crumbs: [
      { text: t("demands.join.title"), path: `/gestion/necesidades/${slug}` },
      { text: t("demands.pair.title") },
    ],
    islands: ["plaza"],
    body: PairNeeds({ process, query, pair, last, needs, form, entity: ctx.entity }),
  };
}

export const nextPair = get({
  path: "/gestion/necesidades/:slug/parejas",
  access: "demands.merge",
  params,
  query: pairQuery,
  handle: (ctx, { params: { slug }, query }) => page(ctx, slug, query),
});

const one = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const kept = z.preprocess(one, z.string().catch("")).transform(readPairQuery);

export const sayOfPair = post({
  path: "/gestion/necesidades/:slug/parejas",
  access: "demands.merge",
  params,
  body: z.object({
    act: choice(["same", "different"], "demands.pair.choose"),
    need: z.preprocess(one, thing),
    other: z.preprocess(one, thing),
    f: kept,
  }),
  handle: async (ctx, tx, { params: { slug }, body }) => {
    const { act, need, other, f } = body;
    // The same need again: others may say the same, and what was decided does not come back.
    const go = (hecho: string) => redirect(pairsPath(slug, { ...f, desde: need - 1, hecho }));
    if (act === "same") return go(`iguales-${await mergeDemands(tx, ctx, { ids: [need, other] })}`);
    return go(`distintas-${await sayDifferent(tx, ctx, [need, other])}`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.slug, readPairQuery(form.value("f")), form),
});

export const undoPair = post({
  path: "/gestion/necesidades/:slug/parejas/deshacer",
  access: "demands.merge",
  params,
  body: z.object({ hecho: z.preprocess(one, z.string().regex(/^(iguales|distintas)-\d{1,15}$/)), f: kept }),
  handle: async (ctx, tx, { params: { slug }, body }) => {
    const [what, number] = body.hecho.split("-");
    const id = Number(number);
    if (!Number.isSafeInteger(id)) throw new Problem(404, "http.notFound.title");
    await (what === "iguales" ? undoMerge(tx, ctx, id) : undoDifferent(tx, ctx, id));
    return redirect(pairsPath(slug, { ...body.f, hecho: `deshecho-${id}` }));
  },
  invalid: (ctx, input, form) => page(ctx, input.params.slug, readPairQuery(form.value("f")), form),
});
