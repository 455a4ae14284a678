import type { VNode } from "preact";
import { z } from "zod";
import { FormState, textField } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import { Lead } from "#platform/views/text.tsx";
import { emailField, nameField } from "../fields.ts";
import { recoveryPage } from "../second-factor/add-app.route.tsx";
import { renewRecoveryCodes } from "../second-factor/recovery-codes.ts";
import { SetUpApp } from "../second-factor/set-up-app.view.tsx";
import { enter } from "../session-cookie.ts";
import { fieldError } from "../sign-in/sign-in.route.tsx";
import { OwnEmail, OwnName } from "../who-you-are.tsx";
import { confirmFirstAdministrator, getFirstLink, nameFirstAdministrator } from "./first-administrator.ts";

const params = z.object({ token: z.string().regex(/^[\w-]{43}$/) });
type Params = z.infer<typeof params>;

function namePage({ token }: Params, form: FormState): PageAnswer {
  return {
    kind: "page",
    title: t("people.first.title"),
    noindex: true,
    body: <NameYourself action={`/primera-vez/${token}`} form={form} />,
  };
}

async function appPage(ctx: Context, { token }: Params, form: FormState): Promise<PageAnswer> {
  const { secret, email } = await getFirstLink(ctx.db, token, ctx.now);
  if (secret === null || email === null) return namePage({ token }, new FormState());
  const names = { site: `SIGESI ${ctx.entity.shortName(ctx.locale)}`, who: email };
  return {
    kind: "page",
    title: t("people.app.title"),
    noindex: true,
    status: form.status,
    body: <SetUpApp action={`/primera-vez/${token}/codigo`} secret={secret} names={names} form={form} />,
  };
}

export const firstForm = get({
  path: "/primera-vez/:token",
  access: "public",
  params,
  handle: async (ctx, input) => {
    await getFirstLink(ctx.db, input.params.token, ctx.now);
    return namePage(input.params, new FormState());
  },
});

export const nameFirst = post({
  path: "/primera-vez/:token",
  access: "public",
  params,
  perMinute: 10,
  body: z.object({ name: nameField({ max: 120, required: "people.name.missing" }), email: emailField() }),
  handle: async (ctx, tx, input) => {
    await nameFirstAdministrator(tx, await getFirstLink(tx, input.params.token, ctx.now), input.body);
    return redirect(`/primera-vez/${input.params.token}/codigo`);
  },
  invalid: async (_ctx, input, form) => namePage(input.params, form),
});

export const firstAppForm = get({
  path: "/primera-vez/:token/codigo",
  access: "public",
  params,
  handle: (ctx, input) => appPage(ctx, input.params, new FormState()),
});

export const confirmFirst = post({
  path: "/primera-vez/:token/codigo",
  access: "public",
  params,
  perMinute: 20,
  body: z.object({ code: textField({ max: 20, required: "people.app.missing" }) }),
  handle: async (ctx, tx, input) => {
    const { token } = input.params;
    const accountId = await confirmFirstAdministrator(tx, {
      token,
      code: input.body.code,
      locale: ctx.locale,
      now: ctx.now,
    });
    if (accountId === undefined)
      return appPage({ ...ctx, db: tx }, { token }, fieldError({}, "code", "people.app.wrong"));
    await enter(ctx, tx, { accountId, strong: true });
    return recoveryPage(await renewRecoveryCodes(tx, accountId, ctx.now), "/gestion");
  },
  invalid: (ctx, input, form) => appPage(ctx, input.params, form),
});

function NameYourself({ action, form }: { action: string; form: FormState }): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("people.first.title")}</h1>
        <Lead>{t("people.first.lead")}</Lead>
      </Stack>
      <Form action={href(action)}>
        <OwnName form={form} />
        <OwnEmail form={form} hint={t("people.first.emailHint")} />
        <Button size="big">{t("people.first.next")}</Button>
      </Form>
    </Page>
  );
}
