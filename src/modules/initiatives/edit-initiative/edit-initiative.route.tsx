// Correcting a draft, and taking an initiative back.
import type { VNode } from "preact";
import { z } from "zod";
import { requireUnwritten, seenField, seenValue, withSeen } from "#core/trace/index.ts";
import { type Demand, listDemandsById } from "#modules/demands/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import { FormState, textField } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Checkboxes, TextArea } from "#platform/views/choices.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Lead } from "#platform/views/text.tsx";
import { findInitiative, type Initiative, listOrigins, lockInitiative } from "../initiatives.sql.ts";
import { checkCodes, initiativeBody } from "../write-initiative/write-initiative.route.ts";
import { rewriteInitiative, withdrawInitiative } from "../write-initiative/write-initiative.ts";
import { Fields } from "../write-initiative/write-initiative.view.tsx";

const params = z.object({ id: z.coerce.number().int().positive() });

async function getForWriter(ctx: Context, id: number): Promise<Initiative> {
  const initiative = await findInitiative(ctx.db, id);
  if (initiative === undefined) throw notFound();
  ctx.authority.require("initiatives.write", { territory: initiative.territory });
  return initiative;
}

function crumbs(title: string) {
  return [{ text: t("initiatives.write.list"), path: "/gestion/iniciativas" }, { text: title }];
}

async function editPage(ctx: Context, id: number, typed?: FormState): Promise<PageAnswer> {
  const initiative = await getForWriter(ctx, id);
  if (initiative.state !== "draft" && typed === undefined) throw notFound();
  const origins = await listOrigins(ctx.db, [id]);
  const demands = await listDemandsById(
    ctx.db,
    origins.map(({ need }) => need),
  );
  const { createdAt: _, ...values } = initiative;
  const form = await withSeen(
    ctx.db,
    id,
    typed ?? FormState.filled({ ...values, d: demands.map((demand) => String(demand.id)) }),
  );
  return {
    kind: "page",
    title: t("initiatives.edit.title"),
    staff: true,
    section: "initiatives",
    crumbs: crumbs(t("initiatives.edit.title")),
    body: <Edit initiative={initiative} demands={demands} form={form} ctx={ctx} />,
  };
}

export const editForm = get({
  path: "/gestion/iniciativas/:id/editar",
  access: "initiatives.write",
  params,
  handle: (ctx, { params: { id } }) => editPage(ctx, id),
});

export const edit = post({
  path: "/gestion/iniciativas/:id/editar",
  access: "initiatives.write",
  params,
  body: initiativeBody.extend(seenField),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const initiative = await lockInitiative(tx, id);
    if (initiative === undefined) throw notFound();
    await requireUnwritten(tx, id, body.seen);
    checkCodes(ctx, body);
    const process = await getProcess(tx, initiative.processId);
    await rewriteInitiative(tx, ctx, process, initiative, { ...body, demands: body.d });
    return redirect(`/gestion/iniciativas#i${id}`);
  },
  invalid: (ctx, { params: { id } }, form) => editPage(ctx, id, form),
});

interface EditProps {
  initiative: Initiative;
  demands: readonly Demand[];
  form: FormState;
  ctx: Context;
}

function Edit({ initiative, demands, form, ctx }: EditProps): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <h1>{t("initiatives.edit.title")}</h1>
      <Form action={href(`/gestion/iniciativas/${initiative.id}/editar`)} hidden={seenValue(form)}>
        <Fields form={form} entity={ctx.entity} />
        <Checkboxes
          id="d"
          label={t("initiatives.edit.needs")}
          hint={t("initiatives.edit.needsHint")}
          error={form.error("d")}
          values={[...form.values("d")]}
          options={demands.map((demand) => ({ value: String(demand.id), label: demand.text }))}
        />
        <Button>{t("initiatives.write.save")}</Button>
      </Form>
      <NextLink href={href(`/gestion/iniciativas/${initiative.id}/retirar`)}>{t("initiatives.withdraw.link")}</NextLink>
    </Page>
  );
}

async function withdrawPage(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const initiative = await getForWriter(ctx, id);
  return {
    kind: "page",
    title: t("initiatives.withdraw.title"),
    staff: true,
    section: "initiatives",
    crumbs: crumbs(t("initiatives.withdraw.title")),
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors} />
        <h1>{t("initiatives.withdraw.title")}</h1>
        <Lead>{initiative.title}</Lead>
        <Form action={href(`/gestion/iniciativas/${id}/retirar`)}>
          <TextArea
            id="reason"
            label={t("initiatives.withdraw.reason.label")}
            hint={t("initiatives.withdraw.reason.hint")}
            value={form.value("reason")}
            error={form.error("reason")}
            rows={4}
            maxLength={600}
          />
          <Button kind="danger">{t("initiatives.withdraw.button")}</Button>
        </Form>
      </Page>
    ),
  };
}

export const withdrawForm = get({
  path: "/gestion/iniciativas/:id/retirar",
  access: "initiatives.publish",
  params,
  handle: (ctx, { params: { id } }) => withdrawPage(ctx, id),
});

export const withdraw = post({
  path: "/gestion/iniciativas/:id/retirar",
  access: "initiatives.publish",
  params,
  body: z.object({
    reason: textField({
      min: 10,
      max: 600,
      required: "initiatives.withdraw.reason.missing",
      short: "initiatives.withdraw.reason.missing",
    }),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const initiative = await lockInitiative(tx, id);
    if (initiative === undefined) throw notFound();
    await withdrawInitiative(tx, ctx, await getProcess(tx, initiative.processId), initiative, body.reason);
    return redirect("/gestion/iniciativas?estado=withdrawn");
  },
  invalid: (ctx, { params: { id } }, form) => withdrawPage(ctx, id, form),
});
