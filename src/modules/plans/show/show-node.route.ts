import { z } from "zod";
import { findOverseen, listOutcomes } from "#core/trace/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { nodePath, planPath } from "../figures.ts";
import { loadTree, PLANS_TAG, pathOf } from "../plan.ts";
import { findPlan, listActivities, listLinked, listReports } from "../plans.sql.ts";
import { ShowNode } from "./show-node.view.tsx";

const ACTIVITIES = 50;

export const showNode = get({
  path: "/plan/:plan/:code",
  access: "public",
  params: z.object({ plan: z.string().max(80), code: z.string().max(80) }),
  cache: { seconds: 60, tags: () => [PLANS_TAG] },
  handle: async (ctx, { params }) => {
    const plan = await findPlan(ctx.db, params.plan);
    if (plan === undefined || plan.state === "draft") throw notFound();
    const tree = await loadTree(ctx.db, plan);
    const node = tree.byCode.get(params.code);
    if (node === undefined) throw notFound();
    return {
      kind: "page",
      title: node.name,
      section: "look",
      crumbs: [
        { text: t("plans.title"), path: "/plan" },
        { text: plan.name, written: true, path: planPath(plan.code) },
        ...pathOf(tree, node).map(({ code, name }) => ({ text: name, path: nodePath(plan.code, code) })),
        { text: node.code },
      ],
      tags: [`thing:${node.id}`],
      body: ShowNode({
        tree,
        node,
        reports: await listReports(ctx.db, node.id),
        linked: await listLinked(ctx.db, node.id),
        projects: await listOutcomes(ctx.db, node.id, "paid_by", ctx.kinds),
        overseen: await findOverseen(ctx.db, node.id, ctx.kinds),
        activities: await listActivities(ctx.db, node.id, ACTIVITIES),
        entity: ctx.entity,
      }),
    };
  },
});
