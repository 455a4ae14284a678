import type { VNode } from "preact";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { choice, dayField, FormState, optionalCode, optionalText, textField } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, formatDate, href, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, FieldRow, Form, NearDateField, Select } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { addDate, type CalendarDate, DATE_KINDS, listCalendarDates, removeDate } from "./dates.ts";

const path = "/gestion/calendario";

async function page(ctx: Context, form = FormState.filled({ kind: "plan" })): Promise<PageAnswer> {
  const today = calendarDay(ctx.now, ctx.entity.timeZone);
  return {
    kind: "page",
    title: t("processes.calendar.title"),
    status: form.status,
    staff: true,
    section: "processes",
    crumbs: [{ text: t("processes.prepare.list"), path: "/gestion/procesos" }, { text: t("processes.calendar.title") }],
    body: <Dates entity={ctx.entity} form={form} dates={await listCalendarDates(ctx.db, { endsFrom: today })} />,
  };
}

export const dates = get({ path, access: "processes.prepare", handle: (ctx) => page(ctx) });

const webAddress = z.preprocess(
  (value) => (Array.isArray(value) ? value[0] : value) || undefined,
  z
    .url({ protocol: /^https?$/, error: "processes.calendar.link.wrong" })
    .max(500, "processes.calendar.link.wrong")
    .optional(),
);

export const add = post({
  path,
  access: "processes.prepare",
  perMinute: 30,
  body: z.object({
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
    link: webAddress,
  }),
  handle: async (ctx, tx, { body }) => {
    if (body.to < body.from) throw new Problem(400, "processes.calendar.to.order", { field: "to" });
    if (body.territory !== undefined && !ctx.entity.isParticipationTerritory(body.territory)) {
      throw new Problem(400, "common.unknownChoice", { field: "territory" });
    }
    await addDate(tx, ctx, { ...body, text: body.text ?? "" });
    return redirect(`${path}#fechas`);
  },
  invalid: (ctx, _input, form) => page(ctx, form),
});

export const remove = post({
  path: `${path}/:id/quitar`,
  access: "processes.prepare",
  params: z.object({ id: z.coerce.number().int().positive() }),
  body: z.object({}),
  handle: async (ctx, tx, { params }) => {
    await removeDate(tx, ctx, params.id);
    return redirect(`${path}#fechas`);
  },
  invalid: (ctx, _input, form) => page(ctx, form),
});

function Dates({
  entity,
  form,
  dates: listed,
}: {
  entity: Entity;
  form: FormState;
  dates: readonly CalendarDate[];
}): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("processes.calendar.title")}</h1>
        <Lead>{t("processes.calendar.lead")}</Lead>
        <NextLink href={href("/calendario")}>{t("processes.calendar.see")}</NextLink>
      </Stack>
      <NewDate entity={entity} form={form} />
      <Section title={t("processes.calendar.coming")} id="fechas">
        {listed.length === 0 && (
          <EmptyState title={t("processes.calendar.none")} text={t("processes.calendar.noneText")} />
        )}
        <Items>
          {listed.map((date) => (
            <Item
              title={date.title}
              over={<Tag>{t(`processes.calendar.kind.${date.kind}`)}</Tag>}
              meta={[
                date.from === date.to ? formatDate(date.from) : `${formatDate(date.from)} – ${formatDate(date.to)}`,
                date.territory === null ? undefined : entity.find(date.territory)?.name,
              ]
                .filter(Boolean)
                .join(" · ")}
              side={
                <Form action={href(`${path}/${date.id}/quitar`)} layout="bare">
                  <Button kind="danger" size="small" label={`${t("processes.calendar.remove")}: ${date.title}`}>
                    {t("processes.calendar.remove")}
                  </Button>
                </Form>
              }
            />
          ))}
        </Items>
      </Section>
    </Page>
  );
}

function NewDate({ entity, form }: { entity: Entity; form: FormState }): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  return (
    <Form action={href(path)}>
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
        optional
        label={t("processes.prepare.place")}
        placeholder={t("processes.calendar.everywhere")}
        options={entity.participationTerritories().map(({ code, name }) => ({ value: code, label: name }))}
      />
      <TextArea {...field("text")} optional rows={3} maxLength={1000} label={t("processes.calendar.text")} />
      <Field {...field("link")} optional type="url" label={t("processes.calendar.link.label")} />
      <Button>{t("processes.calendar.add")}</Button>
    </Form>
  );
}
