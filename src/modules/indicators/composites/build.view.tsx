import type { VNode } from "preact";
import { AGGREGATIONS, GAPS } from "#analysis/indices/composite.ts";
import type { Entity } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Checkboxes, Radios, TextArea } from "#platform/views/choices.tsx";
import { EmptyState, Notice, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, FieldRow, Form, Select } from "#platform/views/form.tsx";
import { Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import type { Measured } from "../figures.ts";
import { seriesName } from "../series-name.ts";
import type { CompositeRow, EditionContent } from "./composites.sql.ts";
import { editionHash, faultOf } from "./publish-edition.ts";
import { Left, PlacesTable } from "./show.view.tsx";

const PATH = "/gestion/indices";

export function CompositeDesk({ composites }: { composites: readonly CompositeRow[] }): VNode {
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("indicators.composite.desk")}</h1>
        <Lead>{t("indicators.composite.deskLead")}</Lead>
      </Stack>
      {composites.length === 0 ? (
        <EmptyState
          level={2}
          title={t("indicators.composite.none")}
          text={t("indicators.composite.noneText")}
          action={{ href: href(`${PATH}/nuevo`), text: t("indicators.composite.begin") }}
        />
      ) : (
        <Row>
          <LinkButton href={href(`${PATH}/nuevo`)}>{t("indicators.composite.begin")}</LinkButton>
        </Row>
      )}
      <Items>
        {composites.map(({ code, name, purpose, editions, method }) => (
          <Item
            level={2}
            title={name}
            href={href(`${PATH}/${code}`)}
            over={
              <Tag tone={editions > 0 ? "done" : "warn"}>{t("indicators.composite.editions", { n: editions })}</Tag>
            }
            meta={t("indicators.composite.measureCount", { n: method.measures.length })}
          >
            {purpose}
          </Item>
        ))}
      </Items>
    </Page>
  );
}

export function BeginComposite({ form }: { form: FormState }): VNode {
  return (
    <Page gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("indicators.composite.begin")}</h1>
        <Lead>{t("indicators.composite.beginLead")}</Lead>
      </Stack>
      <Form action={href(PATH)} once>
        <Field
          id="name"
          label={t("indicators.composite.name")}
          hint={t("indicators.composite.nameHint")}
          value={form.value("name")}
          maxLength={120}
          error={form.error("name")}
        />
        <TextArea
          id="purpose"
          label={t("indicators.composite.purpose")}
          hint={t("indicators.composite.purposeHint")}
          value={form.value("purpose")}
          rows={3}
          maxLength={600}
          error={form.error("purpose")}
        />
        <Button>{t("indicators.composite.beginButton")}</Button>
      </Form>
    </Page>
  );
}

interface BuilderProps {
  composite: CompositeRow;
  entity: Entity;
  years: readonly number[];
  measurable: readonly Measured[];
  measures: readonly EditionContent["measures"][number][];
  /** What would be published. */
  next: EditionContent | undefined;
  form: FormState;
}

export function Builder(props: BuilderProps): VNode {
  const { composite, next, form, entity, measures } = props;
  const gone = composite.method.measures.length - measures.length;
  return (
    <Page gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{composite.name}</h1>
        <Lead>{composite.purpose}</Lead>
        {composite.editions > 0 && (
          <NextLink href={href(`/indices/${composite.code}`)}>
            {t("indicators.composite.seePublished", { n: composite.editions })}
          </NextLink>
        )}
        {gone > 0 && <Notice tone="warn">{t("indicators.composite.gone", { n: gone })}</Notice>}
      </Stack>
      <MethodForm {...props} />
      {next !== undefined && (
        <>
          <Section title={t("indicators.composite.wouldBe", { n: composite.editions + 1 })} id="orden">
            <PlacesTable content={next} entity={entity} />
            <Left content={next} entity={entity} />
          </Section>
          <Publish composite={composite} next={next} form={form} />
        </>
      )}
    </Page>
  );
}

function MethodForm({ composite, years, measurable, measures, form }: BuilderProps): VNode {
  const free = measurable.filter(({ series }) => !measures.some((one) => one.series === series.id));
  return (
    <Form action={href(`${PATH}/${composite.code}`)} label={t("indicators.composite.method")}>
      <Select
        id="year"
        label={t("indicators.composite.year")}
        hint={t("indicators.composite.yearHint")}
        options={years.toReversed().map((year) => ({ value: String(year), label: String(year) }))}
        value={form.value("year")}
        error={form.error("year")}
      />
      {measures.map((measure) => (
        <MeasureFields measure={measure} form={form} />
      ))}
      <Select
        id="add"
        label={t(measures.length === 0 ? "indicators.composite.addFirst" : "indicators.composite.add")}
        hint={t("indicators.composite.addHint")}
        placeholder={t("indicators.composite.addNone")}
        options={free.map(({ sheet, series }) => ({
          value: String(series.id),
          label: `${sheet.name} (${seriesName(series)})`,
        }))}
        value={form.value("add")}
        optional={measures.length > 0}
        error={form.error("add")}
      />
      <Radios
        id="aggregation"
        label={t("indicators.composite.aggregation")}
        options={AGGREGATIONS.map((one) => ({
          value: one,
          label: t(`indicators.composite.mean.${one}`),
          more: t(`indicators.composite.meanMore.${one}`),
        }))}
        value={form.value("aggregation")}
        error={form.error("aggregation")}
      />
      <Radios
        id="gaps"
        label={t("indicators.composite.gapsLabel")}
        options={GAPS.map((one) => ({ value: one, label: t(`indicators.composite.gaps.${one}`) }))}
        value={form.value("gaps")}
        error={form.error("gaps")}
      />
      <Button>{t("indicators.composite.save")}</Button>
    </Form>
  );
}

function MeasureFields({ measure, form }: { measure: EditionContent["measures"][number]; form: FormState }): VNode {
  const { series, name, group, unit, year } = measure;
  const number = (kind: "worst" | "best" | "weight") => (
    <Field
      id={`${kind}-${series}`}
      label={t(`indicators.composite.${kind}`)}
      value={form.value(`${kind}-${series}`)}
      inputMode="decimal"
      width="8"
      error={form.error(`${kind}-${series}`)}
    />
  );
  return (
    <Section title={group === "" ? name : `${name} · ${group}`} id={`medida-${series}`} gap="s">
      <input type="hidden" name="series" value={String(series)} />
      <Fine>
        {t("indicators.composite.measured", { unit, year: year === null ? t("indicators.noData") : String(year) })}
      </Fine>
      <FieldRow>
        {number("worst")}
        {number("best")}
        {number("weight")}
      </FieldRow>
      <Checkboxes
        id={`drop-${series}`}
        name="drop"
        label={t("indicators.composite.drop", { name })}
        options={[{ value: String(series), label: t("indicators.composite.dropIt") }]}
        values={form.values("drop")}
      />
    </Section>
  );
}

function Publish({
  composite,
  next,
  form,
}: Pick<BuilderProps, "composite" | "form"> & { next: EditionContent }): VNode {
  const fault = faultOf(next);
  return (
    <Section title={t("indicators.composite.publish")} id="publicar">
      {fault !== undefined && <Notice tone="info">{t(`indicators.composite.${fault}`)}</Notice>}
      {fault === undefined && (
        <Form
          action={href(`${PATH}/${composite.code}/publicar`)}
          label={t("indicators.composite.publish")}
          hidden={{ seen: editionHash(next) }}
          once
        >
          <p>{t("indicators.composite.publishText")}</p>
          <TextArea
            id="note"
            label={t("indicators.composite.note")}
            hint={t("indicators.composite.noteHint")}
            value={form.value("note")}
            rows={3}
            maxLength={600}
            error={form.error("note")}
          />
          <Button>{t("indicators.composite.publishButton", { n: composite.editions + 1 })}</Button>
        </Form>
      )}
    </Section>
  );
}
