// Answers to statements over HTTP, each acknowledged after its commit: against a bare server that reads the same message and
// stores nothing, and beside a bare `pg` loop. The program is a process of its own, and so is the load.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import pg from "pg";
import { freePort } from "#platform/http/free-port.ts";
import { type OpenConversation, openConversation } from "#test/support/conversing.ts";
import { openProcess } from "#test/support/open-process.ts";
import { browserMaker, type VoterBrowser } from "#test/support/voting.ts";
import { type Ground, middle, openGround, print, type Row } from "./votes-ground.ts";

const CONNECTIONS = 128;
const SECONDS = 5;
const ROUNDS = 3;
const BROWSERS = 5000;
const STATEMENTS = 200;
const LEAST_RATE = 2000;
const LEAST_RATIO = 0.3;
const MOST_P99_MS = 150;
const LOOP_CONNECTIONS = 32;

interface Load {
  saved: number;
  others: number;
  seconds: number;
  p50: number;
  p99: number;
}

export async function run(): Promise<Row[]> {
  const ground = await openGround();
  try {
    const process = await openProcess(ground, { slug: "rapidez", now: new Date() });
    const seeds = Array.from({ length: STATEMENTS }, (_, n) => `Hace falta arreglar la calle ${n + 1} del barrio`);
    const open = await openConversation(ground.db, ground.entity, { process, now: new Date(), seeds });
    const bare = await bareServer();
    try {
      return await measure(ground, open, await ground.serve(), bare.url);
    } finally {
      bare.stop();
    }
  } finally {
    await ground.end();
  }
}

/** Turns about, so that what else the machine does falls on all of them. */
async function measure(ground: Ground, open: OpenConversation, url: string, bareUrl: string): Promise<Row[]> {
  const newBrowser = await browserMaker(ground.db);
  const browsers = Array.from({ length: BROWSERS }, newBrowser);
  const path = `/conversaciones/${open.conversation.slug}/respuestas`;
  const { statements } = open;
  const at = (to: string, people: readonly VoterBrowser[], rate?: number): Promise<Load> =>
    loadOf({ url: to, path, connections: CONNECTIONS, seconds: SECONDS, rate, browsers: people, statements });
  // Both kinds warm up: a newcomer takes another way through the program.
  await at(url, browsers);
  await at(url, []);
  const rounds: { bare: Load; known: Load; newcomers: Load; loop: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({
      bare: await at(bareUrl, browsers),
      known: await at(url, browsers),
      newcomers: await at(url, []),
      loop: await bareLoop(ground, open),
    });
  }
  const rateOf = (one: Load): number => one.saved / one.seconds;
  const [bare, known, newcomers] = (["bare", "known", "newcomers"] as const).map((kind) =>
    middle(rounds.map((round) => rateOf(round[kind]))),
  );
  const ratios = (["known", "newcomers"] as const).map((kind) =>
    middle(rounds.map((round) => rateOf(round[kind]) / rateOf(round.bare))),
  );
  const refused = rounds.reduce((sum, { known: one, newcomers: other }) => sum + one.others + other.others, 0);
  const half = await at(url, browsers, LEAST_RATE / 2);
  const halfNew = await at(url, [], LEAST_RATE / 2);
  const spread = (one: { low: number; high: number } | undefined): string =>
    `${one?.low.toFixed(2)}–${one?.high.toFixed(2)}`;
  return [
    { name: `bare node:http server (${spread(bare)})`, value: bare?.median ?? 0, unit: "/s", target: "", met: true },
    {
      name: `answers of people known (${spread(known)})`,
      value: known?.median ?? 0,
      unit: "/s",
      target: `≥ ${LEAST_RATE}/s`,
      met: (known?.median ?? 0) >= LEAST_RATE,
    },
    {
      name: `answers of newcomers (${spread(newcomers)})`,
      value: newcomers?.median ?? 0,
      unit: "/s",
      target: `≥ ${LEAST_RATE}/s`,
      met: (newcomers?.median ?? 0) >= LEAST_RATE,
    },
    {
      name: `people known / bare (${spread(ratios[0])})`,
      value: ratios[0]?.median ?? 0,
      unit: "×",
      target: `≥ ${LEAST_RATIO} ×`,
      met: (ratios[0]?.median ?? 0) >= LEAST_RATIO,
    },
    {
      name: `newcomers / bare (${spread(ratios[1])})`,
      value: ratios[1]?.median ?? 0,
      unit: "×",
      target: `≥ ${LEAST_RATIO} ×`,
      met: (ratios[1]?.median ?? 0) >= LEAST_RATIO,
    },
    { name: "refused or failed", value: refused, unit: "", target: "0", met: refused === 0 },
    {
      name: `p99 at ${LEAST_RATE / 2}/s, people known`,
      value: half.p99,
      unit: "ms",
      target: `≤ ${MOST_P99_MS} ms`,
      met: half.p99 <= MOST_P99_MS,
    },
    {
      name: `p99 at ${LEAST_RATE / 2}/s, newcomers`,
      value: halfNew.p99,
      unit: "ms",
      target: `≤ ${MOST_P99_MS} ms`,
      met: halfNew.p99 <= MOST_P99_MS,
    },
    {
      name: "answers saved by a bare pg loop, one commit each",
      value: middle(rounds.map(({ loop }) => loop)).median,
      unit: "/s",
      target: "",
      met: true,
    },
  ];
}

async function loadOf(order: Record<string, unknown>): Promise<Load> {
  const child = fork(join(import.meta.dirname, "opinion-voters.mjs"));
  child.send(order);
  const [said] = await once(child, "message");
  return said;
}

async function bareServer(): Promise<{ url: string; stop: () => void }> {
  const port = await freePort();
  const child = fork(join(import.meta.dirname, "opinion-bare.mjs"), [String(port)]);
  await once(child, "message");
  return { url: `http://localhost:${port}`, stop: () => child.kill() };
}

/** The two rows of an answer of somebody known, one transaction each, over 32 connections. */
async function bareLoop(ground: Ground, { conversation, process, statements }: OpenConversation): Promise<number> {
  const pool = new pg.Pool({ connectionString: ground.ownerUrl, max: LOOP_CONNECTIONS });
  const now = new Date();
  const { rows } = await pool.query<{ id: string }>(
    "select participant_id as id from conversation_voters where conversation_id = $1 limit 5000",
    [conversation.id],
  );
  const until = performance.now() + SECONDS * 1000;
  let saved = 0;
  const loop = async (): Promise<void> => {
    const client = await pool.connect();
    while (performance.now() < until) {
      saved += 1;
      await client.query("begin");
      await client.query({
        name: "v",
        text: "insert into conversation_votes values ($1, $2, $3, $4, $5) on conflict (conversation_id, participant_id, statement_id) do update set value = excluded.value, at = excluded.at",
        values: [
          conversation.id,
          rows[saved % rows.length]?.id,
          statements[(saved * 7919) % statements.length],
          (saved % 3) - 1,
          now,
        ],
      });
      await client.query({
        name: "l",
        text: "insert into ledger_pending (kind, process, minute, salt, content) values ('answer', $1, date_trunc('minute', $2::timestamptz, 'UTC'), $3, $4)",
        values: [
          process.slug,
          now,
          Buffer.alloc(16, saved),
          JSON.stringify({ conversation: conversation.id, sealed: "x".repeat(43) }),
        ],
      });
      await client.query("commit");
    }
    client.release();
  };
  await Promise.all(Array.from({ length: LOOP_CONNECTIONS }, loop));
  await pool.end();
  return saved / SECONDS;
}

if (import.meta.main) print(await run());
