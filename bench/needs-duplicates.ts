import { seededRandom } from "#analysis/shuffle/random.ts";
import { shuffle } from "#analysis/shuffle/shuffle.ts";
import { findSimilarDemands } from "#modules/demands/similar.sql.ts";
import { EDIT_LEVELS, type EditLevel, editedCopy } from "#test/support/edited-copies.ts";
import { type Ground, percentile95, type Row } from "./large-process.ts";

const SUGGESTIONS = 10_000;
/** People who write at the same time; more of them on two cores would only make each wait for the others. */
const AT_ONCE = 2;
const AT = 5;
const MOST_MS = 100;
const LEAST_RECALL = 0.9;

interface Need {
  id: number;
  text: string;
  territory: string;
}

/** 10,000 times "what says the same as this?" among 100,000 needs, a third of them of one city: how long, and how often it is there. */
export async function measureDuplicates(ground: Ground, processId: number): Promise<Row[]> {
  const random = seededRandom("copies of the bench");
  const copies = (await copied(ground)).map((need, index) => {
    const level = EDIT_LEVELS[index % EDIT_LEVELS.length] ?? 1;
    return { need, level, text: editedCopy(need.text, level, random) };
  });
  const times: number[] = [];
  const found = new Map<EditLevel, number>(EDIT_LEVELS.map((level) => [level, 0]));
  const next = copies.values();
  const writer = async () => {
    for (const { need, level, text } of next) {
      const began = performance.now();
      const near = await findSimilarDemands(ground.db.read, {
        processId,
        territoryCode: need.territory,
        text,
        limit: AT,
      });
      times.push(performance.now() - began);
      if (near.some(({ id }) => id === need.id)) found.set(level, (found.get(level) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, writer));
  return rowsOf(times, found);
}

async function copied({ db }: Ground): Promise<Need[]> {
  const needs = await db.read
    .selectFrom("demands")
    .select(["id", "text", "territory_code as territory"])
    .orderBy("id")
    .execute();
  return shuffle(needs, seededRandom("which are copied")).slice(0, SUGGESTIONS);
}

function rowsOf(times: readonly number[], found: ReadonlyMap<EditLevel, number>): Row[] {
  const p95 = percentile95(times);
  const each = SUGGESTIONS / EDIT_LEVELS.length;
  const share = (n: number, of: number): number => Math.round((1000 * n) / of) / 10;
  const all = [...found.values()].reduce((sum, n) => sum + n, 0) / SUGGESTIONS;
  return [
    {
      name: `${SUGGESTIONS} suggestions of duplicates over 100,000 needs, p95`,
      value: p95,
      unit: "ms",
      target: `≤ ${MOST_MS} ms`,
      met: p95 <= MOST_MS,
    },
    {
      name: `the original of an edited copy is among the ${AT} suggested`,
      value: share(all, 1),
      unit: "%",
      target: `≥ ${100 * LEAST_RECALL} %`,
      met: all >= LEAST_RECALL,
    },
    ...EDIT_LEVELS.map((level) => ({
      name: `the same at editing level ${level} of ${EDIT_LEVELS.length}`,
      value: share(found.get(level) ?? 0, each),
      unit: "%",
      target: "",
      met: true,
    })),
  ];
}
