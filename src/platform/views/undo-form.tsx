import type { VNode } from "preact";
import { undoUntil } from "../http/undo-window.ts";
import { formatTime, href, t } from "../i18n/i18n.ts";
import { Form } from "./form.tsx";
import { Button } from "./link.tsx";
import { Small } from "./text.tsx";

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
  const word = t("common.undo.word");
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
      <Small inline>{t("common.undo.until", { time: formatTime(undoUntil(at)) })}</Small>
    </Form>
  );
}
