import type { VNode } from "preact";
import { seenValue } from "#core/trace/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDayMonthYear, href, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Card, Notice } from "#platform/views/content.tsx";
import { WorkKeys } from "#platform/views/desk.tsx";
import { ErrorSummary, Field, FieldRow, FileField, Form, NearDateField } from "#platform/views/form.tsx";
import { Actions, Page, Row, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Button, Link } from "#platform/views/link.tsx";
import { Small } from "#platform/views/text.tsx";
import { nextStates } from "../commitment.ts";
import type { Commitment } from "../commitments.sql.ts";
import { StateTag } from "../state-tag.tsx";

interface Props {
  commitment: Commitment;
  /** The one that was told just before. */
  told: Commitment | undefined;
  form: FormState;
  today: string;
}

export function UpdateForms(props: Props): VNode {
  const { commitment, told, form, today } = props;
  return (
    <Page gap="l">
      <ErrorSummary errors={form.errors} />
      {told !== undefined && form.errors.length === 0 && (
        <Notice tone="success" live>
          {t("commitments.update.told")} <Link href={href(`/compromisos/${told.id}`)}>{told.title}</Link>
        </Notice>
      )}
      <Stack gap="s">
        <Row>
          <StateTag commitment={commitment} today={today} />
          <Small inline>{formatDayMonthYear(commitment.dueDate)}</Small>
        </Row>
        <h1>{commitment.title}</h1>
        <Row links as="p">
          <Link href={href(`/compromisos/${commitment.id}`)}>{t("commitments.update.seePublic")}</Link>
          <Link href={href(`/gestion/compromisos/${commitment.id}/corregir`)}>{t("commitments.edit.title")}</Link>
        </Row>
      </Stack>
      <Split>
        <WorkKeys>
          <UpdateForm {...props} />
        </WorkKeys>
        <Side>
          <DateForm {...props} />
        </Side>
      </Split>
    </Page>
  );
}

function UpdateForm({ commitment, form }: Props): VNode {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  return (
    <Form once files action={href(`/gestion/compromisos/${commitment.id}/novedad`)} hidden={seenValue(form)}>
      <h2>{t("commitments.update.title")}</h2>
      <Radios
        {...field("state")}
        label={t("commitments.update.state.label")}
        options={nextStates(commitment.state).map((state) => ({
          value: state,
          label: t(`commitments.state.${state}`),
        }))}
      />
      <TextArea {...field("text")} label={t("commitments.update.text.label")} maxLength={3000} />
      <FileField
        id="files"
        optional
        multiple
        accept="image/jpeg,image/png,image/webp,application/pdf"
        label={t("commitments.update.files.label")}
        hint={t("commitments.update.files.hint")}
        error={form.error("files")}
      />
      <FieldRow>
        <Field
          {...field("figureDone")}
          optional
          width="8"
          inputMode="numeric"
          label={t("commitments.update.figure.done")}
        />
        <Field
          {...field("figureOf")}
          optional
          width="8"
          inputMode="numeric"
          label={t("commitments.update.figure.of")}
        />
        <Field {...field("figureUnit")} optional label={t("commitments.update.figure.unit")} />
      </FieldRow>
      <Field {...field("link")} optional type="url" label={t("commitments.update.link.label")} />
      <Actions>
        <Button>{t("commitments.update.save")}</Button>
        <Button kind="quiet" name="next" value="1" shortcut="S">
          {t("commitments.update.saveNext")}
        </Button>
      </Actions>
    </Form>
  );
}

function DateForm({ commitment, form }: Props): VNode | null {
  const field = (id: string) => ({ id, value: form.value(id), error: form.error(id) });
  if (commitment.state === "met" || commitment.state === "not_met") return null;
  return (
    <Card title={t("commitments.update.dateTitle")} id="fecha" tone="flat">
      <Form action={href(`/gestion/compromisos/${commitment.id}/fecha`)} layout="stack" hidden={seenValue(form)}>
        <NearDateField {...field("dueDate")} label={t("commitments.update.newDate")} />
        <TextArea {...field("reason")} rows={3} label={t("commitments.update.reason.label")} maxLength={600} />
        <Button kind="quiet">{t("commitments.update.changeDate")}</Button>
      </Form>
    </Card>
  );
}
