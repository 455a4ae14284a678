import pg from "pg";
import { seededRandom } from "#analysis/shuffle/random.ts";
import { shuffle } from "#analysis/shuffle/shuffle.ts";
import { runImportDemands } from "#modules/demands/import-demands/import-demands.command.ts";
import { findSimilarDemands } from "#modules/demands/similar.sql.ts";
import { EDIT_LEVELS, type EditLevel, editedCopy } from "#test/support/edited-copies.ts";
import { openProcess } from "#test/support/open-process.ts";
import { type Ground, openGround, percentile95, type Row, writeNeedsFile } from "./large-process.ts";

const NEEDS = 100_000;
const SUGGESTIONS = 10_000;
const AT = 5;
const MOST_MS = 100;
const LEAST_RECALL = 0.9;

interface Need {
  id: number;
  text: string;
  territory: string;
}

/** 10,000 times "what says the same as this?" among 100,000 needs, a third of them of one city: how long, and how often it is there. */
export async function run(): Promise<Row[]> {
  const ground = await openGround();
  try {
    const now = new Date();
    const process = await openProcess(ground, { slug: "grande", now });
    const file = await writeNeedsFile(ground, NEEDS);
    const asked = { file, processSlug: "grande", map: new Map(), set: new Map(), report: `${file}.csv`, json: true };
    const io = { stdout: () => undefined, stderr: () => undefined };
    await runImportDemands({ ...asked, skipBad: false, dryRun: false, now }, io, ground);
    await oneGreatCity(ground);
    const needs = await copied(ground);
    const random = seededRandom("copies of the bench");
    const times: number[] = [];
    const found = new Map<EditLevel, number>(EDIT_LEVELS.map((level) => [level, 0]));
    for (const [index, need] of needs.entries()) {
      const level = EDIT_LEVELS[index % EDIT_LEVELS.length] ?? 1;
      const text = editedCopy(need.text, level, random);
      const began = performance.now();
      const near = await findSimilarDemands(ground.db.read, {
        processId: process.id,
        territoryCode: need.territory,
        text,
        limit: AT,
      });
      times.push(performance.now() - began);
      if (near.some(({ id }) => id === need.id)) found.set(level, (found.get(level) ?? 0) + 1);
    }
    return rowsOf(times, found);
  } finally {
    await ground.end();
  }
}

/** A third of all needs come from the first place, as in a department with one great city; then what autovacuum does. */
async function oneGreatCity({ ownerUrl, entity }: Ground): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const [city] = entity.participationTerritories();
  await owner.query("update demands set territory_code = $1 where id % 3 = 0", [city?.code]);
  await owner.query("vacuum analyze");
  await owner.end();
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
      name: `${SUGGESTIONS} suggestions of duplicates over ${NEEDS} needs, p95`,
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
