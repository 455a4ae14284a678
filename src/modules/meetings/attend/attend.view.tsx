import type { VNode } from "preact";
import type { Entity, PopulationGroup } from "#core/territory/index.ts";
import { seenValue } from "#core/trace/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDate, formatDayMonthYear, formatTime, href, locale, t } from "#platform/i18n/i18n.ts";
import { Radios } from "#platform/views/choices.tsx";
import { Details, Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Actions, Grid, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import type { Meeting } from "../meeting.ts";
import type { ListedPerson } from "./attendance-list.ts";

/** Name of the field of a group. */
export const groupField = (code: string): string => `group-${code}`;

interface Props {
  meeting: Meeting;
  form: FormState;
  people: readonly ListedPerson[];
  entity: Entity;
  begun: boolean;
}

export function Attend(props: Props): VNode {
  const { meeting, form, begun } = props;
  const open = meeting.state === "planned" || meeting.state === "held";
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("meetings.attend.title", { title: meeting.title })}</h1>
        <Lead>{t("meetings.attend.lead")}</Lead>
      </Stack>
      {!begun && open && (
        <Notice tone="warn">
          {t("meetings.attend.notYet", { date: formatDate(meeting.startsAt), time: formatTime(meeting.startsAt) })}
        </Notice>
      )}
      {!open && <Notice>{t("meetings.attend.closed")}</Notice>}
      {begun && open && <Counts {...props} />}
      {begun && <Names {...props} open={open} />}
    </Page>
  );
}

function Counts({ meeting, form, entity }: Props): VNode {
  const groups = entity.populationGroups();
  const ages = groups.filter((group) => group.kind === "life-course");
  const others = groups.filter((group) => group.kind !== "life-course");
  const wrong = others.some(({ code }) => form.error(groupField(code)) !== undefined);
  const filled = others.some(({ code }) => form.value(groupField(code)) !== "");
  return (
    <Form action={href(`/gestion/reuniones/${meeting.id}/asistencia`)} hidden={seenValue(form)}>
      <Field
        id="people"
        width="4"
        inputMode="numeric"
        label={t("meetings.attend.people.label")}
        hint={t("meetings.attend.people.hint")}
        value={form.value("people")}
        error={form.error("people")}
      />
      <Section title={t("meetings.attend.groups")} id="grupos">
        <Fine>{t("meetings.attend.groupsHint")}</Fine>
        <GroupFields groups={ages} form={form} entity={entity} />
        <Details summary={t("meetings.attend.others")} open={wrong || filled}>
          <GroupFields groups={others} form={form} entity={entity} />
        </Details>
      </Section>
      <Actions>
        <Button>{t(meeting.state === "planned" ? "meetings.attend.hold" : "meetings.attend.save")}</Button>
      </Actions>
    </Form>
  );
}

function GroupFields(props: { groups: readonly PopulationGroup[]; form: FormState; entity: Entity }): VNode {
  const { groups, form, entity } = props;
  return (
    <Grid size="small">
      {groups.map((group) => (
        <Field
          id={groupField(group.code)}
          width="4"
          optional
          inputMode="numeric"
          label={entity.name(group, locale())}
          value={form.value(groupField(group.code))}
          error={form.error(groupField(group.code))}
        />
      ))}
    </Grid>
  );
}

function Names({ meeting, form, people, open }: Props & { open: boolean }): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  return (
    <Section title={t("meetings.attend.list")} id="lista">
      <p>{t("meetings.attend.listText")}</p>
      <Items>
        {people.map((person) => (
          <Item
            small
            title={person.name}
            meta={[
              person.organisation,
              t(`meetings.attend.consent.${person.consent as "spoken"}`),
              t("meetings.attend.forget", { date: formatDayMonthYear(person.forgetAfter) }),
            ]
              .filter(Boolean)
              .join(" · ")}
            side={
              <Form
                action={href(`/gestion/reuniones/${meeting.id}/asistencia/quitar`)}
                hidden={{ person: String(person.id) }}
                layout="bare"
              >
                <Button kind="quiet" size="dense" label={`${t("meetings.attend.remove")}: ${person.name}`}>
                  {t("meetings.attend.remove")}
                </Button>
              </Form>
            }
          />
        ))}
      </Items>
      {open && (
        <Details
          summary={t("meetings.attend.addName")}
          open={["name", "organisation", "consent"].some((id) => form.error(id) !== undefined)}
        >
          <Form action={href(`/gestion/reuniones/${meeting.id}/asistencia/nombre`)} layout="stack">
            <Field {...field("name")} label={t("meetings.attend.name.label")} autocomplete="off" />
            <Field {...field("organisation")} optional label={t("meetings.attend.organisation")} />
            <Radios
              {...field("consent")}
              label={t("meetings.attend.consent.label")}
              options={(["spoken", "signed"] as const).map((value) => ({
                value,
                label: t(`meetings.attend.consent.${value}`),
              }))}
            />
            <Actions>
              <Button kind="quiet">{t("meetings.attend.addNameDo")}</Button>
            </Actions>
          </Form>
        </Details>
      )}
    </Section>
  );
}
