// kill -9 in the middle of needs and votes: what was acknowledged is there after the next start, nothing is there twice, and
// the next start needs no help.
import { randomBytes } from "node:crypto";
import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openEntityDatabase } from "#core/territory/index.ts";
import { readConfig } from "#platform/config/config.ts";
import { ROOT } from "#platform/config/root.ts";
import { findServer, makeThrowawayFolder, removeServerFolder } from "#platform/db/server.ts";
import { openProcess } from "../support/open-process.ts";
import { type Program, startProgram } from "../support/program.ts";
import { sideBySide } from "../support/side-by-side.ts";
import { browserMaker, prepareVote, type VoterBrowser } from "../support/voting.ts";

const WRITERS = 12;
const LOG = { debug: () => undefined, info: () => undefined };

/** What one person sends: `acknowledged` once the program said that it is saved. */
interface Sent {
  kind: "need" | "vote";
  path: string;
  browser: VoterBrowser;
  body: [string, string][];
  acknowledged: boolean;
}

let dir: string;
let program: Program;
let newBrowser: () => VoterBrowser;
let votePath: string;
let needPath: string;
let choices: readonly number[];

beforeEach(async () => {
  dir = await makeThrowawayFolder("sigesi-kill-");
  program = await start();
  const settings = { ...readConfig({ VAR_DIR: dir }), migrations: join(ROOT, "migrations") };
  const now = new Date();
  const { db, entity, close } = await openEntityDatabase(settings, { now, log: LOG });
  const place = entity.participationTerritories()[0];
  if (place === undefined) throw new Error("The entity has no places");
  await openProcess({ db, entity }, { slug: "hablar", now });
  const set = await prepareVote(db, entity, { slug: "votar", places: { [place.code]: 3_600_000 }, now });
  newBrowser = await browserMaker(db);
  choices = set.initiatives.get(place.code) ?? [];
  needPath = `/procesos/hablar/${place.slug}/decir`;
  votePath = `/procesos/votar/${place.slug}/votar`;
  await close();
});

afterEach(async () => {
  await program?.end("SIGINT");
  await removeServerFolder(dir);
});

const start = () => startProgram({ VAR_DIR: dir, JOBS: "off" });

function newSent(kind: Sent["kind"]): Sent {
  const browser = newBrowser();
  const key = randomBytes(16).toString("base64url");
  // Letters that no other need has, so that nobody is asked whether theirs says the same.
  const body: [string, string][] =
    kind === "need"
      ? [
          ["text", `Hace falta ${key}`],
          ["key", key],
          ["seen", "1"],
        ]
      : choices.slice(0, 2).map((id) => ["choices", String(id)]);
  return { kind, path: kind === "need" ? needPath : votePath, browser, body, acknowledged: false };
}

async function send(sent: Sent): Promise<number> {
  const answer = await fetch(program.url + sent.path, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: sent.browser.cookie },
    body: new URLSearchParams([["csrf", sent.browser.csrf], ...sent.body]),
  });
  await answer.arrayBuffer();
  if (answer.status === 303) sent.acknowledged = true;
  return answer.status;
}

/** People who send one thing after another until nobody answers; `enough` resolves when they are well on their way. */
function crowd(): { all: Sent[]; enough: Promise<void>; stop: () => Promise<void> } {
  const all: Sent[] = [];
  let going = true;
  let tell: () => void = () => undefined;
  const enough = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const person = async (n: number) => {
    while (going) {
      const sent = newSent(n % 2 === 0 ? "need" : "vote");
      all.push(sent);
      if ((await send(sent).catch(() => 0)) !== 303) await sleep(20);
      if (all.filter((one) => one.acknowledged).length > 150) tell();
    }
  };
  const people = Array.from({ length: WRITERS }, (_, n) => person(n));
  return {
    all,
    enough,
    stop: async () => {
      going = false;
      await Promise.all(people);
    },
  };
}

/** Connects as the owner. A server that recovers, or whose queue of connections is full for a moment, is asked again. */
async function connect(): Promise<pg.Client> {
  const giveUp = performance.now() + 30_000;
  for (;;) {
    const server = await findServer(dir);
    const client = new pg.Client({ connectionString: server?.ownerUrl });
    client.on("error", () => undefined);
    const error = await client.connect().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error === undefined) return client;
    if (performance.now() > giveUp) throw error;
    await sleep(100);
  }
}

/** Everything that the database holds, to be compared with what people were told. */
async function contents(): Promise<{ needs: string[]; ballots: number; choices: number }> {
  const client = await connect();
  try {
    const needs = await client.query<{ text: string }>("select text from demands");
    const votes = await client.query<{ ballots: number; choices: number }>(
      "select count(*)::int as ballots, coalesce(sum(cardinality(choices)), 0)::int as choices from votes",
    );
    return {
      needs: needs.rows.map((row) => row.text),
      ballots: votes.rows[0]?.ballots ?? 0,
      choices: votes.rows[0]?.choices ?? 0,
    };
  } finally {
    await client.end();
  }
}

async function checkNothingLostNorTwice(all: readonly Sent[]): Promise<void> {
  const told = (kind: Sent["kind"]) => all.filter((sent) => sent.kind === kind && sent.acknowledged);
  const sent = (kind: Sent["kind"]) => all.filter((one) => one.kind === kind).length;
  const before = await contents();
  expect(new Set(before.needs).size).toBe(before.needs.length);
  expect(before.needs).toEqual(expect.arrayContaining(told("need").map(({ body }) => body[0]?.[1])));
  expect(before.needs.length).toBeLessThanOrEqual(sent("need"));
  expect(before.ballots).toBeGreaterThanOrEqual(told("vote").length);
  expect(before.ballots).toBeLessThanOrEqual(sent("vote"));
  expect(before.choices).toBe(before.ballots * 2);
  // Whoever heard nothing, and whoever is not sure, presses the button again: each thing is there once.
  expect(new Set(await sideBySide(all, WRITERS, send))).toEqual(new Set([303]));
  const after = await contents();
  expect(after.needs.length).toBe(sent("need"));
  expect(new Set(after.needs).size).toBe(after.needs.length);
  expect([after.ballots, after.choices]).toEqual([sent("vote"), sent("vote") * 2]);
}

async function postmaster(): Promise<number> {
  const [pid] = (await readFile(join(await realpath(join(dir, "postgres")), "postmaster.pid"), "utf8")).split("\n");
  return Number(pid);
}

describe("kill -9 during writes", () => {
  it("of the web process", async () => {
    const people = crowd();
    await people.enough;
    expect(await program.end("SIGKILL")).toBe("SIGKILL");
    await people.stop();
    program = await start();
    await checkNothingLostNorTwice(people.all);
  });

  it("of PostgreSQL: the program says so and ends, and the next start recovers", async () => {
    const people = crowd();
    await people.enough;
    process.kill(await postmaster(), "SIGKILL");
    expect(await program.exited).toBe(1);
    expect(program.output()).toContain("La base de datos se detuvo");
    await people.stop();
    program = await start();
    await checkNothingLostNorTwice(people.all);
  });

  it("of both at once", async () => {
    const people = crowd();
    await people.enough;
    const pid = await postmaster();
    process.kill(pid, "SIGKILL");
    program.child.kill("SIGKILL");
    await program.exited;
    await people.stop();
    program = await start();
    await checkNothingLostNorTwice(people.all);
  });
});

it("kill -9 of one connection of PostgreSQL: it recovers under the program, which goes on by itself", async () => {
  const people = crowd();
  await people.enough;
  const client = await connect();
  const { rows } = await client.query<{ pid: number }>(
    "select pid from pg_stat_activity where usename = 'sigesi_program' and pid <> pg_backend_pid() limit 1",
  );
  process.kill(rows[0]?.pid ?? 0, "SIGKILL");
  await client.end().catch(() => undefined);
  await expect
    .poll(async () => (await fetch(`${program.url}/salud`).catch(() => undefined))?.status, { timeout: 30_000 })
    .toBe(200);
  await people.stop();
  await checkNothingLostNorTwice(people.all);
});
