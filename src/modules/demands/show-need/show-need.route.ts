import { z } from "zod";
import { getProcess, isOpen } from "#modules/processes/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { findPublicDemand } from "../demands.sql.ts";
import { ShowNeed } from "./show-need.view.tsx";

/** One need, with its button: not cached, because it holds a form. */
export const showNeed = get({
  path: "/necesidades/:id",
  access: "public",
  params: z.object({ id: z.coerce.number().int().positive() }),
  handle: async (ctx, { params: { id } }) => {
    const demand = await findPublicDemand(ctx.db, id);
    if (demand === undefined) throw notFound();
    const process = await getProcess(ctx.db, demand.processId);
    if (process.state === "draft") throw notFound();
    const territory = ctx.entity.territory(demand.territory);
    return {
      kind: "page",
      title: t("demands.show.title", { place: territory.name }),
      section: "participate",
      crumbs: [
        { text: process.title, path: `/procesos/${process.slug}` },
        { text: territory.name, path: `/procesos/${process.slug}/${territory.slug}` },
        { text: t("demands.kind") },
      ],
      body: ShowNeed({
        demand,
        entity: ctx.entity,
        open: demand.mergedInto === null && isOpen(process, demand.territory, "gather", ctx.now),
      }),
    };
  },
});
