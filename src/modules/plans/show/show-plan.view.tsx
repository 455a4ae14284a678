// A plan on one page: how far each of its lines is, who has reported and who has not, and what does not fit.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { formatDate, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { ChartFoot } from "#platform/views/charts.tsx";
import { Details, EmptyState, Table, Tag } from "#platform/views/content.tsx";
import { Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Kpis } from "#platform/views/lists.tsx";
import { Bullets, Lead, Small, Written } from "#platform/views/text.tsx";
import { agencyText, nodePath, planPath, ratioText } from "../figures.ts";
import { goalsIn, type PlanNode, type PlanTree } from "../plan.ts";
import type { Plan } from "../plans.sql.ts";
import { PartMeters } from "./meters.view.tsx";

interface Props {
  tree: PlanTree;
  others: readonly Plan[];
  /** Commitments of each goal. */
  linked: ReadonlyMap<number, number>;
  entity: Entity;
}

export function NoPlan(): VNode {
  return (
    <Page gap="l">
      <h1>{t("plans.title")}</h1>
      <EmptyState level={2} title={t("plans.none")} text={t("plans.noneText")} />
    </Page>
  );
}

export function ShowPlan(props: Props): VNode {
  const { tree, others } = props;
  const { plan, goals, progress, year } = tree;
  const linked = [...props.linked.values()].reduce((sum, n) => sum + n, 0);
  return (
    <Page gap="xl">
      <Stack gap="s">
        <Row>
          <Tag tone={plan.state === "in_force" ? "open" : "plain"}>{t(`plans.state.${plan.state}`)}</Tag>
          {plan.generated && <Tag tone="warn">{t("plans.generated")}</Tag>}
          <Small inline>{t("plans.cutOff", { date: formatDate(plan.cutOff) })}</Small>
        </Row>
        <h1>
          <Written>{plan.name}</Written>
        </h1>
        <Lead>
          {t("plans.lead", { all: goals.all, programmed: goals.programmed, known: goals.known, year: String(year) })}
        </Lead>
      </Stack>
      <Kpis
        items={[
          { value: ratioText(progress.year), text: t("plans.kpi.year", { year: String(year) }) },
          { value: ratioText(progress.period), text: t("plans.kpi.period") },
          { value: formatNumber(linked), text: t("plans.kpi.linked", { n: linked }) },
        ]}
      />
      <Section title={t("plans.parts")} id="partes">
        <PartMeters plan={plan.code} parts={tree.top} />
        <Method plan={plan} />
      </Section>
      <Reporting {...props} />
      <Findings tree={tree} />
      {others.length > 0 && (
        <Section title={t("plans.others")} id="otros">
          <Bullets plain items={others.map((one) => <Link href={href(planPath(one.code))}>{one.name}</Link>)} />
        </Section>
      )}
    </Page>
  );
}

/** Which formulas, in words: nobody has to believe a percentage. */
export function Method({ plan }: { plan: Plan }): VNode {
  return (
    <Stack gap="s">
      <Details summary={t("plans.method.title")}>
        <p>{t("plans.method.own")}</p>
        <Bullets
          items={[
            t("plans.method.accumulated"),
            t("plans.method.flow"),
            t("plans.method.capacity"),
            t("plans.method.reduction"),
            t("plans.method.np"),
            t("plans.method.parts"),
            t("plans.method.products"),
          ]}
        />
      </Details>
      <ChartFoot csv={href(`${planPath(plan.code)}/datos.csv`)}>
        {t("plans.source", { name: plan.name, date: formatDate(plan.cutOff) })}
      </ChartFoot>
    </Stack>
  );
}

/** Of the goals that are programmed this year, who has said something and who has not. */
function Reporting({ tree, entity }: Props): VNode | null {
  const goals = goalsIn(tree.top).filter((goal) => goal.goals.programmed > 0);
  if (goals.length === 0) return null;
  const groups = [...Map.groupBy(goals, (goal) => agencyText(goal, entity) ?? t("plans.nobody"))];
  const rows = groups
    .map(([name, mine]) => ({ name, all: mine.length, known: mine.filter((goal) => goal.goals.known > 0).length }))
    .sort((a, b) => b.all - b.known - (a.all - a.known) || (a.name < b.name ? -1 : 1));
  return (
    <Section title={t("plans.reporting.title")} id="reportes">
      <Table
        id="tabla-reportes"
        caption={t("plans.reporting.caption", { year: String(tree.year) })}
        columns={[
          { text: t("plans.agency") },
          { text: t("plans.reporting.programmed"), numeric: true },
          { text: t("plans.reporting.known"), numeric: true },
          { text: t("plans.reporting.missing"), numeric: true },
        ]}
        rows={rows.map(({ name, all, known }) => [
          name,
          formatNumber(all),
          formatNumber(known),
          formatNumber(all - known),
        ])}
      />
    </Section>
  );
}

function Findings({ tree }: { tree: PlanTree }): VNode | null {
  const found = goalsIn(tree.top).filter((goal) => goal.progress.flag !== undefined);
  if (found.length === 0) return null;
  return (
    <Section title={t("plans.findings.title", { n: found.length })} id="hallazgos">
      <Bullets items={found.map((goal) => <FindingLine tree={tree} goal={goal} />)} />
    </Section>
  );
}

function FindingLine({ tree, goal }: { tree: PlanTree; goal: PlanNode }): VNode {
  return (
    <>
      <Link href={href(nodePath(tree.plan.code, goal.code))}>{goal.name}</Link>
      {": "}
      {goal.progress.flag !== undefined && t(`plans.findings.${goal.progress.flag}`, { year: String(tree.year) })}
    </>
  );
}
