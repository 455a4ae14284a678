import type { VNode } from "preact";
import type { Territory } from "#core/territory/index.ts";
import type { Initiative } from "#modules/initiatives/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Details, Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, Link } from "#platform/views/link.tsx";
import { StepCount } from "#platform/views/steps.tsx";
import { Bullets, Lead, Written } from "#platform/views/text.tsx";

export interface VerifyProps {
  process: Process;
  territory: Territory;
  form: FormState;
  /** Address to which six digits were just sent. */
  sentTo?: string;
  open: boolean;
  initiatives: readonly Initiative[];
}

/** Before choosing, where the rules ask for it: a code sent to an address, or one printed on paper. */
export function Verify(props: VerifyProps): VNode {
  const { process, territory, form, open, initiatives } = props;
  const way = process.verification === "paper" ? "paper" : "email";
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        {open && <StepCount at={props.sentTo === undefined ? 1 : 2} of={way === "paper" ? 3 : 4} />}
        <h1>{t(`ballots.verify.${way}.title`, { place: territory.name })}</h1>
        <Lead>{t(`ballots.verify.${way}.lead`)}</Lead>
      </Stack>
      {!open && form.errors.length === 0 && <Notice tone="warn">{t("ballots.vote.closedTitle")}</Notice>}
      {open && (way === "paper" ? <PaperForm {...props} /> : <EmailForms {...props} />)}
      <Details summary={t("ballots.verify.why")}>
        <p>{t(`ballots.verify.${way}.why`)}</p>
      </Details>
      {initiatives.length > 0 && (
        <Section title={t(open ? "ballots.verify.offered" : "ballots.notOpen.was")} id="iniciativas">
          <Bullets
            items={initiatives.map((one) => (
              <Link href={href(`/iniciativas/${one.id}`)}>
                <Written>{one.title}</Written>
              </Link>
            ))}
          />
        </Section>
      )}
    </Page>
  );
}

/** What was chosen before the code was asked for goes along, as one field. */
function hiddenOf(form: FormState): Record<string, string> {
  const chosen = form.values("choices").join(",") || form.value("chosen");
  return chosen === "" ? {} : { chosen };
}

function pathOf({ process, territory }: VerifyProps, step: string): string {
  return href(`/procesos/${process.slug}/${territory.slug}/votar/${step}`);
}

function PaperForm(props: VerifyProps): VNode {
  const { form } = props;
  return (
    <Form action={pathOf(props, "codigo")} hidden={hiddenOf(form)}>
      <Field
        id="code"
        label={t("ballots.verify.paper.label")}
        hint={t("ballots.verify.paper.hint")}
        autocomplete="off"
        maxLength={40}
        width="8"
        value={form.value("code")}
        error={form.error("code")}
      />
      <Button>{t("ballots.verify.next")}</Button>
    </Form>
  );
}

function EmailForms(props: VerifyProps): VNode {
  const { form, sentTo } = props;
  if (sentTo === undefined) {
    return (
      <Form action={pathOf(props, "correo")} hidden={hiddenOf(form)}>
        <Field
          id="email"
          type="email"
          label={t("ballots.verify.email.label")}
          autocomplete="email"
          maxLength={254}
          value={form.value("email")}
          error={form.error("email")}
        />
        <Button>{t("ballots.verify.email.send")}</Button>
      </Form>
    );
  }
  return (
    <Stack gap="l">
      <Notice tone="success" live={form.errors.length === 0}>
        {t("ballots.verify.digits.sent", { email: sentTo })}
      </Notice>
      <Form action={pathOf(props, "clave")} hidden={{ ...hiddenOf(form), email: sentTo }}>
        <Field
          id="digits"
          label={t("ballots.verify.digits.label")}
          hint={t("ballots.verify.digits.hint")}
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={20}
          width="8"
          value={form.value("digits")}
          error={form.error("digits")}
        />
        <Button>{t("ballots.verify.next")}</Button>
      </Form>
      <Form action={pathOf(props, "correo")} hidden={{ ...hiddenOf(form), email: sentTo }}>
        <Button kind="quiet">{t("ballots.verify.email.again")}</Button>
      </Form>
    </Stack>
  );
}
