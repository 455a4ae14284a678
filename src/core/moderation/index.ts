// What moderation offers. A module says in its manifest what people may report (`reportables`): how a subject is read and
// how it is hidden. It opens a case itself with `openCase` for what waits to be seen by somebody before everybody sees it.
export { type AuthorNotice, askSecondLook, listAuthorNotices } from "./appeal/appeal.ts";
export { dropWaitingCases, openCase, openCases } from "./cases.ts";
export { noteDecision, restoreSubject, usualWords } from "./decide/decide.ts";
export { type LivedCase, loadCases } from "./load.ts";
export { Covered } from "./personal/covered.view.tsx";
export { askPersonal, coveredText, coverPersonal, holdsPersonal } from "./personal/personal.ts";
export { openProtection, tellProtection } from "./protection/protection.ts";
export { Urgent } from "./protection/urgent.view.tsx";
export { HIDE_REASONS, type HideReason, REPORT_REASONS } from "./reasons.ts";

import type { Reportable } from "#platform/module.ts";

declare module "#platform/http/route.ts" {
  interface RequestExtras {
    /** What people may report, by kind. */
    reportables: ReadonlyMap<string, Reportable>;
  }
}
