import type { VNode } from "preact";
import { z } from "zod";
import { getProcess } from "#modules/processes/index.ts";
import { MAX_FILE_BYTES } from "#platform/files/prepare-file.ts";
import { FormState } from "#platform/http/form.ts";
import { once } from "#platform/http/once.ts";
import { type Context, get, type PageAnswer, postBatched, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Notice } from "#platform/views/content.tsx";
import { ErrorSummary } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";
import { Lead, Written } from "#platform/views/text.tsx";
import type { Commitment } from "../commitments.sql.ts";
import { getCommitment } from "../get-commitment.ts";
import { photoOf, RemarkForm, remarkFields } from "./remark-form.tsx";
import { makeRemark } from "./remarks.ts";

const RECEIPT_SECONDS = 15 * 60;
const params = z.object({ id: z.coerce.number().int().positive() });

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
  body: z.object(remarkFields),
  handle: async (ctx, { params: { id }, body }) => {
    const commitment = await getCommitment(ctx.db, id);
    const process = await getProcess(ctx.db, commitment.processId);
    const photo = await photoOf(ctx);
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
        <RemarkForm action={`/compromisos/${commitment.id}/decir`} form={form} />
      )}
    </Page>
  );
}
