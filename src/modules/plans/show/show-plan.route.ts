import { z } from "zod";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { loadTree, PLANS_TAG } from "../plan.ts";
import { countLinked, listPlans, type Plan } from "../plans.sql.ts";
import { NoPlan, ShowPlan } from "./show-plan.view.tsx";

async function page(ctx: Context, plan: Plan, plans: readonly Plan[], title: string): Promise<PageAnswer> {
  return {
    kind: "page",
    title,
    section: "look",
    crumbs: [
      { text: t("plans.title"), path: "/plan" },
      { text: plan.name, written: true },
    ],
    body: ShowPlan({
      tree: await loadTree(ctx.db, plan),
      others: plans.filter((one) => one.id !== plan.id),
      linked: await countLinked(ctx.db, plan.id),
      entity: ctx.entity,
    }),
  };
}

/** The plan in force, or the last one that was. */
export const currentPlan = get({
  path: "/plan",
  access: "public",
  cache: { seconds: 60, tags: () => [PLANS_TAG] },
  handle: async (ctx) => {
    const plans = await listPlans(ctx.db);
    const [plan] = plans;
    if (plan !== undefined) return page(ctx, plan, plans, t("plans.title"));
    return { kind: "page", title: t("plans.title"), section: "look", body: NoPlan() };
  },
});

export const showPlan = get({
  path: "/plan/:plan",
  access: "public",
  params: z.object({ plan: z.string().max(80) }),
  cache: { seconds: 60, tags: () => [PLANS_TAG] },
  handle: async (ctx, { params }) => {
    const plans = await listPlans(ctx.db);
    const plan = plans.find(({ code }) => code === params.plan);
    if (plan === undefined) throw notFound();
    return page(ctx, plan, plans, plan.name);
  },
});
