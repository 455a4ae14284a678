// The desk of one meeting: what to do before, in the room and afterwards, each with its state.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatNumber, href, locale, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Card, Details, Facts, Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, Select } from "#platform/views/form.tsx";
import { Actions, Page, Row, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Small } from "#platform/views/text.tsx";
import { agendaPoints, type Meeting } from "../meeting.ts";
import type { Host, Official } from "../meetings.sql.ts";
import { MeetingTag } from "../state-tag.tsx";
import { whenWords } from "../when.ts";

export interface RunProps {
  meeting: Meeting;
  process: Process;
  hosts: readonly Host[];
  officials: readonly Official[];
  counts: { needs: number; agreements: number; photos: number; sheets: number; versions: number; slips: number };
  entity: Entity;
  now: Date;
  form: FormState;
  paths: ReadonlySet<string>;
}

export function Run(props: RunProps): VNode {
  const { meeting, process, entity, now, form } = props;
  const open = meeting.state === "planned" || meeting.state === "held";
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <Row>
          <MeetingTag meeting={meeting} now={now} />
          <Small inline>
            {entity.territory(meeting.territory).name} · {process.title}
          </Small>
        </Row>
        <h1>{meeting.title}</h1>
        <Row>
          <LinkButton kind="quiet" size="small" href={href(`/reuniones/${meeting.id}`)}>
            {t("meetings.run.public")}
          </LinkButton>
          {open && (
            <LinkButton kind="quiet" size="small" href={href(`/gestion/reuniones/${meeting.id}/editar`)}>
              {t("meetings.run.edit")}
            </LinkButton>
          )}
        </Row>
      </Stack>
      <Split>
        <Stack gap="l">
          {meeting.state === "cancelled" && <Notice tone="danger">{meeting.cancelReason}</Notice>}
          {meeting.state !== "cancelled" && <Tasks {...props} />}
          <Officials {...props} open={open} />
          {meeting.state === "planned" && <Cancel {...props} />}
        </Stack>
        <Side>
          <Summary {...props} />
        </Side>
      </Split>
    </Page>
  );
}

interface Task {
  /** Declared path of its page. */
  path: string;
  id: string;
  state: string;
}

/** The pages of later modules are there when those modules are. */
function Tasks(props: RunProps): VNode {
  const { counts, meeting, paths } = props;
  const people = meeting.people;
  const groups: { id: "before" | "room" | "after"; tasks: Task[] }[] = [
    {
      id: "before",
      tasks: [{ path: "paquete", id: "kit", state: t("meetings.run.kit.state", { n: counts.slips }) }],
    },
    {
      id: "room",
      tasks: [
        { path: "necesidades", id: "needs", state: t("meetings.run.needs.state", { n: counts.needs }) },
        { path: "acuerdos", id: "agreements", state: t("meetings.run.agreements.state", { n: counts.agreements }) },
        {
          path: "asistencia",
          id: "attendance",
          state:
            people === null ? t("meetings.run.attendance.none") : t("meetings.run.attendance.state", { n: people }),
        },
      ],
    },
    {
      id: "after",
      tasks: [
        { path: "hojas", id: "sheets", state: t("meetings.run.sheets.state", { n: counts.sheets }) },
        { path: "votos", id: "votes", state: t("meetings.run.votes.state") },
        { path: "fotos", id: "photos", state: t("meetings.run.photos.state", { n: counts.photos }) },
        { path: "acta", id: "minutes", state: t("meetings.run.minutes.state", { n: counts.versions }) },
      ],
    },
  ];
  return (
    <>
      {groups.map(({ id, tasks }) => {
        const there = tasks.filter((task) => paths.has(`/gestion/reuniones/:id/${task.path}`));
        if (there.length === 0) return null;
        return (
          <Section title={t(`meetings.run.${id}`)} id={id} gap="s">
            <Items>
              {there.map((task) => (
                <Item
                  title={t(`meetings.run.${task.id as "kit"}.title`)}
                  href={href(`/gestion/reuniones/${meeting.id}/${task.path}`)}
                  side={<Small soft>{task.state}</Small>}
                >
                  <Small soft>{t(`meetings.run.${task.id as "kit"}.text`)}</Small>
                </Item>
              ))}
            </Items>
            {id === "room" && paths.has("/reuniones/:id/sala") && (
              <Row>
                <LinkButton kind="quiet" size="small" href={href(`/reuniones/${meeting.id}/sala`)}>
                  {t("meetings.run.screen")}
                </LinkButton>
              </Row>
            )}
          </Section>
        );
      })}
    </>
  );
}

function Summary({ meeting, hosts, entity }: RunProps): VNode {
  const agenda = agendaPoints(meeting.agenda);
  const names = hosts.map(({ agency, organisation }) =>
    agency === null ? organisation?.name : entity.name(entity.agency(agency), locale()),
  );
  return (
    <Card tone="flat" title={t("meetings.run.short")} id="corto">
      <Facts
        narrow
        items={[
          { name: t("meetings.show.when"), value: whenWords(meeting) },
          { name: t("meetings.show.where"), value: [meeting.place, meeting.address].filter(Boolean).join(", ") },
          ...(names.length === 0 ? [] : [{ name: t("meetings.show.hosts"), value: names.join(", ") }]),
          ...(meeting.people === null
            ? []
            : [{ name: t("meetings.show.people"), value: formatNumber(meeting.people) }]),
        ]}
      />
      {agenda.length > 0 && <Bullets ordered items={agenda} />}
    </Card>
  );
}

function Officials({ meeting, officials, entity, form, open }: RunProps & { open: boolean }): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  const wrong = ["agency", "position", "officialName"].some((id) => form.error(id) !== undefined);
  return (
    <Section title={t("meetings.run.officials.title")} id="administracion" gap="s">
      {officials.length === 0 && <p>{t("meetings.run.officials.none")}</p>}
      <Items>
        {officials.map((one) => (
          <Item
            small
            title={one.name ?? one.position}
            meta={[one.name === null ? undefined : one.position, entity.name(entity.agency(one.agency), locale())]
              .filter(Boolean)
              .join(" · ")}
            side={
              open ? (
                <Form
                  action={href(`/gestion/reuniones/${meeting.id}/quitar-funcionario`)}
                  hidden={{ official: String(one.id) }}
                  layout="bare"
                >
                  <Button
                    kind="quiet"
                    size="dense"
                    label={`${t("meetings.run.officials.remove")}: ${one.name ?? one.position}`}
                  >
                    {t("meetings.run.officials.remove")}
                  </Button>
                </Form>
              ) : undefined
            }
          />
        ))}
      </Items>
      {open && (
        <Details summary={t("meetings.run.officials.add")} open={wrong}>
          <Form action={href(`/gestion/reuniones/${meeting.id}/funcionario`)} layout="stack">
            <Select
              {...field("agency")}
              label={t("meetings.run.officials.agency")}
              placeholder={t("common.choose")}
              options={entity.agencies().map((one) => ({ value: one.code, label: entity.name(one, locale()) }))}
            />
            <Field {...field("position")} label={t("meetings.run.officials.position")} />
            <Field
              {...field("officialName")}
              optional
              label={t("meetings.run.officials.name")}
              hint={t("meetings.run.officials.nameHint")}
            />
            <Actions>
              <Button kind="quiet">{t("meetings.run.officials.save")}</Button>
            </Actions>
          </Form>
        </Details>
      )}
    </Section>
  );
}

function Cancel({ meeting, form }: RunProps): VNode {
  return (
    <Details summary={t("meetings.run.cancel.open")} open={form.error("reason") !== undefined}>
      <Form action={href(`/gestion/reuniones/${meeting.id}/cancelar`)} layout="stack">
        <TextArea
          id="reason"
          rows={3}
          maxLength={500}
          label={t("meetings.run.cancel.reason")}
          hint={t("meetings.run.cancel.hint")}
          value={form.value("reason")}
          error={form.error("reason")}
        />
        <Actions>
          <Button kind="danger">{t("meetings.run.cancel.do")}</Button>
        </Actions>
      </Form>
    </Details>
  );
}
