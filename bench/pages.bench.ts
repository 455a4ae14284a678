// What a visitor waits for: a page of a municipality, kept and made anew, against a bare server that sends the same bytes
// and headers; and how soon the program is there. Each server is a process of its own, the load comes from another.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { build } from "esbuild";
import { openEntityDatabase } from "#core/territory/index.ts";
import { loadDemo } from "#modules/demo/index.ts";
import { systemClock } from "#platform/clock/clock.ts";
import { readConfig } from "#platform/config/config.ts";
import { ROOT } from "#platform/config/root.ts";
import { asOwner } from "#platform/db/migrate.ts";
import { makeThrowawayFolder, removeServerFolder } from "#platform/db/server.ts";
import { freePort } from "#platform/http/free-port.ts";
import { prepareJobs } from "#platform/jobs/jobs.ts";
import { type Program, startProgram } from "#test/support/program.ts";
import { loadOf } from "./pages-load.ts";
import type { Row } from "./row.ts";

const TIMES = 3;
const CACHED_RATIO = 0.6;
const UNCACHED_RATIO = 0.15;
const MEMORY_MB = 300;
const WARM_SECONDS = 4;
const RECOVERY_SECONDS = 15;
const DEMO_SECONDS = 40;

const BUNDLE = {
  bundle: true,
  format: "esm",
  platform: "node",
  packages: "external",
  jsx: "automatic",
  jsxImportSource: "preact",
} as const;

export async function run(): Promise<Row[]> {
  const demo = await timed(() => startProgram({ JOBS: "off" }, ["--demo"]));
  await demo.result.end("SIGINT");
  const rows = [seconds("demonstration ready", [demo.seconds], DEMO_SECONDS)];
  const dir = await makeThrowawayFolder("sigesi-bench-");
  try {
    await livedIn(dir);
    const program = await startProgram({ VAR_DIR: dir, JOBS: "off" });
    rows.push(...(await pages(program, dir)));
    await program.end("SIGINT");
    return [...rows, ...(await starts(dir))];
  } finally {
    await removeServerFolder(dir);
  }
}

/** Fills a database with the demonstration, so that what is measured is a web process that did not load it. */
async function livedIn(dir: string): Promise<void> {
  const config = readConfig({ VAR_DIR: dir });
  const now = systemClock.now();
  const quiet = { debug: () => undefined, info: () => undefined };
  const opened = await openEntityDatabase({ ...config, migrations: join(ROOT, "migrations") }, { now, log: quiet });
  await prepareJobs(opened.ownerUrl);
  await opened.db.write((tx) => loadDemo(tx, opened.entity, { entitiesDir: config.entitiesDir, today: now }));
  await asOwner(opened.ownerUrl, (client) => client.query("analyze"));
  await opened.close();
}

async function pages(program: Program, dir: string): Promise<Row[]> {
  const path = await placePage(program.url);
  const answer = await fetch(program.url + path, { headers: { "accept-encoding": "gzip" } });
  const body = Buffer.from(await answer.arrayBuffer());
  const headers = Object.fromEntries(
    [...answer.headers].filter(
      ([name]) => !/^(date|connection|keep-alive|transfer-encoding|content-encoding|content-length)$/.test(name),
    ),
  );
  const bare = await bareServer(body, headers);
  const facts = await anewServer(dir, "facts");
  const nothing = await anewServer(dir, "nothing");
  const rates = { bare: [] as number[], kept: [] as number[], facts: [] as number[], nothing: [] as number[] };
  for (let turn = 0; turn < TIMES; turn += 1) {
    rates.bare.push(await loadOf(bare.url));
    rates.kept.push(await loadOf(program.url + path));
    rates.facts.push(await loadOf(facts.url + path));
    rates.nothing.push(await loadOf(nothing.url + path));
  }
  // Pages that are never the same, from the database, so that the memory is that of a process that works.
  await loadOf(`${program.url}${path}/necesidades`, "searches");
  const memory = await residentMb(program);
  for (const server of [bare, facts, nothing]) await server.stop();
  return [
    rate("bare node:http server, same bytes", rates.bare),
    rate("page of a municipality, kept", rates.kept),
    rate("page of a municipality, made anew, its facts in memory", rates.facts),
    rate("page of a municipality, made anew, nothing in memory", rates.nothing),
    ratio("kept / bare", rates.kept, rates.bare, CACHED_RATIO),
    ratio("made anew / bare, its facts in memory", rates.facts, rates.bare, UNCACHED_RATIO),
    ratio("made anew / bare, nothing in memory", rates.nothing, rates.bare, UNCACHED_RATIO),
    {
      name: "memory of the web process after the load",
      value: memory,
      unit: "MB",
      target: `≤ ${MEMORY_MB} MB`,
      met: memory <= MEMORY_MB,
    },
  ];
}

/** The page of a place in the process that is open. */
async function placePage(url: string): Promise<string> {
  const html = await (await fetch(`${url}/mapa-del-sitio`)).text();
  const process = /href="(\/procesos\/[^"/]+)"/.exec(html)?.[1] ?? "";
  const page = await (await fetch(url + process)).text();
  const place = /href="(\/procesos\/[^"/]+\/[^"/?#]+)"/.exec(page)?.[1];
  if (place === undefined) throw new Error("The demonstration shows no place");
  return place;
}

/** Sends the same bytes with the same headers, from a process of its own. */
async function bareServer(body: Buffer, headers: Record<string, string>): Promise<Server> {
  const port = await freePort();
  const child = fork(join(import.meta.dirname, "pages-bare.mjs"), [String(port)]);
  child.send({ body: body.toString("base64"), headers });
  await once(child, "message");
  const plain = await (await fetch(`http://localhost:${port}/`)).text();
  if (plain !== body.toString() && plain !== gunzipSafe(body)) throw new Error("The bare server sends other bytes");
  return { url: `http://localhost:${port}`, stop: () => ended(child) };
}

interface Server {
  url: string;
  stop: () => Promise<void>;
}

async function ended(child: ChildProcess): Promise<void> {
  child.kill();
  if (child.exitCode === null) await once(child, "exit");
}

/** The program without its kept pages, and without what they are made of when `keeps` is nothing. */
async function anewServer(dir: string, keeps: "facts" | "nothing"): Promise<Server> {
  // Bundled as the program is: the loader of the benches adds work to every function.
  const door = join(ROOT, "dist/bench-pages-anew.js");
  await build({ ...BUNDLE, entryPoints: [join(import.meta.dirname, "pages-anew.ts")], outfile: door });
  const child = fork(door, [dir, keeps], { execArgv: ["--max-semi-space-size=4"] });
  const [url] = await once(child, "message");
  return { url: String(url), stop: () => ended(child) };
}

function gunzipSafe(body: Buffer): string {
  return body[0] === 0x1f ? gunzipSync(body).toString() : body.toString();
}

async function residentMb(program: Program): Promise<number> {
  const status = await readFile(`/proc/${program.child.pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

async function starts(dir: string): Promise<Row[]> {
  const env = { VAR_DIR: dir };
  const warm: number[] = [];
  const recovered: number[] = [];
  for (let turn = 0; turn < TIMES; turn += 1) {
    const start = await timed(() => startProgram(env));
    warm.push(start.seconds);
    await start.result.end("SIGKILL");
    const again = await timed(() => startProgram(env));
    recovered.push(again.seconds);
    await again.result.end("SIGINT");
  }
  return [seconds("warm start", warm, WARM_SECONDS), seconds("start after kill -9", recovered, RECOVERY_SECONDS)];
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const began = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - began) / 1000 };
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function spread(values: readonly number[]): string {
  return values.length < 2 ? "" : ` (${Math.min(...values).toFixed(1)}–${Math.max(...values).toFixed(1)})`;
}

function rate(name: string, values: readonly number[]): Row {
  return { name: name + spread(values), value: middle(values), unit: "/s", target: "", met: true };
}

/** Without `least` it is only said. */
function ratio(name: string, values: readonly number[], peer: readonly number[], least?: number): Row {
  const each = values.map((value, index) => value / (peer[index] ?? 1));
  const value = middle(each);
  return {
    name: `${name} (${each.map((one) => one.toFixed(3)).join(", ")})`,
    value,
    unit: "×",
    target: least === undefined ? "" : `≥ ${least} ×`,
    met: least === undefined || value >= least,
  };
}

function seconds(name: string, values: readonly number[], most: number): Row {
  const value = middle(values);
  return { name: name + spread(values), value, unit: "s", target: `≤ ${most} s`, met: value <= most };
}
