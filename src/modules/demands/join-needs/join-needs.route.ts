import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { findPhase, findProcess, listAllProcesses, type Process } from "#modules/processes/index.ts";
import { choices, FormState, optionalCode, textField } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { actOnAll, type BulkAct } from "../act-on-all/act-on-all.ts";
import { countClaims, listClaims } from "../claim-needs/claim-needs.ts";
import { WAITING_STATES } from "../demand.ts";
import { findNeeds, listByIds, type NeedFilter } from "../need-list.sql.ts";
import { listThemes } from "../themes/themes.sql.ts";
import { countWaitingVoices } from "../voice/recordings.ts";
import { ChooseProcess } from "./choose-process.view.tsx";
import { addressOf, type Filters, filters, readFilters, searchOf } from "./filters.ts";
import { mergeDemands, recoverDemand } from "./join-needs.ts";
import { JoinNeeds } from "./join-needs.view.tsx";
import { findLastAct } from "./last-act.ts";
import { findLikely } from "./likely.sql.ts";
import { placesOf } from "./places-of.ts";
import { separateDemand, undoMerge } from "./separate.ts";

const PAGE = 30;
const slugParams = z.object({ slug: z.string() });

export const chooseProcess = get({
  path: "/gestion/necesidades",
  access: "demands.read",
  handle: async (ctx) => ({
    kind: "page",
    title: t("demands.join.title"),
    staff: true,
    section: "demands",
    body: ChooseProcess({
      processes: (await listAllProcesses(ctx.db)).filter((process) => process.state !== "draft"),
      voices: ctx.authority.may("demands.transcribe")
        ? await countWaitingVoices(ctx.db, placesOf(ctx.entity, ctx.authority.territoriesFor("demands.transcribe")))
        : undefined,
    }),
  }),
});

export async function desk(ctx: Context, slug: string, query: Filters, form = new FormState()): Promise<PageAnswer> {
  const process = await getWorkProcess(ctx, slug);
  const likely = query.parecidas === undefined ? undefined : await findLikely(ctx.db, process.id, query.parecidas);
  const list = await findNeeds(ctx.db, needFilter(ctx, process, query), {
    limit: PAGE,
    offset: (query.pagina - 1) * PAGE,
    order: query.orden ?? "newest",
  });
  const shown = [...list.needs.map(({ id }) => id), ...(likely?.keys() ?? [])];
  return {
    kind: "page",
    title: `${t("demands.join.title")}: ${process.title}`,
    staff: true,
    section: "demands",
    crumbs: [
      { text: t("demands.join.title"), path: "/gestion/necesidades" },
      { text: process.title, written: true },
    ],
    islands: ["plaza"],
    body: JoinNeeds({
      process,
      list,
      likely,
      likelyNeeds: likely === undefined ? [] : await listByIds(ctx.db, [...likely.keys()]),
      query,
      last: await findLastAct(ctx.db, process.id, query.hecho),
      now: ctx.now,
      form,
      entity: ctx.entity,
      pageSize: PAGE,
      account: ctx.authority.actor.accountId,
      claims: await listClaims(ctx.db, shown, ctx.now),
      hands: await countClaims(ctx.db, process.id, ctx.now),
      themes: (await listThemes(ctx.db, process.id)).map(({ name }) => name),
      dates: findPhase(process, query.lugar ?? ctx.entity.root.code, "analyse"),
      may: {
        moderate: ctx.authority.may("moderation.decide"),
        write: ctx.authority.may("initiatives.write"),
        merge: ctx.authority.may("demands.merge"),
        claim: ctx.authority.may("demands.code"),
        answer: ctx.authority.may("demands.answer"),
      },
    }),
  };
}

/** The needs that an address of the list asks for. */
export function needFilter(ctx: Context, process: Process, query: Filters): NeedFilter {
  const only = query.manos === undefined ? undefined : query.manos === "mias" ? "mine" : "free";
  return {
    processId: process.id,
    territories: placesOf(ctx.entity, ctx.authority.territoriesFor("demands.read")),
    territory: query.lugar,
    openStates: WAITING_STATES,
    state: query.estado,
    sector: query.sector,
    channel: query.llego,
    query: query.q,
    claims: only && { only, accountId: ctx.authority.actor.accountId, now: ctx.now },
  };
}

export async function getWorkProcess(ctx: Context, slug: string): Promise<Process> {
  const process = await findProcess(ctx.db, slug);
  if (process === undefined || process.state === "draft") throw notFound();
  return process;
}

export const workList = get({
  path: "/gestion/necesidades/:slug",
  access: "demands.read",
  params: slugParams,
  query: filters,
  handle: (ctx, { params, query }) => desk(ctx, params.slug, query),
});

const listed = (value: unknown): unknown => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const ids = z
  .array(z.coerce.number("demands.join.chooseSome").int().positive("demands.join.chooseSome"))
  .max(500, "demands.join.tooMany");
/** The needs chosen in the list, if any. */
export const optionalIds = z.preprocess(listed, ids);
export const demandIds = z.preprocess(listed, ids.min(1, "demands.join.chooseSome"));
/** The filters under which somebody was working: they stay after acting. */
export const kept = z
  .preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().catch(""))
  .transform(readFilters);
const codes = { sector: optionalCode(), right: optionalCode(), groups: choices() };

const acts = z.discriminatedUnion(
  "act",
  [
    z.object({ act: act("code"), d: demandIds, f: kept, ...codes }),
    z.object({
      act: act("discard"),
      d: demandIds,
      f: kept,
      reason: textField({
        min: 10,
        max: 600,
        required: "demands.join.reason.missing",
        short: "demands.join.reason.missing",
      }),
    }),
    z.object({ act: act("merge"), d: demandIds, f: kept, ...codes }),
    z.object({ act: act("similar"), d: demandIds, f: kept }),
  ],
  { error: "common.unknownChoice" },
);

function act<const T extends string>(name: T) {
  return z.literal(name);
}

export const actOnNeeds = post({
  path: "/gestion/necesidades/:slug",
  access: "demands.read",
  params: slugParams,
  body: z.preprocess(firstAct, acts),
  handle: async (ctx, tx, { params, body }) => {
    const done = (hecho: string) => redirect(addressOf(params.slug, { ...body.f, parecidas: undefined, hecho }));
    const { id: processId } = await getWorkProcess(ctx, params.slug);
    const doBulk = (act: BulkAct) => actOnAll(tx, ctx, { processId, ids: body.d, filter: searchOf(body.f), act });
    switch (body.act) {
      case "code":
        return done(`codificadas-${await doBulk({ act: "code", codes: checkedCodes(ctx.entity, body) })}`);
      case "discard":
        return done(`descartadas-${await doBulk({ act: "discard", reason: body.reason })}`);
      case "merge":
        return done(`juntas-${await mergeDemands(tx, ctx, { ids: body.d, codes: checkedCodes(ctx.entity, body) })}`);
      case "similar":
        return redirect(addressOf(params.slug, { ...body.f, hecho: undefined, parecidas: body.d[0] }));
    }
  },
  invalid: (ctx, { params }, form) => desk(ctx, params.slug, readFilters(form.value("f")), form),
});

/** The button that was pressed says the act; a form sends lists, so it is taken out of its list. */
function firstAct(raw: unknown): unknown {
  if (typeof raw !== "object" || raw === null || !("act" in raw)) return raw;
  return { ...raw, act: Array.isArray(raw.act) ? raw.act[0] : raw.act };
}

/** Codes that the entity offers today, or the refusal of the field that holds another. */
export function checkedCodes(entity: Entity, body: { sector?: string; right?: string; groups: string[] }) {
  const { sectors, rights, populationGroups } = entity.catalogs;
  const refuse = (field: string) => new Problem(400, "common.unknownChoice", { field });
  const groups = body.groups.filter((group) => group !== "");
  if (body.sector !== undefined && !sectors.offers(body.sector)) throw refuse("sector");
  if (body.right !== undefined && !rights.offers(body.right)) throw refuse("right");
  if (!groups.every((group) => populationGroups.offers(group))) throw refuse("groups");
  return { sector: body.sector, right: body.right, groups };
}

export const undo = post({
  path: "/gestion/necesidades/:slug/juntas/:merge/deshacer",
  access: "demands.merge",
  params: z.object({ slug: z.string(), merge: z.coerce.number().int().positive() }),
  body: z.object({ f: kept }),
  handle: async (ctx, tx, { params, body }) => {
    await undoMerge(tx, ctx, params.merge);
    return redirect(addressOf(params.slug, { ...body.f, hecho: `deshecho-${params.merge}` }));
  },
  invalid: (ctx, { params }, form) => desk(ctx, params.slug, readFilters(form.value("f")), form),
});

export const recover = post({
  path: "/gestion/necesidades/:slug/recuperar",
  access: "demands.discard",
  params: slugParams,
  body: z.object({ d: demandIds, f: kept }),
  handle: async (ctx, tx, { params, body }) => {
    const [id = 0] = body.d;
    await recoverDemand(tx, ctx, id);
    return redirect(addressOf(params.slug, { ...body.f, hecho: `recuperada-${id}` }));
  },
  invalid: (ctx, { params }, form) => desk(ctx, params.slug, readFilters(form.value("f")), form),
});

export const separate = post({
  path: "/gestion/necesidades/:slug/separar",
  access: "demands.merge",
  params: slugParams,
  body: z.object({ d: demandIds, f: kept }),
  handle: async (ctx, tx, { params, body }) => {
    const [id = 0] = body.d;
    await separateDemand(tx, ctx, id);
    return redirect(addressOf(params.slug, { ...body.f, hecho: `separada-${id}` }));
  },
  invalid: (ctx, { params }, form) => desk(ctx, params.slug, readFilters(form.value("f")), form),
});
