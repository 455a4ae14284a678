import type { VNode } from "preact";
import { t } from "#platform/i18n/i18n.ts";
import { Tag, type TagTone } from "#platform/views/content.tsx";
import type { Case } from "./case-store.ts";

/** Whether its last day has passed: an answer counts once it is notified. */
export function isLate(one: Pick<Case, "dueOn" | "closedAt" | "state">, today: string): boolean {
  return one.closedAt === null && one.dueOn !== null && one.dueOn < today;
}

/** The state in a word, the same in the list, the case and the public page. Late is told beside it: it is no state. */
export function StateTag({ one, today }: { one: Pick<Case, "dueOn" | "closedAt" | "state">; today: string }): VNode {
  const late = isLate(one, today);
  const tone: TagTone = late
    ? "late"
    : one.closedAt !== null
      ? "done"
      : one.state === "needs-clarification"
        ? "warn"
        : "open";
  return (
    <>
      <Tag tone={tone}>{t(`cases.state.${one.state}`)}</Tag>
      {late && (
        <>
          {" "}
          <Tag tone="late">{t("cases.late")}</Tag>
        </>
      )}
    </>
  );
}
