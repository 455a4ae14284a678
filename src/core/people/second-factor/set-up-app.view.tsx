import type { VNode } from "preact";
import type { FormState } from "#platform/http/form.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { QrCode } from "#platform/views/receipt.tsx";
import { Bullets, Lead, Mono, Small } from "#platform/views/text.tsx";
import { totpWords } from "./totp.ts";

interface SetUpAppProps {
  action: string;
  secret: Buffer;
  names: { site: string; who: string };
  form: FormState;
}

/** The drawing for the phone, the same in letters, and the first code, which proves that the app has it. */
export function SetUpApp({ action, secret, names, form }: SetUpAppProps): VNode {
  const { uri, letters } = totpWords(secret, names);
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("people.app.title")}</h1>
        <Lead>{t("people.app.lead")}</Lead>
      </Stack>
      <Bullets ordered items={[t("people.app.step1"), t("people.app.step2"), t("people.app.step3")]} />
      <QrCode text={uri} label={t("people.app.qr")} />
      <Stack gap="xs">
        <Small>{t("people.app.letters")}</Small>
        <Mono>{letters}</Mono>
      </Stack>
      <Form action={href(action)}>
        <AppCode form={form} />
        <Button size="big">{t("people.app.confirm")}</Button>
      </Form>
    </Page>
  );
}

export function AppCode({ form }: { form: FormState }): VNode {
  return (
    <Field
      id="code"
      label={t("people.app.code")}
      hint={t("people.app.codeHint")}
      autocomplete="one-time-code"
      inputMode="numeric"
      width="8"
      error={form.error("code")}
    />
  );
}

/** Shown once, to print. */
export function RecoveryCodes({ codes, next }: { codes: readonly string[]; next: string }): VNode {
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("people.recovery.title")}</h1>
        <Lead>{t("people.recovery.lead")}</Lead>
      </Stack>
      <Section title={t("people.recovery.list")} id="codigos">
        <Bullets plain items={codes.map((code) => <Mono>{code}</Mono>)} />
      </Section>
      <LinkButton href={href(next)}>{t("people.recovery.done")}</LinkButton>
    </Page>
  );
}
