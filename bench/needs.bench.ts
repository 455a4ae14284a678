import pg from "pg";
import { runImportDemands } from "#modules/demands/import-demands/import-demands.command.ts";
import { openProcess } from "#test/support/open-process.ts";
import { type Ground, openGround, type Row, writeNeedsFile } from "./large-process.ts";
import { measureDuplicates } from "./needs-duplicates.ts";
import { measureLists } from "./needs-list.ts";

const NEEDS = 100_000;
const MOST_SECONDS = 30;

/** 100,000 needs from a CSV: their import, from the first byte read to the commit; then the analyst's list and the suggestions over them. */
export async function run(): Promise<Row[]> {
  const ground = await openGround();
  try {
    const now = new Date();
    const process = await openProcess(ground, { slug: "grande", now });
    const imported = await measureImport(ground, now);
    await vacuum(ground.ownerUrl);
    const lists = await measureLists(ground, process.id);
    await oneGreatCity(ground);
    return [imported, ...lists, ...(await measureDuplicates(ground, process.id))];
  } finally {
    await ground.end();
  }
}

async function measureImport(ground: Ground, now: Date): Promise<Row> {
  const file = await writeNeedsFile(ground, NEEDS);
  const report = `${file}.report.csv`;
  const asked = { file, processSlug: "grande", map: new Map(), set: new Map(), report, json: true };
  let answer = "";
  const io = { stdout: (text: string) => (answer += text), stderr: (text: string) => (answer += text) };
  const began = performance.now();
  await runImportDemands({ ...asked, skipBad: false, dryRun: false, now }, io, ground);
  const value = (performance.now() - began) / 1000;
  if (!answer.includes(`"loaded":${NEEDS}`)) throw new Error(answer);
  const name = `import of ${NEEDS} needs`;
  return { name, value, unit: "s", target: `≤ ${MOST_SECONDS} s`, met: value <= MOST_SECONDS };
}

/** A third of all needs come from the first place, as in a department with one great city. */
async function oneGreatCity({ ownerUrl, entity }: Ground): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const [city] = entity.participationTerritories();
  await owner.query("update demands set territory_code = $1 where id % 3 = 0", [city?.code]);
  await owner.end();
  await vacuum(ownerUrl);
}

/** What autovacuum does some minutes after such a load. */
async function vacuum(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query("vacuum analyze");
  await owner.end();
}
