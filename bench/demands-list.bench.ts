import pg from "pg";
import { runImportDemands } from "#modules/demands/import-demands/import-demands.command.ts";
import { findNeeds, type NeedFilter, type PageOf } from "#modules/demands/need-list.sql.ts";
import { openProcess } from "#test/support/open-process.ts";
import { openGround, percentile95, type Row, writeNeedsFile } from "./large-process.ts";

const NEEDS = 100_000;
const ROUNDS = 60;
const MOST_MS = 150;

/** The analyst's list among 100,000 needs with all its counts: whole, filtered, by a common word and by a rare one. */
export async function run(): Promise<Row[]> {
  const ground = await openGround();
  try {
    const now = new Date();
    const process = await openProcess(ground, { slug: "grande", now });
    const file = await writeNeedsFile(ground, NEEDS);
    const asked = { file, processSlug: "grande", map: new Map(), set: new Map(), report: `${file}.csv`, json: true };
    const io = { stdout: () => undefined, stderr: () => undefined };
    await runImportDemands({ ...asked, skipBad: false, dryRun: false, now }, io, ground);
    await tidy(ground.ownerUrl);
    const base: NeedFilter = { processId: process.id, openStates: ["received", "read"] };
    const place = ground.entity.participationTerritories()[0]?.code;
    const lists: [string, NeedFilter][] = [
      ["list of 100,000 needs, all", base],
      ["list of 100,000 needs, one place and state", { ...base, territory: place, state: "read" }],
      ["list of 100,000 needs, common word (vereda)", { ...base, query: "vereda" }],
      [
        "list of 100,000 needs, rare words (reforestar nacimiento)",
        { ...base, query: "reforestar nacimiento cordillera" },
      ],
    ];
    const rows: Row[] = [];
    for (const [name, filter] of lists) {
      const value = await measure((page) => findNeeds(ground.db.read, filter, page));
      rows.push({ name: `${name}, p95`, value, unit: "ms", target: `≤ ${MOST_MS} ms`, met: value <= MOST_MS });
    }
    return rows;
  } finally {
    await ground.end();
  }
}

/** What autovacuum does some minutes after such a load. */
async function tidy(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query("vacuum analyze");
  await owner.end();
}

async function measure(list: (page: PageOf) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await list({ limit: 30, offset: 30 * (round % 5), order: round % 2 === 0 ? "newest" : "supports" });
    times.push(performance.now() - began);
  }
  return percentile95(times);
}
