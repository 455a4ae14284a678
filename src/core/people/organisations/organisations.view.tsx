import type { VNode } from "preact";
import { type Entity, optionsOf } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDayMonthYear, href, t } from "#platform/i18n/i18n.ts";
import { Checkboxes } from "#platform/views/choices.tsx";
import { EmptyState, Notice, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, Select } from "#platform/views/form.tsx";
import { Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead, Small } from "#platform/views/text.tsx";
import { ORGANISATION_KINDS, type Organisation } from "./organisations.ts";

interface ListProps {
  entity: Entity;
  organisations: readonly Organisation[];
}

const TONE = { waiting: "warn", approved: "done", refused: "plain" } as const;

function words(entity: Entity, one: Organisation): string {
  return `${t(`people.kind.${one.kind}`)} · ${entity.find(one.territory)?.name ?? one.territory}`;
}

export function PublicList({ entity, organisations }: ListProps): VNode {
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("people.organisations.title")}</h1>
        <Lead>{t("people.organisations.lead")}</Lead>
      </Stack>
      {organisations.length === 0 && <EmptyState level={2} title={t("people.organisations.none")} />}
      <Items>
        {organisations.map((one) => (
          <Item level={2} title={one.name} meta={words(entity, one)} />
        ))}
      </Items>
      <LinkButton kind="quiet" href={href("/organizaciones/registrar")}>
        {t("people.organisations.register")}
      </LinkButton>
    </Page>
  );
}

interface RegisterProps {
  entity: Entity;
  mine: readonly Organisation[];
  form: FormState;
}

export function Register({ entity, mine, form }: RegisterProps): VNode {
  const places = [entity.root, ...entity.participationTerritories()];
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("people.organisations.register")}</h1>
        <Lead>{t("people.organisations.registerLead")}</Lead>
      </Stack>
      {mine.length > 0 && (
        <Section title={t("people.organisations.mine")} id="mias">
          <Items>
            {mine.map((one) => (
              <Item
                title={one.name}
                meta={words(entity, one)}
                over={<Tag tone={TONE[one.state]}>{t(`people.organisations.state.${one.state}`)}</Tag>}
              >
                {one.reason !== null && <Small>{one.reason}</Small>}
              </Item>
            ))}
          </Items>
        </Section>
      )}
      <Form once action={href("/organizaciones/registrar")}>
        <Field
          id="name"
          label={t("people.organisations.name")}
          autocomplete="organization"
          value={form.value("name")}
          error={form.error("name")}
        />
        <Select
          id="kind"
          label={t("people.organisations.kind")}
          placeholder={t("common.choose")}
          value={form.value("kind")}
          error={form.error("kind")}
          options={ORGANISATION_KINDS.map((kind) => ({ value: kind, label: t(`people.kind.${kind}`) }))}
        />
        <Select
          id="territory"
          label={t("people.organisations.territory")}
          placeholder={t("common.choose")}
          value={form.value("territory")}
          error={form.error("territory")}
          options={places.map((place) => ({ value: place.code, label: place.name }))}
        />
        <Checkboxes
          id="groups"
          row
          optional
          label={t("people.organisations.groups")}
          hint={t("people.organisations.groupsHint")}
          values={form.values("groups")}
          error={form.error("groups")}
          options={optionsOf(entity.populationGroups())}
        />
        <Notice>{t("people.organisations.public")}</Notice>
        <Button size="big">{t("people.organisations.send")}</Button>
      </Form>
    </Page>
  );
}

export function Waiting({ entity, organisations, form }: ListProps & { form: FormState }): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Row apart>
        <h1>{t("people.organisations.deskTitle")}</h1>
      </Row>
      {organisations.length === 0 && (
        <EmptyState
          level={2}
          title={t("people.organisations.noneWaiting")}
          text={t("people.organisations.noneWaitingText")}
          action={{ href: href("/organizaciones/registrar"), text: t("people.organisations.register") }}
        />
      )}
      <Items>
        {organisations.map((one) => (
          <Item
            level={2}
            title={one.name}
            meta={`${words(entity, one)} · ${formatDayMonthYear(one.createdAt)}${one.representative === null ? "" : ` · ${one.representative}`}`}
          >
            <Form action={href(`/gestion/organizaciones/${one.id}/rechazar`)} label={one.name}>
              <Field
                id={`reason-${one.id}`}
                name="reason"
                optional
                label={t("people.organisations.reason")}
                hint={t("people.organisations.reasonHint")}
                value={form.value(`reason-${one.id}`)}
                error={form.error(`reason-${one.id}`)}
              />
              <Row>
                <Button
                  size="small"
                  action={href(`/gestion/organizaciones/${one.id}/aprobar`)}
                  label={`${t("people.organisations.approve")}: ${one.name}`}
                >
                  {t("people.organisations.approve")}
                </Button>
                <Button kind="danger" size="small" label={`${t("people.organisations.refuse")}: ${one.name}`}>
                  {t("people.organisations.refuse")}
                </Button>
              </Row>
            </Form>
          </Item>
        ))}
      </Items>
    </Page>
  );
}
