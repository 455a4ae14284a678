import type { VNode } from "preact";
import { z } from "zod";
import { dayField, FormState, textField } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { formatDate, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, NearDateField } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { listSuspensions, type Suspension, suspend } from "./suspend.ts";

const PATH = "/gestion/solicitudes/suspensiones";

async function page(ctx: Context, form = new FormState()): Promise<PageAnswer> {
  const items = await listSuspensions(ctx.db);
  return {
    kind: "page",
    title: t("cases.suspend.title"),
    staff: true,
    section: "cases",
    crumbs: [{ text: t("cases.desk.title"), path: "/gestion/solicitudes" }, { text: t("cases.suspend.title") }],
    body: (
      <Suspensions
        items={items}
        form={form}
        may={ctx.authority.grantsOf("cases.suspend").some(({ agencyCode }) => agencyCode === null)}
      />
    ),
  };
}

export const suspensions = get({ path: PATH, access: "cases.work", handle: (ctx) => page(ctx) });

export const suspendTerms = post({
  path: PATH,
  access: "cases.suspend",
  body: z.object({
    decree: textField({ max: 200, required: "cases.suspend.decree.missing" }),
    firstDay: dayField("cases.suspend.firstDay.missing"),
    lastDay: dayField("cases.suspend.lastDay.missing"),
  }),
  handle: async (ctx, tx, { body }) => {
    await suspend(tx, ctx, body);
    return redirect(PATH);
  },
  invalid: (ctx, _, form) => page(ctx, form),
});

function Suspensions({ items, form, may }: { items: readonly Suspension[]; form: FormState; may: boolean }): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("cases.suspend.title")}</h1>
        <Lead>{t("cases.suspend.lead")}</Lead>
      </Stack>
      {items.length === 0 && (
        <EmptyState
          level={2}
          title={t("cases.suspend.none")}
          text={t(may ? "cases.suspend.noneText" : "cases.suspend.noneForOthers")}
          action={
            may
              ? { href: "#nueva", text: t("cases.suspend.new") }
              : { href: href("/gestion/solicitudes"), text: t("cases.desk.title") }
          }
        />
      )}
      <Items>
        {items.map((one) => (
          <Item
            level={2}
            title={one.decree}
            meta={t("cases.suspend.days", {
              from: formatDate(one.firstDay),
              to: formatDate(one.lastDay),
              n: one.workingDays,
            })}
          />
        ))}
      </Items>
      {may && (
        <Section title={t("cases.suspend.new")} id="nueva">
          <Form action={href(PATH)}>
            <Field
              id="decree"
              label={t("cases.suspend.decree.label")}
              hint={t("cases.suspend.decree.hint")}
              value={form.value("decree")}
              error={form.error("decree")}
              maxLength={200}
            />
            {(["firstDay", "lastDay"] as const).map((id) => (
              <NearDateField
                id={id}
                label={t(`cases.suspend.${id}.label`)}
                value={form.value(id)}
                error={form.error(id)}
              />
            ))}
            <Button>{t("cases.suspend.send")}</Button>
          </Form>
        </Section>
      )}
    </Page>
  );
}
