import type { VNode } from "preact";
import { formatTime, href, t } from "#platform/i18n/i18n.ts";
import { Form } from "#platform/views/form.tsx";
import { Button } from "#platform/views/link.tsx";
import { Small } from "#platform/views/text.tsx";
import { undoUntil } from "./undo-window.ts";

interface Props {
  action: string;
  /** When what it undoes was done. */
  at: Date;
  /** What it undoes, for who listens; in a notice that says it already, nothing. */
  of?: string;
  hidden?: Record<string, string>;
  shortcut?: string;
}

/** The way back from an act, and until when. */
export function UndoForm({ action, at, of, hidden, shortcut }: Props): VNode {
  const word = t("demands.join.merged.undo");
  return (
    <Form action={href(action)} layout="bare" hidden={hidden}>
      <Button
        kind="quiet"
        size={shortcut === undefined ? "small" : "dense"}
        icon={shortcut === undefined ? "undo" : undefined}
        shortcut={shortcut}
        label={of === undefined ? undefined : `${word}: ${of}`}
      >
        {word}
      </Button>{" "}
      <Small inline>{t("demands.undo.until", { time: formatTime(undoUntil(at)) })}</Small>
    </Form>
  );
}
