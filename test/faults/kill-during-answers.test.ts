// kill -9 of the web process, then of PostgreSQL, ten times in the middle of a load of answers: every acknowledged answer is
// there, none is there twice, and who heard nothing sends again until it is.
import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openEntityDatabase } from "#core/territory/index.ts";
import { participantKey } from "#core/trace/index.ts";
import { readConfig } from "#platform/config/config.ts";
import { ROOT } from "#platform/config/root.ts";
import { findServer, makeThrowawayFolder, removeServerFolder } from "#platform/db/server.ts";
import { freePort } from "#platform/http/free-port.ts";
import { openConversation } from "../support/conversing.ts";
import { openProcess } from "../support/open-process.ts";
import { type Program, startProgram } from "../support/program.ts";
import { sideBySide } from "../support/side-by-side.ts";
import { browserMaker, type VoterBrowser } from "../support/voting.ts";

const KILLS = 10;
/** Ten starts: a quarter of a minute on a machine that does nothing else. */
const PATIENCE_MS = 300_000;
const WRITERS = 16;
const BETWEEN_KILLS = 200;
const STATEMENTS = 40;
const SEED = (n: number): string => `Hace falta arreglar la calle ${n} del barrio`;
const LOG = { debug: () => undefined, info: () => undefined };

interface Sent {
  browser: VoterBrowser;
  /** Pseudonym of the browser, as the database has it. */
  key: Buffer;
  statement: number;
  value: number;
  acknowledged: boolean;
}

let dir: string;
let port: string;
let program: Program;
let newBrowser: () => VoterBrowser;
let statements: readonly number[];
let participantsKey: Buffer;

beforeAll(async () => {
  dir = await makeThrowawayFolder("sigesi-kill-");
  port = String(await freePort());
  program = await start();
  const settings = { ...readConfig({ VAR_DIR: dir }), migrations: join(ROOT, "migrations") };
  const now = new Date();
  const opened = await openEntityDatabase(settings, { now, log: LOG });
  const process = await openProcess(opened, { slug: "hablar", now });
  const seeds = Array.from({ length: STATEMENTS }, (_, n) => SEED(n));
  ({ statements } = await openConversation(opened.db, opened.entity, { process, now, seeds }));
  participantsKey = process.participantKey;
  newBrowser = await browserMaker(opened.db);
  await opened.close();
});
afterAll(async () => {
  await program?.end("SIGINT");
  await removeServerFolder(dir);
});

/** Always at the same address, as people know it. */
const start = () => startProgram({ VAR_DIR: dir, JOBS: "off", PORT: port });

/** @throws when nobody answers, or when the answer is that it will never be taken. */
async function send(sent: Sent): Promise<void> {
  const { cookie, csrf } = sent.browser;
  const answer = await fetch(`${program.url}/conversaciones/el-parque/respuestas`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-csrf-token": csrf, cookie },
    body: JSON.stringify({ answers: [{ statement: sent.statement, value: sent.value }] }),
  });
  await answer.arrayBuffer();
  expect([200, 500, 503]).toContain(answer.status);
  if (answer.status === 200) sent.acknowledged = true;
}

/** Nobody answers while the program is dead, and that is no failure. */
async function trying(sent: Sent): Promise<void> {
  const answered = await send(sent).then(
    () => true,
    (error: unknown) => (error instanceof TypeError ? false : Promise.reject(error)),
  );
  if (!answered || !sent.acknowledged) await sleep(20);
}

/** People who answer one statement after another, and send each until it is acknowledged, as the island does. */
function crowd() {
  const all: Sent[] = [];
  let acknowledged = 0;
  let going = true;
  let awaited = { count: 0, tell: (): void => undefined };
  const person = async (): Promise<void> => {
    while (going) {
      const browser = newBrowser();
      const key = participantKey(participantsKey, Buffer.from(browser.cookie.split("=")[1] ?? "", "base64url"));
      for (const [n, statement] of statements.entries()) {
        const sent: Sent = { browser, key, statement, value: (n % 3) - 1, acknowledged: false };
        all.push(sent);
        do await trying(sent);
        while (going && !sent.acknowledged);
        if (!going) return;
        acknowledged += 1;
        if (acknowledged >= awaited.count) awaited.tell();
      }
    }
  };
  const people = Promise.all(Array.from({ length: WRITERS }, person));
  return {
    all,
    /** Resolves once so many more were acknowledged. */
    more: (count: number) =>
      Promise.race([
        people,
        new Promise<void>((tell) => {
          awaited = { count: acknowledged + count, tell };
        }),
      ]),
    stop: async (): Promise<void> => {
      going = false;
      await people;
    },
  };
}

async function killWeb(): Promise<void> {
  expect(await program.end("SIGKILL")).toBe("SIGKILL");
}

/** The program says so and ends. */
async function killDatabase(): Promise<void> {
  const file = join(await realpath(join(dir, "postgres")), "postmaster.pid");
  const [pid] = (await readFile(file, "utf8")).split("\n");
  process.kill(Number(pid), "SIGKILL");
  expect(await program.exited).toBe(1);
}

const nameOf = ({ key, statement }: Pick<Sent, "key" | "statement">): string => `${key.toString("hex")} ${statement}`;
const asked = (sent: readonly Sent[]): [string, number][] => sent.map((one) => [nameOf(one), one.value]);

/** What the database holds: each answer, and how many entries of the log tell of one. */
async function contents(): Promise<{ answers: Map<string, number>; rows: number; entries: number }> {
  const server = await findServer(dir);
  const client = new pg.Client({ connectionString: server?.ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ key: Buffer; statement: number; value: number }>(
      `select p.key, v.statement_id::int as statement, v.value from conversation_votes v
        join participants p on p.id = v.participant_id`,
    );
    const log = await client.query<{ n: number }>(
      "select count(*)::int as n from ledger_pending where kind = 'answer'",
    );
    return {
      answers: new Map(rows.map((row) => [nameOf(row), row.value])),
      rows: rows.length,
      entries: log.rows[0]?.n ?? 0,
    };
  } finally {
    await client.end();
  }
}

it(
  `${KILLS} times: nothing acknowledged is lost, nothing counts twice`,
  async () => {
    const people = crowd();
    for (let kill = 0; kill < KILLS; kill += 1) {
      await people.more(BETWEEN_KILLS);
      await (kill % 2 === 0 ? killWeb() : killDatabase());
      program = await start();
    }
    await people.more(BETWEEN_KILLS);
    await people.stop();
    const acknowledged = people.all.filter((sent) => sent.acknowledged);
    expect(acknowledged.length).toBeGreaterThan(KILLS * BETWEEN_KILLS);
    const before = await contents();
    const lost = asked(acknowledged).filter(([name, value]) => before.answers.get(name) !== value);
    expect(lost).toEqual([]);
    expect(before.entries).toBe(before.rows);
    // Whoever is not sure sends again.
    await sideBySide(people.all, WRITERS, send);
    const after = await contents();
    expect(after.answers).toEqual(new Map(asked(people.all)));
    expect([after.rows, after.entries]).toEqual([people.all.length, people.all.length]);
  },
  PATIENCE_MS,
);
