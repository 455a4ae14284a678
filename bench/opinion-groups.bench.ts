// The mathematics of a conversation, from votes in memory to the complete result, in a process of its own with one
// thread; and how long it makes an answer of the web process wait while it runs in a worker.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { ROOT } from "#platform/config/root.ts";
import { LARGEST_LIVE } from "./opinion-conversation.ts";
import type { Row } from "./row.ts";

const WATCH_MS = 8000;
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
    const outfile = await bundled("bench/opinion-groups-run.ts", folder);
    const measure = (size: object): Measured =>
      JSON.parse(execFileSync(process.execPath, [outfile, JSON.stringify(size)], { encoding: "utf8" }));
    const live = measure(LARGEST_LIVE);
    const large = measure(LARGE);
    const alone = await longestWait(undefined);
    const beside = await longestWait(await bundled("bench/opinion-delay.ts", folder));
    return [
      atMost("33,422 × 783, 2.3 million votes: first result", live.coldMs / 1000, 2, "s"),
      atMost("the same after 1,000 new votes, all of it cold", live.againMs, 600, "ms"),
      atMost("the same: most memory of the process", live.peakMb, 400, "MB"),
      atMost("100,000 × 2,000, 10 million votes", large.coldMs / 1000, 10, "s"),
      atMost(
        `how much longer the loop of a process waits while a thread of it computes (p99; ${alone.toFixed(1)} ms without)`,
        Math.max(0, beside - alone),
        20,
        "ms",
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bundled(entry: string, folder: string): Promise<string> {
  const outfile = join(folder, `${basename(entry, ".ts")}.mjs`);
  const options = { bundle: true, platform: "node", format: "esm", logLevel: "warning" } as const;
  await build({ ...options, entryPoints: [join(ROOT, entry)], outfile });
  return outfile;
}

/** How late the loop of this process is, in milliseconds (p99), while a thread works beside it. */
async function longestWait(file: string | undefined): Promise<number> {
  const worker = file === undefined ? undefined : new Worker(file);
  if (worker !== undefined) await once(worker, "message");
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await new Promise((resume) => setTimeout(resume, WATCH_MS));
  delay.disable();
  await worker?.terminate();
  return delay.percentile(99) / 1e6;
}

function atMost(name: string, value: number, limit: number, unit: string): Row {
  return { name, value, unit, target: `≤ ${limit} ${unit}`, met: value <= limit };
}
