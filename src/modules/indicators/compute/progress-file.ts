// The file of goals of a plan, spelled as planning offices spell it, and what is computed of it.
import { z } from "zod";
import { BEHAVIOURS, FORMULA_SET, goalProgress, rollUp } from "#analysis/progress/progress.ts";

/** Plans of Colombia that are in force began in 2024; another file says its own first year. */
const FIRST_YEAR = 2024;

/** NP, or nothing: not programmed. */
const maybe = z.union([z.number(), z.literal("NP").transform(() => null), z.null()]);
const goal = z.object({
  behaviour: z.enum(BEHAVIOURS),
  LB: maybe.optional(),
  pg: maybe,
  P: z.array(maybe).min(1),
  R: z.array(maybe),
  at: z.int(),
});
const child = z.object({ w: z.number().nullable().optional(), a: maybe });

export const progressFile = z.object({
  first_year: z.int().default(FIRST_YEAR),
  progress: z.array(goal).default([]),
  rollup: z.object({ case: z.object({ children: z.array(child) }) }).optional(),
});
export type ProgressFile = z.output<typeof progressFile>;

const percent = (share: number | null): number | null => (share === null ? null : share * 100);

/** What is shown of a goal, in percentages. Capacity goals say by what: the level reached, and the rise over the baseline. */
export function progressOf(one: ProgressFile["progress"][number], firstYear: number) {
  const result = goalProgress({
    behaviour: one.behaviour,
    baseline: one.LB ?? null,
    goal: one.pg,
    programmed: one.P,
    achieved: one.R,
    year: one.at - firstYear,
  });
  const [year_pct, quadrennium_pct] = [percent(result.year), percent(result.period)];
  return {
    behaviour: one.behaviour,
    at: one.at,
    formula_set: FORMULA_SET,
    year_pct,
    quadrennium_pct,
    ...(one.behaviour === "incremento_capacidad" && {
      year_pct_level: year_pct,
      quadrennium_pct_level: quadrennium_pct,
      quadrennium_pct_over_baseline: percent(result.overBaseline),
    }),
    rollup_value: result.rollup,
    ...(result.flag !== undefined && { flag: result.flag }),
  };
}

/** The progress of a whole from its parts; null when the file has none. */
export function rollupOf({ rollup }: ProgressFile): { parent_pct: number | null } | null {
  if (rollup === undefined) return null;
  const parts = rollup.case.children.map(({ w, a }) => ({ weight: w ?? null, progress: a }));
  return { parent_pct: percent(rollUp(parts)) };
}
