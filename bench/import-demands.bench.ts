import { runImportDemands } from "#modules/demands/import-demands/import-demands.command.ts";
import { openProcess } from "#test/support/open-process.ts";
import { openGround, type Row, writeNeedsFile } from "./large-process.ts";

const NEEDS = 100_000;
const MOST_SECONDS = 30;

/** Imports 100,000 needs from a CSV, from the first byte read to the commit. */
export async function run(): Promise<Row[]> {
  const ground = await openGround();
  try {
    const now = new Date();
    await openProcess(ground, { slug: "grande", now });
    const file = await writeNeedsFile(ground, NEEDS);
    const asked = {
      file,
      processSlug: "grande",
      map: new Map(),
      set: new Map(),
      report: `${file}.report.csv`,
      json: true,
    };
    let answer = "";
    const io = { stdout: (text: string) => (answer += text), stderr: (text: string) => (answer += text) };
    const began = performance.now();
    await runImportDemands({ ...asked, skipBad: false, dryRun: false, now }, io, ground);
    const seconds = (performance.now() - began) / 1000;
    if (!answer.includes(`"loaded":${NEEDS}`)) throw new Error(answer);
    return [
      {
        name: `import of ${NEEDS} needs`,
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
