import { z } from "zod";
import { findProcess, listAllProcesses, type Process } from "#modules/processes/index.ts";
import { choices, code, FormState, optionalCode, textField } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { DEMAND_STATES } from "../demand.ts";
import { codeDemands, discardDemands, mergeDemands, recoverDemand, undoMerge } from "./join-needs.ts";
import { ChooseProcess, JoinNeeds, ShowMerge } from "./join-needs.view.tsx";
import { findMerge } from "./merge.sql.ts";
import { findWorkList } from "./work-list.sql.ts";

const PAGE = 30;
const slugParams = z.object({ slug: z.string() });
const filters = z.object({
  estado: z.enum(DEMAND_STATES).optional().catch(undefined),
  sector: z.string().max(60).optional().catch(undefined),
  lugar: z.string().max(60).optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
  pagina: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});
export type Filters = z.infer<typeof filters>;

export const chooseProcess = get({
  path: "/gestion/necesidades",
  access: "demands.read",
  handle: async (ctx) => ({
    kind: "page",
    title: t("demands.join.title"),
    staff: true,
    section: "demands",
    body: ChooseProcess({ processes: (await listAllProcesses(ctx.db)).filter((process) => process.state !== "draft") }),
  }),
});

async function desk(ctx: Context, slug: string, query: Filters, form = new FormState()): Promise<PageAnswer> {
  const process = await getWorkProcess(ctx, slug);
  const list = await findWorkList(
    ctx.db,
    {
      processId: process.id,
      territories: ctx.authority.territoriesFor("demands.read"),
      territory: query.lugar,
      state: query.estado,
      sector: query.sector,
      query: query.q,
    },
    { limit: PAGE, offset: (query.pagina - 1) * PAGE },
  );
  return {
    kind: "page",
    title: t("demands.join.title"),
    staff: true,
    section: "demands",
    crumbs: [{ text: t("demands.join.title"), path: "/gestion/necesidades" }, { text: process.title }],
    islands: ["plaza"],
    body: JoinNeeds({ process, list, query, form, entity: ctx.entity, pageSize: PAGE }),
  };
}

async function getWorkProcess(ctx: Context, slug: string): Promise<Process> {
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

const demandIds = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.coerce.number("demands.join.chooseSome").int().positive()).min(1, "demands.join.chooseSome").max(500),
);

const acts = z.discriminatedUnion("act", [
  z.object({ act: act("code"), d: demandIds, sector: optionalCode(), right: optionalCode(), groups: choices() }),
  z.object({
    act: act("discard"),
    d: demandIds,
    reason: textField({
      min: 10,
      max: 600,
      required: "demands.join.reason.missing",
      short: "demands.join.reason.missing",
    }),
  }),
  z.object({ act: act("merge"), d: demandIds, target: optionalCode() }),
]);

function act<const T extends string>(name: T) {
  return z.literal(name);
}

export const actOnNeeds = post({
  path: "/gestion/necesidades/:slug",
  access: "demands.read",
  params: slugParams,
  body: z.preprocess(firstAct, acts),
  handle: async (ctx, tx, { params, body }) => {
    if (body.act === "code") await codeDemands(tx, ctx, body.d, checked(ctx, body));
    if (body.act === "discard") await discardDemands(tx, ctx, body.d, body.reason);
    if (body.act === "merge") {
      const target = body.target === undefined ? Math.min(...body.d) : Number(body.target);
      const id = await mergeDemands(tx, ctx, { target, ids: body.d });
      return redirect(`/gestion/necesidades/${params.slug}/juntas/${id}`);
    }
    return redirect(`/gestion/necesidades/${params.slug}`);
  },
  invalid: (ctx, { params }, form) => desk(ctx, params.slug, { pagina: 1 }, form),
});

/** The button that was pressed says the act; a form sends lists, so it is taken out of its list. */
function firstAct(raw: unknown): unknown {
  if (typeof raw !== "object" || raw === null || !("act" in raw)) return raw;
  return { ...raw, act: Array.isArray(raw.act) ? raw.act[0] : raw.act };
}

function checked(ctx: Context, body: { sector?: string; right?: string; groups: string[] }) {
  const known = (codes: readonly { code: string }[], given: string | undefined) =>
    codes.some((entry) => entry.code === given) ? given : undefined;
  return {
    sector: known(ctx.entity.sectors(), body.sector),
    right: known(ctx.entity.rights(), body.right),
    groups: body.groups.filter((group) => ctx.entity.populationGroups().some((entry) => entry.code === group)),
  };
}

const mergeParams = z.object({ slug: z.string(), merge: z.coerce.number().int().positive() });

export const showMerge = get({
  path: "/gestion/necesidades/:slug/juntas/:merge",
  access: "demands.read",
  params: mergeParams,
  handle: async (ctx, { params }) => mergePage(ctx, params),
});

async function mergePage(
  ctx: Context,
  params: z.infer<typeof mergeParams>,
  form = new FormState(),
): Promise<PageAnswer> {
  const process = await getWorkProcess(ctx, params.slug);
  const merge = await findMerge(ctx.db, params.merge);
  if (merge === undefined) throw notFound();
  return {
    kind: "page",
    title: t("demands.join.merged.title", { n: merge.members.length + 1 }),
    staff: true,
    section: "demands",
    crumbs: [
      { text: process.title, path: `/gestion/necesidades/${process.slug}` },
      { text: t("demands.join.merged.crumb") },
    ],
    body: ShowMerge({ process, merge, form }),
  };
}

export const undo = post({
  path: "/gestion/necesidades/:slug/juntas/:merge/deshacer",
  access: "demands.merge",
  params: mergeParams,
  body: z.object({}),
  handle: async (ctx, tx, { params }) => {
    await undoMerge(tx, ctx, params.merge);
    return redirect(`/gestion/necesidades/${params.slug}`);
  },
  invalid: (ctx, { params }, form) => mergePage(ctx, params, form),
});

export const recover = post({
  path: "/gestion/necesidades/:slug/recuperar",
  access: "demands.discard",
  params: slugParams,
  body: z.object({ d: code("demands.join.chooseSome") }),
  handle: async (ctx, tx, { params, body }) => {
    await recoverDemand(tx, ctx, Number(body.d));
    return redirect(`/gestion/necesidades/${params.slug}?estado=read`);
  },
  invalid: (ctx, { params }, form) => desk(ctx, params.slug, { pagina: 1 }, form),
});
