// Promises in one bar: first the sentence, then the drawing, then each part with its figure.
import type { VNode } from "preact";
import { formatNumber, t } from "#platform/i18n/i18n.ts";
import { type BarPart, PartsFigure } from "#platform/views/charts.tsx";

const ORDER = ["met", "partly_met", "in_progress", "agreed", "proposed", "late", "not_met"] as const;
type State = (typeof ORDER)[number];
/** Six colours for seven states: what has not begun shares the grey of what was only proposed. */
const COLOR = { met: 1, partly_met: 5, in_progress: 3, agreed: 6, proposed: 6, late: 2, not_met: 4 } as const;

/** How many commitments are in each state. */
export type StateCounts = ReadonlyMap<string, number>;

export function sumStates(counts: readonly { state: string; n: number }[]): StateCounts {
  const sums = new Map<string, number>();
  for (const { state, n } of counts) sums.set(state, (sums.get(state) ?? 0) + n);
  return sums;
}

export function totalOf(states: StateCounts): number {
  return [...states.values()].reduce((sum, n) => sum + n, 0);
}

/** "De 64 compromisos, 22 se cumplieron y 9 van tarde." */
export function promisesSentence(states: StateCounts): string {
  return t("site.promises.sentence", {
    n: totalOf(states),
    met: states.get("met") ?? 0,
    late: states.get("late") ?? 0,
  });
}

export function PromisesBar({ states }: { states: StateCounts }): VNode {
  const parts = ORDER.filter((state) => states.has(state)).map((state) => ({
    label: t(`commitments.stateMany.${state satisfies State}`),
    value: states.get(state) ?? 0,
    color: COLOR[state],
  }));
  const describe = (part: BarPart): string => `${formatNumber(part.value)} ${part.label.toLowerCase()}`;
  return <PartsFigure parts={parts} describe={describe} />;
}
