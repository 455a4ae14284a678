import type { VNode } from "preact";
import type { Entity, Territory } from "#core/territory/index.ts";
import { seenValue } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { href, locale, t } from "#platform/i18n/i18n.ts";
import { Checkboxes, Radios, TextArea } from "#platform/views/choices.tsx";
import { Details, EmptyState } from "#platform/views/content.tsx";
import { ErrorSummary, Field, FieldRow, Form, NearDateField, Select } from "#platform/views/form.tsx";
import { Actions, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, Link } from "#platform/views/link.tsx";
import { Bullets, Lead } from "#platform/views/text.tsx";
import { MEETING_KINDS } from "../meeting.ts";

export function ChoosePlace(props: {
  processes: readonly { process: Process; places: readonly Territory[] }[];
}): VNode {
  const { processes } = props;
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("meetings.plan.new")}</h1>
        <Lead>{t("meetings.plan.where")}</Lead>
      </Stack>
      {processes.length === 0 && (
        <EmptyState
          level={2}
          title={t("meetings.plan.noProcess")}
          text={t("meetings.plan.noProcessText")}
          action={{ href: href("/ayuda/prepare"), text: t("common.howTo") }}
        />
      )}
      {processes.map(({ process, places }) => (
        <Section title={process.title} id={`p-${process.id}`}>
          <Bullets
            plain
            items={places.map((place) => (
              <Link href={href(`/gestion/reuniones/nueva/${process.slug}/${place.slug}`)}>{place.name}</Link>
            ))}
          />
        </Section>
      ))}
    </Page>
  );
}

interface Props {
  title: string;
  lead: string;
  /** Where it is sent, without language. */
  action: string;
  form: FormState;
  entity: Entity;
  territory: Territory;
  organisations: readonly { id: number; name: string }[];
}

export function PlanForm({ title, lead, action, form, entity, territory, organisations }: Props): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  const subs = entity.children(territory.code);
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{title}</h1>
        <Lead>{lead}</Lead>
      </Stack>
      <Form once action={href(action)} hidden={seenValue(form)}>
        <Radios
          {...field("kind")}
          label={t("meetings.plan.kind.label")}
          options={MEETING_KINDS.map((value) => ({
            value,
            label: t(`meetings.kind.${value}`),
            more: t(`meetings.kindMore.${value}`),
          }))}
        />
        <Field {...field("title")} label={t("meetings.plan.name.label")} hint={t("meetings.plan.name.hint")} />
        <NearDateField {...field("day")} label={t("meetings.plan.day.label")} />
        <FieldRow>
          <Field {...field("startsAt")} type="time" width="8" label={t("meetings.plan.starts.label")} />
          <Field {...field("endsAt")} type="time" width="8" label={t("meetings.plan.ends.label")} />
        </FieldRow>
        <Field {...field("place")} label={t("meetings.plan.place.label")} hint={t("meetings.plan.place.hint")} />
        <Field {...field("address")} optional label={t("meetings.plan.address")} />
        {subs.length > 0 && (
          <Select
            {...field("sub")}
            optional
            label={entity.text("neighbourhood", locale())}
            placeholder={t("common.choose")}
            options={subs.map((sub) => ({ value: sub.code, label: sub.name }))}
          />
        )}
        <Details
          summary={t("meetings.plan.pointMore")}
          open={form.error("point") !== undefined || form.value("point") !== ""}
        >
          <Field
            {...field("point")}
            optional
            label={t("meetings.plan.point.label")}
            hint={t("meetings.plan.point.hint")}
          />
        </Details>
        <TextArea
          {...field("agenda")}
          optional
          label={t("meetings.plan.agenda.label")}
          hint={t("meetings.plan.agenda.hint")}
          maxLength={3000}
        />
        <Hosts form={form} entity={entity} organisations={organisations} />
        <Actions>
          <Button>{t("meetings.plan.save")}</Button>
        </Actions>
      </Form>
    </Page>
  );
}

function Hosts({ form, entity, organisations }: Pick<Props, "form" | "entity" | "organisations">): VNode {
  return (
    <Details
      summary={t("meetings.plan.hosts")}
      open={["agencies", "organisations"].some((id) => form.values(id).length > 0 || form.error(id) !== undefined)}
    >
      <Stack gap="l">
        <Checkboxes
          id="agencies"
          row
          optional
          label={t("meetings.plan.agencies")}
          values={form.values("agencies")}
          error={form.error("agencies")}
          options={entity.agencies().map((one) => ({ value: one.code, label: entity.name(one, locale()) }))}
        />
        {organisations.length > 0 && (
          <Checkboxes
            id="organisations"
            row
            optional
            label={t("meetings.plan.organisations")}
            values={form.values("organisations")}
            error={form.error("organisations")}
            options={organisations.map((one) => ({ value: String(one.id), label: one.name }))}
          />
        )}
      </Stack>
    </Details>
  );
}
