// The figures that several pages show. Each is one query over indexed columns; what is hidden is in none of them.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

/** What has happened so far in one territory of one process. */
export interface PlaceFigures {
  processId: number;
  territory: string;
  demands: number;
  /** Those who said a need and those who joined one. */
  people: number;
  voters: number;
}

/** Figures of the territories of some processes: all of them, or one. Votes of a counted territory are not counted again. */
export async function listPlaceFigures(
  db: ReadDb,
  processIds: readonly number[],
  territory?: string,
): Promise<PlaceFigures[]> {
  if (processIds.length === 0) return [];
  const only = (column: string) => (territory === undefined ? sql`true` : sql`${sql.ref(column)} = ${territory}`);
  const voters = votersOf(processIds);
  const result = await sql<PlaceFigures>`
    with said as (
      select d.process_id, d.territory_code, count(*) as demands, count(*) + sum(d.supports) as people
      from demands d join things t on t.id = d.id and t.visibility = 'public'
      where d.process_id = any (${processIds}) and ${only("d.territory_code")} group by 1, 2
    ), voted as (
      ${voters} and ${only("bt.territory_code")}
    )
    select coalesce(s.process_id, v.process_id) as "processId", coalesce(s.territory_code, v.territory_code) as territory,
      coalesce(s.demands, 0)::int8 as demands, coalesce(s.people, 0)::int8 as people, coalesce(v.voters, 0)::int8 as voters
    from said s full join voted v on v.process_id = s.process_id and v.territory_code = s.territory_code
    order by 1, 2`.execute(db);
  return result.rows;
}

/** How many people voted in each territory of some processes; more conditions may follow it. */
function votersOf(processIds: readonly number[]) {
  return sql`select b.process_id, bt.territory_code, coalesce(bt.ballots, v.n) as voters
    from ballots b join ballot_territories bt on bt.ballot_id = b.id
    left join lateral (
      -- Inside, or every vote of what is counted would be counted again and thrown away.
      select count(*) as n from votes v
      where bt.closed_at is null and v.ballot_id = b.id and v.territory_code = bt.territory_code
    ) v on true
    where b.process_id = any (${processIds})`;
}

export async function listVoters(db: ReadDb, processId: number): Promise<{ territory: string; voters: number }[]> {
  const { rows } = await sql<{ territory: string; voters: number }>`
    select territory_code as territory, voters::int8 as voters from (${votersOf([processId])}) v order by 1`.execute(
    db,
  );
  return rows;
}

export interface CommitmentCount {
  processId: number;
  territory: string;
  state: string;
  /** It is not settled and its day has passed, whatever its state. */
  late: boolean;
  n: number;
}

/**
 * Commitments by process, main territory, state and lateness, which depends on `today`. Those of some territories are all that
 * cover any of them, as the board lists them.
 */
export async function listCommitmentCounts(
  db: ReadDb,
  today: string,
  where: { processId?: number; territories?: readonly string[]; sector?: string } = {},
): Promise<CommitmentCount[]> {
  const result = await sql<CommitmentCount>`
    select c.process_id as "processId", c.territory_code as territory,
      c.state, c.state not in ('met', 'not_met') and c.due_date < ${today} as late, count(*) as n
    from commitments c join things t on t.id = c.id and t.visibility = 'public'
    where (${where.processId ?? null}::bigint is null or c.process_id = ${where.processId ?? null})
      and (${where.territories ?? null}::text[] is null or c.territory_code = any (${where.territories ?? null})
        or exists (select 1 from commitment_territories o
          where o.commitment_id = c.id and o.territory_code = any (${where.territories ?? null})))
      and (${where.sector ?? null}::text is null or c.sector_code = ${where.sector ?? null})
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db);
  return result.rows;
}

/** How many commitments cover each territory, as its main one or beside it. */
export async function countPromisesByPlace(db: ReadDb): Promise<Map<string, number>> {
  const { rows } = await sql<{ territory: string; n: number }>`
    select o.code as territory, count(*) as n from commitments c
    join things t on t.id = c.id and t.visibility = 'public'
    cross join lateral (
      select c.territory_code as code
      union select territory_code from commitment_territories where commitment_id = c.id
    ) o group by 1`.execute(db);
  return new Map(rows.map(({ territory, n }) => [territory, n]));
}

export interface SectorCount {
  /** Null: nobody has read them yet. */
  sector: string | null;
  n: number;
}

/** Which needs are counted: of a process, of some territories, or of one place inside a territory. */
export interface NeedScope {
  processId?: number;
  territories?: readonly string[];
  sub?: string;
}

function scoped({ processId, territories, sub }: NeedScope) {
  return sql`(${processId ?? null}::bigint is null or d.process_id = ${processId ?? null})
    and (${territories ?? null}::text[] is null or d.territory_code = any (${territories ?? null}))
    and (${sub ?? null}::text is null or d.sub_code = ${sub ?? null})`;
}

/** Needs by sector, most asked first. */
export async function countBySector(db: ReadDb, scope: NeedScope): Promise<SectorCount[]> {
  const result = await sql<SectorCount>`
    select d.sector_code as sector, count(*) as n from demands d join things t on t.id = d.id and t.visibility = 'public'
    where ${scoped(scope)} group by 1 order by 2 desc, 1`.execute(db);
  return result.rows;
}

/** Needs by the place inside the territory; those that name none are left out. */
export async function countBySub(db: ReadDb, scope: NeedScope): Promise<{ sub: string; n: number }[]> {
  const result = await sql<{ sub: string; n: number }>`
    select d.sub_code as sub, count(*) as n from demands d join things t on t.id = d.id and t.visibility = 'public'
    where d.sub_code is not null and ${scoped(scope)} group by 1 order by 2 desc, 1`.execute(db);
  return result.rows;
}

/** Needs about one sector by territory, most first. */
export async function countByTerritory(db: ReadDb, sector: string): Promise<{ territory: string; n: number }[]> {
  const result = await sql<{ territory: string; n: number }>`
    select d.territory_code as territory, count(*) as n
    from demands d join things t on t.id = d.id and t.visibility = 'public'
    where d.sector_code = ${sector} group by 1 order by 2 desc, 1`.execute(db);
  return result.rows;
}
