// The initiatives that officials have in hand, a page at a time, by key: what somebody writes meanwhile moves no row to another page.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import { type Initiative, type InitiativeState, initiativeQuery, toInitiative } from "../initiatives.sql.ts";

export interface DeskFilter {
  processIds: readonly number[];
  states: readonly InitiativeState[];
  territory?: string;
}

/** After or before an initiative (its id), in the order of the list; neither: the beginning. */
export interface DeskPage {
  after?: number;
  before?: number;
  limit: number;
}

export interface DeskList {
  initiatives: readonly Initiative[];
  /** Whether there are more before the first and after the last. */
  previous: boolean;
  next: boolean;
}

/** One page: the newest process first, and in each the initiatives that were written last. */
export async function listDesk(db: ReadDb, filter: DeskFilter, page: DeskPage): Promise<DeskList> {
  if (filter.processIds.length === 0) return { initiatives: [], previous: false, next: false };
  const back = page.before !== undefined;
  const cursor = page.before ?? page.after;
  let query = initiativeQuery(db).where("i.process_id", "in", filter.processIds).where("i.state", "in", filter.states);
  if (filter.territory !== undefined) query = query.where("i.territory_code", "=", filter.territory);
  if (cursor !== undefined) {
    const there = sql`(select c.process_id, c.id from initiatives c where c.id = ${cursor})`;
    query = query.where(
      back ? sql<boolean>`(i.process_id, i.id) > ${there}` : sql<boolean>`(i.process_id, i.id) < ${there}`,
    );
  }
  const way = back ? "asc" : "desc";
  const rows = await query
    .orderBy("i.process_id", way)
    .orderBy("i.id", way)
    .limit(page.limit + 1)
    .execute();
  const more = rows.length > page.limit;
  const shown = rows.slice(0, page.limit).map(toInitiative);
  return {
    initiatives: back ? shown.reverse() : shown,
    previous: back ? more : cursor !== undefined,
    next: back ? true : more,
  };
}

export interface DeskCount {
  state: InitiativeState;
  territory: string;
  n: number;
}

/** How many there are of each state in each place, whatever the filters: each filter is a sum of these. */
export async function countDesk(db: ReadDb, processIds: readonly number[]): Promise<DeskCount[]> {
  const { rows } = await sql<DeskCount>`
    select state, territory_code as territory, count(*) as n from initiatives
    where process_id = any (${processIds}::bigint[]) group by 1, 2 order by 2, 1`.execute(db);
  return rows;
}
