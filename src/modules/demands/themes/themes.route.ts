import { z } from "zod";
import { getPublicProcess } from "#modules/processes/index.ts";
import { choice, FormState, optionalText, textField } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { actOnAll } from "../act-on-all/act-on-all.ts";
import { listBulkActs } from "../act-on-all/bulk-acts.sql.ts";
import { addressOf, readFilters, searchOf } from "../join-needs/filters.ts";
import { demandIds, desk, getWorkProcess, kept, optionalIds } from "../join-needs/join-needs.route.ts";
import { placesOf } from "../join-needs/places-of.ts";
import { OneTheme, PublicThemes, ThemeList } from "./theme-pages.view.tsx";
import { findTheme, listThemeNeeds, listThemes, listTypical } from "./themes.sql.ts";
import { closeTheme, getThemeNamed, makeTheme, themesTag } from "./themes.ts";

const PAGE = 40;
const TYPICAL = 2;
const slugParams = z.object({ slug: z.string() });
const themeParams = z.object({ slug: z.string(), theme: z.coerce.number().int().positive() });
const pageQuery = z.object({ pagina: z.coerce.number().int().min(1).max(10_000).catch(1).default(1) });
const name = textField({
  min: 3,
  max: 120,
  required: "demands.theme.name.missing",
  short: "demands.theme.name.missing",
});

async function listPage(ctx: Context, slug: string, page = 1, form = new FormState()): Promise<PageAnswer> {
  const process = await getWorkProcess(ctx, slug);
  return {
    kind: "page",
    title: `${t("demands.theme.title")}: ${process.title}`,
    staff: true,
    section: "demands",
    crumbs: [
      { text: t("demands.join.title"), path: `/gestion/necesidades/${slug}` },
      { text: t("demands.theme.title") },
    ],
    body: ThemeList({
      process,
      themes: await listThemes(ctx.db, process.id),
      typical: await listTypical(ctx.db, process.id, TYPICAL),
      page,
      form,
      mayMake: ctx.authority.may("demands.code"),
    }),
  };
}

export const themeList = get({
  path: "/gestion/necesidades/:slug/temas",
  access: "demands.read",
  params: slugParams,
  query: pageQuery,
  handle: (ctx, { params, query }) => listPage(ctx, params.slug, query.pagina),
});

const parent = z.preprocess(
  (value) => (Array.isArray(value) ? value[0] : value) || undefined,
  z.coerce.number("common.unknownChoice").int().positive().optional(),
);

export const newTheme = post({
  path: "/gestion/necesidades/:slug/temas",
  access: "demands.code",
  params: slugParams,
  body: z.object({ name, about: optionalText(1000), parent }),
  handle: async (ctx, tx, { params: { slug }, body }) => {
    const process = await getWorkProcess(ctx, slug);
    return redirect(`/gestion/necesidades/${slug}/temas/${await makeTheme(tx, ctx, process, body)}`);
  },
  invalid: (ctx, { params }, form) => listPage(ctx, params.slug, 1, form),
});

/** From the list of needs: the chosen ones go in a theme, by its name. */
export const putChosen = post({
  path: "/gestion/necesidades/:slug/temas/poner",
  access: "demands.code",
  params: slugParams,
  body: z.object({ d: demandIds, f: kept, theme: name }),
  handle: async (ctx, tx, { params: { slug }, body }) => {
    const process = await getWorkProcess(ctx, slug);
    const theme = await getThemeNamed(tx, ctx, process, body.theme);
    const id = await actOnAll(tx, ctx, {
      processId: process.id,
      ids: body.d,
      filter: searchOf(body.f),
      act: { act: "theme", theme },
    });
    return redirect(addressOf(slug, { ...body.f, parecidas: undefined, hecho: `entema-${id}` }));
  },
  invalid: (ctx, { params }, form) => desk(ctx, params.slug, readFilters(form.value("f")), form),
});

async function themePage(
  ctx: Context,
  slug: string,
  id: number,
  { page = 1, done, form = new FormState() }: { page?: number; done?: number; form?: FormState } = {},
): Promise<PageAnswer> {
  const process = await getWorkProcess(ctx, slug);
  const theme = await findTheme(ctx.db, id);
  if (theme === undefined || theme.processId !== process.id) throw notFound();
  return {
    kind: "page",
    title: `${theme.name}: ${process.title}`,
    staff: true,
    section: "demands",
    crumbs: [
      { text: t("demands.join.title"), path: `/gestion/necesidades/${slug}` },
      { text: t("demands.theme.title"), path: `/gestion/necesidades/${slug}/temas` },
      { text: theme.name },
    ],
    islands: ["plaza"],
    body: OneTheme({
      process,
      theme,
      needs: await listThemeNeeds(ctx.db, id, {
        territories: placesOf(ctx.entity, ctx.authority.territoriesFor("demands.read")),
        limit: PAGE,
        offset: (page - 1) * PAGE,
      }),
      typical: (await listTypical(ctx.db, process.id, TYPICAL)).get(id) ?? [],
      page,
      pageSize: PAGE,
      done: done === undefined ? [] : await listBulkActs(ctx.db, process.id, { limit: 1, id: done }),
      now: ctx.now,
      form,
      entity: ctx.entity,
      may: { code: ctx.authority.may("demands.code"), write: ctx.authority.may("initiatives.write") },
    }),
  };
}

export const oneTheme = get({
  path: "/gestion/necesidades/:slug/temas/:theme",
  access: "demands.read",
  params: themeParams,
  query: pageQuery.extend({ hecho: z.coerce.number().int().positive().optional().catch(undefined) }),
  handle: (ctx, { params, query }) =>
    themePage(ctx, params.slug, params.theme, { page: query.pagina, done: query.hecho }),
});

export const changeTheme = post({
  path: "/gestion/necesidades/:slug/temas/:theme",
  access: "demands.code",
  params: themeParams,
  body: z.object({ act: choice(["out", "close"], "common.unknownChoice"), d: optionalIds }),
  handle: async (ctx, tx, { params: { slug, theme }, body }) => {
    if (body.act === "close") {
      await closeTheme(tx, ctx, theme);
      return redirect(`/gestion/necesidades/${slug}/temas`);
    }
    const process = await getWorkProcess(ctx, slug);
    const act = { act: "untheme", theme } as const;
    const id = await actOnAll(tx, ctx, { processId: process.id, ids: body.d, filter: "", act });
    return redirect(`/gestion/necesidades/${slug}/temas/${theme}?hecho=${id}`);
  },
  invalid: (ctx, { params }, form) => themePage(ctx, params.slug, params.theme, { form }),
});

/** What people ask for in a process, by theme, with the sentences that say it best. */
export const publicThemes = get({
  path: "/procesos/:slug/temas",
  access: "public",
  params: slugParams,
  query: pageQuery,
  cache: { seconds: 60, tags: () => ["demands"] },
  handle: async (ctx, { params: { slug }, query }) => {
    const process = await getPublicProcess(ctx.db, slug);
    return {
      kind: "page",
      title: `${t("demands.theme.title")}: ${process.title}`,
      section: "participate",
      tags: [themesTag(process.id)],
      crumbs: [{ text: process.title, written: true, path: `/procesos/${slug}` }, { text: t("demands.theme.title") }],
      body: PublicThemes({
        process,
        themes: await listThemes(ctx.db, process.id),
        typical: await listTypical(ctx.db, process.id, TYPICAL),
        page: query.pagina,
      }),
    };
  },
});
