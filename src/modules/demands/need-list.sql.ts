// Lists of needs with the counts of their filters, for people and for analysts, among 100,000 at every click.
//
// The rows are first counted in cells (state × sector × place × door), from an index that holds just those columns; each facet is
// then a sum of some thousand cells under all the filters but its own. A search visits each need it finds once, for the
// counts and for the page alike.
import { type RawBuilder, sql } from "kysely";
import type { Period } from "#platform/clock/month.ts";
import type { ReadDb } from "#platform/db/db.ts";
import type { DemandState } from "./demand.ts";

export const CHANNELS = ["web", "meeting", "paper", "phone", "import"] as const;
export type Channel = (typeof CHANNELS)[number];
export const ORDERS = ["newest", "supports"] as const;
export type Order = (typeof ORDERS)[number];
/** Stands for "no sector yet" in filters and counts. */
export const NO_SECTOR = "-";

export interface NeedFilter {
  processId: number;
  /** Codes among which the reader may look; undefined: everywhere. */
  territories?: readonly string[];
  territory?: string;
  sub?: string;
  /** Which states count when none is chosen. */
  openStates: readonly DemandState[];
  state?: DemandState;
  sector?: string;
  channel?: Channel;
  query?: string;
  /** When they were said. */
  said?: Period;
  /** Only those that somebody has in hands now, or that are in nobody else's. */
  claims?: { only: "mine" | "free"; accountId: number | undefined; now: Date };
}

export interface ListedNeed {
  id: number;
  text: string;
  place: string | null;
  territory: string;
  sub: string | null;
  state: DemandState;
  sector: string | null;
  supports: number;
  channel: Channel;
  saidAt: Date;
  reason: string | null;
  mergedInto: number | null;
}

export const FACETS = ["state", "sector", "territory", "sub", "channel"] as const;
export type Facet = (typeof FACETS)[number];

export interface NeedList {
  needs: readonly ListedNeed[];
  total: number;
  counts: Readonly<Record<Facet, ReadonlyMap<string, number>>>;
}

export interface PageOf {
  limit: number;
  offset: number;
  order: Order;
}

type Condition = RawBuilder<unknown>;
const ALL: Condition = sql`true`;
const CELL = sql`d.state, d.sector_code, d.territory_code, d.sub_code, d.channel`;

/** One page of the visible needs of a process, and how many there are under each filter. */
export async function findNeeds(db: ReadDb, filter: NeedFilter, page: PageOf): Promise<NeedList> {
  const query = filter.query?.trim() ?? "";
  // Stop words or signs alone ask for nothing: they filter nothing.
  const searching = query !== "" && (await asksForSomething(db, query));
  const found = searching ? await search(db, filter, query, page) : await browse(db, filter, page);
  const counts = Object.fromEntries(
    FACETS.map((facet) => [
      facet,
      new Map(found.facets.filter((row) => row.facet === facet).map((row) => [row.value, row.n])),
    ]),
  ) as Record<Facet, Map<string, number>>;
  return {
    needs: await listByIds(db, found.ids),
    total: found.facets.find((row) => row.facet === "total")?.n ?? 0,
    counts,
  };
}

async function asksForSomething(db: ReadDb, query: string): Promise<boolean> {
  const { rows } = await sql<{ nodes: number }>`select numnode(sigesi_search_query(${query})) as nodes`.execute(db);
  return (rows[0]?.nodes ?? 0) > 0;
}

interface FacetRow {
  facet: string;
  value: string;
  n: number;
}
interface Found {
  facets: readonly FacetRow[];
  ids: readonly number[];
}

async function browse(db: ReadDb, filter: NeedFilter, page: PageOf): Promise<Found> {
  const facets = await sql<FacetRow>`
    with cells as materialized (
      select ${CELL}, count(*) as n from demands d where ${scopeOf(filter)} group by ${CELL}
    ) ${facetsOf(filter)}`.execute(db);
  const rows = await sql<{ id: number }>`
    select d.id from demands d where ${scopeOf(filter)} and ${every(filter)}
    order by ${orderOf(page)} limit ${page.limit} offset ${page.offset}`.execute(db);
  return { facets: facets.rows, ids: rows.rows.map((row) => row.id) };
}

async function search(db: ReadDb, filter: NeedFilter, query: string, page: PageOf): Promise<Found> {
  const { rows } = await sql<FacetRow>`
    with hits as materialized (
      select d.id, d.supports, ${CELL} from demands d
      where ${scopeOf(filter)} and d.search @@ sigesi_search_query(${query})
    ), cells as materialized (
      select ${CELL}, count(*) as n from hits d group by ${CELL}
    ), page as (
      select d.id from hits d where ${every(filter)} order by ${orderOf(page)} limit ${page.limit} offset ${page.offset}
    ) ${facetsOf(filter)}
    union all select 'page', row_number() over ()::text, id from page`.execute(db);
  return {
    facets: rows.filter((row) => row.facet !== "page"),
    ids: rows
      .filter((row) => row.facet === "page")
      .sort((a, b) => Number(a.value) - Number(b.value))
      .map((row) => row.n),
  };
}

function scopeOf({ processId, territories, claims, said }: NeedFilter): Condition {
  const places = territories === undefined ? ALL : sql`d.territory_code = any (${territories}::text[])`;
  const then = said === undefined ? ALL : sql`d.said_at >= ${said.from} and d.said_at < ${said.until}`;
  return sql`d.process_id = ${processId} and d.hidden_reason is null and ${places} and ${then} and ${handsOf(claims)}`;
}

function handsOf(claims: NeedFilter["claims"]): Condition {
  if (claims === undefined) return ALL;
  const { only, accountId, now } = claims;
  const account = sql`${accountId ?? null}::bigint`;
  return only === "mine"
    ? sql`d.id in (select c.demand_id from demand_claims c where c.account_id = ${account} and c.expires_at > ${now})`
    : sql`d.id not in (select c.demand_id from demand_claims c
        where c.account_id is distinct from ${account} and c.expires_at > ${now})`;
}

function conditionsOf(filter: NeedFilter): Record<Facet, Condition> {
  const states = filter.state === undefined ? filter.openStates : [filter.state];
  const equal = (column: Condition, value: string | undefined) =>
    value === undefined ? ALL : sql`${column} = ${value}`;
  return {
    state: sql`d.state = any (${states}::text[])`,
    sector: filter.sector === NO_SECTOR ? sql`d.sector_code is null` : equal(sql`d.sector_code`, filter.sector),
    territory: equal(sql`d.territory_code`, filter.territory),
    sub: equal(sql`d.sub_code`, filter.sub),
    channel: equal(sql`d.channel`, filter.channel),
  };
}

function every(filter: NeedFilter, but?: Facet): Condition {
  const conditions = conditionsOf(filter);
  return sql.join(
    FACETS.filter((facet) => facet !== but).map((facet) => conditions[facet]),
    sql` and `,
  );
}

function facetsOf(filter: NeedFilter): Condition {
  const value: Record<Facet, Condition> = {
    state: sql`d.state`,
    sector: sql`coalesce(d.sector_code, ${NO_SECTOR})`,
    territory: sql`d.territory_code`,
    sub: sql`coalesce(d.sub_code, '')`,
    channel: sql`d.channel`,
  };
  const facets = FACETS.map(
    (facet) => sql`
      select ${sql.lit(facet)} as facet, ${value[facet]} as value, sum(d.n)::bigint as n
      from cells d where ${every(filter, facet)} group by 2`,
  );
  return sql`${sql.join(facets, sql` union all `)}
    union all select 'total', '', coalesce(sum(d.n), 0)::bigint from cells d where ${every(filter)}`;
}

function orderOf({ order }: PageOf): Condition {
  return order === "supports" ? sql`d.supports desc, d.id desc` : sql`d.id desc`;
}

/** Needs by their ids, in the order of the ids given. */
export async function listByIds(db: ReadDb, ids: readonly number[]): Promise<ListedNeed[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ListedNeed>`
    select d.id, d.text, d.place, d.territory_code as territory, d.sub_code as sub, d.state, d.sector_code as sector,
      d.supports, d.channel, d.said_at as "saidAt", d.reason, d.merged_into_id as "mergedInto"
    from unnest(${ids}::bigint[]) with ordinality as asked(id, n)
    join demands d on d.id = asked.id and d.hidden_reason is null
    order by asked.n`.execute(db);
  return rows;
}

/** Ids of all the visible needs under a filter up to `upTo`, the oldest first, at most `limit`; with how many there are. */
export async function findAllIds(
  db: ReadDb,
  filter: NeedFilter,
  { upTo, limit }: { upTo?: number; limit: number },
): Promise<{ ids: number[]; total: number }> {
  const found = await foundBy(db, filter);
  const until = upTo === undefined ? ALL : sql`d.id <= ${upTo}`;
  const { rows } = await sql<{ id: number; total: number }>`
    select d.id, count(*) over () as total from demands d
    where ${scopeOf(filter)} and ${every(filter)} and ${found} and ${until} order by d.id limit ${limit}`.execute(db);
  return { ids: rows.map((row) => row.id), total: rows[0]?.total ?? 0 };
}

/** How many people said or joined the needs under a filter; who said two counts twice. */
export async function countSpoken(db: ReadDb, filter: NeedFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(d.supports + 1), 0)::bigint as n from demands d
    where ${scopeOf(filter)} and ${every(filter)} and ${await foundBy(db, filter)}`.execute(db);
  return rows[0]?.n ?? 0;
}

async function foundBy(db: ReadDb, filter: NeedFilter): Promise<Condition> {
  const query = filter.query?.trim() ?? "";
  const searching = query !== "" && (await asksForSomething(db, query));
  return searching ? sql`d.search @@ sigesi_search_query(${query})` : ALL;
}
