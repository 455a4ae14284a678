import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { LoadState } from "./approve-load.ts";

export interface LoadRow {
  id: number;
  name: string;
  state: LoadState;
  read: number;
  loaded: number;
  repeated: number;
  rejected: number;
  findings: number;
  /** Name of who loaded it; null for the command line. */
  by: string | null;
  at: Date;
  approvedAt: Date | null;
  undoneReason: string | null;
}

const COLUMNS = sql`l.id, l.name, l.state, l.rows_read as read, l.rows_loaded as loaded, l.rows_repeated as repeated,
  l.rows_rejected as rejected, (select count(*)::int from indicator_findings f where f.load_id = l.id) as findings,
  a.name as by, l.loaded_at as at, l.approved_at as "approvedAt", l.undone_reason as "undoneReason"`;

/** The last loads, those that wait for somebody first. */
export async function listLoads(db: ReadDb, limit: number): Promise<LoadRow[]> {
  const { rows } =
    await sql<LoadRow>`select ${COLUMNS} from indicator_loads l left join accounts a on a.id = l.loaded_by
    order by l.state = 'loaded' desc, l.id desc limit ${limit}`.execute(db);
  return rows;
}

export async function findLoad(db: ReadDb, id: number): Promise<LoadRow | undefined> {
  const { rows } =
    await sql<LoadRow>`select ${COLUMNS} from indicator_loads l left join accounts a on a.id = l.loaded_by
    where l.id = ${id}`.execute(db);
  return rows[0];
}

export interface LoadedRow {
  line: number;
  indicator: string;
  territory: string;
  period: number;
  value: number | null;
  /** What the cell said before, in what is public; null where there was nothing. */
  before: number | null;
}

/** What a load changes, beside what is public now, in the order of its file. */
export async function listLoaded(db: ReadDb, id: number, limit: number): Promise<LoadedRow[]> {
  const { rows } = await sql<LoadedRow>`
    select o.line, i.code as indicator, o.territory_code as territory, o.period, o.value, before.value as before
    from observations o join indicator_series s on s.id = o.series_id join indicators i on i.id = s.indicator_id
    left join lateral (
      select p.value from observations p join indicator_loads l on l.id = p.load_id
      where p.series_id = o.series_id and p.territory_code = o.territory_code and p.period = o.period and p.id < o.id
        and l.state = 'approved' order by p.id desc limit 1) before on true
    where o.load_id = ${id} order by o.line, o.id limit ${limit}`.execute(db);
  return rows;
}

export async function listRejected(db: ReadDb, id: number, limit: number) {
  return db
    .selectFrom("indicator_rejections")
    .select(["line", "column", "value", "reason"])
    .where("load_id", "=", id)
    .orderBy("line")
    .orderBy("id")
    .limit(limit)
    .execute();
}

export interface LoadFinding {
  id: number;
  indicator: string;
  territory: string;
  period: number;
  line: number;
  kind: string;
  value: number;
  state: string;
  note: string | null;
}

export async function listLoadFindings(db: ReadDb, loadId: number): Promise<LoadFinding[]> {
  const { rows } = await sql<LoadFinding>`
    select f.id, i.code as indicator, f.territory_code as territory, f.period, f.line, f.kind, f.value, f.state, f.note
    from indicator_findings f join indicators i on i.id = f.indicator_id
    where f.load_id = ${loadId} order by f.line, f.id`.execute(db);
  return rows;
}
