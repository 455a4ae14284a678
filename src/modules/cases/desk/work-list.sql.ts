// The list of an official: what is open by its last day, late first. How many each filter leaves is counted in memory.
import { sql } from "kysely";
import type { Authority } from "#core/people/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import type { Case } from "../case-store.ts";

export const VIEWS = ["open", "late", "week", "waiting", "answered", "closed"] as const;
export type View = (typeof VIEWS)[number];
export const OWNERS = ["mine", "nobody", "all"] as const;
export type Owner = (typeof OWNERS)[number];

export interface Filter {
  view: View;
  owner: Owner;
  form?: string;
  channel?: string;
  agency?: string;
  territory?: string;
  /** Subject; empty for none. */
  sector?: string;
  /** Account of the official who works on them. */
  person?: number;
  /** Last row of the page before: its day and its number. */
  after?: { due: string; id: number };
}

export interface Asking {
  authority: Authority;
  today: string;
  /** Last day of "this week". */
  soon: string;
}

export interface WorkItem
  extends Pick<
    Case,
    "id" | "number" | "form" | "text" | "territory" | "agency" | "dueOn" | "state" | "closedAt" | "priority"
  > {
  assignedTo: number | null;
  assignee: string | null;
}

/** Cases of the agencies and places where the reader works, without those that only the protection role reads. */
export function within(authority: Authority) {
  const grants = authority.grantsOf("cases.work");
  const parts = grants.map(
    ({ agencyCode, territoryCode }) =>
      sql<boolean>`(${agencyCode}::text is null or c.agency_code = ${agencyCode}) and (${territoryCode}::text is null or c.territory_code in (
        with recursive below (code) as (
          select ${territoryCode}::text union all select t.code from territories t join below b on t.parent_code = b.code
        ) select code from below))`,
  );
  return parts.length === 0
    ? sql<boolean>`false`
    : sql<boolean>`(c.route_code is null and (${sql.join(parts, sql` or `)}))`;
}

function viewed(view: View, { today, soon }: Asking) {
  const conditions = {
    open: sql<boolean>`c.closed_at is null`,
    late: sql<boolean>`c.closed_at is null and c.due_on < ${today}`,
    week: sql<boolean>`c.closed_at is null and c.due_on between ${today} and ${soon}`,
    waiting: sql<boolean>`c.closed_at is null and c.due_on is null`,
    answered: sql<boolean>`c.state = 'answered'`,
    closed: sql<boolean>`c.closed_at is not null`,
  };
  return conditions[view];
}

function owned(owner: Owner, accountId: number | undefined) {
  if (owner === "mine") return sql<boolean>`c.assigned_to = ${accountId ?? 0}`;
  return owner === "nobody" ? sql<boolean>`c.assigned_to is null` : sql<boolean>`true`;
}

const ofForm = ({ form = null }: { form?: string | null }) => sql<boolean>`(${form}::text is null or c.form = ${form})`;
const ofChannel = ({ channel = null }: { channel?: string | null }) =>
  sql<boolean>`(${channel}::text is null or c.channel = ${channel})`;
/** What a number of the board counts: one agency, place, subject, official. */
const ofBoard = ({ agency = null, territory = null, sector = null, person = null }: BoardFilter) =>
  sql<boolean>`((${agency}::text is null or c.agency_code = ${agency}) and (${territory}::text is null or c.territory_code = ${territory})
    and (${sector}::text is null or coalesce(c.sector_code, '') = ${sector}) and (${person}::bigint is null or c.assigned_to = ${person}))`;
type BoardFilter = { [K in "agency" | "territory" | "sector"]?: string | null } & { person?: number | null };

/** All that a filter asks for, within what the reader may see. */
const found = (filter: Filter, asking: Asking) => sql<boolean>`
  ${within(asking.authority)} and ${viewed(filter.view, asking)}
  and ${owned(filter.owner, asking.authority.actor.accountId)}
  and ${ofForm(filter)} and ${ofChannel(filter)} and ${ofBoard(filter)}`;

const LAST = "9999-12-31";
/** As the index has it: what has no last day comes at the end. */
const ORDER = sql.raw(`coalesce(c.due_on, '${LAST}'::date)`);

export async function listWork(db: ReadDb, filter: Filter, asking: Asking, limit: number): Promise<WorkItem[]> {
  const { after } = filter;
  const { rows } = await sql<WorkItem>`
    select c.id, c.number, c.form, left(c.text, 300) as text, c.territory_code as territory, c.agency_code as agency, c.due_on as "dueOn",
      c.state, c.closed_at as "closedAt", c.priority, c.assigned_to as "assignedTo", a.name as assignee
    from cases c left join accounts a on a.id = c.assigned_to
    where ${found(filter, asking)}
      and (${after?.id ?? null}::bigint is null or (${ORDER}, c.id) > (${after?.due ?? LAST}::date, ${after?.id ?? 0}))
    order by ${ORDER}, c.id limit ${limit}`.execute(db);
  return rows;
}

/** The open cases that a filter finds, for an act over all of them; at most `limit`, with how many there are. */
export async function listOpenIds(
  db: ReadDb,
  filter: Filter,
  asking: Asking,
  limit: number,
): Promise<{ ids: number[]; total: number }> {
  const { rows } = await sql<{ id: number; total: number }>`
    select c.id, (count(*) over ())::int as total from cases c
    where ${found(filter, asking)} and c.closed_at is null order by c.id limit ${limit}`.execute(db);
  return { ids: rows.map(({ id }) => id), total: rows[0]?.total ?? 0 };
}

/** The case that comes after one in the list from which its reader opened it. */
export async function findNext(
  db: ReadDb,
  one: Pick<Case, "id" | "dueOn">,
  filter: Filter,
  asking: Asking,
): Promise<number | undefined> {
  return (await listWork(db, { ...filter, after: { due: one.dueOn ?? LAST, id: one.id } }, asking, 1))[0]?.id;
}

/** Officials who may work on the cases of all these agencies, by name. */
export async function listOfficers(db: ReadDb, agencies: readonly string[]): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select a.id, a.name from accounts a join role_grants g on g.account_id = a.id
    where g.role = 'case_officer' and g.revoked_at is null and a.closed_at is null
      and (g.agency_code is null or g.agency_code = any (${agencies}::text[]))
    group by a.id, a.name
    having bool_or(g.agency_code is null) or count(distinct g.agency_code) = ${new Set(agencies).size}
    order by a.name, a.id limit 200`.execute(db);
  return rows;
}
