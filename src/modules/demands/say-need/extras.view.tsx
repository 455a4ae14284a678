// What not everybody needs, folded below the one question: photos, the point, the sheet of causes.
import type { VNode } from "preact";
import { Urgent } from "#core/moderation/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { MAX_AUDIO_SECONDS } from "#platform/files/prepare-audio.ts";
import type { FormState } from "#platform/http/form.ts";
import { t } from "#platform/i18n/i18n.ts";
import { Checkboxes, Radios, TextArea } from "#platform/views/choices.tsx";
import { Details, Notice } from "#platform/views/content.tsx";
import { Field, FileField } from "#platform/views/form.tsx";
import { Stack } from "#platform/views/layout.tsx";
import { LocateButton } from "#platform/views/locate.tsx";
import { Said, Small } from "#platform/views/text.tsx";
import { Recorder } from "#platform/views/voice.tsx";
import { MAX_LETTERS, SHEET_FIELDS } from "./need-fields.ts";

interface Props {
  form: FormState;
  photos: number;
  voice: number | undefined;
  entity: Entity;
}

export function Extras({ form, photos, voice, entity }: Props): VNode {
  const optional = t("views.form.optional");
  const sheet = SHEET_FIELDS.some((name) => form.value(name) !== "" || form.error(name) !== undefined);
  return (
    <Stack gap="s">
      <Details
        summary={`${t("demands.voice.fold")} ${optional}`}
        open={voice !== undefined || form.error("audio") !== undefined}
      >
        {voice !== undefined && <Notice tone="success">{t("demands.voice.kept", { n: voice })}</Notice>}
        <FileField
          id="audio"
          optional
          label={t("demands.voice.label")}
          hint={t("demands.voice.hint")}
          error={form.error("audio")}
          accept="audio/*"
        />
        <Recorder
          field="audio"
          seconds={MAX_AUDIO_SECONDS}
          texts={{
            start: t("demands.voice.start"),
            stop: t("demands.voice.stop"),
            done: t("demands.voice.done", { n: "%" }),
            failed: t("demands.voice.failed"),
          }}
        />
      </Details>
      <Details
        summary={`${t("demands.photo.fold")} ${optional}`}
        open={photos > 0 || form.error("photos") !== undefined}
      >
        {photos > 0 && <Notice tone="success">{t("demands.photo.kept", { n: photos })}</Notice>}
        <FileField
          id="photos"
          optional
          multiple
          label={t("demands.photo.label")}
          hint={t("demands.photo.hint")}
          error={form.error("photos")}
          accept="image/jpeg,image/png,image/webp"
        />
      </Details>
      <Details
        summary={`${t("demands.point.fold")} ${optional}`}
        open={form.value("point") !== "" || form.error("point") !== undefined}
      >
        <Field
          id="point"
          optional
          label={t("demands.point.label")}
          hint={t("demands.point.hint")}
          value={form.value("point")}
          error={form.error("point")}
          maxLength={300}
          autocomplete="off"
        >
          <LocateButton
            field="point"
            text={t("demands.point.here")}
            finding={t("demands.point.finding")}
            failed={t("demands.point.failed")}
          />
        </Field>
      </Details>
      <Details summary={`${t("demands.sheet.fold")} ${optional}`} open={sheet}>
        <Small>{t("demands.sheet.lead")}</Small>
        {SHEET_FIELDS.map((name) => (
          <TextArea
            id={name}
            optional
            label={t(`demands.sheet.${name}`)}
            value={form.value(name)}
            error={form.error(name)}
            rows={2}
            maxLength={MAX_LETTERS}
          />
        ))}
      </Details>
      <Details summary={t("demands.risk.fold")} open={form.value("risk") !== ""}>
        <Urgent entity={entity} />
        <Checkboxes
          id="risk"
          optional
          label={t("demands.risk.label")}
          values={form.values("risk")}
          options={[{ value: "yes", label: t("demands.risk.only"), more: t("demands.risk.more") }]}
        />
      </Details>
    </Stack>
  );
}

/** What would be public, with what says who somebody is covered, and the choice. */
export function Covered({ form, covered }: { form: FormState; covered: string }): VNode {
  return (
    <Notice tone="warn" title={t("demands.personal.title")}>
      <p>{t("demands.personal.lead")}</p>
      <Said>{covered}</Said>
      <Radios
        id="cover"
        label={t("demands.personal.choose")}
        value={form.value("cover") || "yes"}
        options={[
          { value: "yes", label: t("demands.personal.yes") },
          { value: "no", label: t("demands.personal.no"), more: t("demands.personal.noMore") },
        ]}
      />
    </Notice>
  );
}
