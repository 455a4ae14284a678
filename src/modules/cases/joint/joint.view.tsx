// One answer for many: the form under the chosen cases, the list of those written, and each one with its cases.
import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatInstant, href, locale, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Details, EmptyState, Facts, Notice, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Fine, Lead, Plainly } from "#platform/views/text.tsx";
import type { Case } from "../case-store.ts";
import type { Law } from "../law.ts";
import { joinedFrom } from "../rules.ts";
import { StateTag } from "../state-tag.tsx";
import type { Joint, JointMember } from "./joint.sql.ts";

export const JOINT_PATH = "/gestion/solicitudes/conjuntas";
export const QUESTION_LETTERS = 1000;
export const ANSWER_LETTERS = 20_000;

interface FormProps {
  cases: readonly Case[];
  form: FormState;
  analogous: Law["analogous"];
}

/** Under the chosen cases: one answer for all, or how many the law asks for. Nothing where no law gives it. */
export function JointForm({ cases, form, analogous }: FormProps): VNode | null {
  if (analogous === undefined || cases.length === 0) return null;
  const { source } = analogous;
  const from = joinedFrom(analogous);
  if (cases.length < from) return <Fine>{t("cases.joint.needs", { from, article: source.article })}</Fine>;
  return (
    <Details summary={t("cases.joint.fold", { n: cases.length })} open={form.raw.question !== undefined}>
      <Form once action={href(JOINT_PATH)} hidden={{ ids: cases.map(({ id }) => id).join(",") }}>
        <p>{t("cases.joint.explain")}</p>
        <TextArea
          id="question"
          label={t("cases.joint.question.label")}
          hint={t("cases.joint.question.hint")}
          value={form.value("question")}
          error={form.error("question")}
          rows={3}
          maxLength={QUESTION_LETTERS}
        />
        <TextArea
          id="text"
          label={t("cases.desk.answer.label")}
          hint={t("cases.joint.text.hint")}
          value={form.value("text")}
          error={form.error("text")}
          rows={10}
          maxLength={ANSWER_LETTERS}
        />
        <Radios
          id="outcome"
          row
          label={t("cases.joint.outcome")}
          value={form.value("outcome") || undefined}
          error={form.error("outcome")}
          options={(["granted", "refused"] as const).map((value) => ({
            value,
            label: t(`cases.desk.answer.outcome.${value}`),
          }))}
        />
        <Fine>
          {t(source.confirmed ? "cases.joint.rule" : "cases.joint.ruleToConfirm", { article: source.article })}
        </Fine>
        <Button>{t("cases.joint.send", { n: cases.length })}</Button>
      </Form>
    </Details>
  );
}

function JointTag({ joint }: { joint: Joint }): VNode {
  if (joint.droppedAt !== null) return <Tag>{t("cases.joint.state.dropped")}</Tag>;
  if (joint.reviewedAt !== null) return <Tag tone="done">{t("cases.joint.state.out")}</Tag>;
  return <Tag tone="warn">{t("cases.joint.state.waits")}</Tag>;
}

export function JointList({ items, entity }: { items: readonly Joint[]; entity: Entity }): VNode {
  return (
    <Page width="narrow" gap="l">
      <Stack gap="s">
        <h1>{t("cases.joint.title")}</h1>
        <Lead>{t("cases.joint.lead")}</Lead>
      </Stack>
      {items.length === 0 && (
        <EmptyState
          level={2}
          title={t("cases.joint.none")}
          text={t("cases.joint.noneText")}
          action={{ href: href("/gestion/solicitudes"), text: t("cases.bulk.back") }}
        />
      )}
      <Items>
        {items.map((joint) => (
          <Item
            level={2}
            title={joint.question}
            href={href(`${JOINT_PATH}/${joint.id}`)}
            over={<JointTag joint={joint} />}
            meta={[
              entity.name(entity.agency(joint.agency), locale()),
              t("cases.joint.asked", { n: joint.asked }),
              formatInstant(joint.reviewedAt ?? joint.writtenAt),
            ].join(" · ")}
          />
        ))}
      </Items>
    </Page>
  );
}

interface OneProps {
  joint: Joint;
  /** Those that the reader may open. */
  members: readonly JointMember[];
  me: number | undefined;
  form: FormState;
  today: string;
}

export function JointOne({ joint, members, me, form, today }: OneProps): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("cases.joint.one", { id: joint.id })}</h1>
        <p>
          <JointTag joint={joint} />
        </p>
      </Stack>
      <JointWordsOf joint={joint} />
      {joint.reviewedAt === null && joint.droppedAt === null && <Waiting joint={joint} me={me} />}
      {joint.reviewedAt !== null && (
        <NextLink href={href(`/solicitudes/respuestas/${joint.id}`)}>{t("cases.joint.read")}</NextLink>
      )}
      {members.length > 0 && (
        <Section title={t("cases.joint.members", { n: members.length })} id="solicitudes">
          <Items>
            {members.map((one) => (
              <Item
                small
                title={one.number}
                href={href(`/gestion/solicitudes/${one.id}`)}
                side={<StateTag one={one} today={today} />}
              />
            ))}
          </Items>
        </Section>
      )}
    </Page>
  );
}

/** What was asked and what is answered, as everybody reads it. */
export function JointWordsOf({ joint }: { joint: Joint }): VNode {
  return (
    <Facts
      items={[
        { name: t("cases.joint.question.short"), value: <Plainly text={joint.question} /> },
        { name: t("cases.desk.answer.label"), value: <Plainly text={joint.text} /> },
        { name: t("cases.joint.outcome"), value: t(`cases.desk.answer.outcome.${joint.outcome}`) },
      ]}
    />
  );
}

/** What its reviewer is told before it leaves for good. */
function Waiting({ joint, me }: Pick<OneProps, "joint" | "me">): VNode {
  return (
    <Notice tone="warn" title={t("cases.desk.answer.waiting", { name: joint.writer ?? "" })}>
      <Stack gap="s">
        {joint.writtenBy === me ? (
          <p>{t("cases.desk.answer.other")}</p>
        ) : (
          <>
            <p>{t("cases.joint.noUndo", { n: joint.asked })}</p>
            <Form action={href(`${JOINT_PATH}/${joint.id}/revisar`)} layout="bare">
              <Button>{t("cases.joint.review", { n: joint.asked })}</Button>
            </Form>
          </>
        )}
        <Form action={href(`${JOINT_PATH}/${joint.id}/descartar`)} layout="bare">
          <Button kind="quiet">{t("cases.joint.drop")}</Button>
        </Form>
      </Stack>
    </Notice>
  );
}
