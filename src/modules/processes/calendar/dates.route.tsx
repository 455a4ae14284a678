import type { VNode } from "preact";
import { z } from "zod";
import type { Authority } from "#core/people/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { choice, dayField, FormState, optionalCode, optionalText, textField, webAddress } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, formatDate, formatInstant, href, t } from "#platform/i18n/i18n.ts";
import { DATA_TYPES, dataStream, dataText } from "#platform/tabular/dataset-stream.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, FieldRow, Form, NearDateField, Select } from "#platform/views/form.tsx";
import { Actions, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead, Small } from "#platform/views/text.tsx";
import {
  addDate,
  type CalendarDate,
  correctDate,
  DATE_KINDS,
  type DateText,
  type DateVersion,
  listCalendarDates,
  listVersions,
  removeDate,
} from "./dates.ts";
import { dateColumns, dateRows } from "./dates-file.ts";

const path = "/gestion/calendario";
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const crumbs = () => [{ text: t("processes.prepare.list"), path: "/gestion/procesos" }];

async function page(ctx: Context, form = FormState.filled({ kind: "plan" })): Promise<PageAnswer> {
  const today = calendarDay(ctx.now, ctx.entity.timeZone);
  return {
    kind: "page",
    title: t("processes.calendar.title"),
    status: form.status,
    staff: true,
    section: "processes",
    crumbs: [...crumbs(), { text: t("processes.calendar.title") }],
    body: (
      <Dates
        entity={ctx.entity}
        authority={ctx.authority}
        form={form}
        dates={await listCalendarDates(ctx.db, { endsFrom: today })}
      />
    ),
  };
}

export const dates = get({ path, access: "processes.prepare", handle: (ctx) => page(ctx) });

const dateBody = z.object({
  kind: choice(DATE_KINDS, "common.unknownChoice"),
  title: textField({
    min: 5,
    max: 160,
    required: "processes.calendar.name.missing",
    short: "processes.calendar.name.missing",
  }),
  text: optionalText(1000),
  territory: optionalCode(),
  from: dayField("processes.calendar.from.missing"),
  to: dayField("processes.calendar.to.missing"),
  link: webAddress("processes.calendar.link.wrong"),
});

function dateOf(entity: Entity, body: z.infer<typeof dateBody>): DateText {
  if (body.to < body.from) throw new Problem(400, "processes.calendar.to.order", { field: "to" });
  if (body.territory !== undefined && !entity.isParticipationTerritory(body.territory)) {
    throw new Problem(400, "common.unknownChoice", { field: "territory" });
  }
  return { ...body, text: body.text ?? "" };
}

export const add = post({
  path,
  access: "processes.prepare",
  perMinute: 30,
  body: dateBody,
  handle: async (ctx, tx, { body }) => {
    await addDate(tx, ctx, dateOf(ctx.entity, body));
    return redirect(`${path}#fechas`);
  },
  invalid: (ctx, _input, form) => page(ctx, form),
});

export const remove = post({
  path: `${path}/:id/quitar`,
  access: "processes.prepare",
  params,
  body: z.object({}),
  handle: async (ctx, tx, { params }) => {
    await removeDate(tx, ctx, params.id);
    return redirect(`${path}#fechas`);
  },
  invalid: (ctx, _input, form) => page(ctx, form),
});

async function editPage(ctx: Context, id: number, given?: FormState): Promise<PageAnswer> {
  const versions = await listVersions(ctx.db, id);
  const asked = versions.find((one) => one.id === id);
  const newest = versions[0];
  if (asked === undefined || newest === undefined) throw notFound();
  // An old form is shown with what was typed, and with what somebody else left meanwhile below it.
  if (given === undefined && newest.endedAt !== null) throw notFound();
  const { kind, title: name, text, territory, from, to, link } = newest;
  const form = given ?? FormState.filled({ kind, title: name, text, territory, from, to, link });
  return {
    kind: "page",
    title: t("processes.calendar.editTitle"),
    status: form.status,
    staff: true,
    section: "processes",
    crumbs: [...crumbs(), { text: t("processes.calendar.title"), path }, { text: t("processes.calendar.editTitle") }],
    body: <EditDate entity={ctx.entity} authority={ctx.authority} form={form} id={newest.id} versions={versions} />,
  };
}

export const editForm = get({
  path: `${path}/:id`,
  access: "processes.prepare",
  params,
  handle: (ctx, input) => editPage(ctx, input.params.id),
});

export const edit = post({
  path: `${path}/:id`,
  access: "processes.prepare",
  params,
  perMinute: 30,
  body: dateBody,
  handle: async (ctx, tx, input) => {
    await correctDate(tx, ctx, input.params.id, dateOf(ctx.entity, input.body));
    return redirect(`${path}#fechas`);
  },
  invalid: (ctx, input, form) => editPage(ctx, input.params.id, form),
});

/** Everything that the calendar of the entity says and said, for whoever recomputes it. */
export const datesFile = get({
  path: "/calendario.csv",
  access: "public",
  handle: async ({ db }) => ({
    kind: "data",
    type: DATA_TYPES.csv,
    filename: "calendario.csv",
    body: dataStream(dataText("csv", dateColumns, dateRows(db))),
  }),
});

function EditDate(props: FieldsProps & { id: number; versions: readonly DateVersion[] }): VNode {
  const { entity, authority, form, id, versions } = props;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <h1>{t("processes.calendar.editTitle")}</h1>
      <Form action={href(`${path}/${id}`)}>
        <DateFields entity={entity} authority={authority} form={form} />
        <Button>{t("processes.calendar.save")}</Button>
      </Form>
      <Section title={t("processes.calendar.versions")} id="cambios">
        <Items>
          {versions.map((one) => (
            <Item title={one.title} meta={whenAndWhere(entity, one)}>
              {one.text !== "" && <Small>{one.text}</Small>}
              <Small soft>
                {one.by === null
                  ? t("processes.calendar.versionNobody", { date: formatInstant(one.at) })
                  : t("processes.calendar.version", { date: formatInstant(one.at), name: one.by })}
              </Small>
            </Item>
          ))}
        </Items>
      </Section>
    </Page>
  );
}

function whenAndWhere(entity: Entity, { from, to, territory }: CalendarDate): string {
  const days = from === to ? formatDate(from) : `${formatDate(from)} – ${formatDate(to)}`;
  return [days, territory === null ? undefined : entity.find(territory)?.name].filter(Boolean).join(" · ");
}

function Dates({ entity, authority, form, dates: listed }: FieldsProps & { dates: readonly CalendarDate[] }): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("processes.calendar.title")}</h1>
        <Lead>{t("processes.calendar.lead")}</Lead>
        <NextLink href={href("/calendario")}>{t("processes.calendar.see")}</NextLink>
      </Stack>
      <Form once action={href(path)}>
        <DateFields entity={entity} authority={authority} form={form} />
        <Button>{t("processes.calendar.add")}</Button>
      </Form>
      <Section title={t("processes.calendar.coming")} id="fechas">
        {listed.length === 0 && (
          <EmptyState
            title={t("processes.calendar.none")}
            text={t("processes.calendar.noneText")}
            action={{ href: "#title", text: t("processes.calendar.first") }}
          />
        )}
        <Items>
          {listed.map((date) => (
            <Item
              title={date.title}
              over={<Tag>{t(`processes.calendar.kind.${date.kind}`)}</Tag>}
              meta={whenAndWhere(entity, date)}
              side={
                <Actions>
                  <LinkButton
                    kind="quiet"
                    size="small"
                    href={href(`${path}/${date.id}`)}
                    label={`${t("processes.calendar.edit")}: ${date.title}`}
                  >
                    {t("processes.calendar.edit")}
                  </LinkButton>
                  <Form action={href(`${path}/${date.id}/quitar`)} layout="bare">
                    <Button kind="danger" size="small" label={`${t("processes.calendar.remove")}: ${date.title}`}>
                      {t("processes.calendar.remove")}
                    </Button>
                  </Form>
                </Actions>
              }
            />
          ))}
        </Items>
      </Section>
    </Page>
  );
}

interface FieldsProps {
  entity: Entity;
  authority: Authority;
  form: FormState;
}

/** It offers the places of this official; the whole entity, to who prepares processes everywhere. */
function DateFields({ entity, authority, form }: FieldsProps): VNode {
  const whole = authority.mayWhole("processes.prepare");
  const places = entity
    .participationTerritories()
    .filter(({ code }) => authority.may("processes.prepare", { territory: code }));
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  return (
    <>
      <Radios
        {...field("kind")}
        label={t("processes.calendar.kindLabel")}
        options={DATE_KINDS.map((value) => ({ value, label: t(`processes.calendar.kind.${value}`) }))}
      />
      <Field {...field("title")} label={t("processes.calendar.name.label")} hint={t("processes.calendar.name.hint")} />
      <FieldRow>
        <NearDateField {...field("from")} label={t("processes.calendar.from.label")} />
        <NearDateField {...field("to")} label={t("processes.calendar.to.label")} />
      </FieldRow>
      <Select
        {...field("territory")}
        optional={whole}
        label={t("processes.prepare.place")}
        placeholder={whole ? t("processes.calendar.everywhere") : undefined}
        options={places.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <TextArea {...field("text")} optional rows={3} maxLength={1000} label={t("processes.calendar.text")} />
      <Field {...field("link")} optional type="url" label={t("processes.calendar.link.label")} />
    </>
  );
}
