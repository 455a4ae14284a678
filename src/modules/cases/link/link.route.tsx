// From a request to a need: which others ask for the same, in which words everybody will read it.
import type { VNode } from "preact";
import { z } from "zod";
import { coverPersonal } from "#core/moderation/index.ts";
import { choices, FormState, textField, wholeNumber } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Checkboxes, TextArea } from "#platform/views/choices.tsx";
import { Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Form, Select } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Lead } from "#platform/views/text.tsx";
import { findCase, lockCase } from "../case-store.ts";
import { mayRead } from "../desk/case-acts.ts";
import { type AlikeCase, becomeNeed, listAlike, listGathering } from "./link.ts";

const PATH = "/gestion/solicitudes";
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const MAX_LETTERS = 600;

async function page(ctx: Context, id: number, asked?: FormState): Promise<PageAnswer> {
  const one = await findCase(ctx.db, id);
  if (!mayRead(ctx, one)) throw notFound();
  const text = one.publicText ?? coverPersonal(one.text, ctx.entity.jurisdiction);
  const processes = await listGathering(ctx.db, one, ctx.now);
  return {
    kind: "page",
    title: `${t("cases.link.need.title")}: ${one.number}`,
    staff: true,
    section: "cases",
    islands: ["plaza"],
    crumbs: [
      { text: t("cases.desk.title"), path: PATH },
      { text: one.number, path: `${PATH}/${one.id}` },
      { text: t("cases.link.need.title") },
    ],
    body: (
      <BecomeNeed
        action={`${PATH}/${one.id}/necesidad`}
        form={asked ?? FormState.filled({ text: text.slice(0, MAX_LETTERS), process: processes[0]?.id })}
        alike={await listAlike(ctx.db, one)}
        processes={processes.map((process) => ({ value: String(process.id), label: process.title }))}
      />
    ),
  };
}

export const needForm = get({
  path: `${PATH}/:id/necesidad`,
  access: "cases.work",
  params,
  handle: (ctx, input) => page(ctx, input.params.id),
});

export const makeNeed = post({
  path: `${PATH}/:id/necesidad`,
  access: "cases.work",
  params,
  body: z.object({
    text: textField({ max: MAX_LETTERS, required: "cases.link.need.missing" }),
    process: wholeNumber({ min: 1, max: Number.MAX_SAFE_INTEGER, message: "cases.link.noProcess" }),
    others: choices(),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const one = await lockCase(tx, id);
    if (!mayRead(ctx, one)) throw notFound();
    const others = body.others.map(Number).filter(Number.isSafeInteger);
    await becomeNeed(tx, ctx, one, { text: body.text, processId: body.process, others });
    return redirect(`${PATH}/${one.id}#enlaces`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});

interface Props {
  action: string;
  form: FormState;
  alike: readonly AlikeCase[];
  processes: readonly { value: string; label: string }[];
}

function BecomeNeed({ action, form, alike, processes }: Props): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("cases.link.need.title")}</h1>
        <Lead>{t("cases.link.need.lead")}</Lead>
      </Stack>
      {processes.length === 0 ? (
        <Notice tone="warn">{t("cases.link.noProcess")}</Notice>
      ) : (
        <Form once action={href(action)}>
          <TextArea
            id="text"
            label={t("cases.link.need.text")}
            hint={t("cases.link.need.hint")}
            value={form.value("text")}
            error={form.error("text")}
            rows={5}
            maxLength={MAX_LETTERS}
          />
          <Select
            id="process"
            label={t("cases.link.need.process")}
            value={form.value("process")}
            error={form.error("process")}
            options={processes}
          />
          {alike.length > 0 && (
            <Checkboxes
              id="others"
              optional
              label={t("cases.link.need.others")}
              values={form.values("others")}
              error={form.error("others")}
              options={alike.map(({ id, number, text }) => ({ value: String(id), label: text, more: number }))}
            />
          )}
          <Button>{t("cases.link.need.send")}</Button>
        </Form>
      )}
    </Page>
  );
}
