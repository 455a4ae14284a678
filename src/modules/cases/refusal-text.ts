import { formatDate, t, translate } from "#platform/i18n/i18n.ts";
import type { CaseRefusal } from "./case-clock.ts";

/** Why the law does not allow something, in one sentence that ends with the rule. */
export function describeRefusal({ code, source, parameters }: CaseRefusal): string {
  const by = typeof parameters.by === "string" ? formatDate(parameters.by) : "";
  const why = translate(`cases.refused.${code}`, { ...parameters, by });
  return t("cases.refused.withRule", { why, rule: source.article });
}
