// How far a process went, computed from what happened in it. The rule is published where the result is.
import type { Process } from "#modules/processes/index.ts";
import type { NeedCount } from "./need-counts.sql.ts";
import type { PromiseCount, WinnerCount } from "./results.sql.ts";

type Level = Process["level"];

/** What it is computed from. */
export type LevelFacts = Pick<NeedCount, "needs" | "answered"> &
  Pick<PromiseCount, "commitments" | "shared" | "ended" | "judged"> &
  WinnerCount;

export interface LevelStep {
  level: Level;
  /** What was counted for it; 0 of 0 where there was nothing to count. */
  n: number;
  of: number;
  reached: boolean;
}

/**
 * The steps in the order of the national guidelines (MIPG), and the last one that was reached. Each presupposes those before it:
 *
 * - information: the rules and dates were published, which is so in every process that can be read;
 * - consultation: at least 90 % of the needs led to an initiative, a commitment or a public reason;
 * - planning: at least half of what people chose is a commitment;
 * - execution: somebody outside the entity answers too for at least one in ten commitments;
 * - control: those who asked have judged at least half of the commitments that ended.
 */
export function reachedLevel(facts: LevelFacts): { level: Level; steps: readonly LevelStep[] } {
  const shares = [
    { level: "consultation", n: facts.answered, of: facts.needs, least: 0.9 },
    { level: "planning", n: facts.winnersPromised, of: facts.winners, least: 0.5 },
    { level: "execution", n: facts.shared, of: facts.commitments, least: 0.1 },
    { level: "control", n: facts.judged, of: facts.ended, least: 0.5 },
  ] as const;
  const steps: LevelStep[] = [{ level: "information", n: 1, of: 1, reached: true }];
  for (const { level, n, of, least } of shares) {
    const before = steps.every((step) => step.reached);
    steps.push({ level, n, of, reached: before && of > 0 && n >= least * of });
  }
  const last = steps.findLast((step) => step.reached);
  return { level: last?.level ?? "information", steps };
}

/** Levels from the nearest to the farthest, to compare what was promised with what was done. */
const ORDER: readonly Level[] = ["information", "consultation", "planning", "execution", "control"];

/** Negative when less was reached than declared; positive when more. */
export function levelsApart(declared: Level, reached: Level): number {
  return ORDER.indexOf(reached) - ORDER.indexOf(declared);
}
