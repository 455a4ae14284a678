import { z } from "zod";
import { getPublicProcess, isOpen } from "#modules/processes/index.ts";
import { monthPeriod, monthQuery } from "#platform/clock/month.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { DEMAND_STATES, OPEN_STATES } from "../demand.ts";
import { countSpoken, findNeeds, type NeedFilter, ORDERS } from "../need-list.sql.ts";
import { countVoices } from "../voices.sql.ts";
import { ListNeeds } from "./list-needs.view.tsx";

const PAGE = 20;
const text = (max: number) => z.string().max(max).optional().catch(undefined);
/** Stands for needs of every state, also those that were joined to another or did not go on. */
export const EVERY_STATE = "all";
const filters = z.object({
  estado: z
    .enum([...DEMAND_STATES, EVERY_STATE])
    .optional()
    .catch(undefined),
  sector: text(60),
  lugar: text(60),
  mes: monthQuery(),
  orden: z.enum(ORDERS).optional().catch(undefined),
  q: text(200),
  pagina: z.coerce.number().int().min(1).max(5000).catch(1).default(1),
});
export type ListFilters = z.infer<typeof filters>;

/**
 * What people asked for in one place. At the root of the entity, what they asked for everywhere; there the places are
 * municipalities, and below they are comunas and corregimientos.
 */
export const listNeeds = get({
  path: "/procesos/:slug/:place/necesidades",
  access: "public",
  params: z.object({ slug: z.string(), place: z.string() }),
  query: filters,
  cache: { seconds: 5, tags: () => ["processes", "demands"] },
  handle: async (ctx, { params, query }) => {
    const process = await getPublicProcess(ctx.db, params.slug);
    const territory = ctx.entity.bySlug(params.place);
    const whole = territory?.code === ctx.entity.root.code;
    if (territory === undefined || !(whole || process.phases.has(territory.code))) throw notFound();
    const filter: NeedFilter = {
      processId: process.id,
      territory: whole ? query.lugar : territory.code,
      sub: whole ? undefined : query.lugar,
      openStates: query.estado === EVERY_STATE ? DEMAND_STATES : OPEN_STATES,
      state: query.estado === EVERY_STATE ? undefined : query.estado,
      sector: query.sector,
      query: query.q,
      said: query.mes === undefined ? undefined : monthPeriod(query.mes, ctx.entity.timeZone),
    };
    const list = await findNeeds(ctx.db, filter, {
      limit: PAGE,
      offset: (query.pagina - 1) * PAGE,
      order: query.orden ?? "supports",
    });
    const voices = await countVoices(
      ctx.db,
      list.needs.map((need) => need.id),
    );
    return {
      kind: "page",
      title: `${t("demands.list.title", { place: territory.name })} · ${process.title}`,
      section: "participate",
      crumbs: [
        { text: process.title, written: true, path: `/procesos/${process.slug}` },
        ...(whole ? [] : [{ text: territory.name, path: `/procesos/${process.slug}/${territory.slug}` }]),
        { text: t("demands.list.crumb") },
      ],
      body: ListNeeds({
        process,
        territory,
        whole,
        entity: ctx.entity,
        list,
        people: await countSpoken(ctx.db, filter),
        voices,
        query,
        pageSize: PAGE,
        open: isOpen(process, territory.code, "gather", ctx.now),
      }),
    };
  },
});
