import type { ComponentChildren, VNode } from "preact";
import { Urgent } from "#core/moderation/index.ts";
import { type Entity, optionsOf } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { href, locale, t } from "#platform/i18n/i18n.ts";
import { Checkboxes, Radios, TextArea } from "#platform/views/choices.tsx";
import { Details } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form, Select } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button, Link } from "#platform/views/link.tsx";
import { StepCount } from "#platform/views/steps.tsx";
import { Fine } from "#platform/views/text.tsx";
import { VoiceAndPhotos } from "#platform/views/voice.tsx";
import { DangerField, PlaceField } from "../fields.view.tsx";
import { type Form as CaseForm, termOf } from "../forms.ts";
import { MAX_LETTERS, PATHS, type Step } from "./steps.ts";

interface Asked {
  form: FormState;
  entity: Entity;
  action: string;
  at: number;
  of: number;
  back: Step | undefined;
  /** What may help besides the question. */
  after?: VNode | null;
}

/** The frame of a question: where one is, the question, the button, the way back. */
function Question({
  form,
  action,
  at,
  of,
  back,
  files,
  hidden,
  after,
  children,
}: Asked & { files?: boolean; hidden?: Record<string, string>; children: ComponentChildren }): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <StepCount at={at} of={of} />
      <Form action={href(action)} files={files} hidden={hidden}>
        {children}
        <Button size="big">{t("cases.file.next")}</Button>
      </Form>
      {back !== undefined && <Link href={href(PATHS[back])}>{t("cases.file.back")}</Link>}
      {after}
    </Page>
  );
}

export function AskWhat({ photos, voice, ...props }: Asked & { photos: number; voice: number | undefined }): VNode {
  const { form, entity } = props;
  return (
    <Question {...props} files hidden={form.value("like") === "" ? undefined : { like: form.value("like") }}>
      <TextArea
        id="text"
        asTitle
        label={t("cases.file.what.title")}
        hint={t("cases.file.what.hint")}
        value={form.value("text")}
        error={form.error("text")}
        rows={7}
        maxLength={MAX_LETTERS}
      />
      <Details
        summary={t("cases.file.what.filesFold")}
        open={
          photos > 0 || voice !== undefined || form.errors.some(({ field }) => field === "photos" || field === "audio")
        }
      >
        <VoiceAndPhotos
          form={form}
          photos={photos}
          voice={voice}
          hints={{ voice: t("cases.file.what.voiceHint"), photos: t("cases.file.what.photosHint") }}
          documents
        />
      </Details>
      <Details summary={t("cases.file.what.dangerFold")} open={form.value("priority") !== ""}>
        <Stack>
          <Urgent entity={entity} />
          <DangerField form={form} />
        </Stack>
      </Details>
    </Question>
  );
}

export function AskForm({
  day,
  forms,
  proposed,
  ...props
}: Asked & { day: string; forms: readonly CaseForm[]; proposed: CaseForm }): VNode {
  const { form, entity } = props;
  const meaning = (one: CaseForm): string => {
    const term = termOf(entity.jurisdiction, one, day);
    const days = term === undefined ? "" : t("cases.file.form.days", { n: term.days });
    return `${t(`cases.form.${one}.more`)} ${days}`;
  };
  const first = forms.includes(proposed) ? proposed : "petition";
  return (
    <Question {...props}>
      <Radios
        id="form"
        asTitle
        label={t("cases.file.form.title")}
        hint={t("cases.file.form.hint", { form: t(`cases.form.${first}.name`) })}
        value={form.value("form") || first}
        error={form.error("form")}
        options={forms
          .toSorted((a, b) => Number(b === first) - Number(a === first))
          .map((one) => ({
            value: one,
            label:
              one === first
                ? t("cases.file.form.proposed", { form: t(`cases.form.${one}.name`) })
                : t(`cases.form.${one}.name`),
            more: meaning(one),
          }))}
      />
    </Question>
  );
}

export function AskWhere(props: Asked): VNode {
  const { form, entity } = props;
  return (
    <Question {...props}>
      <PlaceField
        form={form}
        entity={entity}
        label={t("cases.file.where.title")}
        hint={t("cases.file.where.hint")}
        asTitle
      />
      <Field
        id="place"
        optional
        label={t("cases.file.where.place", { place: entity.text("neighbourhood", locale()) })}
        hint={t("cases.file.where.placeHint")}
        value={form.value("place")}
        error={form.error("place")}
        maxLength={200}
      />
    </Question>
  );
}

export function AskAbout(props: Asked): VNode {
  const { form, entity } = props;
  return (
    <Question {...props}>
      <Select
        id="sector"
        asTitle
        label={t("cases.file.about.title")}
        hint={t("cases.file.about.hint")}
        placeholder={t("cases.file.about.other")}
        value={form.value("sector")}
        error={form.error("sector")}
        options={optionsOf(entity.sectors())}
      />
    </Question>
  );
}

export function AskWho(props: Asked): VNode {
  const { form, entity } = props;
  return (
    <Question {...props}>
      <Radios
        id="identity"
        asTitle
        label={t("cases.file.who.title")}
        hint={t("cases.file.who.hint", { entity: entity.shortName(locale()) })}
        value={form.value("identity") || undefined}
        error={form.error("identity")}
        options={[
          { value: "name", label: t("cases.file.who.name"), more: t("cases.file.who.nameMore") },
          { value: "anonymous", label: t("cases.file.who.anonymous"), more: t("cases.file.who.anonymousMore") },
        ]}
      />
      <Stack>
        <Fine>{t("cases.file.who.onlyName")}</Fine>
        <Field
          id="name"
          optional
          label={t("cases.file.who.nameLabel")}
          value={form.value("name")}
          error={form.error("name")}
          autocomplete="name"
          maxLength={160}
        />
        <Field
          id="email"
          type="email"
          optional
          label={t("cases.file.who.email")}
          hint={t("cases.file.who.emailHint")}
          value={form.value("email")}
          error={form.error("email")}
          autocomplete="email"
          maxLength={200}
        />
        <Field
          id="phone"
          type="tel"
          optional
          label={t("cases.file.who.phone")}
          value={form.value("phone")}
          error={form.error("phone")}
          autocomplete="tel"
          maxLength={40}
        />
        <Checkboxes
          id="electronic"
          optional
          label={t("cases.file.who.notify")}
          values={form.values("electronic")}
          options={[{ value: "yes", label: t("cases.file.who.notifyYes"), more: t("cases.file.who.notifyMore") }]}
        />
      </Stack>
    </Question>
  );
}
