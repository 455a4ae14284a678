// The forms of a case: each is one act, folded until it is asked for.
import type { ComponentChildren, VNode } from "preact";
import { coverPersonal } from "#core/moderation/index.ts";
import { optionsOf } from "#core/territory/index.ts";
import { seenValue } from "#core/trace/index.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Details } from "#platform/views/content.tsx";
import { Field, Form, Select } from "#platform/views/form.tsx";
import { Stack } from "#platform/views/layout.tsx";
import { Button } from "#platform/views/link.tsx";
import type { CaseProps } from "./case.view.tsx";

const PATH = "/gestion/solicitudes";

/** A form of this case: it carries the last line of history that the page showed. */
export function ActForm({
  one,
  form,
  search,
  name,
  hidden,
  children,
}: CaseProps & { name: string; hidden?: Record<string, string>; children: ComponentChildren }): VNode {
  return (
    <Form once action={href(`${PATH}/${one.id}/${name}`)} hidden={{ ...seenValue(form), f: search, ...hidden }}>
      {children}
    </Form>
  );
}

/** What can be done with a case besides answering it. */
export function Acts(props: CaseProps): VNode {
  const { one, form, entity, officers } = props;
  const open = one.closedAt === null;
  // Of the forms that ask for reasons, the one that came back: it is open, and the summary of errors links to it.
  const sent = (["what", "days", "agency", "kind"] as const).find((field) => form.raw[field] !== undefined);
  const why = (field: typeof sent, label: string): VNode => (
    <TextArea
      id={sent === field ? "reason" : `${field}-reason`}
      name="reason"
      label={label}
      value={sent === field ? form.value("reason") : ""}
      error={sent === field ? form.error("reason") : undefined}
      rows={3}
      maxLength={2000}
    />
  );
  return (
    <Stack gap="s">
      {open && (
        <ActForm {...props} name="asignar">
          <Select
            id="officer"
            label={t("cases.desk.assign.label")}
            placeholder={t("common.choose")}
            value={form.value("officer") || String(one.assignedTo ?? "")}
            error={form.error("officer")}
            options={officers.map((officer) => ({ value: String(officer.id), label: officer.name }))}
          />
          <Button kind="quiet">{t("cases.desk.assign.send")}</Button>
        </ActForm>
      )}
      {open && (
        <Details summary={t("cases.desk.ask.fold")} open={sent === "what"}>
          <ActForm {...props} name="pedir">
            <Radios
              id="what"
              label={t("cases.desk.ask.what")}
              value={form.value("what") || "completion"}
              error={form.error("what")}
              options={(["completion", "clarification"] as const).map((value) => ({
                value,
                label: t(`cases.desk.ask.${value}`),
              }))}
            />
            {why("what", t("cases.desk.ask.label"))}
            <Button kind="quiet">{t("cases.desk.ask.send")}</Button>
          </ActForm>
        </Details>
      )}
      {open && (
        <Details summary={t("cases.desk.extend.fold")} open={sent === "days"}>
          <ActForm {...props} name="ampliar">
            <Field
              id="days"
              type="number"
              width="4"
              label={t("cases.desk.extend.days.label")}
              value={form.value("days")}
              error={form.error("days")}
            />
            {why("days", t("cases.desk.extend.label"))}
            <Button kind="quiet">{t("cases.desk.extend.send")}</Button>
          </ActForm>
        </Details>
      )}
      {open && (
        <Details summary={t("cases.desk.transfer.fold")} open={sent === "agency"}>
          <ActForm {...props} name="trasladar">
            <Select
              id="agency"
              label={t("cases.desk.transfer.label")}
              placeholder={t("common.choose")}
              value={form.value("agency")}
              error={form.error("agency")}
              options={optionsOf(entity.agencies().filter(({ code }) => code !== one.agency))}
            />
            {why("agency", t("cases.desk.transfer.why"))}
            <Button kind="quiet">{t("cases.desk.transfer.send")}</Button>
          </ActForm>
        </Details>
      )}
      {open && (
        <Details summary={t("cases.desk.close.fold")} open={sent === "kind"}>
          <ActForm {...props} name="cerrar">
            <Radios
              id="kind"
              label={t("cases.desk.close.label")}
              value={form.value("kind") || undefined}
              error={form.error("kind")}
              options={(["withdrawn", "archived"] as const).map((value) => ({
                value,
                label: t(`cases.desk.close.${value}`),
              }))}
            />
            {why("kind", t("cases.desk.close.why"))}
            <Button kind="quiet">{t("cases.desk.close.send")}</Button>
          </ActForm>
        </Details>
      )}
      {one.mayPublish && <Publish {...props} />}
      <Details summary={t("cases.desk.note.fold")} open={form.error("note") !== undefined}>
        <ActForm {...props} name="anotar">
          <TextArea
            id="note"
            label={t("cases.desk.note.label")}
            value={form.value("note")}
            error={form.error("note")}
            rows={3}
            maxLength={5000}
          />
          <Button kind="quiet">{t("cases.desk.note.send")}</Button>
        </ActForm>
      </Details>
    </Stack>
  );
}

/** What everybody may read: covered by the program, read before by an official. */
function Publish(props: CaseProps): VNode {
  const { one, form, entity } = props;
  if (one.publicText !== null) {
    return (
      <ActForm {...props} name="despublicar">
        <Button kind="quiet">{t("cases.desk.publish.undo")}</Button>
      </ActForm>
    );
  }
  return (
    <Details summary={t("cases.desk.publish.fold")} open={form.error("publicText") !== undefined}>
      <ActForm {...props} name="publicar">
        <TextArea
          id="publicText"
          label={t("cases.desk.publish.label")}
          hint={t("cases.desk.publish.hint")}
          value={form.value("publicText") || coverPersonal(one.text, entity.jurisdiction)}
          error={form.error("publicText")}
          rows={6}
          maxLength={5000}
        />
        <Button kind="quiet">{t("cases.desk.publish.send")}</Button>
      </ActForm>
    </Details>
  );
}
