import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import writeWorkbook from "write-excel-file/node";
import { seededRandom } from "#analysis/shuffle/random.ts";
import { COMMITMENT_STATES } from "#modules/commitments/commitment.ts";
import { runImportCommitments } from "#modules/commitments/import-commitments/import-commitments.command.ts";
import { inventedNeeds } from "#test/support/invented-needs.ts";
import { openProcess } from "#test/support/open-process.ts";
import { type Ground, openGround, type Row } from "./large-process.ts";

const COMMITMENTS = 2365;
const MOST_SECONDS = 5;

/** Imports the commitments of a department from a workbook, from the first byte read to the commit. */
export async function run(): Promise<Row[]> {
  const ground = await openGround();
  try {
    const now = new Date();
    await openProcess(ground, { slug: "grande", now });
    const file = await writeFileOf(ground);
    let answer = "";
    const io = { stdout: (text: string) => (answer += text), stderr: (text: string) => (answer += text) };
    const asked = { file, processSlug: "grande", map: new Map(), set: new Map(), report: undefined, json: true };
    const began = performance.now();
    await runImportCommitments({ ...asked, skipBad: false, dryRun: false, now }, io, ground);
    const seconds = (performance.now() - began) / 1000;
    if (!answer.includes(`"loaded":${COMMITMENTS}`)) throw new Error(answer);
    return [
      {
        name: `import of ${COMMITMENTS} commitments from XLSX`,
        value: seconds,
        unit: "s",
        target: `≤ ${MOST_SECONDS} s`,
        met: seconds <= MOST_SECONDS,
      },
    ];
  } finally {
    await ground.end();
  }
}

async function writeFileOf({ dir, entity }: Ground): Promise<string> {
  const random = seededRandom("commitments of the bench");
  const pick = <T>(list: readonly T[]): T | undefined => list[random.below(list.length)];
  const rows = inventedNeeds(COMMITMENTS).map((text) => [
    text,
    pick(entity.participationTerritories())?.name ?? "",
    pick(entity.agencies())?.names.es ?? "",
    pick(entity.sectors())?.names.es ?? "",
    "Subdirección técnica",
    `2026-0${1 + random.below(9)}-1${random.below(10)}`,
    pick(COMMITMENT_STATES) ?? "",
    `${(1 + random.below(900)) * 1_000_000}`,
  ]);
  const header = ["text", "territory", "agency", "sector", "responsible", "due_date", "state", "money"];
  const book = await writeWorkbook([header, ...rows].map((row) => row.map((value) => ({ value })))).toBuffer();
  const path = join(dir, "commitments.xlsx");
  await writeFile(path, book);
  return path;
}
