// All the needs that the filters of the list find, at once: choose what to do, see on how many and which, do it, undo it.
// The chosen ones of the list have the same way back, by the same address.
import { z } from "zod";
import { choices, FormState, optionalCode, optionalText } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { addressOf, type Filters, filters, readFilters, searchOf } from "../join-needs/filters.ts";
import { checkedCodes, getWorkProcess, kept, needFilter } from "../join-needs/join-needs.route.ts";
import { findAllIds, findNeeds } from "../need-list.sql.ts";
import { listThemes } from "../themes/themes.sql.ts";
import { getThemeNamed } from "../themes/themes.ts";
import { actOnAll, type BulkAct, MOST, undoBulkAct } from "./act-on-all.ts";
import { ActOnAll } from "./act-on-all.view.tsx";
import { listBulkActs } from "./bulk-acts.sql.ts";

const EXAMPLES = 10;
const LISTED = 10;
const MIN_REASON = 10;
const MIN_THEME = 3;
const slugParams = z.object({ slug: z.string() });

/** As somebody asks for it: the theme by its name, which may be a new one. */
export type Asked = Exclude<BulkAct, { theme: number }> | { act: "theme"; name: string };

/** What is about to be done, for the page that shows it before. */
export interface Preview {
  act: Asked;
  /** The last need that was there: what arrives while somebody looks is not part of it. */
  upTo: number;
  total: number;
}

const allPath = (slug: string, query: Partial<Filters>): string =>
  `/gestion/necesidades/${slug}/todas${searchOf(query) === "" ? "" : `?${searchOf(query)}`}`;

async function page(
  ctx: Context,
  slug: string,
  given: { query: Filters; form?: FormState; preview?: Asked; changed?: boolean },
): Promise<PageAnswer> {
  const process = await getWorkProcess(ctx, slug);
  const query = { ...given.query, pagina: 1, parecidas: undefined };
  const list = await findNeeds(ctx.db, needFilter(ctx, process, query), {
    limit: EXAMPLES,
    offset: 0,
    order: "newest",
  });
  const newest = list.needs[0]?.id;
  const preview = given.preview &&
    newest !== undefined && { act: given.preview, upTo: await lastId(ctx, slug, query), total: list.total };
  return {
    kind: "page",
    title: t("demands.all.title"),
    status: given.changed ? 409 : given.form?.status,
    staff: true,
    section: "demands",
    crumbs: [{ text: t("demands.join.title"), path: `/gestion/necesidades/${slug}` }, { text: t("demands.all.title") }],
    body: ActOnAll({
      process,
      list,
      query,
      form: given.form ?? new FormState(),
      entity: ctx.entity,
      most: MOST,
      preview: preview || undefined,
      changed: given.changed ?? false,
      themes: (await listThemes(ctx.db, process.id)).map(({ name }) => name),
      done: await listBulkActs(ctx.db, process.id, { limit: LISTED }),
      now: ctx.now,
      may: { code: ctx.authority.may("demands.code"), discard: ctx.authority.may("demands.discard") },
    }),
  };
}

async function lastId(ctx: Context, slug: string, query: Filters): Promise<number> {
  const process = await getWorkProcess(ctx, slug);
  const { ids } = await findAllIds(ctx.db, needFilter(ctx, process, query), { limit: MOST });
  return ids.at(-1) ?? 0;
}

export const allForm = get({
  path: "/gestion/necesidades/:slug/todas",
  access: "demands.read",
  params: slugParams,
  query: filters,
  handle: (ctx, { params, query }) => page(ctx, params.slug, { query }),
});

const one = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const bulk = z.object({
  f: kept,
  act: z.preprocess(one, z.enum(["code", "discard", "theme"])),
  sector: optionalCode(),
  right: optionalCode(),
  groups: choices(),
  reason: optionalText(600),
  theme: optionalText(120),
  /** Both come from the page that showed it before: the act is done only on what was seen. */
  upTo: z.preprocess(one, z.coerce.number().int().positive().optional()),
  total: z.preprocess(one, z.coerce.number().int().positive().optional()),
});

export const actOnAllNeeds = post({
  path: "/gestion/necesidades/:slug/todas",
  access: "demands.read",
  params: slugParams,
  perMinute: 20,
  body: bulk,
  handle: async (ctx, tx, { params, body }) => {
    const act = actOf(ctx, body);
    const process = await getWorkProcess(ctx, params.slug);
    const { upTo } = body;
    if (upTo === undefined)
      return page(ctx, params.slug, { query: body.f, preview: act, form: FormState.filled(typed(body)) });
    const { ids, total } = await findAllIds(tx, needFilter(ctx, process, body.f), { upTo, limit: MOST });
    if (total !== body.total || ids.length === 0 || total > MOST) {
      return page(ctx, params.slug, {
        query: body.f,
        preview: act,
        changed: true,
        form: FormState.filled(typed(body)),
      });
    }
    const toDo: BulkAct =
      act.act === "theme" ? { act: "theme", theme: await getThemeNamed(tx, ctx, process, act.name) } : act;
    const id = await actOnAll(tx, ctx, { processId: process.id, ids, filter: searchOf(body.f), act: toDo });
    return redirect(`${allPath(params.slug, {})}#h${id}`);
  },
  invalid: (ctx, { params }, form) => page(ctx, params.slug, { query: readFilters(form.value("f")), form }),
});

type Body = z.infer<typeof bulk>;

function typed({ sector, right, groups, reason, theme }: Body) {
  return { sector, right, groups, reason, theme };
}

/** @throws Problem 400 when there is nothing to do, or no reason. */
function actOf(ctx: Context, body: Body): Asked {
  if (body.act === "theme") {
    const name = body.theme ?? "";
    if ([...name].length < MIN_THEME) throw new Problem(400, "demands.theme.name.missing", { field: "theme" });
    return { act: "theme", name };
  }
  if (body.act === "discard") {
    const reason = body.reason ?? "";
    if ([...reason].length < MIN_REASON) throw new Problem(400, "demands.join.reason.missing", { field: "reason" });
    return { act: "discard", reason };
  }
  const codes = checkedCodes(ctx.entity, body);
  if (codes.sector === undefined && codes.right === undefined && codes.groups.length === 0) {
    throw new Problem(400, "demands.all.nothing", { field: "sector" });
  }
  return { act: "code", codes };
}

export const undoAll = post({
  path: "/gestion/necesidades/:slug/todas/:act/deshacer",
  access: "demands.read",
  params: z.object({ slug: z.string(), act: z.coerce.number().int().positive() }),
  body: z.object({ f: kept, to: optionalCode() }),
  handle: async (ctx, tx, { params, body }) => {
    await undoBulkAct(tx, ctx, params.act);
    if (body.to === "list") return redirect(addressOf(params.slug, { ...body.f, hecho: `deshechas-${params.act}` }));
    return redirect(`${allPath(params.slug, {})}#h${params.act}`);
  },
  invalid: (ctx, { params }, form) => page(ctx, params.slug, { query: readFilters(""), form }),
});
