import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDayMonthYear, formatInstant, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Actions, Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Lead, Small } from "#platform/views/text.tsx";
import type { AuthorityLine } from "../authority-history.ts";
import { RoleFields, roleWords } from "./role-fields.tsx";
import type { Invitation, StaffMember } from "./staff.sql.ts";

interface StaffListProps {
  entity: Entity;
  staff: readonly StaffMember[];
  invitations: readonly Invitation[];
}

export function StaffList({ entity, staff, invitations }: StaffListProps): VNode {
  return (
    <Page width="wide" gap="l">
      <Row apart>
        <h1>{t("people.staff.title")}</h1>
        <LinkButton href={href("/gestion/personas/invitar")}>{t("people.staff.invite")}</LinkButton>
      </Row>
      <Items label={t("people.staff.title")}>
        {staff.map((person) => (
          <Item
            level={2}
            title={person.name}
            href={href(`/gestion/personas/${person.id}`)}
            over={person.factor ? undefined : <Tag tone="warn">{t("people.staff.noFactor")}</Tag>}
            meta={person.email ?? undefined}
          >
            <Bullets plain items={person.roles.map((held) => roleWords(entity, held))} />
          </Item>
        ))}
      </Items>
      <Section title={t("people.staff.waiting")} id="invitaciones">
        {invitations.length === 0 && <EmptyState title={t("people.staff.noneWaiting")} />}
        <Items>
          {invitations.map((one) => (
            <Item title={one.name} meta={`${one.email} · ${roleWords(entity, one)}`}>
              <Small>{t("people.staff.until", { date: formatDayMonthYear(one.expiresAt) })}</Small>
              <Form action={href(`/gestion/personas/invitaciones/${one.id}/retirar`)} layout="bare">
                <Button kind="quiet" size="small" label={`${t("people.staff.withdraw")}: ${one.name}`}>
                  {t("people.staff.withdraw")}
                </Button>
              </Form>
            </Item>
          ))}
        </Items>
      </Section>
    </Page>
  );
}

export function InvitePerson({ entity, form }: { entity: Entity; form: FormState }): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("people.staff.inviteTitle")}</h1>
        <Lead>{t("people.staff.inviteLead")}</Lead>
      </Stack>
      <Form once action={href("/gestion/personas/invitar")}>
        <Field
          id="name"
          label={t("people.staff.name")}
          autocomplete="off"
          value={form.value("name")}
          error={form.error("name")}
        />
        <Field
          id="email"
          type="email"
          inputMode="email"
          autocomplete="off"
          label={t("people.staff.email")}
          value={form.value("email")}
          error={form.error("email")}
        />
        <RoleFields entity={entity} form={form} />
        <Button size="big">{t("people.staff.sendInvitation")}</Button>
      </Form>
    </Page>
  );
}

interface PersonProps {
  entity: Entity;
  person: StaffMember;
  history: readonly AuthorityLine[];
  form: FormState;
}

export function Person({ entity, person, history, form }: PersonProps): VNode {
  const path = `/gestion/personas/${person.id}`;
  return (
    <Page width="narrow" gap="xl">
      <Stack gap="l">
        <ErrorSummary errors={form.errors} />
        <Stack gap="s">
          <h1>{person.name}</h1>
          {person.email !== null && <Lead>{person.email}</Lead>}
          {!person.factor && <Tag tone="warn">{t("people.staff.noFactor")}</Tag>}
        </Stack>
      </Stack>
      <Section title={t("people.staff.roles")} id="permisos">
        {person.roles.length === 0 && <p>{t("people.staff.noRoles")}</p>}
        <Items>
          {person.roles.map((held) => (
            <Item
              title={roleWords(entity, held)}
              meta={t("people.factors.since", { date: formatDayMonthYear(held.since) })}
            >
              <Form action={href(`${path}/permisos/${held.id}/quitar`)} layout="bare">
                <Button kind="danger" size="small" label={`${t("people.staff.revoke")}: ${roleWords(entity, held)}`}>
                  {t("people.staff.revoke")}
                </Button>
              </Form>
            </Item>
          ))}
        </Items>
        <Small>{t("people.staff.revokeHint")}</Small>
      </Section>
      <Section title={t("people.staff.give")} id="dar">
        <Form action={href(`${path}/permisos`)}>
          <RoleFields entity={entity} form={form} />
          <Button>{t("people.staff.giveSend")}</Button>
        </Form>
      </Section>
      <Section title={t("people.staff.lost")} id="perdida">
        <Form action={href(`${path}/salir`)} layout="bare">
          <Actions>
            <Button kind="quiet">{t("people.staff.signOut")}</Button>
            <Button kind="danger" action={href(`${path}/olvidar-segundo-paso`)}>
              {t("people.staff.forget")}
            </Button>
          </Actions>
        </Form>
        <Small>{t("people.staff.forgetHint")}</Small>
      </Section>
      <Section title={t("people.staff.history")} id="historia">
        <Bullets items={history.map((line) => historyLine(entity, line))} />
      </Section>
    </Page>
  );
}

function historyLine(entity: Entity, line: AuthorityLine): string {
  const { role, agency, territory } = line;
  return [
    formatInstant(line.at),
    t(`people.event.${line.event}`),
    role === null ? undefined : roleWords(entity, { role, agency, territory }),
    line.by === null ? undefined : t("people.staff.by", { name: line.by }),
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}
