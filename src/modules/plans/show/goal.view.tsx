import type { VNode } from "preact";
import { FollowLink, followPath } from "#core/follows/index.ts";
import { Outcomes, OverseenBy } from "#core/trace/index.ts";
import { formatDayMonthYear, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { LabelledMeter } from "#platform/views/charts.tsx";
import { Card, Details, Facts, Notice, Table } from "#platform/views/content.tsx";
import { Row, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Plainly, Small } from "#platform/views/text.tsx";
import { agencyText, amountText, barOf, basisText, programmedText, ratioText } from "../figures.ts";
import type { NodeProps } from "./show-node.view.tsx";
import { Method } from "./show-plan.view.tsx";

export function Goal(props: NodeProps): VNode {
  const { tree, node } = props;
  return (
    <Split>
      <Side floating>
        <Card title={t("plans.goal.short")} id="corto">
          <GoalFacts {...props} />
        </Card>
      </Side>
      <Stack gap="l">
        {node.progress.flag !== undefined && (
          <Notice tone="warn">{t(`plans.findings.${node.progress.flag}`, { year: String(tree.year) })}</Notice>
        )}
        <GoalProgress {...props} />
        <Years {...props} />
        <Linked {...props} />
        <Outcomes
          title={t("plans.paidBy.title", { n: props.projects.length })}
          id="proyectos"
          outcomes={props.projects}
        />
        <OverseenBy overseen={props.overseen} />
        <Products {...props} />
        <Reports {...props} />
        <Method plan={tree.plan} />
        <Row links>
          <NextLink href={href(`/hilo/${node.id}`)}>{t("plans.goal.thread")}</NextLink>
          <FollowLink path={followPath(node.id)} />
        </Row>
      </Stack>
    </Split>
  );
}

function GoalFacts({ node, entity }: NodeProps): VNode {
  const { behaviour, unit, baseline, goal } = node;
  return (
    <Facts
      narrow
      items={[
        { name: t("plans.agency"), value: agencyText(node, entity) ?? t("plans.nobody") },
        {
          name: t("plans.goal.behaviour"),
          value: behaviour === null ? t("plans.goal.noBehaviour") : t(`plans.behaviour.${behaviour}`),
        },
        ...(unit === null ? [] : [{ name: t("plans.goal.unit"), value: unit }]),
        ...(baseline === null ? [] : [{ name: t("plans.goal.baseline"), value: amountText(baseline) }]),
        ...(goal === null ? [] : [{ name: t("plans.goal.goal"), value: amountText(goal) }]),
      ]}
    />
  );
}

function GoalProgress({ tree, node }: NodeProps): VNode {
  const { year, period, overBaseline } = node.progress;
  const bar = (label: string, ratio: number | null) =>
    ratio !== null && <LabelledMeter label={label} value={ratioText(ratio)} percent={barOf(ratio)} />;
  return (
    <Stack gap="s">
      {bar(t("plans.kpi.year", { year: String(tree.year) }), year)}
      {bar(t("plans.kpi.period"), period)}
      {bar(t("plans.goal.overBaseline"), overBaseline)}
      <Small soft>{basisText(node)}</Small>
    </Stack>
  );
}

function Years({ tree, node }: NodeProps): VNode {
  return (
    <Section title={t("plans.goal.years")} id="anios">
      <Table
        id="tabla-anios"
        caption={t("plans.goal.yearsCaption")}
        captionHidden
        columns={[
          { text: t("plans.goal.year") },
          { text: t("plans.goal.original"), numeric: true },
          { text: t("plans.goal.programmed"), numeric: true },
          { text: t("plans.goal.achieved"), numeric: true },
        ]}
        rows={tree.years.map((year) => [
          String(year),
          programmedText(node.original, year),
          programmedText(node.programmed, year),
          amountText(node.achieved[year]),
        ])}
      />
    </Section>
  );
}

function Linked({ linked }: NodeProps): VNode {
  return (
    <Section title={t("plans.linked.title", { n: linked.length })} id="compromisos">
      {linked.length === 0 && <p>{t("plans.linked.none")}</p>}
      <Items>
        {linked.map(({ id, title, reason, at }) => (
          <Item
            small
            title={title}
            href={href(`/compromisos/${id}`)}
            meta={t("plans.linked.since", { date: formatDayMonthYear(at) })}
          >
            {reason !== null && <Plainly text={reason} />}
          </Item>
        ))}
      </Items>
    </Section>
  );
}

function Products({ node, activities }: NodeProps): VNode | null {
  if (node.products.length === 0 && activities.total === 0) return null;
  return (
    <Section title={t("plans.products.title", { n: node.products.length })} id="productos">
      <Table
        id="tabla-productos"
        caption={t("plans.products.caption")}
        captionHidden
        columns={[
          { text: t("plans.products.name") },
          { text: t("plans.products.project") },
          { text: t("plans.goal.programmed"), numeric: true },
          { text: t("plans.products.executed"), numeric: true },
          { text: t("plans.products.weight"), numeric: true },
          { text: t("plans.products.progress"), numeric: true },
        ]}
        rows={node.products.map((one) => [
          `${one.name} (${one.code})`,
          one.project,
          amountText(one.target),
          amountText(one.executed),
          ratioText(one.weight),
          ratioText(one.progress),
        ])}
      />
      {activities.total > 0 && <Activities {...activities} />}
    </Section>
  );
}

function Activities({ total, rows }: NodeProps["activities"]): VNode {
  return (
    <Details summary={t("plans.activities.title", { n: total })}>
      <Table
        id="tabla-actividades"
        caption={t("plans.activities.caption", { shown: formatNumber(rows.length), all: formatNumber(total) })}
        columns={[
          { text: t("plans.activities.name") },
          { text: t("plans.activities.starts") },
          { text: t("plans.activities.ends") },
          { text: t("plans.products.weight"), numeric: true },
          { text: t("plans.products.progress"), numeric: true },
        ]}
        rows={rows.map((one) => [
          one.name,
          one.starts === null ? "–" : formatDayMonthYear(one.starts),
          one.ends === null ? "–" : formatDayMonthYear(one.ends),
          ratioText(one.weight),
          ratioText(one.progress),
        ])}
      />
    </Details>
  );
}

/** Everything that was reported: a later report of a year counts, and the earlier ones stay in sight. */
function Reports({ node, reports }: NodeProps): VNode {
  return (
    <Section title={t("plans.reports.title")} id="reportado">
      {reports.length === 0 && <p>{t("plans.reports.none")}</p>}
      <Items>
        {reports.map(({ value, year, asOf, note, by, at }) => (
          <Item
            small
            title={t("plans.reports.one", { value: amountText(value), unit: node.unit ?? "", year: String(year) })}
            meta={t("plans.reports.who", {
              asOf: formatDayMonthYear(asOf),
              by: by ?? "none",
              date: formatDayMonthYear(at),
            })}
          >
            <Plainly text={note} />
          </Item>
        ))}
      </Items>
    </Section>
  );
}
