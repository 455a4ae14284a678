import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { DemandState } from "../demand.ts";

export interface WorkFilter {
  processId: number;
  /** Undefined: everywhere. */
  territories?: readonly string[];
  territory?: string;
  state?: DemandState;
  sector?: string;
  query?: string;
}

export interface WorkDemand {
  id: number;
  text: string;
  place: string | null;
  territory: string;
  state: DemandState;
  sector: string | null;
  supports: number;
  channel: string;
  saidAt: Date;
}

export interface WorkList {
  demands: readonly WorkDemand[];
  total: number;
  states: ReadonlyMap<string, number>;
  sectors: ReadonlyMap<string, number>;
  territories: ReadonlyMap<string, number>;
}

/** The analyst's list with the counts of its filters. Each facet counts under all the filters but its own. */
export async function findWorkList(
  db: ReadDb,
  filter: WorkFilter,
  page: { limit: number; offset: number },
): Promise<WorkList> {
  const scope = sql`d.process_id = ${filter.processId}
    and (${filter.territories ?? null}::text[] is null or d.territory_code = any (${filter.territories ?? null}))
    and (${filter.query ?? null}::text is null or d.search @@ sigesi_search_query(${filter.query ?? ""}))`;
  const state = filter.state === undefined ? sql`d.state in ('received', 'read')` : sql`d.state = ${filter.state}`;
  const sector = sql`(${filter.sector ?? null}::text is null or coalesce(d.sector_code, '-') = ${filter.sector ?? ""})`;
  const territory = sql`(${filter.territory ?? null}::text is null or d.territory_code = ${filter.territory ?? ""})`;
  const facets = await sql<{ facet: string; value: string; n: number }>`
    with scoped as materialized (select d.state, d.sector_code, d.territory_code from demands d join things t on t.id = d.id and t.visibility <> 'hidden' where ${scope})
    select 'state' as facet, d.state as value, count(*) as n from scoped d where ${sector} and ${territory} group by d.state
    union all select 'sector', coalesce(d.sector_code, '-'), count(*) from scoped d where ${state} and ${territory} group by 2
    union all select 'territory', d.territory_code, count(*) from scoped d where ${state} and ${sector} group by 2
    union all select 'total', '', count(*) from scoped d where ${state} and ${sector} and ${territory}`.execute(db);
  const rows = await sql<WorkDemand>`
    select d.id, d.text, d.place, d.territory_code as territory, d.state, d.sector_code as sector, d.supports, d.channel, d.said_at as "saidAt"
    from demands d join things t on t.id = d.id and t.visibility <> 'hidden'
    where ${scope} and ${state} and ${sector} and ${territory}
    order by d.id desc limit ${page.limit} offset ${page.offset}`.execute(db);
  const facet = (name: string): Map<string, number> =>
    new Map(facets.rows.filter((row) => row.facet === name).map((row) => [row.value, row.n]));
  return {
    demands: rows.rows,
    total: facet("total").get("") ?? 0,
    states: facet("state"),
    sectors: facet("sector"),
    territories: facet("territory"),
  };
}
