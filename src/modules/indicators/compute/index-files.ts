// What each kind of file holds, and what is computed of it.
import { z } from "zod";
import { AGGREGATIONS, type Composite, compositeIndex, GAPS } from "#analysis/indices/composite.ts";
import { gini } from "#analysis/indices/gini.ts";
import { GOALPOSTS_2021, type Goalposts, humanDevelopment } from "#analysis/indices/human-development.ts";
import { multidimensionalPoverty } from "#analysis/indices/multidimensional-poverty.ts";
import { DIMENSIONS, socialProgress } from "#analysis/indices/social-progress.ts";

/** A file of rows or cases: each becomes one result, in the order of the file. */
export interface IndexFile {
  schema: z.ZodType<readonly { at: string; compute: () => object }[]>;
}

const measured = z.number().nullable();
const name = z.union([z.string(), z.number()]);
const named = { id: name.optional(), code: name.optional(), country: name.optional(), name: name.optional() };
const idOf = (row: { [K in keyof typeof named]?: string | number | undefined }) =>
  row.id ?? row.code ?? row.country ?? row.name ?? null;

const goalpost = z.tuple([z.number(), z.number()]);
const goalposts = z.object({
  life_expectancy: goalpost.default([...GOALPOSTS_2021.lifeExpectancy]),
  expected_years_schooling: goalpost.default([...GOALPOSTS_2021.expectedSchooling]),
  mean_years_schooling: goalpost.default([...GOALPOSTS_2021.meanSchooling]),
  gni_per_capita: goalpost.default([...GOALPOSTS_2021.income]),
});

/** The name of the income carries the year of its prices, which changes with each edition. */
const INCOME = /^gni_per_capita/;
const hdiRow = z.preprocess(
  (row) => {
    if (typeof row !== "object" || row === null) return row;
    const income = Object.entries(row).find(([key]) => INCOME.test(key));
    return { ...row, gni_per_capita: income?.[1] };
  },
  z.object({
    ...named,
    life_expectancy: measured,
    expected_years_schooling: measured,
    mean_years_schooling: measured,
    gni_per_capita: measured,
  }),
);

const hdi: IndexFile = {
  schema: z
    .object({
      rows: z.array(hdiRow),
      formula: z.object({ goalposts: goalposts.optional() }).optional(),
    })
    .transform(({ rows, formula }) => {
      const posts = formula?.goalposts === undefined ? GOALPOSTS_2021 : goalpostsOf(formula.goalposts);
      return rows.map((row, at) => ({
        at: `rows[${at}]`,
        compute: () => {
          const input = {
            lifeExpectancy: row.life_expectancy,
            expectedSchooling: row.expected_years_schooling,
            meanSchooling: row.mean_years_schooling,
            income: row.gni_per_capita,
          };
          return { id: idOf(row), ...humanDevelopment(input, posts) };
        },
      }));
    }),
};

function goalpostsOf(given: z.output<typeof goalposts>): Goalposts {
  return {
    lifeExpectancy: given.life_expectancy,
    expectedSchooling: given.expected_years_schooling,
    meanSchooling: given.mean_years_schooling,
    income: given.gni_per_capita,
  };
}

const components = z.record(z.enum(Object.values(DIMENSIONS).flat()), measured);
const spi: IndexFile = {
  schema: z.object({ rows: z.array(z.object({ ...named, components })) }).transform(({ rows }) =>
    rows.map((row, at) => ({
      at: `rows[${at}]`,
      compute: () => ({ id: idOf(row), ...socialProgress(row.components) }),
    })),
  ),
};

const mpi: IndexFile = {
  schema: z
    .object({
      cases: z.array(
        z.object({
          achievements: z.array(z.array(measured)),
          z: z.array(z.number()),
          weights: z.array(z.number()),
          k: z.number(),
          strict: z.string().optional(),
        }),
      ),
    })
    .transform(({ cases }) =>
      cases.map((one, at) => ({
        at: `cases[${at}]`,
        compute: () => {
          const { achievements, z: cutOffs, weights, k } = one;
          return multidimensionalPoverty({ achievements, cutOffs, weights, k, atCutOff: one.strict?.includes("<=") });
        },
      })),
    ),
};

const giniFile: IndexFile = {
  schema: z
    .object({ cases: z.array(z.object({ x: z.array(measured).min(1), weights: z.array(z.number()).optional() })) })
    .transform(({ cases }) =>
      cases.map(({ x, weights }, at) => ({ at: `cases[${at}]`, compute: () => gini(x, weights) })),
    ),
};

/** As the page of an edition gives it: each place becomes a result, in the order of the file. */
const composite: IndexFile = {
  schema: z
    .object({
      measures: z.array(z.object({ worst: z.number(), best: z.number(), weight: z.number() })).min(1),
      aggregation: z.enum(AGGREGATIONS),
      gaps: z.enum(GAPS),
      seed: z.string(),
      draws: z.int().min(1).max(100_000).optional(),
      places: z.array(z.object({ id: name.transform(String), values: z.array(measured) })),
    })
    .transform(({ places, seed, draws, ...method }) => {
      let whole: Composite | undefined;
      const computed = () => {
        whole ??= compositeIndex(places, method, { seed, draws });
        return whole;
      };
      return places.map(({ id }, at) => ({
        at: `places[${at}]`,
        compute: () => {
          const one = computed().places.find((place) => place.id === id);
          return { id, value: one?.value ?? null, place: one?.place ?? null, ...(one?.range ?? NO_RANGE) };
        },
      }));
    }),
};
const NO_RANGE = { from: null, to: null, first: null };

export const INDEX_FILES = { hdi, spi, mpi, gini: giniFile, composite } as const;
export type IndexName = keyof typeof INDEX_FILES;
