import type { VNode } from "preact";
import { Icon } from "./icons.tsx";
import { Island } from "./island.tsx";
import { safeHref } from "./link.tsx";

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
      <p class="fine" role="status" />
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
