// Who approves reads what came in, what was left out and what looks wrong, before anybody else sees it.
import type { VNode } from "preact";
import { z } from "zod";
import { FormState, textField } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, formatDateShort, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { EmptyState, Facts, Notice, Table, Tag, type TagTone } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { valueText } from "../figures.ts";
import { reasonText } from "../import/import-indicators.ts";
import { approveLoad, type LoadState, undoLoad } from "./approve-load.ts";
import {
  findLoad,
  type LoadedRow,
  type LoadFinding,
  type LoadRow,
  listLoaded,
  listLoadFindings,
  listLoads,
  listRejected,
} from "./loads.sql.ts";

const LOADS = 200;
const ROWS = 100;
const TONE: Record<LoadState, TagTone> = { loaded: "warn", approved: "done", undone: "plain" };
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

const StateTag = ({ state }: { state: LoadState }): VNode => (
  <Tag tone={TONE[state]}>{t(`indicators.loads.state.${state}`)}</Tag>
);

export const loadsDesk = get({
  path: "/gestion/indicadores",
  access: "indicators.load",
  handle: async (ctx) => {
    const loads = await listLoads(ctx.db, LOADS);
    return {
      kind: "page",
      title: t("indicators.loads.title"),
      staff: true,
      section: "indicators",
      body: (
        <Page width="wide" gap="l">
          <Stack gap="s">
            <h1>{t("indicators.loads.title")}</h1>
            <Lead>{t("indicators.loads.lead", { n: loads.filter(({ state }) => state === "loaded").length })}</Lead>
          </Stack>
          {loads.length === 0 && (
            <EmptyState
              level={2}
              title={t("indicators.loads.none")}
              text={t("indicators.loads.noneText")}
              action={{ href: href("/gestion/indicadores/cargar"), text: t("indicators.file.title") }}
            />
          )}
          {loads.length > 0 && (
            <Row>
              <LinkButton href={href("/gestion/indicadores/cargar")}>{t("indicators.file.title")}</LinkButton>
              {ctx.authority.may("indicators.compose") && (
                <LinkButton kind="quiet" href={href("/gestion/indices")}>
                  {t("indicators.composite.desk")}
                </LinkButton>
              )}
            </Row>
          )}
          <Items>
            {loads.map((load) => (
              <Item
                level={2}
                title={load.name}
                href={href(`/gestion/indicadores/cargas/${load.id}`)}
                over={<StateTag state={load.state} />}
                meta={t("indicators.loads.counts", {
                  loaded: load.loaded,
                  rejected: load.rejected,
                  findings: load.findings,
                  date: formatDateShort(calendarDay(load.at, ctx.entity.timeZone)),
                })}
              />
            ))}
          </Items>
        </Page>
      ),
    };
  },
});

async function loadPage(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const load = await findLoad(ctx.db, id);
  if (load === undefined) throw notFound();
  const title = t("indicators.loads.one", { n: load.id, name: load.name });
  return {
    kind: "page",
    title,
    staff: true,
    section: "indicators",
    crumbs: [{ text: t("indicators.loads.title"), path: "/gestion/indicadores" }, { text: title }],
    body: (
      <Page gap="l">
        <ErrorSummary errors={form.errors} />
        <Stack gap="s">
          <h1>{title}</h1>
          <Row>
            <StateTag state={load.state} />
          </Row>
        </Stack>
        {load.undoneReason !== null && (
          <Notice tone="info">{t("indicators.loads.undoneWhy", { reason: load.undoneReason })}</Notice>
        )}
        <LoadFacts load={load} ctx={ctx} />
        <Changes rows={await listLoaded(ctx.db, id, ROWS)} load={load} ctx={ctx} />
        <Findings findings={await listLoadFindings(ctx.db, id)} ctx={ctx} />
        <Rejected rows={await listRejected(ctx.db, id, ROWS)} load={load} />
        {ctx.authority.may("indicators.approve") && <Decide load={load} form={form} />}
      </Page>
    ),
  };
}

function LoadFacts({ load, ctx }: { load: LoadRow; ctx: Context }): VNode {
  const day = (at: Date) => formatDateShort(calendarDay(at, ctx.entity.timeZone));
  return (
    <Facts
      items={[
        { name: t("indicators.loads.by"), value: `${load.by ?? t("indicators.loads.command")}, ${day(load.at)}` },
        {
          name: t("indicators.loads.rows"),
          value: t("indicators.loads.rowCounts", {
            read: formatNumber(load.read),
            loaded: formatNumber(load.loaded),
            repeated: formatNumber(load.repeated),
            rejected: formatNumber(load.rejected),
          }),
        },
        ...(load.approvedAt === null ? [] : [{ name: t("indicators.loads.approvedAt"), value: day(load.approvedAt) }]),
      ]}
    />
  );
}

function Changes({ rows, load, ctx }: { rows: readonly LoadedRow[]; load: LoadRow; ctx: Context }): VNode {
  const value = (one: number | null) => (one === null ? "–" : valueText(one));
  return (
    <Section title={t("indicators.loads.changes")} id="cambios">
      <Table
        id="tabla-cambios"
        caption={t("indicators.loads.changesCaption", { shown: rows.length, all: load.loaded })}
        columns={[
          { text: t("indicators.loads.line"), numeric: true },
          { text: t("indicators.list.indicator") },
          { text: t("indicators.list.place") },
          { text: t("indicators.list.year"), numeric: true },
          { text: t("indicators.loads.before"), numeric: true },
          { text: t("indicators.loads.now"), numeric: true },
        ]}
        rows={rows.map((row) => [
          String(row.line),
          row.indicator,
          ctx.entity.find(row.territory)?.name ?? row.territory,
          String(row.period),
          value(row.before),
          value(row.value),
        ])}
      />
    </Section>
  );
}

function Findings({ findings, ctx }: { findings: readonly LoadFinding[]; ctx: Context }): VNode | null {
  if (findings.length === 0) return null;
  return (
    <Section title={t("indicators.show.findings", { n: findings.length })} id="hallazgos">
      <Table
        id="tabla-hallazgos"
        caption={t("indicators.loads.findingsCaption")}
        columns={[
          { text: t("indicators.loads.line"), numeric: true },
          { text: t("indicators.list.indicator") },
          { text: t("indicators.list.place") },
          { text: t("indicators.list.year"), numeric: true },
          { text: t("indicators.list.value"), numeric: true },
        ]}
        rows={findings.map((one) => [
          String(one.line),
          one.indicator,
          ctx.entity.find(one.territory)?.name ?? one.territory,
          String(one.period),
          valueText(one.value),
        ])}
      />
    </Section>
  );
}

type Rejection = Awaited<ReturnType<typeof listRejected>>[number];

function Rejected({ rows, load }: { rows: readonly Rejection[]; load: LoadRow }): VNode | null {
  if (rows.length === 0) return null;
  return (
    <Section title={t("indicators.loads.rejected", { n: load.rejected })} id="rechazadas">
      <Table
        id="tabla-rechazadas"
        caption={t("indicators.loads.rejectedCaption", { shown: rows.length, all: load.rejected })}
        columns={[
          { text: t("indicators.loads.line"), numeric: true },
          { text: t("indicators.loads.column") },
          { text: t("indicators.loads.value") },
          { text: t("indicators.loads.reason") },
        ]}
        rows={rows.map(({ line, column, value, reason }) => [String(line), column, value, reasonText(reason)])}
      />
    </Section>
  );
}

function Decide({ load, form }: { load: LoadRow; form: FormState }): VNode | null {
  if (load.state === "undone") return null;
  const base = `/gestion/indicadores/cargas/${load.id}`;
  return (
    <Section title={t("indicators.loads.decide")} id="decidir">
      {load.state === "loaded" && (
        <Form action={href(`${base}/aprobar`)} label={t("indicators.loads.approve")}>
          <p>{t("indicators.loads.approveText")}</p>
          <Button>{t("indicators.loads.approve")}</Button>
        </Form>
      )}
      <Form action={href(`${base}/deshacer`)} label={t("indicators.loads.undo")}>
        <TextArea
          id="reason"
          label={t("indicators.loads.why")}
          hint={t("indicators.loads.whyHint")}
          value={form.value("reason")}
          error={form.error("reason")}
          rows={3}
          maxLength={600}
        />
        <Button kind="quiet">{t("indicators.loads.undo")}</Button>
      </Form>
      <Fine>{t("indicators.loads.undoText")}</Fine>
    </Section>
  );
}

export const showLoad = get({
  path: "/gestion/indicadores/cargas/:id",
  access: "indicators.load",
  params,
  handle: async (ctx, { params: { id } }) => loadPage(ctx, id),
});

export const approve = post({
  path: "/gestion/indicadores/cargas/:id/aprobar",
  access: "indicators.approve",
  params,
  body: z.object({}),
  handle: async (ctx, tx, { params: { id } }) => {
    ctx.authority.requireWhole("indicators.approve");
    if ((await findLoad(tx, id)) === undefined) throw notFound();
    await approveLoad(tx, { id, by: ctx.authority.actor.accountId ?? null, now: ctx.now });
    return redirect(`/gestion/indicadores/cargas/${id}`);
  },
});

export const undo = post({
  path: "/gestion/indicadores/cargas/:id/deshacer",
  access: "indicators.approve",
  params,
  body: z.object({
    reason: textField({ min: 5, max: 600, required: "indicators.loads.noReason", short: "indicators.loads.noReason" }),
  }),
  handle: async (ctx, tx, { params: { id }, body: { reason } }) => {
    ctx.authority.requireWhole("indicators.approve");
    if ((await findLoad(tx, id)) === undefined) throw notFound();
    await undoLoad(tx, { id, by: ctx.authority.actor.accountId ?? null, reason, now: ctx.now });
    return redirect(`/gestion/indicadores/cargas/${id}`);
  },
  invalid: (ctx, { params: { id } }, form) => loadPage(ctx, id, form),
});
