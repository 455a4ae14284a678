// The mathematics of a conversation, from votes in memory to the complete result, in a process of its own with one
// thread; and how long it makes an answer of the web process wait while it runs in a worker.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { ROOT } from "#platform/config/root.ts";
import { LARGEST_LIVE } from "./opinion-conversation.ts";
import type { Row } from "./row.ts";

const LARGE = { people: 100_000, statements: 2000, votes: 10_000_000, camps: 4 };

interface Measured {
  coldMs: number;
  againMs: number;
  peakMb: number;
}

/** Cold runs, updates and memory, against what was promised. */
export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "opinion-bench-"));
  try {
    const outfile = join(folder, "run.mjs");
    await build({
      entryPoints: [join(ROOT, "bench/opinion-groups-run.ts")],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      logLevel: "warning",
    });
    const measure = (size: object): Measured =>
      JSON.parse(execFileSync(process.execPath, [outfile, JSON.stringify(size)], { encoding: "utf8" }));
    const live = measure(LARGEST_LIVE);
    const large = measure(LARGE);
    return [
      atMost("33,422 × 783, 2.3 million votes: first result", live.coldMs / 1000, 2, "s"),
      atMost("the same after 1,000 new votes, all of it cold", live.againMs, 600, "ms"),
      atMost("the same: most memory of the process", live.peakMb, 400, "MB"),
      atMost("100,000 × 2,000, 10 million votes", large.coldMs / 1000, 10, "s"),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function atMost(name: string, value: number, limit: number, unit: string): Row {
  return { name, value, unit, target: `≤ ${limit} ${unit}`, met: value <= limit };
}
