import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { closeTerritory, listTerritoryCounts } from "#modules/ballots/index.ts";
import { browserMaker, prepareVote, sendVote, type VoteSet } from "#test/support/voting.ts";
import { type Ground, middle, openGround, print, type Row } from "./votes-ground.ts";

const LOOP_CONNECTIONS = 32;
const VOTERS_AT_ONCE = 128;
const SECONDS = 4;
const ROUNDS = 3;
const LEAST_RATIO = 0.25;
const CLOSINGS = 20;
const RATE = 500;
const SAVED = 303;

/** Saving a vote over HTTP against a bare loop, and 20 closings at 500 votes a second. */
export async function run(): Promise<Row[]> {
  const ground = await openGround();
  try {
    const [first, second] = [await ground.serve(), await ground.serve()];
    return [...(await speed(ground, first)), ...(await closings(ground, [first, second]))];
  } finally {
    await ground.end();
  }
}

function placesOf({ entity }: Ground) {
  const [here, there] = entity.participationTerritories();
  if (here === undefined || there === undefined) throw new Error("The entity has no two places");
  return { here, there };
}

/** Turns about, so that what else the machine does falls on both. */
async function speed(ground: Ground, url: string): Promise<Row[]> {
  const { here } = placesOf(ground);
  const set = await prepareVote(ground.db, ground.entity, {
    slug: "rapidez",
    places: { [here.code]: 3_600_000 },
    now: new Date(),
  });
  const ids = set.initiatives.get(here.code) ?? [];
  const path = `/procesos/rapidez/${here.slug}/votar`;
  await overHttp(ground, url + path, ids, 1);
  const loops: number[] = [];
  const webs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    loops.push(await bareLoop(ground, set, here.code));
    webs.push(await overHttp(ground, url + path, ids, SECONDS));
  }
  const ratios = webs.map((web, round) => web / (loops[round] ?? 1));
  const [loop, web, ratio] = [middle(loops), middle(webs), middle(ratios)];
  const spread = ({ low, high }: { low: number; high: number }): string => `${low.toFixed(2)}–${high.toFixed(2)}`;
  return [
    { name: "votes saved by a bare pg loop", value: loop.median, unit: "/s", target: spread(loop), met: true },
    { name: "votes saved over HTTP", value: web.median, unit: "/s", target: spread(web), met: true },
    {
      name: "saving a vote over HTTP / bare loop",
      value: ratio.median,
      unit: "×",
      target: `≥ ${LEAST_RATIO} × (${spread(ratio)})`,
      met: ratio.median >= LEAST_RATIO,
    },
  ];
}

/** The four rows of a vote, one transaction each, over 32 connections. */
async function bareLoop(ground: Ground, set: VoteSet, territory: string): Promise<number> {
  const pool = new pg.Pool({ connectionString: ground.ownerUrl, max: LOOP_CONNECTIONS });
  const choices = (set.initiatives.get(territory) ?? []).slice(0, 3);
  const until = performance.now() + SECONDS * 1000;
  let saved = 0;
  const loop = async (): Promise<void> => {
    const client = await pool.connect();
    const ask = (name: string, text: string, values: unknown[]) => client.query<{ id: string }>({ name, text, values });
    while (performance.now() < until) {
      const now = new Date();
      await client.query("begin");
      await ask("v", "insert into votes (ballot_id, voter, territory_code, choices) values ($1, $2, $3, $4)", [
        set.ballotId,
        randomBytes(32),
        territory,
        choices,
      ]);
      const who = await ask(
        "p",
        "insert into participants (process_id, key, created_at) values ($1, $2, $3) returning id",
        [set.process.id, randomBytes(32), now],
      );
      await ask(
        "r",
        "insert into receipts (code_hash, thing_id, participant_id, act, created_at) values ($1, $2, $3, 'voted', $4)",
        [randomBytes(32), set.ballotId, who.rows[0]?.id, now],
      );
      await ask(
        "l",
        "insert into ledger_pending (kind, process, minute, salt, content) values ('vote', 'rapidez', date_trunc('minute', $1::timestamptz, 'UTC'), $2, $3)",
        [now, randomBytes(16), JSON.stringify({ ballot: set.ballotId, sealed: randomBytes(32).toString("hex") })],
      );
      await client.query("commit");
      saved += 1;
    }
    client.release();
  };
  await Promise.all(Array.from({ length: LOOP_CONNECTIONS }, loop));
  await pool.end();
  return saved / SECONDS;
}

/** New people voting as fast as they are answered. */
async function overHttp(ground: Ground, url: string, ids: readonly number[], seconds: number): Promise<number> {
  const newBrowser = await browserMaker(ground.db);
  const until = performance.now() + seconds * 1000;
  let saved = 0;
  const voter = async (): Promise<void> => {
    while (performance.now() < until) {
      const status = await sendVote(url, "", newBrowser(), ids.slice(0, 3));
      if (status !== SAVED) throw new Error(`A vote was answered ${status}`);
      saved += 1;
    }
  };
  await Promise.all(Array.from({ length: VOTERS_AT_ONCE }, voter));
  return saved / seconds;
}

/** At 500 votes a second in two web processes, a place closes: acknowledged = counted, in 20 runs. */
async function closings(ground: Ground, urls: readonly string[]): Promise<Row[]> {
  let [exact, votes, late, reached] = [0, 0, 0, 0];
  for (let n = 0; n < CLOSINGS; n += 1) {
    const closing = await closeUnderFire(ground, urls, `cierre-${n}`);
    votes += closing.acknowledged;
    late += closing.refused;
    reached += closing.sent / closing.seconds / CLOSINGS;
    if (closing.acknowledged === closing.counted && closing.others === 0) exact += 1;
  }
  return [
    {
      name: "closings with acknowledged = counted",
      value: exact,
      unit: `of ${CLOSINGS}`,
      target: `${CLOSINGS} of ${CLOSINGS}`,
      met: exact === CLOSINGS,
    },
    { name: "votes sent while closing", value: reached, unit: "/s", target: `${RATE}/s`, met: reached >= RATE * 0.95 },
    { name: "votes acknowledged in those closings", value: votes, unit: "", target: "", met: true },
    { name: "votes refused because the place had closed", value: late, unit: "", target: "", met: late > 0 },
  ];
}

async function closeUnderFire(ground: Ground, urls: readonly string[], slug: string) {
  const { here } = placesOf(ground);
  const now = new Date();
  const set = await prepareVote(ground.db, ground.entity, { slug, places: { [here.code]: 3_600_000 }, now });
  const newBrowser = await browserMaker(ground.db);
  const ids = set.initiatives.get(here.code) ?? [];
  const answers: Promise<number>[] = [];
  const began = performance.now();
  let closed: Promise<void> | undefined;
  // One second of votes, each at its instant; if the machine stops for a moment the ones owed are sent at once.
  while (answers.length < RATE) {
    const elapsed = performance.now() - began;
    while (answers.length < Math.min(RATE, (elapsed / 1000) * RATE)) {
      const url = urls[answers.length % urls.length] ?? "";
      answers.push(
        sendVote(url, `/procesos/${slug}/${here.slug}/votar`, newBrowser(), [ids[answers.length % ids.length] ?? 0]),
      );
    }
    if (elapsed > 600 && closed === undefined) {
      const after = new Date(now.getTime() + 3_600_000);
      closed = ground.db.write((tx) => closeTerritory(tx, set.process, here.code, after));
    }
    await sleep(2);
  }
  const seconds = (performance.now() - began) / 1000;
  const statuses = await Promise.all(answers);
  await closed;
  const counted = (await listTerritoryCounts(ground.db.read, set.ballotId)).find((one) => one.territory === here.code);
  const acknowledged = statuses.filter((status) => status === SAVED).length;
  const refused = statuses.filter((status) => status === 409).length;
  return {
    acknowledged,
    refused,
    others: statuses.length - acknowledged - refused,
    counted: counted?.ballots ?? -1,
    sent: statuses.length,
    seconds,
  };
}

if (import.meta.main) print(await run());
