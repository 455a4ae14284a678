// The fast form of the counter: one page, in the order in which people talk, from the first field to the last without the mouse.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { href, locale, t } from "#platform/i18n/i18n.ts";
import { Checkboxes, Radios, TextArea } from "#platform/views/choices.tsx";
import { ErrorSummary, Field, FieldRow, FileField, Form, Select } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { OFFICER_CHANNELS } from "../channels.ts";
import { DangerField, PlaceField, SectorField } from "../fields.view.tsx";
import type { Form as CaseForm } from "../forms.ts";
import { RouteField } from "../rights/help-now.view.tsx";

interface Props {
  form: FormState;
  entity: Entity;
  forms: readonly CaseForm[];
  formKey: string;
}

export function CounterPage(props: Props): VNode {
  const { form, formKey } = props;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("cases.counter.title")}</h1>
        <Lead>{t("cases.counter.lead")}</Lead>
      </Stack>
      <Form action={href("/gestion/solicitudes/nueva")} files hidden={{ key: formKey }}>
        <What {...props} />
        <Where {...props} />
        <Who {...props} />
        <Button size="big">{t("cases.counter.send")}</Button>
      </Form>
    </Page>
  );
}

function What({ form, forms, entity }: Props): VNode {
  return (
    <Stack gap="base">
      <Radios
        id="channel"
        row
        label={t("cases.counter.channel.label")}
        value={form.value("channel")}
        error={form.error("channel")}
        options={OFFICER_CHANNELS.map((value) => ({ value, label: t(`cases.channel.${value}`) }))}
      />
      <Field
        id="origin"
        optional
        label={t("cases.counter.origin.label")}
        hint={t("cases.counter.origin.hint")}
        value={form.value("origin")}
        error={form.error("origin")}
        maxLength={300}
      />
      <TextArea
        id="text"
        label={t("cases.counter.text.label")}
        value={form.value("text")}
        error={form.error("text")}
        rows={5}
        maxLength={5000}
      />
      <TextArea
        id="reasons"
        optional
        label={t("cases.fact.reasons")}
        value={form.value("reasons")}
        error={form.error("reasons")}
        rows={3}
        maxLength={5000}
      />
      <Select
        id="form"
        label={t("cases.fact.form")}
        value={form.value("form")}
        error={form.error("form")}
        options={forms.map((value) => ({ value, label: t(`cases.form.${value}.name`) }))}
      />
      <DangerField form={form} />
      <RouteField form={form} entity={entity} />
      <Field
        id="annexes"
        optional
        label={t("cases.counter.annexes.label")}
        hint={t("cases.counter.annexes.hint")}
        value={form.value("annexes")}
        error={form.error("annexes")}
        maxLength={500}
      />
      <FileField
        id="files"
        optional
        multiple
        label={t("cases.counter.files.label")}
        hint={t("cases.counter.files.hint")}
        error={form.error("files")}
        accept="image/jpeg,image/png,image/webp,application/pdf"
      />
    </Stack>
  );
}

function Where({ form, entity }: Props): VNode {
  return (
    <Section title={t("cases.counter.where")} id="lugar">
      <PlaceField form={form} entity={entity} label={t("cases.fact.place")} />
      <Field
        id="place"
        optional
        label={t("cases.file.where.place", { place: entity.text("neighbourhood", locale()) })}
        value={form.value("place")}
        error={form.error("place")}
        maxLength={200}
      />
      <SectorField form={form} entity={entity} />
    </Section>
  );
}

const WHO = [
  { id: "name", label: "cases.counter.name.label", max: 160 },
  { id: "document", label: "cases.counter.document", max: 40 },
  { id: "address", label: "cases.counter.address", max: 200 },
] as const;

function Who({ form }: Props): VNode {
  return (
    <Section title={t("cases.fact.who")} id="quien">
      <Fine>{t("cases.counter.who")}</Fine>
      {WHO.map(({ id, label, max }) => (
        <Field
          id={id}
          optional
          label={t(label)}
          value={form.value(id)}
          error={form.error(id)}
          maxLength={max}
          autocomplete="off"
        />
      ))}
      <FieldRow>
        <Field
          id="phone"
          type="tel"
          optional
          label={t("cases.file.who.phone")}
          value={form.value("phone")}
          error={form.error("phone")}
          maxLength={40}
          autocomplete="off"
        />
        <Field
          id="email"
          type="email"
          optional
          label={t("cases.file.who.email")}
          value={form.value("email")}
          error={form.error("email")}
          maxLength={200}
          autocomplete="off"
        />
      </FieldRow>
      <Checkboxes
        id="electronic"
        optional
        label={t("cases.counter.electronic")}
        values={form.values("electronic")}
        options={[{ value: "yes", label: t("cases.counter.accepts") }]}
      />
    </Section>
  );
}
