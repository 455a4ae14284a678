import type { VNode } from "preact";
import { z } from "zod";
import { noteDecision, restoreSubject } from "#core/moderation/index.ts";
import { FormState, textField } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Lead, Said, Small } from "#platform/views/text.tsx";
import type { Demand } from "../demand.ts";
import { findDemand } from "../demands.sql.ts";

const params = z.object({ id: z.coerce.number().int().positive() });

async function page(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const demand = await findDemand(ctx.db, id);
  // What its author withdrew, and what the reserved route took, is not here.
  if (demand === undefined || demand.withdrawnAt !== null || demand.visibility === "reserved") throw notFound();
  ctx.authority.require("moderation.decide", { territory: demand.territory });
  return {
    kind: "page",
    title: t("demands.moderate.title"),
    staff: true,
    section: "demands",
    crumbs: [{ text: t("demands.join.title"), path: "/gestion/necesidades" }, { text: t("demands.moderate.title") }],
    body: <Moderate demand={demand} form={form} place={ctx.entity.territory(demand.territory).name} />,
  };
}

export const moderateForm = get({
  path: "/gestion/necesidades/moderar/:id",
  access: "moderation.decide",
  params,
  handle: (ctx, { params: { id } }) => page(ctx, id),
});

export const hide = post({
  path: "/gestion/necesidades/moderar/:id",
  access: "moderation.decide",
  params,
  body: z.object({
    reason: textField({
      min: 10,
      max: 600,
      required: "demands.moderate.reason.missing",
      short: "demands.moderate.reason.missing",
    }),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await noteDecision(tx, ctx, { kind: "demand", id }, { hide: true, reason: "other", words: body.reason });
    return redirect(`/gestion/necesidades/moderar/${id}`);
  },
  invalid: (ctx, { params: { id } }, form) => page(ctx, id, form),
});

export const restore = post({
  path: "/gestion/necesidades/moderar/:id/mostrar",
  access: "moderation.decide",
  params,
  body: z.object({}),
  handle: async (ctx, tx, { params: { id } }) => {
    await restoreSubject(tx, ctx, { kind: "demand", id });
    return redirect(`/gestion/necesidades/moderar/${id}`);
  },
  invalid: (ctx, { params: { id } }, form) => page(ctx, id, form),
});

function Moderate({ demand, form, place }: { demand: Demand; form: FormState; place: string }): VNode {
  const base = `/gestion/necesidades/moderar/${demand.id}`;
  const hidden = demand.hiddenReason !== null;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <h1>{hidden ? t("demands.moderate.hiddenTitle") : t("demands.moderate.title")}</h1>
      <Stack gap="s">
        <Said>{demand.text}</Said>
        <Small soft>{place}</Small>
      </Stack>
      {hidden ? (
        <>
          <Notice tone="warn" title={t("demands.moderate.reasonWas")}>
            {demand.hiddenReason}
          </Notice>
          <Form action={href(`${base}/mostrar`)}>
            <Button>{t("demands.moderate.restore")}</Button>
          </Form>
        </>
      ) : (
        <>
          <Lead>{t("demands.moderate.lead")}</Lead>
          <Form action={href(base)}>
            <TextArea
              id="reason"
              label={t("demands.moderate.reason.label")}
              hint={t("demands.moderate.reason.hint")}
              value={form.value("reason")}
              error={form.error("reason")}
              rows={4}
              maxLength={600}
            />
            <Button kind="danger">{t("demands.moderate.hide")}</Button>
          </Form>
        </>
      )}
    </Page>
  );
}
