// The answer of a case: begun from a template or not, written by one, reviewed by another, with how it was delivered.
import type { VNode } from "preact";
import { href, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Notice } from "#platform/views/content.tsx";
import { Field, Form, Select } from "#platform/views/form.tsx";
import { Section } from "#platform/views/layout.tsx";
import { Button, Link } from "#platform/views/link.tsx";
import { Fine, Plainly } from "#platform/views/text.tsx";
import type { Template } from "../templates/templates.sql.ts";
import { ActForm } from "./acts.view.tsx";
import type { CaseProps } from "./case.view.tsx";

const PATH = "/gestion/solicitudes";

export function Answer(props: CaseProps): VNode | null {
  const { one, form, me, template } = props;
  // Once it was sent it stays as it was: another round begins empty.
  const answer =
    one.closedAt === null && one.state !== "answered" && props.answer?.reviewedAt != null ? undefined : props.answer;
  if (one.state === "notified" || one.state === "answered") {
    return (
      <Section title={t("cases.mine.answer.title")} id="respuesta">
        <Plainly text={answer?.text ?? ""} />
        {answer?.proof && <Fine>{answer.proof}</Fine>}
        {one.state === "answered" && (
          <ActForm {...props} name="notificar">
            <Field
              id="proof"
              label={t("cases.desk.prove.label")}
              hint={t("cases.desk.prove.hint")}
              value={form.value("proof")}
              error={form.error("proof")}
              maxLength={500}
            />
            <Button kind="quiet">{t("cases.desk.prove.send")}</Button>
          </ActForm>
        )}
      </Section>
    );
  }
  if (one.closedAt !== null) return null;
  const waiting = answer !== undefined && answer.reviewedAt === null;
  return (
    <Section title={t("cases.desk.answer.title")} id="responder">
      {waiting && (
        <Notice tone="info" title={t("cases.desk.answer.waiting", { name: answer.writer ?? "" })}>
          {answer.joint !== null ? (
            <Link href={href(`${PATH}/conjuntas/${answer.joint}`)}>{t("cases.joint.partOf")}</Link>
          ) : answer.writtenBy === me ? (
            <p>{t("cases.desk.answer.other")}</p>
          ) : (
            <ActForm {...props} name="revisar">
              <Button>{t("cases.desk.answer.review")}</Button>
            </ActForm>
          )}
        </Notice>
      )}
      <Templates {...props} />
      <ActForm {...props} name="responder" hidden={template && { template: String(template.versionId) }}>
        <TextArea
          id="text"
          label={t("cases.desk.answer.label")}
          value={form.value("text") || (template === undefined ? (answer?.text ?? "") : begun(template, props))}
          error={form.error("text")}
          rows={10}
          maxLength={20_000}
        />
        <Radios
          id="outcome"
          row
          label={t("cases.desk.answer.outcome.label")}
          value={form.value("outcome") || answer?.outcome}
          error={form.error("outcome")}
          options={(["granted", "refused"] as const).map((value) => ({
            value,
            label: t(`cases.desk.answer.outcome.${value}`),
          }))}
        />
        <Button>{t("cases.desk.answer.send")}</Button>
      </ActForm>
    </Section>
  );
}

/** The template, with the name of who asks and the number of the case in their places. */
function begun({ text }: Template, { one, person }: CaseProps): string {
  return text.replaceAll("{nombre}", person?.name ?? "").replaceAll("{numero}", one.number);
}

function Templates({ one, templates, template, search }: CaseProps): VNode | null {
  if (templates.length === 0) return null;
  const hidden = Object.fromEntries(new URLSearchParams(search));
  return (
    <Form action={href(`${PATH}/${one.id}`)} method="get" layout="row" hidden={hidden}>
      <Select
        id="plantilla"
        label={t("cases.template.begin")}
        value={String(template?.id ?? "")}
        options={templates.map(({ id, name }) => ({ value: String(id), label: name }))}
      />
      <Button kind="quiet">{t("cases.template.use")}</Button>
    </Form>
  );
}
