import type { VNode } from "preact";
import type { LifeThing } from "#core/trace/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Field, FileField, Form, NearDateField } from "#platform/views/form.tsx";
import { Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Button, Link } from "#platform/views/link.tsx";
import { Small } from "#platform/views/text.tsx";
import { projectPath, StateTag, shareText } from "../figures.tsx";
import { PROJECT_STATES } from "../project.ts";
import type { Project } from "../projects.sql.ts";

interface Props {
  project: Project;
  served: readonly LifeThing[];
  form: FormState;
  saved: boolean;
}

export function ProjectForms(props: Props): VNode {
  const { project, form, saved } = props;
  return (
    <Page gap="l">
      <ErrorSummary errors={form.errors} />
      {saved && form.errors.length === 0 && (
        <Notice tone="success" live>
          {t("projects.report.saved")}
        </Notice>
      )}
      <Stack gap="s">
        <Row>
          <StateTag state={project.state} />
          <Small inline>{t("projects.report.now", { share: shareText(project.physical) })}</Small>
        </Row>
        <h1>{project.name}</h1>
        <Link href={href(projectPath(project.code))}>{t("projects.report.public")}</Link>
      </Stack>
      <ReportForm {...props} />
      <JoinForm {...props} />
      <LeaveForm {...props} />
    </Page>
  );
}

const fieldOf = (form: FormState) => (id: string) => ({ id, value: form.value(id), error: form.error(id) });

function ReportForm({ project, form }: Props): VNode {
  const field = fieldOf(form);
  return (
    <Section title={t("projects.report.heading")} id="reportar">
      <p>{t("projects.report.help")}</p>
      <Form once files action={href(`/gestion/proyectos/${project.code}/avance`)}>
        <Radios
          {...field("state")}
          label={t("projects.report.state")}
          options={PROJECT_STATES.map((state) => ({ value: state, label: t(`projects.state.${state}`) }))}
        />
        <Field
          {...field("physical")}
          width="4"
          inputMode="decimal"
          label={t("projects.report.physical")}
          hint={t("projects.report.physicalHint")}
        />
        <NearDateField {...field("asOf")} label={t("projects.report.asOf")} />
        <TextArea
          {...field("note")}
          rows={3}
          maxLength={2000}
          label={t("projects.report.note")}
          hint={t("projects.report.noteHint")}
        />
        <FileField
          id="files"
          optional
          multiple
          accept="image/jpeg,image/png,image/webp,application/pdf"
          label={t("projects.report.files")}
          hint={t("projects.report.filesHint")}
          error={form.error("files")}
        />
        <Button>{t("projects.report.save")}</Button>
      </Form>
    </Section>
  );
}

function JoinForm({ project, form }: Props): VNode {
  const field = fieldOf(form);
  return (
    <Section title={t("projects.join.heading")} id="unir">
      <p>{t("projects.join.help")}</p>
      <Form action={href(`/gestion/proyectos/${project.code}/unir`)}>
        <Field {...field("what")} label={t("projects.join.what")} hint={t("projects.join.whatHint")} />
        <TextArea {...field("reason")} rows={3} maxLength={600} label={t("projects.join.reason")} />
        <Button kind="quiet">{t("projects.join.save")}</Button>
      </Form>
    </Section>
  );
}

function LeaveForm({ project, served, form }: Props): VNode | null {
  if (served.length === 0) return null;
  const field = fieldOf(form);
  return (
    <Section title={t("projects.leave.heading")} id="quitar">
      <Form action={href(`/gestion/proyectos/${project.code}/quitar`)}>
        <Radios
          {...field("out")}
          label={t("projects.leave.which")}
          options={served.map(({ id, title }) => ({ value: String(id), label: title }))}
        />
        <TextArea {...field("why")} rows={3} maxLength={600} label={t("projects.leave.why")} />
        <Button kind="quiet">{t("projects.leave.save")}</Button>
      </Form>
    </Section>
  );
}
