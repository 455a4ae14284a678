import type { VNode } from "preact";
import { z } from "zod";
import { getProcess } from "#modules/processes/index.ts";
import { MAX_FILE_BYTES, prepareFile } from "#platform/files/prepare-file.ts";
import { choice, FormState, textField } from "#platform/http/form.ts";
import { once } from "#platform/http/once.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, postBatched, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Notice } from "#platform/views/content.tsx";
import { ErrorSummary, FileField, Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Fine, Lead, Written } from "#platform/views/text.tsx";
import type { Commitment } from "../commitments.sql.ts";
import { getCommitment } from "../get-commitment.ts";
import { makeRemark } from "./remarks.ts";

const RECEIPT_SECONDS = 15 * 60;
const params = z.object({ id: z.coerce.number().int().positive() });
const ANSWERS = ["yes", "no"] as const;

async function page(ctx: Context, id: number, sent: boolean, form = new FormState()): Promise<PageAnswer> {
  const commitment = await getCommitment(ctx.db, id);
  return {
    kind: "page",
    title: t("commitments.remark.title"),
    section: "look",
    noindex: true,
    islands: ["plaza"],
    crumbs: [
      { text: t("commitments.board.title"), path: "/compromisos" },
      { text: commitment.title, written: true, path: `/compromisos/${id}` },
      { text: t("commitments.remark.title") },
    ],
    body: <RemarkPage commitment={commitment} form={form} sent={sent} />,
  };
}

export const remarkForm = get({
  path: "/compromisos/:id/decir",
  access: "public",
  params,
  query: z.object({ enviado: z.string().optional().catch(undefined) }),
  handle: (ctx, { params: { id }, query }) => page(ctx, id, query.enviado !== undefined),
});

// The photo is drawn again before the transaction opens: it must not wait for it.
export const remark = postBatched({
  path: "/compromisos/:id/decir",
  access: "public",
  params,
  perMinute: 10,
  fileLimit: MAX_FILE_BYTES,
  body: z.object({
    isSo: choice(ANSWERS, "commitments.remark.choose"),
    text: textField({
      min: 3,
      max: 900,
      required: "commitments.remark.text.missing",
      short: "commitments.remark.text.missing",
    }),
  }),
  handle: async (ctx, { params: { id }, body }) => {
    const commitment = await getCommitment(ctx.db, id);
    const process = await getProcess(ctx.db, commitment.processId);
    const [file] = ctx.files.filter(({ field }) => field === "photo");
    const photo = file === undefined ? undefined : await prepareFile(file, "photo");
    if (photo !== undefined && !photo.type.startsWith("image/")) {
      throw new Problem(400, "commitments.remark.onlyPhoto", { field: "photo" });
    }
    let receipt: string | undefined;
    const answer = await ctx.write((tx) =>
      once(tx, ctx, async () => {
        receipt = await makeRemark(
          tx,
          ctx,
          { process, commitment },
          { isSo: body.isSo === "yes", text: body.text, photo },
        );
        return redirect(`/compromisos/${id}/decir?enviado=1`);
      }),
    );
    if (receipt === undefined) return answer;
    ctx.cookies.set("comprobante", receipt, RECEIPT_SECONDS);
    return redirect("/comprobante");
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, false, form),
});

function RemarkPage({ commitment, form, sent }: { commitment: Commitment; form: FormState; sent: boolean }): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("commitments.remark.title")}</h1>
        <Lead>
          <Written>{commitment.title}</Written>
        </Lead>
      </Stack>
      {sent ? (
        <>
          <Notice tone="success" live>
            {t("commitments.remark.sent")}
          </Notice>
          <NextLink href={href(`/compromisos/${commitment.id}`)}>{t("commitments.remark.back")}</NextLink>
        </>
      ) : (
        <Form once files action={href(`/compromisos/${commitment.id}/decir`)}>
          <Radios
            id="isSo"
            label={t("commitments.remark.question")}
            value={form.value("isSo")}
            error={form.error("isSo")}
            options={ANSWERS.map((value) => ({ value, label: t(`commitments.remark.${value}`) }))}
          />
          <TextArea
            id="text"
            rows={4}
            maxLength={900}
            label={t("commitments.remark.text.label")}
            hint={t("commitments.remark.text.hint")}
            value={form.value("text")}
            error={form.error("text")}
          />
          <FileField
            id="photo"
            optional
            accept="image/jpeg,image/png,image/webp"
            label={t("commitments.remark.photo")}
            hint={t("commitments.remark.photoHint")}
            error={form.error("photo")}
          />
          <Fine>{t("commitments.remark.care")}</Fine>
          <Button>{t("commitments.remark.send")}</Button>
        </Form>
      )}
    </Page>
  );
}
