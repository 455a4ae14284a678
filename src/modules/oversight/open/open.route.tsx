// The representative of an organisation says what it watches; more can be watched from the page where it speaks.
import type { VNode } from "preact";
import { z } from "zod";
import { accountOf } from "#core/people/index.ts";
import { code, dayField, FormState, textField } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, href, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { EmptyState } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, NearDateField, Select } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Lead } from "#platform/views/text.tsx";
import { listRepresented } from "../oversight.sql.ts";
import { oversightPath } from "../oversight.ts";
import { openOversight, type Speaker } from "./open-oversight.ts";

/** Who speaks, and when. @throws 401 for a visitor. */
export function speakerOf(ctx: Context): Speaker {
  return { account: accountOf(ctx), now: ctx.now, today: calendarDay(ctx.now, ctx.entity.timeZone) };
}

async function page(ctx: Context, given?: FormState): Promise<PageAnswer> {
  const { account, today } = speakerOf(ctx);
  const mine = await listRepresented(ctx.db, account);
  return {
    kind: "page",
    title: t("oversight.open.title"),
    section: "look",
    noindex: true,
    crumbs: [{ text: t("oversight.title"), path: "/veedurias" }, { text: t("oversight.open.title") }],
    body: <OpenPage mine={mine} form={given ?? FormState.filled({ from: today })} />,
  };
}

export const openForm = get({ path: "/veedurias/nueva", access: "account", handle: (ctx) => page(ctx) });

export const open = post({
  path: "/veedurias/nueva",
  access: "account",
  perMinute: 10,
  body: z.object({
    organisation: code("oversight.open.noOrganisation").pipe(z.coerce.number("oversight.open.noOrganisation")),
    object: textField({ min: 10, max: 600, required: "oversight.open.noObject", short: "oversight.open.noObject" }),
    from: dayField("oversight.open.noDay"),
    to: dayField("oversight.open.noDay"),
    what: textField({ max: 300, required: "oversight.watch.unknown" }),
  }),
  handle: async (ctx, tx, { body }) => {
    const who = { ...speakerOf(ctx), jurisdiction: ctx.entity.jurisdiction };
    return redirect(oversightPath(await openOversight(tx, who, body)));
  },
  invalid: (ctx, _, form) => page(ctx, form),
});

function OpenPage({ mine, form }: { mine: readonly { id: number; name: string }[]; form: FormState }): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("oversight.open.title")}</h1>
        <Lead>{t("oversight.open.lead")}</Lead>
      </Stack>
      {mine.length === 0 ? (
        <EmptyState
          level={2}
          title={t("oversight.open.nobody")}
          text={t("oversight.open.nobodyText")}
          action={{ href: href("/organizaciones/registrar"), text: t("people.organisations.register") }}
        />
      ) : (
        <OpenForm mine={mine} form={form} />
      )}
    </Page>
  );
}

function OpenForm({ mine, form }: { mine: readonly { id: number; name: string }[]; form: FormState }): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  return (
    <Form once action={href("/veedurias/nueva")}>
      <Select
        {...field("organisation")}
        label={t("oversight.open.organisation")}
        placeholder={t("common.choose")}
        options={mine.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      <TextArea
        {...field("object")}
        rows={3}
        maxLength={600}
        label={t("oversight.open.object")}
        hint={t("oversight.open.objectHint")}
      />
      <NearDateField {...field("from")} label={t("oversight.from")} />
      <NearDateField {...field("to")} label={t("oversight.to")} hint={t("oversight.open.toHint")} />
      <WhatField form={form} />
      <Button>{t("oversight.open.save")}</Button>
    </Form>
  );
}

/** What is watched, by its address or number. */
export function WhatField({ form }: { form: FormState }): VNode {
  return (
    <Field
      id="what"
      label={t("oversight.watch.what")}
      hint={t("oversight.watch.whatHint")}
      value={form.value("what")}
      error={form.error("what")}
    />
  );
}
