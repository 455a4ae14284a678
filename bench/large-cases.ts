// A million requests of three years with what happened to each, loaded as the program would have left them.
import pg from "pg";
import type { Entity } from "#core/territory/index.ts";
import { typeOf } from "#modules/cases/forms.ts";
import { CopyRows } from "./copy-rows.ts";
import { Generator, type Life, type Made } from "./invented-cases.ts";

export interface Loaded {
  cases: number;
  events: number;
  seconds: number;
}

/** @param open how many of them are open */
export async function loadLargeCases(
  { ownerUrl, entity }: { ownerUrl: string; entity: Entity },
  { total, open, officers, now }: { total: number; open: number; officers: readonly number[]; now: Date },
): Promise<Loaded> {
  const began = performance.now();
  const [first, second] = [new pg.Client(ownerUrl), new pg.Client(ownerUrl)];
  for (const client of [first, second]) {
    await client.connect();
    // What each row points at is written here: to look it up is most of what a load takes.
    await client.query("set session_replication_role = replica");
  }
  const dropped = await dropIndexes(first);
  const { rows } = await first.query("select coalesce(max(id), 0)::int as last from things");
  const made = new Generator(entity, officers, now, rows[0].last + 1);
  await copyThings(first, made, total);
  const writer = new CopyRows(first, "cases", CASE_COLUMNS);
  const log = new CopyRows(second, "case_events", ["case_id", "at", "kind", "days", "reason", "side", "outcome"]);
  let events = 0;
  for (let at = 0; at < total; at++) {
    const one = made.next(at, at % Math.round(total / open) === 0);
    await writeCase(writer, one);
    for (const event of one.life.events) await writeEvent(log, one, event);
    events += one.life.events.length;
  }
  await Promise.all([writer.end(), log.end()]);
  for (const [year, last] of made.years) {
    await first.query(
      "insert into case_counters (year, last) values ($1, $2) on conflict (year) do update set last = excluded.last",
      [year, last],
    );
  }
  await first.query("select setval(pg_get_serial_sequence('things', 'id'), (select max(id) from things))");
  for (const definition of dropped) await first.query(definition);
  // What autovacuum does some minutes after such a load.
  for (const table of ["things", "cases", "case_events"]) await first.query(`vacuum analyze ${table}`);
  await Promise.all([first.end(), second.end()]);
  return { cases: total, events, seconds: (performance.now() - began) / 1000 };
}

/** Indexes that hold nothing up while rows come in. @returns how each is made again */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    select i.indexname as name, i.indexdef as definition from pg_indexes i
    where i.schemaname = 'public' and i.tablename in ('cases', 'case_events')
      and not exists (select from pg_constraint c where c.conname = i.indexname)`);
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

async function copyThings(client: pg.Client, made: Generator, total: number): Promise<void> {
  const rows = new CopyRows(client, "things", ["id", "kind", "visibility", "created_at"]);
  for (let at = 0; at < total; at++) {
    await rows.row(4);
    rows.int8(made.firstId + at);
    rows.text("case");
    rows.text("staff");
    rows.instant(0);
  }
  await rows.end();
}

const CASE_COLUMNS = [
  "id",
  "number",
  "form",
  "type",
  "text",
  "territory_code",
  "sector_code",
  "agency_code",
  "channel",
  "anonymous",
  "priority",
  "secret_hash",
  "received_at",
  "received_on",
  "state",
  "due_on",
  "assigned_to",
  "closed_at",
  "in_time",
  "helped",
  "may_publish",
  "public_text",
  "published_at",
];
const HELPED = ["yes", "partly", "no"] as const;

async function writeCase(rows: CopyRows, one: Made): Promise<void> {
  const { life } = one;
  await rows.row(CASE_COLUMNS.length);
  rows.int8(one.id);
  rows.text(one.number);
  rows.text(one.form);
  rows.text(typeOf(one.form));
  rows.text(one.text);
  rows.text(one.territory);
  rows.text(one.sector);
  rows.text(one.agency);
  rows.text(one.channel);
  rows.boolean(true);
  rows.boolean(false);
  const secret = Buffer.alloc(32);
  secret.writeUInt32BE(one.id, 0);
  rows.bytes(secret);
  rows.instant(one.received);
  rows.day(life.receivedOn);
  rows.text(life.state);
  if (life.dueOn === null) rows.null();
  else rows.day(life.dueOn);
  if (one.officer === null) rows.null();
  else rows.int8(one.officer);
  if (life.closed) rows.instant(one.received + (life.events.at(-1)?.offset ?? 0));
  else rows.null();
  if (life.inTime === null) rows.null();
  else rows.boolean(life.inTime);
  if (life.state === "notified" && one.id % 3 === 0) rows.text(HELPED[one.id % 9 === 0 ? 2 : one.id % 2] ?? "yes");
  else rows.null();
  rows.boolean(one.public);
  if (one.public) rows.text(one.text);
  else rows.null();
  if (one.public) rows.instant(one.received);
  else rows.null();
}

async function writeEvent(rows: CopyRows, one: Made, event: Life["events"][number]): Promise<void> {
  await rows.row(7);
  rows.int8(one.id);
  rows.instant(one.received + event.offset);
  rows.text(event.kind);
  if (event.days === undefined) rows.null();
  else rows.int4(event.days);
  for (const word of [event.reason, event.by, event.outcome]) {
    if (word === undefined) rows.null();
    else rows.text(word);
  }
}
