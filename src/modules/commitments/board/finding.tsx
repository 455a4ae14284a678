// What many commitments say together, the same wherever they are counted: one sentence, and a bar with a part for each state.
// Being late is not a state: the sentence tells it, and no part of the bar.
import type { VNode } from "preact";
import { formatNumber, formatPercent, t } from "#platform/i18n/i18n.ts";
import { type BarPart, PartsFigure } from "#platform/views/charts.tsx";

const ORDER = ["met", "partly_met", "in_progress", "agreed", "proposed", "not_met"] as const;
const COLORS = { met: 1, partly_met: 5, in_progress: 3, agreed: 6, proposed: 6, not_met: 4 } as const;

/** "De 64 compromisos, 22 se cumplieron (34 %) y 9 van tarde." */
export function findingText(counts: { n: number; met: number; late: number }): string {
  return t("commitments.board.finding", { ...counts, share: formatPercent(counts.met, counts.n) });
}

/** How many are in each state. */
export function StatesFigure({ states }: { states: ReadonlyMap<string, number> }): VNode {
  return <PartsFigure parts={partsOf(states)} describe={(part) => `${part.label} ${formatNumber(part.value)}`} />;
}

/** A part for each state that there is. Agreed and proposed both wait to begin: one part, told apart in the filters. */
export function partsOf(states: ReadonlyMap<string, number>): BarPart[] {
  return ORDER.filter((state) => state !== "proposed").flatMap((state) => {
    const value = (states.get(state) ?? 0) + (state === "agreed" ? (states.get("proposed") ?? 0) : 0);
    const label = state === "agreed" ? t("commitments.board.notBegun") : t(`commitments.stateMany.${state}`);
    return value === 0 ? [] : [{ label, value, color: COLORS[state] }];
  });
}
