import type { VNode } from "preact";
import { type Entity, optionsOf } from "#core/territory/index.ts";
import type { Demand } from "#modules/demands/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { href, locale, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Card } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, Select } from "#platform/views/form.tsx";
import { Page, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Bullets } from "#platform/views/text.tsx";
import { FEASIBILITIES, type Initiative } from "../initiatives.sql.ts";

interface FormProps {
  process: Process;
  demands: readonly Demand[];
  /** Drafts that could take these needs instead. */
  drafts: readonly Initiative[];
  form: FormState;
  entity: Entity;
}

export function InitiativeForm(props: FormProps): VNode {
  const { process, demands, form } = props;
  return (
    <Page gap="l">
      <ErrorSummary errors={form.errors} />
      <h1>{t("initiatives.write.title")}</h1>
      <Split>
        <Form once action={href(`/gestion/iniciativas/${process.slug}`)}>
          {demands.map((demand) => (
            <input type="hidden" name="d" value={demand.id} />
          ))}
          <Fields form={form} entity={props.entity} />
          <Button>{t("initiatives.write.save")}</Button>
        </Form>
        <Side>
          <Card title={t("initiatives.write.needs", { n: demands.length })} id="nacen" tone="flat">
            <Stack>
              <Bullets items={demands.map((demand) => demand.text)} />
            </Stack>
          </Card>
          {props.drafts.length > 0 && <AddToDraft {...props} />}
        </Side>
      </Split>
    </Page>
  );
}

function AddToDraft({ process, demands, drafts, form }: FormProps): VNode {
  return (
    <Card title={t("initiatives.add.title")} id="sumar" tone="flat">
      <Form action={href(`/gestion/iniciativas/sumar/${process.slug}`)} layout="stack">
        {demands.map((demand) => (
          <input type="hidden" name="d" value={demand.id} />
        ))}
        <Select
          id="draft"
          label={t("initiatives.add.label")}
          placeholder={t("common.choose")}
          value={form.value("draft")}
          error={form.error("draft")}
          options={drafts.map((draft) => ({ value: String(draft.id), label: draft.title }))}
        />
        <Button kind="quiet">{t("initiatives.add.button")}</Button>
      </Form>
    </Card>
  );
}

/** The fields of an initiative, for a new one and for a draft that is corrected. */
export function Fields({ form, entity }: { form: FormState; entity: Entity }): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  const places = [entity.root, ...entity.participationTerritories()];
  return (
    <>
      <Field {...field("title")} label={t("initiatives.write.name.label")} hint={t("initiatives.write.name.hint")} />
      <TextArea {...field("text")} label={t("initiatives.write.text.label")} maxLength={3000} />
      <Select
        {...field("territory")}
        label={t("initiatives.write.territory.label")}
        placeholder={t("common.choose")}
        options={places.map((place) => ({ value: place.code, label: place.name }))}
      />
      <Field {...field("place")} optional label={entity.text("neighbourhood", locale())} />
      <Select
        {...field("sector")}
        label={t("initiatives.write.sector.label")}
        placeholder={t("common.choose")}
        options={optionsOf(entity.sectors())}
      />
      <Select
        {...field("right")}
        optional
        label={t("initiatives.write.right")}
        placeholder={t("common.choose")}
        options={optionsOf(entity.rights())}
      />
      <Field
        {...field("cost")}
        optional
        inputMode="numeric"
        label={t("initiatives.write.cost.label", { currency: entity.currency })}
      />
      <Select
        {...field("agency")}
        label={t("initiatives.write.agency.label")}
        placeholder={t("common.choose")}
        options={optionsOf(entity.agencies())}
      />
      <Radios
        {...field("feasibility")}
        label={t("initiatives.write.feasibility.label")}
        options={FEASIBILITIES.map((value) => ({ value, label: t(`initiatives.feasibility.${value}`) }))}
      />
      <TextArea {...field("feasibilityNote")} optional label={t("initiatives.write.note")} rows={3} maxLength={600} />
    </>
  );
}
