// A line of a plan with what is below it, or a goal with its years, its products, its commitments and what was reported.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { Outcome, Overseen } from "#core/trace/index.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Table, Tag } from "#platform/views/content.tsx";
import { Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Kpis } from "#platform/views/lists.tsx";
import { Lead, Small, Written } from "#platform/views/text.tsx";
import { amountText, levelText, nodePath, programmedText, ratioText } from "../figures.ts";
import { goalsIn, type PlanNode, type PlanTree } from "../plan.ts";
import type { LinkedCommitment, listActivities, ReportRow } from "../plans.sql.ts";
import { Goal } from "./goal.view.tsx";
import { PartMeters } from "./meters.view.tsx";
import { Method } from "./show-plan.view.tsx";

export interface NodeProps {
  tree: PlanTree;
  node: PlanNode;
  reports: readonly ReportRow[];
  linked: readonly LinkedCommitment[];
  /** Projects that pay for it, with the reason. */
  projects: readonly Outcome[];
  overseen: Overseen;
  activities: Awaited<ReturnType<typeof listActivities>>;
  entity: Entity;
}

export function ShowNode(props: NodeProps): VNode {
  const { tree, node } = props;
  return (
    <Page gap="l">
      <Stack gap="s">
        <Row>
          <Tag>{levelText(node.level)}</Tag>
          {tree.plan.generated && <Tag tone="warn">{t("plans.generated")}</Tag>}
          <Small inline>{t("plans.code", { code: node.code })}</Small>
        </Row>
        <h1>
          <Written>{node.name}</Written>
        </h1>
      </Stack>
      {node.children.length === 0 ? <Goal {...props} /> : <Parts {...props} />}
    </Page>
  );
}

function Parts({ tree, node }: NodeProps): VNode {
  const { goals, progress } = node;
  const year = String(tree.year);
  const lines = node.children.filter((child) => child.children.length > 0);
  return (
    <>
      <Lead>{t("plans.lead", { all: goals.all, programmed: goals.programmed, known: goals.known, year })}</Lead>
      <Kpis
        items={[
          { value: ratioText(progress.year), text: t("plans.kpi.year", { year }) },
          { value: ratioText(progress.period), text: t("plans.kpi.period") },
        ]}
      />
      {lines.length > 0 && (
        <Section title={t("plans.parts")} id="partes">
          <PartMeters plan={tree.plan.code} parts={lines} />
        </Section>
      )}
      <GoalsTable tree={tree} goals={goalsIn([node])} />
      <Method plan={tree.plan} />
    </>
  );
}

/** What is programmed and what was achieved each year, beside the progress that comes of it. */
function GoalsTable({ tree, goals }: { tree: PlanTree; goals: readonly PlanNode[] }): VNode {
  const { plan, years, year } = tree;
  return (
    <Section title={t("plans.goals.title", { n: goals.length })} id="metas">
      <Table
        id="tabla-metas"
        caption={t("plans.goals.caption")}
        columns={[
          { text: t("plans.goals.goal") },
          ...years.map((one) => ({ text: String(one), numeric: true })),
          { text: t("plans.goals.year", { year: String(year) }), numeric: true },
          { text: t("plans.goals.period"), numeric: true },
        ]}
        rows={goals.map((goal) => [
          <>
            <Link href={href(nodePath(plan.code, goal.code))}>{goal.name}</Link>
            {goal.unit !== null && ` (${goal.unit})`}
          </>,
          ...years.map((one) =>
            t("plans.goals.of", {
              done: amountText(goal.achieved[one]),
              planned: programmedText(goal.programmed, one),
            }),
          ),
          ratioText(goal.progress.year),
          ratioText(goal.progress.period),
        ])}
      />
    </Section>
  );
}
