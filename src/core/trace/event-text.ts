import { formatDayMonthYear, isMessageKey, t, translate } from "#platform/i18n/i18n.ts";

/**
 * What a public line of history says, in the reader's language: the text `trace.event.{event}` of its module with what the
 * line holds. Days are written out. An event that nobody gave words to is only "something changed".
 */
export function eventText(line: { event: string; data: Record<string, unknown> }): string {
  const key = `trace.event.${line.event.replace(".", "-")}`;
  if (!isMessageKey(key)) return t("trace.otherEvent");
  const values = Object.entries(line.data).map(([name, value]) => {
    const text = typeof value === "number" ? value : String(value ?? "");
    return [name, /^\d{4}-\d\d-\d\d$/.test(String(text)) ? formatDayMonthYear(String(text)) : text];
  });
  return translate(key, Object.fromEntries(values));
}
