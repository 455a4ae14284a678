import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { Details, EmptyState, Notice, Table } from "#platform/views/content.tsx";
import { ErrorSummary, Field, FileField, Form, Select } from "#platform/views/form.tsx";
import { Actions, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Bullets, Lead } from "#platform/views/text.tsx";
import { valueText } from "../figures.ts";
import { FIELDS, REQUIRED } from "../import/check-row.ts";
import type { Sheet } from "../sheets.ts";
import type { Preview, Upload } from "./uploads.sql.ts";

const PATH = "/gestion/indicadores/cargar";
/** Rows of what is told that are drawn; the report has them all. */
const TOLD_SHOWN = 100;

export function SendFile({ form, megabytes }: { form: FormState; megabytes: number }): VNode {
  return (
    <Page gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("indicators.file.title")}</h1>
        <Lead>{t("indicators.file.lead")}</Lead>
      </Stack>
      <Form action={href(PATH)} files>
        <FileField
          id="file"
          label={t("indicators.file.file")}
          hint={t("indicators.file.fileHint", { megabytes })}
          accept=".csv,.xlsx"
          error={form.error("file")}
        />
        <FileField
          id="catalog"
          label={t("indicators.file.catalog")}
          hint={t("indicators.file.catalogHint")}
          accept=".csv,.xlsx"
          optional
          error={form.error("catalog")}
        />
        <Button>{t("indicators.file.send")}</Button>
      </Form>
      <Details summary={t("indicators.file.columnsOf")}>
        <Bullets
          items={FIELDS.map((field) => {
            const needed = REQUIRED.some((one) => one === field);
            const name = t(`indicators.file.field.${field}`);
            return t(needed ? "indicators.file.needed" : "indicators.file.optional", { name, column: field });
          })}
        />
      </Details>
    </Page>
  );
}

interface Props {
  upload: Upload;
  sheets: readonly Sheet[];
  entity: Entity;
  form: FormState;
}

export function ShowUpload({ upload, sheets, entity, form }: Props): VNode {
  const { preview } = upload;
  return (
    <Page gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("indicators.file.review", { name: upload.name })}</h1>
        <Lead>{preview === undefined ? t("indicators.file.askColumns") : countsOf(preview)}</Lead>
        {preview !== undefined && <p>{t("indicators.file.notYet")}</p>}
      </Stack>
      {preview === undefined && <Columns upload={upload} sheets={sheets} form={form} />}
      {preview !== undefined && (
        <>
          <WhatComesIn preview={preview} entity={entity} />
          <Told preview={preview} kind="rejected" id={upload.id} />
          <Told preview={preview} kind="repaired" id={upload.id} />
          <Decide upload={upload} preview={preview} />
          <Details summary={t("indicators.file.readOtherwise")} open={form.errors.length > 0}>
            <Columns upload={upload} sheets={sheets} form={form} />
          </Details>
        </>
      )}
    </Page>
  );
}

function countsOf({ read, loaded, repeated, rejected, repaired }: Preview): string {
  return t("indicators.file.counts", { read, loaded, repeated, rejected, repaired });
}

function Columns({ upload, sheets, form }: Omit<Props, "entity">): VNode {
  const options = upload.columns.map((column) => ({ value: column, label: column }));
  return (
    <Form action={href(`${PATH}/${upload.id}/columnas`)} label={t("indicators.file.columns")}>
      {FIELDS.map((field) => (
        <>
          <Select
            id={field}
            label={t(`indicators.file.field.${field}`)}
            placeholder={t("indicators.file.absent")}
            options={options}
            value={form.value(field)}
            optional={!REQUIRED.some((one) => one === field)}
            error={form.error(field)}
          />
          {field === "indicator_id" && (
            <Select
              id="indicator"
              label={t("indicators.file.allOf")}
              hint={t("indicators.file.allOfHint")}
              placeholder={t("indicators.file.inColumn")}
              options={sheets.map(({ code, name }) => ({ value: code, label: name }))}
              value={form.value("indicator")}
              optional
              error={form.error("indicator")}
            />
          )}
        </>
      ))}
      <Field
        id="sheet"
        label={t("indicators.file.sheet")}
        hint={t("indicators.file.sheetHint")}
        value={form.value("sheet")}
        maxLength={100}
        optional
        error={form.error("sheet")}
      />
      <Button kind={upload.preview === undefined ? "main" : "quiet"}>{t("indicators.file.read")}</Button>
    </Form>
  );
}

function WhatComesIn({ preview, entity }: { preview: Preview; entity: Entity }): VNode {
  const { rows, loaded } = preview;
  return (
    <Section title={t("indicators.file.comesIn")} id="entra">
      {loaded === 0 && (
        <EmptyState
          level={3}
          title={t("indicators.file.nothing")}
          text={t(preview.repeated > 0 ? "indicators.file.nothingNew" : "indicators.file.nothingGood")}
        />
      )}
      {loaded > 0 && (
        <Table
          id="tabla-entra"
          caption={t("indicators.file.comesInCaption", { shown: rows.length, all: loaded })}
          columns={[
            { text: t("indicators.loads.line") },
            { text: t("indicators.list.indicator") },
            { text: t("indicators.list.place") },
            { text: t("indicators.list.year"), numeric: true },
            { text: t("indicators.list.value"), numeric: true },
            { text: t("indicators.show.breakdowns") },
          ]}
          rows={rows.map(({ line, indicator, territory, period, group, value }) => [
            String(line),
            indicator,
            entity.find(territory)?.name ?? territory,
            String(period),
            value === null ? "–" : valueText(value),
            group,
          ])}
        />
      )}
    </Section>
  );
}

function Told({ preview, kind, id }: { preview: Preview; kind: "rejected" | "repaired"; id: number }): VNode | null {
  const all = preview[kind];
  if (all === 0) return null;
  const shown = preview.told.filter((one) => one.kind === kind).slice(0, TOLD_SHOWN);
  return (
    <Section title={t(`indicators.file.${kind}`, { n: all })} id={kind}>
      <Table
        id={`tabla-${kind}`}
        caption={t(`indicators.file.${kind}Caption`, { shown: shown.length, all })}
        columns={[
          { text: t("indicators.loads.line") },
          { text: t("indicators.loads.column") },
          { text: t("indicators.loads.value") },
          { text: t("indicators.loads.reason") },
        ]}
        rows={shown.map(({ line, column, value, reason }) => [String(line), column, value, reason])}
      />
      <NextLink href={`${PATH}/${id}/informe.csv`}>{t("indicators.file.report")}</NextLink>
    </Section>
  );
}

function Decide({ upload, preview }: { upload: Upload; preview: Preview }): VNode {
  const { loaded, rejected } = preview;
  const base = `${PATH}/${upload.id}`;
  return (
    <Section title={t("indicators.loads.decide")} id="decidir">
      {rejected > 0 && loaded > 0 && <Notice tone="warn">{t("indicators.file.withoutBad", { n: rejected })}</Notice>}
      <Actions>
        {loaded > 0 && (
          <Form action={href(`${base}/cargar`)} label={t("indicators.file.title")} layout="bare">
            <Button>{t("indicators.file.load", { n: loaded, text: formatNumber(loaded) })}</Button>
          </Form>
        )}
        <Form action={href(`${base}/descartar`)} label={t("indicators.file.discard")} layout="bare">
          <Button kind="quiet">{t("indicators.file.discard")}</Button>
        </Form>
      </Actions>
    </Section>
  );
}
