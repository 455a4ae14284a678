import type { VNode } from "preact";
import { t } from "#platform/i18n/i18n.ts";
import { Written } from "#platform/views/text.tsx";
import type { Oversight } from "../oversight.sql.ts";

/** What an organisation watches for, in its words; or why moderation hides them. */
export function ObjectOf({ oversight: { object, hiddenReason } }: { oversight: Oversight }): VNode {
  return object === null ? <>{t("oversight.hidden", { reason: hiddenReason ?? "" })}</> : <Written>{object}</Written>;
}
