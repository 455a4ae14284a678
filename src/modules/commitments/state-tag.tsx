import type { VNode } from "preact";
import { t } from "#platform/i18n/i18n.ts";
import { Tag, type TagTone } from "#platform/views/content.tsx";
import { type CommitmentState, daysLate, isOverdue } from "./commitment.ts";

const TONE: Record<CommitmentState, TagTone> = {
  proposed: "plain",
  agreed: "info",
  in_progress: "open",
  met: "done",
  partly_met: "warn",
  not_met: "late",
};

/** The state in a word; when the promised day has passed, how late it is. */
export function StateTag({
  commitment,
  today,
}: {
  commitment: { state: CommitmentState; dueDate: string };
  today: string;
}): VNode {
  return (
    <>
      {commitment.state !== "agreed" || !isOverdue(commitment, today) ? (
        <Tag tone={TONE[commitment.state]}>{t(`commitments.state.${commitment.state}`)}</Tag>
      ) : null}
      {isOverdue(commitment, today) && (
        <Tag tone="late">{t("commitments.late", { n: daysLate(commitment.dueDate, today) })}</Tag>
      )}
    </>
  );
}
