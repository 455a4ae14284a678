import type { ComponentChildren, VNode } from "preact";
import { type Entity, optionsOf } from "#core/territory/index.ts";
import { seenValue } from "#core/trace/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { href, locale, t } from "#platform/i18n/i18n.ts";
import { Checkboxes, TextArea } from "#platform/views/choices.tsx";
import { Details } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, NearDateField, Select } from "#platform/views/form.tsx";
import { Actions, Page, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Lead } from "#platform/views/text.tsx";

interface Props {
  title: string;
  lead?: string;
  /** Where it is sent, without language. */
  action: string;
  form: FormState;
  entity: Entity;
  /** Main territory: the others are chosen among the rest. */
  territory: string;
  /** Correcting one that exists asks why, and its date and state are changed elsewhere. */
  editing?: boolean;
  /** What comes between the title and the form: a search. */
  before?: ComponentChildren;
  /** First question of the form: the needs it answers. */
  first?: ComponentChildren;
}

/** The form of a promise, for making one and for correcting it. */
export function CommitmentForm({ title, lead, action, form, entity, territory, editing, before, first }: Props): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{title}</h1>
        {lead && <Lead>{lead}</Lead>}
      </Stack>
      {before}
      <Form once action={href(action)} {...(editing && { hidden: seenValue(form) })}>
        {first}
        <Field {...field("title")} label={t("commitments.make.name.label")} />
        <TextArea {...field("text")} label={t("commitments.make.text.label")} maxLength={3000} />
        <Who form={form} entity={entity} />
        {!editing && <NearDateField {...field("dueDate")} label={t("commitments.make.dueDate.label")} />}
        <Field
          {...field("money")}
          optional
          inputMode="numeric"
          label={t("commitments.make.money.label", { currency: entity.currency })}
        />
        <Where form={form} entity={entity} territory={territory} />
        {editing && (
          <TextArea
            {...field("reason")}
            rows={3}
            maxLength={600}
            label={t("commitments.edit.reason.label")}
            hint={t("commitments.edit.reason.hint")}
          />
        )}
        <Actions>
          {editing ? (
            <Button>{t("commitments.edit.save")}</Button>
          ) : (
            <>
              <Button name="state" value="agreed">
                {t("commitments.make.save")}
              </Button>
              <Button kind="quiet" name="state" value="proposed">
                {t("commitments.make.propose")}
              </Button>
            </>
          )}
        </Actions>
      </Form>
    </Page>
  );
}

interface PartProps {
  form: FormState;
  entity: Entity;
}

function Who({ form, entity }: PartProps): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  const chosen = form.values("coAgencies");
  return (
    <>
      <Select
        {...field("agency")}
        label={t("commitments.make.agency.label")}
        placeholder={t("common.choose")}
        options={optionsOf(entity.agencies())}
      />
      <Field
        {...field("responsible")}
        label={t("commitments.make.responsible.label")}
        hint={t("commitments.make.responsible.hint")}
      />
      <Details
        summary={t("commitments.make.others")}
        open={chosen.length > 0 || form.value("actors") !== "" || form.error("actors") !== undefined}
      >
        <Stack gap="l">
          <Checkboxes
            id="coAgencies"
            row
            optional
            label={t("commitments.make.coAgencies")}
            values={chosen}
            error={form.error("coAgencies")}
            options={optionsOf(entity.agencies())}
          />
          <TextArea
            {...field("actors")}
            optional
            rows={3}
            label={t("commitments.make.actors.label")}
            hint={t("commitments.make.actors.hint")}
            maxLength={1200}
          />
        </Stack>
      </Details>
    </>
  );
}

function Where({ form, entity, territory }: PartProps & { territory: string }): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  const chosen = form.values("territories");
  const others = entity.participationTerritories().filter((one) => one.code !== territory);
  return (
    <>
      <Field {...field("place")} optional label={entity.text("neighbourhood", locale())} />
      <Select
        {...field("sector")}
        optional
        label={t("commitments.make.sector")}
        placeholder={t("common.choose")}
        options={optionsOf(entity.sectors())}
      />
      {others.length > 0 && territory !== entity.root.code && (
        <Details
          summary={t("commitments.make.more")}
          open={chosen.length > 0 || form.error("territories") !== undefined}
        >
          <Checkboxes
            id="territories"
            row
            optional
            label={t("commitments.make.territories")}
            values={chosen}
            error={form.error("territories")}
            options={others.map((one) => ({ value: one.code, label: one.name }))}
          />
        </Details>
      )}
    </>
  );
}
