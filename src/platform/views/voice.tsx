import type { VNode } from "preact";
import { MAX_AUDIO_SECONDS } from "../files/prepare-audio.ts";
import type { FormState } from "../http/form.ts";
import { t } from "../i18n/i18n.ts";
import { Notice } from "./content.tsx";
import { FileField } from "./form.tsx";
import { Icon } from "./icons.tsx";
import { Island } from "./island.tsx";
import { Stack } from "./layout.tsx";
import { safeHref } from "./link.tsx";
import { StatusLine } from "./text.tsx";

/** A recording with the player of the browser. What it says is written beside it, or is what is about to be written. */
export function Player({ src, label }: { src: string; label: string }): VNode {
  return (
    // biome-ignore lint/a11y/useMediaCaption: its words are the text of the need, or are being written down here
    <audio class="voice" controls preload="none" src={safeHref(src)} aria-label={label} />
  );
}

/** Records into a file field. Without the island it is not shown: the field takes an audio of the phone's own recorder. */
export function Recorder({ field, seconds, texts }: RecorderProps): VNode {
  return (
    <Island tag="plaza-recorder" data={{ field, seconds: String(seconds), ...texts }}>
      <button type="button" class="button button--quiet button--small" hidden>
        <Icon name="mic" />
        <span>{texts.start}</span>
      </button>
      <StatusLine />
    </Island>
  );
}
type RecorderProps = {
  /** id of the file field. */
  field: string;
  /** The longest that is taken. */
  seconds: number;
  /** `done` holds `%`, the seconds recorded. */
  texts: { start: string; stop: string; done: string; failed: string };
};

/** Other ways to say it, beside the words: a voice note in `audio`, and photos in `photos`. What was kept already is told. */
export function VoiceAndPhotos({ form, photos, voice, hints, documents }: VoiceAndPhotosProps): VNode {
  return (
    <Stack gap="base">
      {voice !== undefined && <Notice tone="success">{t("views.voice.kept", { n: voice })}</Notice>}
      <FileField
        id="audio"
        optional
        label={t("views.voice.label")}
        hint={hints.voice}
        error={form.error("audio")}
        accept="audio/*"
      />
      <Recorder
        field="audio"
        seconds={MAX_AUDIO_SECONDS}
        texts={{
          start: t("views.voice.start"),
          stop: t("views.voice.stop"),
          done: t("views.voice.done", { n: "%" }),
          failed: t("views.voice.failed"),
        }}
      />
      {photos > 0 && (
        <Notice tone="success">{t(documents ? "views.photos.filesKept" : "views.photos.kept", { n: photos })}</Notice>
      )}
      <FileField
        id="photos"
        optional
        multiple
        label={t(documents ? "views.photos.orDocument" : "views.photos.label")}
        hint={hints.photos}
        error={form.error("photos")}
        accept={`image/jpeg,image/png,image/webp${documents ? ",application/pdf" : ""}`}
      />
    </Stack>
  );
}
type VoiceAndPhotosProps = {
  form: FormState;
  /** How many photos were kept already. */
  photos: number;
  /** Seconds of the voice note that was kept already. */
  voice: number | undefined;
  /** Who hears and sees them, and how many are taken. */
  hints: { voice: string; photos: string };
  /** Whether a PDF is taken too. */
  documents?: boolean;
};
