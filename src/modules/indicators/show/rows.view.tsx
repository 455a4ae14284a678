import type { VNode } from "preact";
import { STATUSES } from "#analysis/cube/cube.ts";
import type { Entity } from "#core/territory/index.ts";
import { calendarDay, formatDateShort, formatNumber, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Table } from "#platform/views/content.tsx";
import { Page, Row, Stack } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { fileHref, indicatorHref } from "../addresses.ts";
import { type Measured, pointsOf, ruleText, valueWithUnit, wholeOf } from "../figures.ts";
import type { Observation } from "../indicators.sql.ts";

interface Props {
  entity: Entity;
  measured: Measured;
  place: string | undefined;
  period: number;
  rows: readonly Observation[];
}

const EXACT = 12;

export function ShowRows({ entity, measured, place, period, rows }: Props): VNode {
  const { sheet, series, plane } = measured;
  const year = plane.axes.periods[period] ?? 0;
  const name = place === undefined ? entity.root.name : entity.territory(place).name;
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("indicators.rows.heading", { indicator: sheet.name, place: name, year: String(year) })}</h1>
        <Lead>{sentenceOf(measured, place, period)}</Lead>
        <p>{ruleText(sheet)}</p>
      </Stack>
      {rows.length === 0 && <EmptyState level={2} title={t("indicators.rows.none")} />}
      {rows.length > 0 && (
        <Table
          id="filas"
          caption={t("indicators.rows.caption", { n: rows.length })}
          columns={[
            { text: t("indicators.list.place") },
            { text: t("indicators.list.value"), numeric: true },
            { text: t("indicators.rows.status") },
            { text: t("indicators.rows.source") },
            { text: t("indicators.rows.load") },
            { text: t("indicators.rows.since") },
          ]}
          rows={rows.map((one) => [
            <Link href={indicatorHref(sheet.code, { serie: series.id, lugar: one.territory })}>
              {entity.find(one.territory)?.name ?? one.territory}
            </Link>,
            one.value === null ? "" : formatNumber(one.value, EXACT),
            t(`indicators.status.${STATUSES[one.status] ?? "missing"}`),
            one.source,
            t("indicators.rows.line", { load: one.loadId, line: one.line, revision: one.revision }),
            formatDateShort(calendarDay(one.approvedAt, entity.timeZone)),
          ])}
        />
      )}
      <Row links>
        <NextLink href={fileHref(sheet.code)}>{t("indicators.show.file")}</NextLink>
      </Row>
      <Fine>{t("indicators.rows.note", { unit: series.unit })}</Fine>
    </Page>
  );
}

function sentenceOf(measured: Measured, place: string | undefined, period: number): string {
  const { series, sheet } = measured;
  if (place !== undefined) {
    const point = pointsOf(measured, place)[period];
    if (point === undefined || point.value === null) return t(`indicators.status.${point?.status ?? "missing"}`);
    return t("indicators.rows.one", { value: valueWithUnit(point.value, series.unit), unit: series.unit });
  }
  const whole = wholeOf(measured, period);
  if (whole.value === null) return t(sheet.rule === "none" ? "indicators.rows.notAggregable" : "indicators.noData");
  const value = valueWithUnit(whole.value, series.unit);
  if (whole.published) return t("indicators.rows.published", { value, unit: series.unit });
  const { counted, missing, notProgrammed, hidden } = whole;
  return t("indicators.rows.rolled", { value, unit: series.unit, counted, missing, notProgrammed, hidden });
}
