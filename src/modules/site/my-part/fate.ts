// What happened to a contribution, in one sentence, and whether its author is asked something now. Pure but for texts.
import { formatDayMonthYear, t } from "#platform/i18n/i18n.ts";
import type { Fate } from "./fate.sql.ts";

/** "Se juntó con otras 41, ganó y hoy va así: en marcha, para el 18 de diciembre de 2026." */
export function fateSentence(fate: Fate): string {
  if (fate.demand === "discarded") return t("site.fate.discarded", { reason: fate.reason ?? "" });
  const joined = fate.demand === null ? "" : t("site.fate.joined", { n: fate.others });
  const now = present(fate);
  const sentence = joined === "" ? now : t("site.fate.both", { joined, now });
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function present(fate: Fate): string {
  if (fate.commitment !== null && fate.state !== null && fate.dueDate !== null) {
    const state = t(`commitments.state.${fate.state}`).toLowerCase();
    return t(fate.won ? "site.fate.wonAndGoes" : "site.fate.goes", { state, date: formatDayMonthYear(fate.dueDate) });
  }
  if (fate.won === true) return t("site.fate.won");
  if (fate.won === false) return t("site.fate.notWon");
  if (fate.initiative !== null) return t("site.fate.initiative");
  if (fate.need !== null) return t("site.fate.becameNeed");
  if (fate.demand === "received") return t("site.fate.received");
  return t("site.fate.read");
}

/** Whether those who asked for it may say now if it was done: the agency says it is settled, or a promised day passed. */
export function askedNow(fate: Fate, today: string): boolean {
  if (fate.commitment === null || fate.state === null || fate.dueDate === null) return false;
  const settled = fate.state === "met" || fate.state === "partly_met" || fate.state === "not_met";
  return settled || (fate.firstDueDate ?? fate.dueDate) < today || fate.dueDate < today;
}
