import type { VNode } from "preact";
import type { FormState } from "#platform/http/form.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import type { ThingTitle } from "#platform/module.ts";
import { Radios } from "#platform/views/choices.tsx";
import { Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Actions, Page, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Fine, Lead, Said } from "#platform/views/text.tsx";
import type { Follow } from "../follow.sql.ts";
import { allPath, followPath, followPlacePath } from "../paths.ts";
import { CONFIRM_DAYS } from "./ask.ts";

interface AskProps {
  what: ThingTitle;
  action: string;
  form: FormState;
  place: boolean;
}

export function AskToFollow({ what, action, form, place }: AskProps): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("follows.ask.title")}</h1>
        <Said>{what.title}</Said>
        <Lead>{t(place ? "follows.ask.leadPlace" : "follows.ask.lead")}</Lead>
      </Stack>
      <Form action={href(action)}>
        <Field
          id="email"
          type="email"
          autocomplete="email"
          inputMode="email"
          label={t("follows.ask.email")}
          hint={t("follows.ask.emailHint")}
          value={form.value("email")}
          error={form.error("email")}
        />
        <Radios
          id="how"
          label={t("follows.ask.how.label")}
          value={form.value("how") || (place ? "weekly" : "each")}
          error={form.error("how")}
          options={[
            { value: "each", label: t("follows.how.each") },
            { value: "weekly", label: t("follows.how.weekly") },
          ]}
        />
        <Button size="big" icon="bell">
          {t("follows.ask.send")}
        </Button>
      </Form>
      <Fine>{t("follows.ask.privacy")}</Fine>
    </Page>
  );
}

export function ReadYourMail({ demoMail }: { demoMail: boolean }): VNode {
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("follows.sent.title")}</h1>
        <Lead>{t("follows.sent.lead")}</Lead>
      </Stack>
      <p>{t("follows.sent.notThere", { days: CONFIRM_DAYS })}</p>
      {demoMail && (
        <Notice title={t("follows.sent.demo")}>
          <NextLink href={href("/demo/correo")}>{t("follows.sent.demoLink")}</NextLink>
        </Notice>
      )}
      <Actions>
        <LinkButton kind="quiet" href={href("/")}>
          {t("http.home")}
        </LinkButton>
      </Actions>
    </Page>
  );
}

export function Confirm({ what, action, how }: { what: ThingTitle; action: string; how: Follow["how"] }): VNode {
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("follows.confirm.title")}</h1>
        <Said>{what.title}</Said>
        <Lead>{t(`follows.how.${how}`)}</Lead>
      </Stack>
      <Form action={href(action)}>
        <Button size="big" icon="check">
          {t("follows.confirm.yes")}
        </Button>
      </Form>
      <Fine>{t("follows.confirm.no")}</Fine>
    </Page>
  );
}

export function Confirmed({ follow, what }: { follow?: Follow; what?: ThingTitle }): VNode {
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("follows.confirmed.title")}</h1>
        {what !== undefined && <Said>{what.title}</Said>}
        <Lead>{t("follows.confirmed.lead")}</Lead>
      </Stack>
      <Actions>
        {what !== undefined && <LinkButton href={href(what.path)}>{t("follows.confirmed.see")}</LinkButton>}
        {follow !== undefined && (
          <LinkButton kind="quiet" href={href(allPath(follow.allToken))}>
            {t("follows.confirmed.all")}
          </LinkButton>
        )}
        {follow === undefined && (
          <LinkButton kind="quiet" href={href("/")}>
            {t("http.home")}
          </LinkButton>
        )}
      </Actions>
    </Page>
  );
}

/** Asked days ago, or stopped since: they can ask again. */
export function TooLate({ what, follow }: { what: ThingTitle | undefined; follow: Follow }): VNode {
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("follows.late.title")}</h1>
        <Lead>{t("follows.late.lead", { days: CONFIRM_DAYS })}</Lead>
      </Stack>
      {what !== undefined && (
        <LinkButton
          href={href(follow.thingId === null ? followPlacePath(follow.territory ?? "") : followPath(follow.thingId))}
        >
          {t("follows.late.again")}
        </LinkButton>
      )}
    </Page>
  );
}
