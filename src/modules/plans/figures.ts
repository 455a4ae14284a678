// Figures of plans in words.
import { FORMULA_SET } from "#analysis/progress/progress.ts";
import type { Entity } from "#core/territory/index.ts";
import { formatNumber, locale, t } from "#platform/i18n/i18n.ts";
import type { PlanNode } from "./plan.ts";
import type { NodeRow } from "./plans.sql.ts";

const NBSP = "\u00A0";
const DECIMALS = 6;

/** A ratio as it is, also 133 % and −100 %; a dash where there is none. */
export function ratioText(ratio: number | null): string {
  return ratio === null ? "–" : `${formatNumber(ratio * 100)}${NBSP}%`;
}

/** A ratio as the length of a bar, which cannot be longer than itself. */
export function barOf(ratio: number | null): number {
  return Math.min(100, Math.max(0, (ratio ?? 0) * 100));
}

/** An amount as it was written. */
export function amountText(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : formatNumber(value, DECIMALS);
}

/** What is programmed of a year: a number, NP, or a dash where nobody said anything. */
export function programmedText(years: NodeRow["programmed"], year: number): string {
  const value = years[year];
  return value === null ? t("plans.np") : amountText(value);
}

/** What the plan calls a level, as words. */
export function levelText(level: string): string {
  const words = level.replaceAll("_", " ").trim();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** Who answers for a goal, as the catalogue or the file says; undefined when nobody does. */
export function agencyText(node: Pick<NodeRow, "agency" | "body">, entity: Entity): string | undefined {
  if (node.agency !== null) return entity.name(entity.agency(node.agency), locale());
  return node.body ?? undefined;
}

/** From what the progress was computed. */
export function basisText({ progress }: PlanNode): string {
  return progress.basis === null ? t("plans.basis.none") : t(`plans.basis.${progress.basis}`, { set: FORMULA_SET });
}

export const planPath = (plan: string): string => `/plan/${plan}`;
export const nodePath = (plan: string, code: string): string => `/plan/${plan}/${code}`;
