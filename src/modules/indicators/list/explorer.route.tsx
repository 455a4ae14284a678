// Everything that is measured, for a place and a year: links and a form that asks, so that any view has its address.
import type { VNode } from "preact";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { get } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Table, Tag } from "#platform/views/content.tsx";
import { Form, Select } from "#platform/views/form.tsx";
import { Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Button, Link, NextLink } from "#platform/views/link.tsx";
import { FilterChips } from "#platform/views/lists.tsx";
import { Fine, Lead, Small } from "#platform/views/text.tsx";
import { explorerHref, indicatorHref, rowsHref } from "../addresses.ts";
import { INDICATORS_TAG } from "../approve/approve-load.ts";
import {
  type Figures,
  findMeasured,
  lastPeriod,
  type Measured,
  medianOf,
  pointsOf,
  valueWithUnit,
  wholeOf,
} from "../figures.ts";
import { seriesName } from "../series-name.ts";

const query = z.object({
  lugar: z.string().max(80).optional().catch(undefined),
  anio: z.coerce.number().int().min(1900).max(2100).optional().catch(undefined),
  ods: z
    .string()
    .regex(/^\d{1,2}$/)
    .optional()
    .catch(undefined),
});
type Query = z.output<typeof query>;

export const explorer = get({
  path: "/indicadores",
  access: "public",
  query,
  cache: { seconds: 60, tags: () => [INDICATORS_TAG] },
  handle: async (ctx, { query: asked }) => {
    const figures = await ctx.figures();
    const place =
      asked.lugar !== undefined && ctx.entity.isParticipationTerritory(asked.lugar) ? asked.lugar : undefined;
    return {
      kind: "page",
      title: t("indicators.list.title"),
      section: "look",
      body: <Explorer figures={figures} entity={ctx.entity} asked={{ ...asked, lugar: place }} />,
    };
  },
});

interface Props {
  figures: Figures;
  entity: Entity;
  asked: Query;
}

function Explorer(props: Props): VNode {
  const { figures, entity, asked } = props;
  const goals = [...new Set(figures.sheets.flatMap(({ sdgTarget }) => goalOf(sdgTarget) ?? []))].sort((a, b) => a - b);
  const shown = figures.sheets.filter(
    (sheet) => asked.ods === undefined || goalOf(sheet.sdgTarget) === Number(asked.ods),
  );
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("indicators.list.title")}</h1>
        <Lead>{t("indicators.list.lead", { n: figures.sheets.length })}</Lead>
      </Stack>
      {figures.sheets.length === 0 && (
        <EmptyState level={2} title={t("indicators.list.none")} text={t("indicators.list.noneText")} />
      )}
      {figures.sheets.length > 0 && (
        <>
          <Asking {...props} />
          {goals.length > 1 && (
            <FilterChips
              label={t("indicators.list.goals")}
              items={[
                {
                  text: t("indicators.list.allGoals"),
                  href: explorerHref({ ...asked, ods: undefined }),
                  current: asked.ods === undefined,
                },
                ...goals.map((goal) => ({
                  text: t("indicators.list.goal", { n: goal }),
                  href: explorerHref({ ...asked, ods: String(goal) }),
                  count: String(figures.sheets.filter((sheet) => goalOf(sheet.sdgTarget) === goal).length),
                  current: asked.ods === String(goal),
                })),
              ]}
            />
          )}
          <Section title={titleOf(entity, asked)} id="cifras">
            <Table
              id="tabla"
              caption={t("indicators.list.caption")}
              captionHidden
              columns={[
                { text: t("indicators.list.indicator") },
                { text: t("indicators.list.value"), numeric: true },
                { text: t("indicators.list.middle"), numeric: true },
                { text: t("indicators.list.year"), numeric: true },
                { text: t("indicators.list.unit") },
              ]}
              rows={shown.flatMap((sheet) => {
                const measured = findMeasured(figures, sheet.code);
                return measured === undefined ? [] : [rowOf(measured, asked)];
              })}
            />
            <Fine>{t("indicators.list.note")}</Fine>
          </Section>
          <Row links>
            <NextLink href="/indicadores/datos.csv">{t("indicators.list.file")}</NextLink>
            <NextLink href={href("/indices")}>{t("indicators.composite.list")}</NextLink>
          </Row>
        </>
      )}
    </Page>
  );
}

function titleOf(entity: Entity, { lugar }: Query): string {
  return t("indicators.list.of", { place: lugar === undefined ? entity.root.name : entity.territory(lugar).name });
}

/** Goal of a target of the SDG: 6 of 6.1. */
function goalOf(target: string | null): number | undefined {
  const goal = /^(\d{1,2})\./.exec(target ?? "")?.[1];
  return goal === undefined ? undefined : Number(goal);
}

function Asking({ figures, entity, asked }: Props): VNode {
  const years = figures.cube.axes.periods.toReversed().map(String);
  return (
    <Form
      action={href("/indicadores")}
      method="get"
      layout="row"
      hidden={asked.ods === undefined ? {} : { ods: asked.ods }}
    >
      <Select
        id="lugar"
        label={t("indicators.list.place")}
        placeholder={entity.root.name}
        options={entity.participationTerritories().map((place) => ({ value: place.code, label: place.name }))}
        value={asked.lugar}
      />
      <Select
        id="anio"
        label={t("indicators.list.year")}
        placeholder={t("indicators.list.lastYear")}
        options={years.map((year) => ({ value: year, label: year }))}
        value={asked.anio === undefined ? undefined : String(asked.anio)}
      />
      <Button>{t("indicators.list.see")}</Button>
    </Form>
  );
}

function rowOf(measured: Measured, { lugar, anio }: Query) {
  const { sheet, series, plane } = measured;
  const found = anio === undefined ? lastPeriod(measured, lugar) : plane.axes.periods.indexOf(anio);
  const period = found === undefined || found < 0 ? undefined : found;
  const link = { serie: series.id, lugar, anio };
  const name = (
    <>
      <Link href={indicatorHref(sheet.code, link)}>{sheet.name}</Link>{" "}
      {series.breakdown !== "" && <Small inline>{seriesName(series)}</Small>}{" "}
      {sheet.generated && <Tag tone="warn">{t("indicators.generated")}</Tag>}
    </>
  );
  if (period === undefined) return [name, t("indicators.noData"), "", "", series.unit];
  const year = plane.axes.periods[period] ?? 0;
  const value =
    lugar === undefined ? wholeOf(measured, period).value : (pointsOf(measured, lugar)[period]?.value ?? null);
  const middle = medianOf(measured, period);
  const text =
    value !== null
      ? valueWithUnit(value, series.unit)
      : t(lugar === undefined && sheet.rule === "none" ? "indicators.notAggregable" : "indicators.noData");
  return [
    name,
    <Link
      href={rowsHref(sheet.code, { serie: series.id, lugar, anio: year })}
      label={t("indicators.list.rows", { value: text, indicator: sheet.name, year: String(year) })}
    >
      {text}
    </Link>,
    middle === null ? "" : valueWithUnit(middle, series.unit),
    String(year),
    series.unit,
  ];
}
