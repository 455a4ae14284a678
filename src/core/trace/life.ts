// The life of a thing, backwards to what was said and forwards to what was done, without knowing any module.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { ThingKind, ThingTitle } from "#platform/module.ts";
import type { Relation, Visibility } from "./things.ts";

export type Kinds = ReadonlyMap<string, ThingKind>;

export interface LifeThing extends ThingTitle {
  id: number;
  kind: string;
  createdAt: Date;
  territory: string | null;
  processId: number | null;
}

export interface LifeLink {
  from: number;
  to: number;
  relation: Relation;
  reason: string | null;
  at: Date;
}

export interface LifeEvent {
  thingId: number;
  event: string;
  data: Record<string, unknown>;
  at: Date;
}

export interface Life {
  focus: LifeThing;
  /** The focus, where it came from and what came of it; oldest first. */
  things: readonly LifeThing[];
  links: readonly LifeLink[];
  events: readonly LifeEvent[];
}

interface ThingRow {
  id: number;
  kind: string;
  created_at: Date;
  territory_code: string | null;
  process_id: number | null;
}

const MAX_THINGS = 2000;

/**
 * The life of one thing. Follows live links backwards from it and forwards from it, never sideways, and only through
 * things that the reader may see: what is hidden shows neither itself, nor a count, nor what lies behind it.
 * @param visible what this reader may see: `["public"]` for everybody.
 * @returns undefined when the thing does not exist or may not be seen.
 */
export async function findLife(
  db: ReadDb,
  thingId: number,
  kinds: Kinds,
  visible: readonly Visibility[] = ["public"],
): Promise<Life | undefined> {
  const result = await sql<ThingRow>`
    with recursive back as (
      select id from things where id = ${thingId} and visibility = any (${visible})
      union
      select t.id from back b join links l on l.to_id = b.id and l.ended_at is null
      join things t on t.id = l.from_id and t.visibility = any (${visible})
    ), forth as (
      select id from things where id = ${thingId} and visibility = any (${visible})
      union
      select t.id from forth f join links l on l.from_id = f.id and l.ended_at is null
      join things t on t.id = l.to_id and t.visibility = any (${visible})
    )
    select id, kind, created_at, territory_code, process_id from things
    where id in (select id from back union select id from forth)
    order by created_at, id limit ${MAX_THINGS}`.execute(db);
  if (result.rows.length === 0) return undefined;
  const things = await withTitles(db, result.rows, kinds);
  const ids = things.map((thing) => thing.id);
  const focus = things.find((thing) => thing.id === thingId);
  if (focus === undefined) return undefined;
  return { focus, things, links: await listLinks(db, ids), events: await listEvents(db, ids) };
}

/** Things that anybody may see, by their ids, with their titles. */
export async function listLives(db: ReadDb, ids: readonly number[], kinds: Kinds): Promise<LifeThing[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("things")
    .select(["id", "kind", "created_at", "territory_code", "process_id"])
    .where("id", "in", ids)
    .where("visibility", "=", "public")
    .orderBy("id")
    .execute();
  return withTitles(db, rows, kinds);
}

/** Something that a relation joins to a thing, with the reason and since when. */
export interface JoinedThing {
  id: number;
  kind: string;
  reason: string | null;
  at: Date;
}

/** The things at the other end of a relation that anybody may see, in the order in which they were joined. */
export async function listJoined(
  db: ReadDb,
  end: { from: number } | { to: number },
  relation: Relation,
): Promise<JoinedThing[]> {
  const [near, far, id] =
    "from" in end ? (["l.from_id", "l.to_id", end.from] as const) : (["l.to_id", "l.from_id", end.to] as const);
  return db
    .selectFrom("links as l")
    .innerJoin("things as t", "t.id", far)
    .select(["t.id", "t.kind", "l.reason", "l.made_at as at"])
    .where(near, "=", id)
    .where("l.relation", "=", relation)
    .where("l.ended_at", "is", null)
    .where("t.visibility", "=", "public")
    .orderBy("l.id")
    .execute();
}

/** What came of a thing by a relation, with its title and the reason: things that anybody may see. */
export async function listOutcomes(
  db: ReadDb,
  fromId: number,
  relation: Relation,
  kinds: Kinds,
): Promise<{ thing: LifeThing; reason: string | null }[]> {
  const joined = await listJoined(db, { from: fromId }, relation);
  const things = await listLives(
    db,
    joined.map(({ id }) => id),
    kinds,
  );
  return joined.flatMap(({ id, reason }) => {
    const thing = things.find((one) => one.id === id);
    return thing === undefined ? [] : [{ thing, reason }];
  });
}

async function withTitles(db: ReadDb, rows: readonly ThingRow[], kinds: Kinds): Promise<LifeThing[]> {
  const titles = new Map<number, ThingTitle>();
  for (const [kind, group] of Map.groupBy(rows, (row) => row.kind)) {
    const found = await kinds.get(kind)?.titles(
      db,
      group.map((row) => row.id),
    );
    for (const [id, title] of found ?? []) titles.set(id, title);
  }
  return rows.flatMap((row) => {
    const title = titles.get(row.id);
    if (title === undefined) return [];
    const { id, kind, created_at: createdAt, territory_code: territory, process_id: processId } = row;
    return [{ ...title, id, kind, createdAt, territory, processId }];
  });
}

async function listLinks(db: ReadDb, ids: readonly number[]): Promise<LifeLink[]> {
  const rows = await db
    .selectFrom("links")
    .select(["from_id", "to_id", "relation", "reason", "made_at"])
    .where("from_id", "in", ids)
    .where("to_id", "in", ids)
    .where("ended_at", "is", null)
    .orderBy("made_at")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    from: row.from_id,
    to: row.to_id,
    relation: row.relation as Relation,
    reason: row.reason,
    at: row.made_at,
  }));
}

async function listEvents(db: ReadDb, ids: readonly number[]): Promise<LifeEvent[]> {
  const rows = await db
    .selectFrom("history")
    .select(["thing_id", "event", "data", "at"])
    .where("thing_id", "in", ids)
    .where("public", "=", true)
    .orderBy("at")
    .orderBy("id")
    .execute();
  const seen = new Set(ids);
  return rows
    .map((row) => ({ thingId: row.thing_id, event: row.event, data: row.data as Record<string, unknown>, at: row.at }))
    .filter(({ data }) => !namesUnseen(data, seen));
}

/** Whether an event points at a thing that is not in this life: the reader may not see it, so not even its number. */
function namesUnseen(data: Record<string, unknown>, seen: ReadonlySet<number>): boolean {
  return [data.into, data.from].some((id) => typeof id === "number" && !seen.has(id));
}
