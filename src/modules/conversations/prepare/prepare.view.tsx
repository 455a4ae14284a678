import type { VNode } from "preact";
import type { Entity, Territory } from "#core/territory/index.ts";
import { seenValue } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatInstant, formatList, href, locale, t } from "#platform/i18n/i18n.ts";
import { Checkboxes, Radios, TextArea } from "#platform/views/choices.tsx";
import { EmptyState, Tag, type TagTone } from "#platform/views/content.tsx";
import { ErrorSummary, Field, FieldRow, Form, Select } from "#platform/views/form.tsx";
import { Actions, Page, Row, Section } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine } from "#platform/views/text.tsx";
import type { Conversation } from "../conversation.ts";
import type { DeskConversation } from "../moderate/desk.sql.ts";

export const STATE_TONE: Record<Conversation["state"], TagTone> = { draft: "warn", open: "open", closed: "plain" };

interface DeskListProps {
  conversations: readonly DeskConversation[];
  entity: Entity;
  mayCreate: boolean;
}

export function DeskList({ conversations, entity, mayCreate }: DeskListProps): VNode {
  return (
    <Page width="wide" gap="l">
      <Row apart>
        <h1>{t("conversations.desk.list")}</h1>
        {mayCreate && (
          <LinkButton href={href("/gestion/conversaciones/nueva")}>{t("conversations.prepare.new")}</LinkButton>
        )}
      </Row>
      {conversations.length === 0 && (
        <EmptyState
          level={2}
          title={t("conversations.desk.none")}
          text={t("conversations.desk.noneText")}
          action={
            mayCreate
              ? { href: href("/gestion/conversaciones/nueva"), text: t("conversations.prepare.new") }
              : { href: href("/conversaciones"), text: t("conversations.list.title") }
          }
        />
      )}
      <Items>
        {conversations.map((one) => (
          <Item
            level={2}
            title={one.title}
            href={href(`/gestion/conversaciones/${one.slug}`)}
            over={
              <>
                <Tag tone={STATE_TONE[one.state]}>{t(`conversations.state.${one.state}`)}</Tag>
                {one.waiting > 0 && <Tag tone="warn">{t("conversations.desk.waiting", { n: one.waiting })}</Tag>}
              </>
            }
            meta={[
              formatList(one.territories.map((code) => entity.territory(code).name)),
              t("conversations.desk.closes", { date: formatInstant(one.closesAt) }),
              t("conversations.list.people", { n: one.people }),
            ].join(" · ")}
          />
        ))}
      </Items>
    </Page>
  );
}

interface FormProps {
  form: FormState;
  places: readonly Territory[];
  processes: readonly Process[];
  entity: Entity;
  editing?: Conversation;
}

export function ConversationForm(props: FormProps): VNode {
  const { form, processes, editing } = props;
  const action = editing === undefined ? "nueva" : `${editing.slug}/editar`;
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <h1>{editing === undefined ? t("conversations.prepare.new") : t("conversations.prepare.edit")}</h1>
      <Form
        once
        action={href(`/gestion/conversaciones/${action}`)}
        hidden={editing === undefined ? {} : seenValue(form)}
      >
        {editing === undefined && (
          <Select
            {...field("process")}
            label={t("conversations.prepare.process")}
            placeholder={t("common.choose")}
            options={processes.map(({ slug, title }) => ({ value: slug, label: title }))}
          />
        )}
        <Field
          {...field("title")}
          label={t("conversations.prepare.title")}
          hint={t("conversations.prepare.titleHint")}
          maxLength={160}
        />
        <TextArea
          {...field("intro")}
          optional
          label={t("conversations.prepare.intro")}
          hint={t("conversations.prepare.introHint")}
          rows={3}
          maxLength={600}
        />
        <Dates {...props} />
        <Rules {...props} />
        <Actions>
          <Button>{t("conversations.prepare.save")}</Button>
        </Actions>
      </Form>
    </Page>
  );
}

function Dates({ form, entity: { timeZone } }: FormProps): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  return (
    <Section title={t("conversations.prepare.dates")} id="fechas">
      <Fine>{t("conversations.prepare.datesHint", { zone: timeZone })}</Fine>
      <FieldRow>
        <Field {...field("opens")} type="datetime-local" label={t("conversations.prepare.opens")} />
        <Field {...field("closes")} type="datetime-local" label={t("conversations.prepare.closes")} />
      </FieldRow>
    </Section>
  );
}

/** What no longer changes once people answer travels unseen with the form. */
function Rules({ form, places, entity, editing }: FormProps): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  if (editing !== undefined && editing.state !== "draft") {
    return (
      <>
        {["language", "moderation", "letters", "each"].map((name) => (
          <input type="hidden" name={name} value={form.value(name)} />
        ))}
        {form.values("territories").map((code) => (
          <input type="hidden" name="territories" value={code} />
        ))}
        <Fine>{t("conversations.prepare.onlyDates")}</Fine>
      </>
    );
  }
  return (
    <Section title={t("conversations.prepare.rules")} id="reglas">
      <Radios
        {...field("moderation")}
        label={t("conversations.prepare.moderation")}
        options={(["post", "pre"] as const).map((value) => ({
          value,
          label: t(`conversations.prepare.${value}`),
          more: t(`conversations.prepare.${value}More`),
        }))}
      />
      <FieldRow>
        <Field {...field("letters")} width="4" inputMode="numeric" label={t("conversations.prepare.letters")} />
        <Field {...field("each")} width="4" inputMode="numeric" label={t("conversations.prepare.each")} />
      </FieldRow>
      <Select
        {...field("language")}
        label={t("conversations.prepare.language")}
        options={entity.languages.map((value) => ({ value, label: entity.languageName(value, locale()) }))}
      />
      <Checkboxes
        id="territories"
        row
        label={t("conversations.prepare.places")}
        hint={t("conversations.prepare.placesHint")}
        error={form.error("territories")}
        values={[...form.values("territories")]}
        options={places.map((place) => ({ value: place.code, label: place.name }))}
      />
    </Section>
  );
}
