import type { VNode } from "preact";
import { ORGANISATION_KINDS } from "#core/people/index.ts";
import { type Entity, optionsOf, type Territory } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatInstant, href, t } from "#platform/i18n/i18n.ts";
import { Checkboxes, TextArea } from "#platform/views/choices.tsx";
import { Card, Details, EmptyState, Facts, Notice, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Actions, Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Fine, Lead, Small } from "#platform/views/text.tsx";
import type { Process } from "../process.ts";
import type { Invited, Outcome } from "./audience.sql.ts";
import { type Invitation, paragraphsOf, wordsOf } from "./invitations.ts";

const baseOf = ({ slug }: Pick<Process, "slug">) => `/gestion/procesos/${slug}/invitaciones`;

export function InvitationList({
  process,
  invitations,
}: {
  process: Process;
  invitations: readonly Invitation[];
}): VNode {
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("processes.invite.title")}</h1>
        <Lead>{t("processes.invite.lead")}</Lead>
      </Stack>
      <Actions>
        <LinkButton href={href(`${baseOf(process)}/nueva`)}>{t("processes.invite.new")}</LinkButton>
      </Actions>
      {invitations.length === 0 && (
        <EmptyState level={2} title={t("processes.invite.none")} text={t("processes.invite.noneText")} />
      )}
      <Items>
        {invitations.map((one) => (
          <Item
            level={2}
            title={one.subject}
            href={href(`${baseOf(process)}/${one.id}`)}
            over={
              <Tag tone={one.sentAt === null ? "warn" : "done"}>
                {t(one.sentAt === null ? "processes.invite.draft" : "processes.invite.sent")}
              </Tag>
            }
            meta={[formatInstant(one.sentAt ?? one.writtenAt), one.by].filter(Boolean).join(" · ")}
          >
            {one.sentAt !== null && <Small>{countsOf(one)}</Small>}
          </Item>
        ))}
      </Items>
    </Page>
  );
}

function countsOf({ invited, without, delivered, failed }: Invitation): string {
  return [
    t("processes.invite.counts.invited", { n: invited }),
    t("processes.invite.counts.delivered", { n: delivered }),
    failed > 0 && t("processes.invite.counts.failed", { n: failed }),
    without > 0 && t("processes.invite.counts.without", { n: without }),
  ]
    .filter(Boolean)
    .join(" · ");
}

export function InvitationForm(props: {
  process: Process;
  draft: Invitation | undefined;
  form: FormState;
  entity: Entity;
  places: readonly Territory[];
}): VNode {
  const { process, draft, form, entity, places } = props;
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  const list = (id: string) => ({ id, values: form.values(id), error: form.error(id) });
  const action = draft === undefined ? `${baseOf(process)}/nueva` : `${baseOf(process)}/${draft.id}/corregir`;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t(draft === undefined ? "processes.invite.new" : "processes.invite.correct")}</h1>
        <Lead>{t("processes.invite.formLead")}</Lead>
      </Stack>
      <Form once action={href(action)} hidden={{ version: String(draft?.version ?? 0) }}>
        <Folded
          {...list("groups")}
          label={t("processes.invite.groups")}
          hint={t("processes.invite.groupsHint")}
          options={optionsOf(entity.populationGroups())}
        />
        <Folded
          {...list("kinds")}
          label={t("processes.invite.kinds")}
          options={ORGANISATION_KINDS.map((kind) => ({ value: kind, label: t(`people.kind.${kind}`) }))}
        />
        <Folded
          {...list("territories")}
          label={t("processes.invite.placesLabel")}
          options={places.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Field {...field("subject")} label={t("processes.invite.subject.label")} maxLength={120} />
        <TextArea
          {...field("text")}
          rows={10}
          maxLength={4000}
          label={t("processes.invite.text.label")}
          hint={t("processes.invite.text.hint")}
        />
        <Button>{t("processes.invite.see")}</Button>
      </Form>
    </Page>
  );
}

/** A long list of choices that is opened by who needs it, with how many are marked. */
function Folded(props: {
  id: string;
  label: string;
  hint?: string;
  values: readonly string[];
  error?: string;
  options: readonly { value: string; label: string }[];
}): VNode {
  const { label, values, error } = props;
  return (
    <Details
      summary={t("processes.invite.fold", { what: label, n: values.length })}
      open={values.length > 0 || error !== undefined}
    >
      <Checkboxes {...props} row optional />
    </Details>
  );
}

interface PreviewProps {
  process: Process;
  invitation: Invitation;
  invited: readonly Invited[];
  entity: Entity;
  form: FormState;
}

export function InvitationPreview({ process, invitation, invited, entity, form }: PreviewProps): VNode {
  const of = (outcome: Outcome) => invited.filter((one) => one.outcome === outcome);
  const going = of("invited");
  const words = wordsOf(process, invitation, going[0]?.name ?? t("processes.invite.anOrganisation"));
  const sent = invitation.sentAt !== null;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <Row>
          <Tag tone={sent ? "done" : "warn"}>{t(sent ? "processes.invite.sent" : "processes.invite.draft")}</Tag>
        </Row>
        <h1>{invitation.subject}</h1>
        <Lead>{sent ? countsOf(invitation) : t("processes.invite.willGo", { n: going.length })}</Lead>
      </Stack>
      <Card title={t("processes.invite.asRead")} id="carta">
        {paragraphsOf(invitation.text).map((paragraph) => (
          <p>{paragraph}</p>
        ))}
        <p>
          <strong>{words.action.text}</strong>
        </p>
        <Fine>
          {words.why} {words.stopText}.
        </Fine>
      </Card>
      <Facts items={audienceFacts(invitation, entity)} />
      {!sent && <WhoGetsIt going={going} noAddress={of("no_address")} stopped={of("stopped")} entity={entity} />}
      {!sent && (
        <Form
          action={href(`${baseOf(process)}/${invitation.id}/enviar`)}
          hidden={{ version: String(invitation.version) }}
        >
          {process.state !== "published" && <Notice tone="warn">{t("processes.invite.notPublished")}</Notice>}
          <Actions>
            {process.state === "published" && going.length > 0 && (
              <Button>{t("processes.invite.send", { n: going.length })}</Button>
            )}
            <LinkButton kind="quiet" href={href(`${baseOf(process)}/${invitation.id}/corregir`)}>
              {t("processes.invite.correct")}
            </LinkButton>
          </Actions>
        </Form>
      )}
    </Page>
  );
}

function audienceFacts({ groups, kinds, territories }: Invitation, entity: Entity) {
  const names = new Map(optionsOf(entity.populationGroups()).map(({ value, label }) => [value, label]));
  const all = t("processes.invite.all");
  const known = ORGANISATION_KINDS.filter((kind) => kinds.includes(kind));
  return [
    { name: t("processes.invite.groups"), value: groups.map((code) => names.get(code) ?? code).join(", ") || all },
    { name: t("processes.invite.kinds"), value: known.map((kind) => t(`people.kind.${kind}`)).join(", ") || all },
    {
      name: t("processes.invite.placesLabel"),
      value: territories.map((code) => entity.find(code)?.name ?? code).join(", ") || all,
    },
  ];
}

function WhoGetsIt(props: {
  going: readonly Invited[];
  noAddress: readonly Invited[];
  stopped: readonly Invited[];
  entity: Entity;
}): VNode {
  const { going, noAddress, stopped, entity } = props;
  const nameOf = ({ name, territory }: Invited) => `${name} · ${entity.find(territory)?.name ?? territory}`;
  const lists = [
    { text: t("processes.invite.going", { n: going.length }), items: going },
    { text: t("processes.invite.noAddress", { n: noAddress.length }), items: noAddress },
    { text: t("processes.invite.stopped", { n: stopped.length }), items: stopped },
  ].filter(({ items }) => items.length > 0);
  return (
    <Section title={t("processes.invite.who")} id="quienes" gap="s">
      {lists.length === 0 && (
        <EmptyState title={t("processes.invite.nobody")} text={t("processes.invite.nobodyText")} />
      )}
      {lists.map(({ text, items }) => (
        <Details summary={text}>
          <Bullets items={items.map(nameOf)} />
        </Details>
      ))}
    </Section>
  );
}
