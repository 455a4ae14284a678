// A million requests with five million events: the desk, the boards, what programs read, filing, and counting the open ones again. It takes
// minutes, so it runs only by its name: `npm run bench -- cases`.
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { createAccount, grantRole } from "#core/people/index.ts";
import { recountOpenCases } from "#modules/cases/recount/recount.job.ts";
import { digest } from "#platform/secrets/secrets.ts";
import { openLongSession } from "#test/support/long-session.ts";
import { loadLargeCases } from "./large-cases.ts";
import { percentile95 } from "./large-process.ts";
import type { Row } from "./row.ts";
import { type Ground, openGround } from "./votes-ground.ts";

export const long = true;

const CASES = 1_000_000;
const OPEN = 100_000;
const OFFICERS = 200;
const PAGE_MS = 150;
const OPEN311_MS = 100;
const FILED_PER_SECOND = 300;
const FILING_SECONDS = 10;
const FILERS = 48;
const RECOUNT_SECONDS = 10;
const LOAD_SECONDS = 180;
const ROUNDS = 40;
const KEY = "llave-del-banco";

export async function run(): Promise<Row[]> {
  const ground = await openGround();
  try {
    const now = new Date();
    const people = await makePeople(ground, now);
    const loaded = await loadLargeCases(ground, { total: CASES, open: OPEN, officers: people.officers, now });
    const rows = [
      limit(`load of ${loaded.cases} requests and ${loaded.events} events`, loaded.seconds, "s", LOAD_SECONDS),
    ];
    const url = await ground.serve();
    rows.push(...(await measurePages(url, people)));
    rows.push(...(await measureFiling(ground, url)));
    rows.push(await measureRecount(ground, now));
    return rows;
  } finally {
    await ground.end();
  }
}

interface People {
  officers: number[];
  /** Session of somebody who works for the whole entity, and of an official of one agency. */
  boss: string;
  official: string;
}

async function makePeople({ db, entity }: Ground, now: Date): Promise<People> {
  const agencies = entity.agencies().map(({ code }) => code);
  return db.write(async (tx) => {
    const hire = async (name: string, agency?: string) => {
      const accountId = await createAccount(tx, { name, locale: "es", now });
      await grantRole(tx, { accountId, role: "case_officer", agency, by: undefined, now });
      return accountId;
    };
    const officers: number[] = [];
    for (let n = 0; n < OFFICERS; n++) officers.push(await hire(`Official ${n}`, agencies[n % agencies.length]));
    const boss = await hire("Boss");
    await tx
      .insertInto("case_clients")
      .values({ name: "bench", key_hash: digest(KEY), made_by: boss, made_at: now })
      .execute();
    return {
      officers,
      boss: await openLongSession(tx, boss, now),
      official: await openLongSession(tx, officers[0] ?? 0, now),
    };
  });
}

async function measurePages(url: string, { boss, official }: People): Promise<Row[]> {
  const desk = "/gestion/solicitudes";
  const first = performance.now();
  await ask(`${url}${desk}`, boss);
  const reading = (performance.now() - first) / 1000;
  const lists = [
    [boss, desk],
    [boss, `${desk}?ver=late`],
    [boss, `${desk}?ver=closed`],
    [boss, `${desk}?puerta=counter&tipo=claim`],
    [boss, `${desk}?organismo=salud&ver=closed`],
    [official, desk],
    [official, `${desk}?de=mine`],
    [official, `${desk}?de=mine&ver=closed`],
  ] as const;
  const since = new Date(Date.now() - 60 * 86_400_000).toISOString().slice(0, 10);
  return [
    { name: "first list of a process, which reads every request", value: reading, unit: "s", target: "", met: true },
    limit(
      "work list, any filter, p95",
      await p95(
        lists.map(
          ([who, path]) =>
            () =>
              ask(url + path, who),
        ),
      ),
      "ms",
      PAGE_MS,
    ),
    limit(
      "board, whole entity and one agency, p95",
      await p95([() => ask(`${url}${desk}/tablero`, boss), () => ask(`${url}${desk}/tablero`, official)]),
      "ms",
      PAGE_MS,
    ),
    limit(
      "public figures and late requests, anew, p95",
      await p95([() => ask(`${url}/solicitudes`, boss)]),
      "ms",
      PAGE_MS,
    ),
    limit(
      "report of a quarter, anew, p95",
      await p95([() => ask(`${url}/solicitudes/informes?trimestre=${quarter()}`, boss)], 10),
      "ms",
      PAGE_MS,
    ),
    limit(
      "Open311 list of requests, p95",
      await p95([
        () => ask(`${url}/open311/v2/requests.json`),
        () => ask(`${url}/open311/v2/requests.json?start_date=${since}T00:00:00Z`),
        () => ask(`${url}/open311/v2/requests.xml?status=open`),
      ]),
      "ms",
      OPEN311_MS,
    ),
  ];
}

/** The quarter before this one. */
function quarter(): string {
  const now = new Date();
  const of = Math.floor(now.getUTCMonth() / 3);
  return of === 0 ? `${now.getUTCFullYear() - 1}-4` : `${now.getUTCFullYear()}-${of}`;
}

async function ask(address: string, session?: string): Promise<void> {
  const answer = await fetch(address, { headers: session === undefined ? {} : { cookie: `sesion=${session}` } });
  const text = await answer.text();
  if (answer.status !== 200 || text.length < 100) throw new Error(`${address}: ${answer.status}`);
}

async function p95(pages: readonly (() => Promise<void>)[], rounds = ROUNDS): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const page of pages) {
      const began = performance.now();
      await page();
      times.push(performance.now() - began);
    }
  }
  return percentile95(times);
}

/** Programs that file at once, each waiting for its number; then whether any number is missing. */
async function measureFiling({ ownerUrl, entity }: Ground, url: string): Promise<Row[]> {
  const places = entity.participationTerritories();
  const until = performance.now() + FILING_SECONDS * 1000;
  let filed = 0;
  const file = async (n: number): Promise<void> => {
    while (performance.now() < until) {
      const answer = await fetch(`${url}/open311/v2/requests.json`, {
        method: "POST",
        body: new URLSearchParams({
          api_key: KEY,
          service_code: "other",
          address_string: places[n % places.length]?.name ?? "",
          description: `No llega agua a la escuela ${n} ${filed}`,
        }),
      });
      if (answer.status !== 200) throw new Error(`filing: ${answer.status} ${await answer.text()}`);
      await answer.text();
      filed++;
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: FILERS }, (_, n) => file(n)));
  const rate = filed / ((performance.now() - began) / 1000);
  await sleep(100);
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  const { rows } = await owner.query<{ gaps: number }>(`
    select coalesce(sum(abs(c.last - n.given)), 0)::int as gaps from case_counters c
    left join lateral (select count(*)::int as given from cases where number like '%-' || c.year || '-%') n on true`);
  await owner.end();
  const gaps = rows[0]?.gaps ?? -1;
  return [
    {
      name: "requests filed and acknowledged",
      value: rate,
      unit: "/s",
      target: `≥ ${FILED_PER_SECOND}/s`,
      met: rate >= FILED_PER_SECOND,
    },
    { name: "numbers missing", value: gaps, unit: "", target: "0", met: gaps === 0 },
  ];
}

/** A holiday that no law made: all the open ones are counted as if one had come, which moves those whose term goes over it. */
async function measureRecount({ db, ownerUrl, entity }: Ground, now: Date): Promise<Row> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  await owner.query("update cases set due_on = due_on - 1 where closed_at is null and due_on is not null");
  await owner.query("vacuum analyze cases");
  await owner.end();
  const began = performance.now();
  const moved = await recountOpenCases({ write: db.write, now: () => now, entity });
  const value = (performance.now() - began) / 1000;
  return limit(`recount of the open requests, of which ${moved} moved`, value, "s", RECOUNT_SECONDS);
}

function limit(name: string, value: number, unit: string, most: number): Row {
  return { name, value, unit, target: `≤ ${most} ${unit}`, met: value <= most };
}
