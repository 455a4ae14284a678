import { randomBytes } from "node:crypto";
import autocannon from "autocannon";
import pg from "pg";
import type { Process } from "#modules/processes/index.ts";
import { inventedNeeds } from "#test/support/invented-needs.ts";
import { openProcess } from "#test/support/open-process.ts";
import { type Ground, openGround, type Row } from "./large-process.ts";

const CONNECTIONS = 32;
const SECONDS = 8;
const BROWSERS = 128;
const LEAST_RATIO = 0.25;
const OK = "303";

/** Saving a need over HTTP, answered after its commit, against a bare loop that writes the same rows, one commit each. */
export async function run(): Promise<Row[]> {
  const ground = await openGround();
  try {
    const process = await openProcess(ground, { slug: "guardar", now: new Date() });
    const bare = await bareLoop(ground, process);
    const saved = await overHttp(ground);
    const ratio = saved / bare;
    return [
      { name: "needs saved by a bare pg loop", value: bare, unit: "/s", target: "the peer", met: true },
      {
        name: "needs saved over HTTP",
        value: saved,
        unit: "/s",
        target: `≥ ${LEAST_RATIO} × the loop`,
        met: ratio >= LEAST_RATIO,
      },
      {
        name: "saving over HTTP / bare loop",
        value: ratio,
        unit: "×",
        target: `≥ ${LEAST_RATIO} ×`,
        met: ratio >= LEAST_RATIO,
      },
    ];
  } finally {
    await ground.end();
  }
}

/** The six rows of a need, written as plainly as can be: 32 connections, one transaction for each need. */
async function bareLoop(ground: Ground, process: Process): Promise<number> {
  const pool = new pg.Pool({ connectionString: ground.ownerUrl, max: CONNECTIONS });
  const texts = inventedNeeds(5000);
  const territory = ground.entity.participationTerritories()[0]?.code;
  const group = ground.entity.populationGroups()[0]?.code;
  const until = performance.now() + SECONDS * 1000;
  let saved = 0;
  const loop = async (): Promise<void> => {
    const client = await pool.connect();
    const ask = async (name: string, text: string, values: unknown[]): Promise<string> => {
      const { rows } = await client.query<{ id: string }>({ name, text, values });
      return rows[0]?.id ?? "";
    };
    while (performance.now() < until) {
      const now = new Date();
      const text = texts[saved % texts.length];
      await client.query("begin");
      const id = await ask(
        "t",
        "insert into things (kind, process_id, territory_code, created_at) values ('demand', $1, $2, $3) returning id",
        [process.id, territory, now],
      );
      await ask(
        "d",
        "insert into demands (id, process_id, territory_code, text, channel, said_at) values ($1, $2, $3, $4, 'web', $5)",
        [id, process.id, territory, text, now],
      );
      await ask("g", "insert into demand_groups (demand_id, group_code) values ($1, $2)", [id, group]);
      const who = await ask(
        "p",
        "insert into participants (process_id, key, created_at) values ($1, $2, $3) returning id",
        [process.id, randomBytes(32), now],
      );
      await ask(
        "r",
        "insert into receipts (code_hash, thing_id, participant_id, act, created_at) values ($1, $2, $3, 'said', $4)",
        [randomBytes(32), id, who, now],
      );
      await ask(
        "l",
        "insert into ledger_pending (kind, process, minute, salt, content) values ('need', 'guardar', date_trunc('minute', $1::timestamptz, 'UTC'), $2, $3)",
        [now, randomBytes(16), JSON.stringify({ id, territory, text })],
      );
      await client.query("commit");
      saved += 1;
    }
    client.release();
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, loop));
  const seconds = (performance.now() - began) / 1000;
  await pool.end();
  return saved / seconds;
}

/** Many browsers, each with its cookie and its token, sending the second form: the one that answers to the similar ones. */
async function overHttp(ground: Ground): Promise<number> {
  const server = await ground.serve();
  try {
    const place = ground.entity.participationTerritories()[0]?.slug;
    const group = ground.entity.populationGroups()[0]?.code ?? "";
    const path = `/procesos/guardar/${place}/decir`;
    const browsers = await Promise.all(Array.from({ length: BROWSERS }, () => openForm(`${server.url}${path}`)));
    const texts = inventedNeeds(BROWSERS);
    const result = await autocannon({
      url: server.url,
      connections: CONNECTIONS,
      duration: SECONDS,
      workers: 1,
      idReplacement: true,
      requests: browsers.map(({ cookie, csrf }, index) => ({
        method: "POST" as const,
        path,
        headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
        body: `csrf=${encodeURIComponent(csrf)}&seen=1&groups=${group}&text=${encodeURIComponent(texts[index] ?? "")} [<id>]`,
      })),
    });
    const answered = result.statusCodeStats?.[OK]?.count ?? 0;
    const { rows } = await ground.db.pool.query<{ n: number }>(
      "select count(*) as n from demands d join receipts r on r.thing_id = d.id and r.act = 'said'",
    );
    // Nobody may be told "received" of a need that is not there.
    if ((rows[0]?.n ?? 0) < answered || result.non2xx !== answered)
      throw new Error(JSON.stringify(result.statusCodeStats));
    return answered / result.duration;
  } finally {
    await server.close();
  }
}

async function openForm(url: string): Promise<{ cookie: string; csrf: string }> {
  const answer = await fetch(url);
  const html = await answer.text();
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  return { cookie, csrf: /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? "" };
}
