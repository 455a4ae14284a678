// The second step of signing in: the code of the app, a passkey, or a recovery code on paper.
import type { VNode } from "preact";
import { z } from "zod";
import { FormState, optionalText, textField } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Details } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Lead } from "#platform/views/text.tsx";
import { accountOf } from "../account-of.ts";
import { enter } from "../session-cookie.ts";
import { safeBack } from "../sign-in/back.ts";
import { afterSignIn, fieldError } from "../sign-in/sign-in.route.tsx";
import { hasFactor, listFactors } from "./factors.sql.ts";
import { EnterWithPasskey } from "./passkey.view.tsx";
import { useRecoveryCode } from "./recovery-codes.ts";
import { AppCode } from "./set-up-app.view.tsx";
import { checkTotp } from "./totp.ts";

function page(form: FormState): PageAnswer {
  return {
    kind: "page",
    title: t("people.second.title"),
    noindex: true,
    status: form.status,
    islands: ["passkey"],
    body: <ShowFactor form={form} />,
  };
}

function ShowFactor({ form }: { form: FormState }): VNode {
  const volver = form.value("volver");
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("people.second.title")}</h1>
        <Lead>{t("people.second.lead")}</Lead>
      </Stack>
      <Form action={href("/entrar/segundo")} hidden={{ volver }}>
        <AppCode form={form} />
        <Button size="big">{t("people.second.send")}</Button>
      </Form>
      <EnterWithPasskey volver={volver} />
      <Details summary={t("people.second.lost")} open={form.error("recovery") !== undefined}>
        <Form action={href("/entrar/recuperacion")} hidden={{ volver }}>
          <Field
            id="recovery"
            label={t("people.recovery.label")}
            hint={t("people.recovery.hint")}
            autocomplete="off"
            error={form.error("recovery")}
          />
          <Button kind="quiet">{t("people.second.send")}</Button>
        </Form>
      </Details>
    </Page>
  );
}

export const factorForm = get({
  path: "/entrar/segundo",
  access: "account",
  query: z.object({ volver: z.unknown().optional() }),
  handle: async (ctx, { query }) => {
    const accountId = accountOf(ctx);
    const back = safeBack(query.volver);
    if (ctx.authority.actor.strong) return redirect(await afterSignIn(ctx, accountId, true, back));
    if (!hasFactor(await listFactors(ctx.db, accountId))) return redirect("/cuenta/aplicacion");
    return page(FormState.filled({ volver: back }));
  },
});

const volver = optionalText(500);

export const showApp = post({
  path: "/entrar/segundo",
  access: "account",
  perMinute: 20,
  body: z.object({ code: textField({ max: 20, required: "people.app.missing" }), volver }),
  handle: async (ctx, tx, { body }) => {
    const accountId = accountOf(ctx);
    const answer = await checkTotp(tx, { accountId, code: body.code, now: ctx.now });
    if (answer !== "right") {
      const key = answer === "locked" ? "people.app.locked" : "people.app.wrong";
      return page(fieldError({ volver: [safeBack(body.volver)] }, "code", key));
    }
    return strongly({ ...ctx, db: tx }, tx, accountId, body.volver);
  },
  invalid: async (_ctx, _input, form) => page(form),
});

export const showRecovery = post({
  path: "/entrar/recuperacion",
  access: "account",
  perMinute: 10,
  body: z.object({ recovery: textField({ max: 40, required: "people.recovery.missing" }), volver }),
  handle: async (ctx, tx, { body }) => {
    const accountId = accountOf(ctx);
    if (!(await useRecoveryCode(tx, { accountId, code: body.recovery, now: ctx.now })))
      return page(fieldError({ volver: [safeBack(body.volver)] }, "recovery", "people.recovery.wrong"));
    return strongly({ ...ctx, db: tx }, tx, accountId, body.volver);
  },
  invalid: async (_ctx, _input, form) => page(form),
});

async function strongly(ctx: Context, tx: Parameters<typeof enter>[1], accountId: number, back: unknown) {
  await enter(ctx, tx, { accountId, strong: true });
  return redirect(await afterSignIn(ctx, accountId, true, safeBack(back)));
}
