// Runs every bench of this folder, prints one table and keeps it in docs/operating/performance.md.
// `npm run bench -- pages votes` runs only those.
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { basename, join } from "node:path";
import { ROOT } from "#platform/config/root.ts";
import type { Row } from "./row.ts";

const PAGE = join(ROOT, "docs/operating/performance.md");
const BEGIN = "<!-- bench: begin -->";
const END = "<!-- bench: end -->";
const MOST_MINUTES = 10;

interface Bench {
  run: () => Promise<readonly Row[]>;
  /** It takes minutes: it runs only when it is named. */
  long?: boolean;
}

const wanted = process.argv.slice(2);
const files = globSync("*.bench.ts", { cwd: import.meta.dirname }).toSorted();
const chosen = files.filter((file) => wanted.length === 0 || wanted.some((name) => file.startsWith(name)));
const lines: string[] = [];
let missed = 0;
const started = performance.now();
for (const file of chosen) {
  const name = basename(file, ".bench.ts");
  const began = performance.now();
  try {
    const bench: unknown = await import(join(import.meta.dirname, file));
    if (!isBench(bench)) throw new Error(`${file} exports no run()`);
    if (bench.long === true && wanted.length === 0) continue;
    for (const row of await bench.run()) {
      if (!row.met) missed += 1;
      print(
        `| ${name} | ${row.name} | ${shown(row.value)} ${row.unit} | ${row.target} | ${row.met ? "yes" : "**no**"} |`,
      );
    }
  } catch (error) {
    missed += 1;
    print(`| ${name} | did not finish: ${error instanceof Error ? error.message.split("\n")[0] : "?"} | | | **no** |`);
  }
  process.stderr.write(`${name}: ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
}
if (wanted.length === 0) {
  const minutes = (performance.now() - started) / 60_000;
  const met = minutes < MOST_MINUTES;
  if (!met) missed += 1;
  print(
    `| all | the whole of it | ${shown(minutes)} minutes | < ${MOST_MINUTES} minutes | ${met ? "yes" : "**no**"} |`,
  );
  keep();
}
process.exit(missed === 0 ? 0 : 1);

function isBench(value: unknown): value is Bench {
  return typeof value === "object" && value !== null && "run" in value && typeof value.run === "function";
}

function print(line: string): void {
  lines.push(line);
  process.stdout.write(`${line}\n`);
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value < 1 ? value.toFixed(3) : value.toFixed(2);
}

/** Writes the table between the marks of the page, with the machine and the day. */
function keep(): void {
  const [cpu] = cpus();
  const machine = `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpu?.model.trim()}, ${(totalmem() / 1024 ** 3).toFixed(0)} GB, Node ${process.versions.node}; load generator on the same machine.`;
  const table = [machine, "", "| Bench | What | Measured | Promised | Met |", "|---|---|---|---|---|", ...lines].join(
    "\n",
  );
  const page = readFileSync(PAGE, "utf8");
  const [before = "", rest = ""] = page.split(BEGIN);
  writeFileSync(PAGE, `${before}${BEGIN}\n\n${table}\n\n${END}${rest.split(END)[1] ?? "\n"}`);
}
