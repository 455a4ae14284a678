import type { VNode } from "preact";
import type { FormState } from "#platform/http/form.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button, Link, LinkButton } from "#platform/views/link.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { EnterWithPasskey } from "../second-factor/passkey.view.tsx";
import { OwnEmail } from "../who-you-are.tsx";

export function AskCode({ form }: { form: FormState }): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("people.signIn.title")}</h1>
        <Lead>{t("people.signIn.lead")}</Lead>
      </Stack>
      <Form action={href("/entrar")} hidden={{ volver: form.value("volver") }}>
        <OwnEmail form={form} hint={t("people.email.hint")} />
        <Button size="big">{t("people.signIn.send")}</Button>
      </Form>
      <EnterWithPasskey volver={form.value("volver")} error={form.error("answer")} />
      <Notice title={t("people.signIn.notNeeded")}>{t("people.signIn.notNeededText")}</Notice>
    </Page>
  );
}

/** Without an address the code is over: all that is left is to ask for another one. */
export function TypeCode({ email, form }: { email: string | undefined; form: FormState }): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("people.code.title")}</h1>
        {email !== undefined && <Lead>{t("people.code.lead", { email })}</Lead>}
      </Stack>
      {email === undefined ? (
        <Stack gap="m">
          <Stack id="code">
            <p>{t("people.code.again")}</p>
          </Stack>
          <LinkButton href={href("/entrar")}>{t("people.code.another")}</LinkButton>
        </Stack>
      ) : (
        <Form action={href("/entrar/codigo")}>
          <Field
            id="code"
            label={t("people.code.label")}
            hint={t("people.code.hint")}
            autocomplete="one-time-code"
            inputMode="numeric"
            width="8"
            error={form.error("code")}
          />
          <Button size="big">{t("people.code.send")}</Button>
          <Fine>
            {t("people.code.notArrived")} <Link href={href("/entrar")}>{t("people.code.another")}</Link>
          </Fine>
        </Form>
      )}
    </Page>
  );
}
