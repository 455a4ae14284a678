// What plans tell in a thread: the goal of which something became part, and what was reported of it.
import { formatDayMonthYear, href, t } from "#platform/i18n/i18n.ts";
import type { Story, StoryMoment } from "#platform/module.ts";
import { Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Plainly, Small, Written } from "#platform/views/text.tsx";
import { amountText, nodePath, ratioText } from "./figures.ts";
import { loadTree, type PlanNode, type PlanTree } from "./plan.ts";
import { type LinkedCommitment, listLinked, listPlans, listReports, type ReportRow } from "./plans.sql.ts";

/** Goals told of a thread: the rest is on their pages. */
const TOLD = 3;

export const plansStory: Story = async (db, { ids, names }) => {
  const mine = (ids.get("plan_node") ?? []).slice(0, TOLD);
  if (mine.length === 0) return undefined;
  const trees: PlanTree[] = [];
  for (const plan of await listPlans(db)) trees.push(await loadTree(db, plan));
  const told = [];
  for (const id of mine) {
    const tree = trees.find((one) => one.byId.has(id));
    const goal = tree?.byId.get(id);
    if (tree === undefined || goal === undefined) continue;
    told.push({ tree, goal, linked: await listLinked(db, id), reports: await listReports(db, id) });
  }
  const [first] = told;
  if (first === undefined) return undefined;
  const here = new Set(ids.get("commitment") ?? []);
  return {
    knots: [
      {
        at: first.linked[0]?.at ?? new Date(`${first.tree.plan.cutOff}T00:00:00Z`),
        value: ratioText(first.goal.progress.year),
        label: t("plans.story.knot"),
      },
    ],
    moments: told.flatMap(({ tree, goal, linked, reports }) => [
      ...linked.filter(({ id }) => here.has(id)).map((one) => plannedMoment(tree, goal, one)),
      // Only the last one: those before are of what the goal was when nobody here had asked for anything.
      ...reports.slice(0, 1).map((one) => reportMoment(goal, one)),
    ]),
    facts: [
      {
        name: t("plans.story.goal"),
        value: first.goal.agency === null ? first.goal.name : `${first.goal.name} (${names.agency(first.goal.agency)})`,
      },
    ],
  };
};

function plannedMoment({ plan }: PlanTree, goal: PlanNode, { at, title, reason }: LinkedCommitment): StoryMoment {
  return {
    at,
    icon: "flag",
    title: t("plans.story.planned"),
    body: (
      <Stack gap="xs">
        <p>
          {t("plans.story.partOf", { title, plan: plan.name })}{" "}
          <Link href={href(nodePath(plan.code, goal.code))}>
            <Written>{goal.name}</Written>
          </Link>
        </p>
        {reason !== null && <Plainly text={reason} />}
      </Stack>
    ),
  };
}

function reportMoment(goal: PlanNode, { at, value, year, asOf, note }: ReportRow): StoryMoment {
  return {
    at,
    icon: "change",
    title: t("plans.story.reported"),
    body: (
      <Stack gap="xs">
        <p>{t("plans.reports.one", { value: amountText(value), unit: goal.unit ?? "", year: String(year) })}</p>
        <Plainly text={note} />
        <Small soft>{t("plans.story.asOf", { date: formatDayMonthYear(asOf) })}</Small>
      </Stack>
    ),
  };
}
