import { z } from "zod";
import { getProcess, listAllProcesses } from "#modules/processes/index.ts";
import { FormState } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { countBehind, listInitiatives, lockInitiative } from "../initiatives.sql.ts";
import { publishInitiative } from "../write-initiative/write-initiative.ts";
import { countDesk, listDesk } from "./desk.sql.ts";
import { InitiativeDesk, PublishMany } from "./desk.view.tsx";

const STATES = ["draft", "published", "withdrawn"] as const;
const filters = z.object({
  estado: z.enum(STATES).optional().catch(undefined),
  lugar: z.string().max(60).optional().catch(undefined),
  despues: z.coerce.number().int().positive().optional().catch(undefined),
  antes: z.coerce.number().int().positive().optional().catch(undefined),
});
const PAGE = 20;
/** Those that are still in the running, unless somebody asks for others. */
const RUNNING = ["draft", "published"] as const;
export type DeskFilters = z.infer<typeof filters>;

/** All the initiatives of the processes that are running, with filters that count. */
export const listForStaff = get({
  path: "/gestion/iniciativas",
  access: "initiatives.write",
  query: filters,
  handle: async (ctx, { query }) => {
    const processes = (await listAllProcesses(ctx.db)).filter((process) => process.state === "published");
    const processIds = processes.map((process) => process.id);
    const list = await listDesk(
      ctx.db,
      { processIds, territory: query.lugar, states: query.estado === undefined ? RUNNING : [query.estado] },
      { after: query.despues, before: query.antes, limit: PAGE },
    );
    return {
      kind: "page",
      title: t("initiatives.write.list"),
      staff: true,
      section: "initiatives",
      body: InitiativeDesk({
        processes,
        list,
        counts: await countDesk(ctx.db, processIds),
        query,
        entity: ctx.entity,
        voices: await countBehind(
          ctx.db,
          list.initiatives.map((initiative) => initiative.id),
        ),
      }),
    };
  },
});

const slugParams = z.object({ slug: z.string() });

/** Which drafts would be published together, before doing it. */
async function publishPage(ctx: Context, slug: string, form = new FormState()): Promise<PageAnswer> {
  const process = (await listAllProcesses(ctx.db)).find((one) => one.slug === slug && one.state === "published");
  if (process === undefined) throw notFound();
  const drafts = await listInitiatives(ctx.db, { processId: process.id, states: ["draft"] });
  return {
    kind: "page",
    title: t("initiatives.many.title"),
    staff: true,
    section: "initiatives",
    crumbs: [
      { text: t("initiatives.write.list"), path: "/gestion/iniciativas" },
      { text: t("initiatives.many.title") },
    ],
    body: PublishMany({ process, drafts, form, entity: ctx.entity }),
  };
}

export const publishManyForm = get({
  path: "/gestion/iniciativas/publicar/:slug",
  access: "initiatives.publish",
  params: slugParams,
  handle: (ctx, { params }) => publishPage(ctx, params.slug),
});

/** All or none: if one cannot be published any more, the page says so and nothing changes. */
export const publishMany = post({
  path: "/gestion/iniciativas/publicar/:slug",
  access: "initiatives.publish",
  params: slugParams,
  body: z.object({
    i: z.preprocess(
      (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
      z.array(z.coerce.number("initiatives.many.choose").int().positive()).min(1, "initiatives.many.choose").max(1000),
    ),
  }),
  handle: async (ctx, tx, { body }) => {
    // In the order of their ids: two officials at once wait for each other in turn, never in a ring.
    for (const id of [...new Set(body.i)].sort((a, b) => a - b)) {
      const initiative = await lockInitiative(tx, id);
      if (initiative === undefined) throw notFound();
      await publishInitiative(tx, ctx, await getProcess(tx, initiative.processId), initiative);
    }
    return redirect("/gestion/iniciativas?estado=published");
  },
  invalid: (ctx, { params }, form) => publishPage(ctx, params.slug, form),
});
