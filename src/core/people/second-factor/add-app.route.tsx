// Adds an authenticator app to an account. Whoever already has a second factor must have shown it.
import { z } from "zod";
import { FormState, textField } from "#platform/http/form.ts";
import { forbidden } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Lead } from "#platform/views/text.tsx";
import { accountOf } from "../account-of.ts";
import { enter } from "../session-cookie.ts";
import { fieldError } from "../sign-in/sign-in.route.tsx";
import { hasFactor, listFactors } from "./factors.sql.ts";
import { renewRecoveryCodes } from "./recovery-codes.ts";
import { RecoveryCodes, SetUpApp } from "./set-up-app.view.tsx";
import { addTotp, beginTotp, findPendingTotp, stepOfCode } from "./totp.ts";

/** @throws 403 for a session that showed no second factor when the account has one. */
export async function requireForFactors(ctx: Context): Promise<number> {
  const accountId = accountOf(ctx);
  if (!ctx.authority.actor.strong && hasFactor(await listFactors(ctx.db, accountId))) throw forbidden();
  return accountId;
}

export const addAppForm = get({
  path: "/cuenta/aplicacion",
  access: "account",
  handle: async (ctx) => {
    const accountId = await requireForFactors(ctx);
    const secret = await findPendingTotp(ctx.db, accountId);
    return secret === undefined ? beginPage() : setUpPage(ctx, secret, new FormState());
  },
});

function beginPage(): PageAnswer {
  return {
    kind: "page",
    title: t("people.app.title"),
    noindex: true,
    body: (
      <Page width="narrow" gap="l">
        <Stack gap="s">
          <h1>{t("people.app.title")}</h1>
          <Lead>{t("people.app.why")}</Lead>
        </Stack>
        <Form action={href("/cuenta/aplicacion/empezar")}>
          <Button size="big">{t("people.app.begin")}</Button>
        </Form>
      </Page>
    ),
  };
}

export function setUpPage(ctx: Context, secret: Buffer, form: FormState): PageAnswer {
  const names = { site: `SIGESI ${ctx.entity.shortName(ctx.locale)}`, who: ctx.authority.actor.name };
  return {
    kind: "page",
    title: t("people.app.title"),
    noindex: true,
    status: form.status,
    body: <SetUpApp action="/cuenta/aplicacion" secret={secret} names={names} form={form} />,
  };
}

export const beginApp = post({
  path: "/cuenta/aplicacion/empezar",
  access: "account",
  perMinute: 10,
  body: z.object({}),
  handle: async (ctx, tx) => {
    await beginTotp(tx, await requireForFactors(ctx), ctx.now);
    return redirect("/cuenta/aplicacion");
  },
});

export const confirmApp = post({
  path: "/cuenta/aplicacion",
  access: "account",
  perMinute: 20,
  body: z.object({ code: textField({ max: 20, required: "people.app.missing" }) }),
  handle: async (ctx, tx, { body }) => {
    const accountId = await requireForFactors(ctx);
    const secret = await findPendingTotp(tx, accountId);
    if (secret === undefined) return redirect("/cuenta/aplicacion");
    const step = stepOfCode(secret, body.code, ctx.now);
    if (step === undefined) return setUpPage(ctx, secret, fieldError({}, "code", "people.app.wrong"));
    await addTotp(tx, { accountId, secret, step, now: ctx.now });
    await enter(ctx, tx, { accountId, strong: true });
    return recoveryPage(await renewRecoveryCodes(tx, accountId, ctx.now), "/cuenta");
  },
  invalid: async (ctx, _input, form) => {
    const secret = await findPendingTotp(ctx.db, await requireForFactors(ctx));
    return secret === undefined ? beginPage() : setUpPage(ctx, secret, form);
  },
});

/** The answer to a POST on purpose: the codes are seen once, and no address shows them again. */
export function recoveryPage(codes: readonly string[], next: string): PageAnswer {
  return {
    kind: "page",
    title: t("people.recovery.title"),
    noindex: true,
    body: <RecoveryCodes codes={codes} next={next} />,
  };
}
