// What is computed of a project: how much of its money was used, and whether the work goes with it.

export const PROJECT_STATES = ["planned", "running", "stopped", "finished"] as const;
export type ProjectState = (typeof PROJECT_STATES)[number];

export const EXECUTORS = ["agency", "community", "operator", "unknown"] as const;
export type Executor = (typeof EXECUTORS)[number];

/** The stages of the money, in their order; whole units of the currency. */
export const STAGES = ["initial", "definitive", "committed", "obligated", "paid"] as const;
/** Those that are told where there is room for few. */
export const SHORT_STAGES = ["definitive", "committed", "paid"] as const;
export type Stage = (typeof STAGES)[number];
export type Money = Readonly<Record<Stage, number>>;

/** What makes the pages of projects stale. */
export const PROJECTS_TAG = "projects";

/** Financial progress: what is owed for what was received, of what the budget gives. */
export function financialOf(money: Money | null): number | null {
  return money === null || money.definitive === 0 ? null : money.obligated / money.definitive;
}

export interface Divergence {
  kind: "unknown" | "even" | "moneyAhead" | "workAhead" | "moneyAlone" | "workAlone";
  /** Whole points of percentage between one and the other. */
  points: number;
}

/**
 * How far apart the work and its money are. There are no thresholds, because nobody agreed on them: it is said which goes ahead and by
 * how much, and apart when one of them has not begun.
 */
export function divergenceOf(physical: number | null, financial: number | null): Divergence {
  if (physical === null || financial === null) return { kind: "unknown", points: 0 };
  const points = Math.round(100 * physical) - Math.round(100 * financial);
  if (points === 0) return { kind: "even", points };
  const kind =
    points > 0 ? (financial === 0 ? "workAlone" : "workAhead") : physical === 0 ? "moneyAlone" : "moneyAhead";
  return { kind, points: Math.abs(points) };
}

export function sumMoney(all: readonly (Money | null)[]): Money {
  const sum = (stage: Stage) => all.reduce((total, money) => total + (money?.[stage] ?? 0), 0);
  return {
    initial: sum("initial"),
    definitive: sum("definitive"),
    committed: sum("committed"),
    obligated: sum("obligated"),
    paid: sum("paid"),
  };
}
