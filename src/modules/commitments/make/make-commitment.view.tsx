import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { Initiative } from "#modules/initiatives/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDayMonthYear, href, locale, t } from "#platform/i18n/i18n.ts";
import { Checkboxes, TextArea } from "#platform/views/choices.tsx";
import { EmptyState } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, NearDateField, Select } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import type { Commitment } from "../commitments.sql.ts";
import { StateTag } from "../state-tag.tsx";

interface DeskProps {
  waiting: readonly Initiative[];
  commitments: readonly Commitment[];
  entity: Entity;
  today: string;
}

export function CommitmentDesk({ waiting, commitments, entity, today }: DeskProps): VNode {
  return (
    <Page width="wide" gap="l">
      <h1>{t("commitments.desk.title")}</h1>
      <Section title={t("commitments.desk.waiting", { n: waiting.length })} id="esperan">
        {waiting.length === 0 && <EmptyState title={t("commitments.desk.noneWaiting")} />}
        <Items>
          {waiting.map((initiative) => (
            <Item
              title={initiative.title}
              href={href(`/iniciativas/${initiative.id}`)}
              meta={entity.territory(initiative.territory).name}
              side={
                <LinkButton
                  kind="quiet"
                  size="small"
                  href={href(`/gestion/compromisos/nuevo/${initiative.id}`)}
                  label={`${t("commitments.desk.commit")}: ${initiative.title}`}
                >
                  {t("commitments.desk.commit")}
                </LinkButton>
              }
            />
          ))}
        </Items>
      </Section>
      <Section title={t("commitments.desk.made")} id="hechos">
        <Items>
          {commitments.map((commitment) => (
            <Item
              title={commitment.title}
              href={href(`/gestion/compromisos/${commitment.id}`)}
              over={<StateTag commitment={commitment} today={today} />}
              meta={`${entity.territory(commitment.territory).name} · ${formatDayMonthYear(commitment.dueDate)}`}
            />
          ))}
        </Items>
      </Section>
    </Page>
  );
}

export function CommitmentForm({
  initiative,
  form,
  entity,
}: {
  initiative: Initiative;
  form: FormState;
  entity: Entity;
}): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  const options = (list: readonly { code: string; names: Record<"es" | "en", string> }[]) =>
    list.map((entry) => ({ value: entry.code, label: entry.names[locale()] }));
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("commitments.make.title")}</h1>
        <Lead>
          {t("commitments.make.lead", { title: initiative.title, place: entity.territory(initiative.territory).name })}
        </Lead>
      </Stack>
      <Form action={href(`/gestion/compromisos/nuevo/${initiative.id}`)}>
        <Field {...field("title")} label={t("commitments.make.name.label")} />
        <TextArea {...field("text")} label={t("commitments.make.text.label")} maxLength={3000} />
        <Field {...field("place")} optional label={entity.text("neighbourhood", locale())} />
        <Select
          {...field("sector")}
          optional
          label={t("commitments.make.sector")}
          placeholder={t("common.choose")}
          options={options(entity.sectors())}
        />
        <Select
          {...field("agency")}
          label={t("commitments.make.agency.label")}
          placeholder={t("common.choose")}
          options={options(entity.agencies())}
        />
        <Field
          {...field("responsible")}
          label={t("commitments.make.responsible.label")}
          hint={t("commitments.make.responsible.hint")}
        />
        <NearDateField {...field("dueDate")} label={t("commitments.make.dueDate.label")} />
        <Field
          {...field("money")}
          optional
          inputMode="numeric"
          label={t("commitments.make.money.label", { currency: entity.currency })}
        />
        <Checkboxes
          id="coAgencies"
          row
          optional
          label={t("commitments.make.coAgencies")}
          values={[...form.values("coAgencies")]}
          error={form.error("coAgencies")}
          options={options(entity.agencies())}
        />
        <TextArea
          {...field("actors")}
          optional
          rows={3}
          label={t("commitments.make.actors.label")}
          hint={t("commitments.make.actors.hint")}
          maxLength={1000}
        />
        <Button>{t("commitments.make.save")}</Button>
      </Form>
    </Page>
  );
}
