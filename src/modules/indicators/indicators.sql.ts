// What is known of indicators, as of now or of a day: the last revision of each cell among the loads that were public then.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface Observation {
  id: number;
  territory: string;
  period: number;
  status: number;
  value: number | null;
  revision: number;
  source: string;
  loadId: number;
  line: number;
  /** Since when it is public. */
  approvedAt: Date;
}

/** The public values of a series, by territory and year. `asOf`: what was public at that instant. */
export async function listObservations(
  db: ReadDb,
  seriesId: number,
  { asOf, territory, period }: { asOf?: Date; territory?: string; period?: number } = {},
): Promise<Observation[]> {
  const open =
    asOf === undefined
      ? sql`l.state = 'approved'`
      : sql`l.approved_at <= ${asOf} and (l.undone_at is null or l.undone_at > ${asOf})`;
  const { rows } = await sql<Observation>`
    select distinct on (o.territory_code, o.period) o.id, o.territory_code as territory, o.period, o.status, o.value,
      o.revision, o.source, o.load_id as "loadId", o.line, l.approved_at as "approvedAt"
    from observations o join indicator_loads l on l.id = o.load_id
    where o.series_id = ${seriesId} and ${open}
      and (${territory ?? null}::text is null or o.territory_code = ${territory ?? null})
      and (${period ?? null}::int is null or o.period = ${period ?? null})
    order by o.territory_code, o.period, o.id desc`.execute(db);
  return rows;
}

/** Cells that were published more than once, every revision, newest first. */
export async function listRevisions(db: ReadDb, seriesId: number, limit: number): Promise<Observation[]> {
  const { rows } = await sql<Observation>`
    select o.id, o.territory_code as territory, o.period, o.status, o.value, o.revision, o.source,
      o.load_id as "loadId", o.line, l.approved_at as "approvedAt"
    from observations o join indicator_loads l on l.id = o.load_id
    where o.series_id = ${seriesId} and l.approved_at is not null and exists (
      select 1 from observations p join indicator_loads m on m.id = p.load_id
      where p.series_id = o.series_id and p.territory_code = o.territory_code and p.period = o.period and p.id <> o.id
        and m.approved_at is not null)
    order by o.period desc, o.territory_code, o.id desc limit ${limit}`.execute(db);
  return rows;
}

export interface Finding {
  id: number;
  territory: string;
  period: number;
  kind: string;
  value: number;
  state: string;
  note: string | null;
}

/** What looks wrong in the public values of an indicator. */
export async function listFindings(db: ReadDb, indicatorId: number): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    select f.id, f.territory_code as territory, f.period, f.kind, f.value, f.state, f.note
    from indicator_findings f join indicator_loads l on l.id = f.load_id
    where f.indicator_id = ${indicatorId} and l.state = 'approved'
    order by f.period desc, f.territory_code, f.id`.execute(db);
  return rows;
}
