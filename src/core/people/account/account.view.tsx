import type { VNode } from "preact";
import type { FormState } from "#platform/http/form.ts";
import { formatDayMonthYear, formatInstant, href, t } from "#platform/i18n/i18n.ts";
import { Checkboxes, Radios } from "#platform/views/choices.tsx";
import { Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Actions, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Fine, Lead, Small } from "#platform/views/text.tsx";
import { AddPasskey } from "../second-factor/passkey.view.tsx";
import type { AccountPage } from "./account.ts";

interface MyAccountProps {
  account: AccountPage;
  recovery: number;
  form: FormState;
}

export function MyAccount({ account, recovery, form }: MyAccountProps): VNode {
  return (
    <Page width="narrow" gap="xl">
      <Stack gap="l">
        <ErrorSummary errors={form.errors} />
        <Stack gap="s">
          <h1>{t("people.account.title")}</h1>
          {account.email !== undefined && <Lead>{account.email}</Lead>}
        </Stack>
        <AboutMe account={account} form={form} />
        {account.staff && <NextLink href={href("/gestion")}>{t("people.account.staff")}</NextLink>}
        <NextLink href={href("/organizaciones")}>{t("people.account.organisations")}</NextLink>
      </Stack>
      <Claim />
      <SecondFactors account={account} recovery={recovery} form={form} />
      <Sessions account={account} />
      <Section title={t("people.close.title")} id="cerrar">
        <p>{t("people.close.short")}</p>
        <Actions>
          <LinkButton kind="quiet" href={href("/cuenta/cerrar")}>
            {t("people.close.open")}
          </LinkButton>
        </Actions>
      </Section>
    </Page>
  );
}

function AboutMe({ account, form }: { account: AccountPage; form: FormState }): VNode {
  const typed = form.raw.name !== undefined;
  return (
    <Form action={href("/cuenta")}>
      <Field
        id="name"
        label={t("people.name.label")}
        hint={t("people.name.hint")}
        autocomplete="name"
        value={typed ? form.value("name") : account.name}
        error={form.error("name")}
      />
      <Radios
        id="locale"
        row
        label={t("people.account.language")}
        value={typed ? form.value("locale") : account.locale}
        error={form.error("locale")}
        options={[
          { value: "es", label: t("people.account.es") },
          { value: "en", label: t("people.account.en") },
        ]}
      />
      <Button>{t("common.save")}</Button>
    </Form>
  );
}

function Claim(): VNode {
  return (
    <Section title={t("people.claim.title")} id="aportes">
      <p>{t("people.claim.text")}</p>
      <Form action={href("/cuenta/reclamar")}>
        <Stack gap="s">
          <Fine>{t("people.claim.shared")}</Fine>
          <Actions>
            <Button kind="quiet">{t("people.claim.send")}</Button>
          </Actions>
        </Stack>
      </Form>
    </Section>
  );
}

function SecondFactors({ account, recovery, form }: MyAccountProps): VNode {
  const { app, passkeys } = account.factors;
  return (
    <Section title={t("people.factors.title")} id="segundo-factor">
      <p>{account.staff ? t("people.factors.staff") : t("people.factors.text")}</p>
      {(app || passkeys.length > 0) && (
        <Items>
          {app && (
            <Item title={t("people.factors.app")} meta={t("people.recovery.left", { n: recovery })}>
              <Form action={href("/cuenta/aplicacion/quitar")} layout="bare">
                <Actions>
                  <Button kind="quiet" size="small" action={href("/cuenta/codigos")}>
                    {t("people.recovery.renew")}
                  </Button>
                  <Button kind="danger" size="small" label={t("people.factors.removeApp")}>
                    {t("people.factors.remove")}
                  </Button>
                </Actions>
              </Form>
            </Item>
          )}
          {passkeys.map((passkey) => (
            <Item
              title={passkey.name}
              meta={t("people.factors.since", { date: formatDayMonthYear(passkey.createdAt) })}
            >
              <Form action={href(`/cuenta/llaves/${passkey.id}/quitar`)} layout="bare">
                <Button kind="danger" size="small" label={`${t("people.factors.remove")}: ${passkey.name}`}>
                  {t("people.factors.remove")}
                </Button>
              </Form>
            </Item>
          ))}
        </Items>
      )}
      <Actions>
        <LinkButton kind="quiet" href={href("/cuenta/aplicacion")}>
          {app ? t("people.factors.changeApp") : t("people.factors.addApp")}
        </LinkButton>
      </Actions>
      <p>{t("people.passkey.what")}</p>
      <AddPasskey name={form.value("device")} error={form.error("answer")} wrong={form.error("device")} />
    </Section>
  );
}

function Sessions({ account }: { account: AccountPage }): VNode {
  return (
    <Section title={t("people.sessions.title")} id="sesiones">
      <Bullets
        items={account.sessions.map((session) => (
          <Small inline>
            {t("people.sessions.since", { date: formatInstant(session.createdAt) })}
            {session.here && ` · ${t("people.sessions.here")}`}
          </Small>
        ))}
      />
      <Form action={href("/salir")} layout="bare">
        <Actions>
          <Button kind="quiet">{t("people.sessions.endHere")}</Button>
          <Button kind="quiet" action={href("/cuenta/salir-de-todas")}>
            {t("people.sessions.end")}
          </Button>
        </Actions>
      </Form>
    </Section>
  );
}

export function CloseAccount({ form }: { form: FormState }): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("people.close.title")}</h1>
        <Lead>{t("people.close.lead")}</Lead>
      </Stack>
      <Bullets items={[t("people.close.erased"), t("people.close.stays"), t("people.close.again")]} />
      <Notice tone="warn">{t("people.close.warning")}</Notice>
      <Form action={href("/cuenta/cerrar")}>
        <Checkboxes
          id="sure"
          label={t("people.close.sure")}
          error={form.error("sure")}
          options={[{ value: "yes", label: t("people.close.yes") }]}
        />
        <Actions>
          <Button kind="danger">{t("people.close.send")}</Button>
          <LinkButton kind="quiet" href={href("/cuenta")}>
            {t("people.close.keep")}
          </LinkButton>
        </Actions>
      </Form>
    </Page>
  );
}
