// The list of an official: what is open by its last day, late first, with counts for each filter in one query.
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
/** What a number of the board counts: one agency, one official. */
const ofBoard = ({ agency = null, person = null }: { agency?: string | null; person?: number | null }) =>
  sql<boolean>`((${agency}::text is null or c.agency_code = ${agency}) and (${person}::bigint is null or c.assigned_to = ${person}))`;

/** All that a filter asks for, within what the reader may see. */
const found = (filter: Filter, asking: Asking) => sql<boolean>`
  ${within(asking.authority)} and ${viewed(filter.view, asking)}
  and ${owned(filter.owner, asking.authority.actor.accountId)}
  and ${ofForm(filter)} and ${ofChannel(filter)} and ${ofBoard(filter)}`;

const LAST = "9999-12-31";

export async function listWork(db: ReadDb, filter: Filter, asking: Asking, limit: number): Promise<WorkItem[]> {
  const { after } = filter;
  const { rows } = await sql<WorkItem>`
    select c.id, c.number, c.form, left(c.text, 300) as text, c.territory_code as territory, c.agency_code as agency, c.due_on as "dueOn",
      c.state, c.closed_at as "closedAt", c.priority, c.assigned_to as "assignedTo", a.name as assignee
    from cases c left join accounts a on a.id = c.assigned_to
    where ${found(filter, asking)}
      and (${after?.id ?? null}::bigint is null or (coalesce(c.due_on, ${LAST}::date), c.id) > (${after?.due ?? LAST}::date, ${after?.id ?? 0}))
    order by coalesce(c.due_on, ${LAST}::date), c.id limit ${limit}`.execute(db);
  return rows;
}

export interface Counts {
  views: Record<View, number>;
  owners: Record<Owner, number>;
  forms: readonly { form: string; n: number }[];
  channels: readonly { channel: string; n: number }[];
}

/** How many each filter leaves, with the others as they are. */
export async function countWork(db: ReadDb, filter: Filter, asking: Asking): Promise<Counts> {
  const mine = owned(filter.owner, asking.authority.actor.accountId);
  const shown = viewed(filter.view, asking);
  const form = ofForm(filter);
  const channel = ofChannel(filter);
  const number = (condition: ReturnType<typeof within>) => sql<number>`(count(*) filter (where ${condition}))::int`;
  const { rows } = await sql<Record<string, number>>`
    select ${sql.join(
      [
        ...VIEWS.map(
          (view) =>
            sql`${number(sql`${viewed(view, asking)} and ${mine} and ${form} and ${channel}`)} as ${sql.ref(`v_${view}`)}`,
        ),
        ...OWNERS.map(
          (owner) =>
            sql`${number(sql`${shown} and ${owned(owner, asking.authority.actor.accountId)} and ${form} and ${channel}`)} as ${sql.ref(`o_${owner}`)}`,
        ),
      ],
      sql`, `,
    )} from cases c where ${within(asking.authority)} and ${ofBoard(filter)}`.execute(db);
  const forms = await sql<{ form: string; n: number }>`
    select c.form, count(*)::int as n from cases c where ${within(asking.authority)} and ${ofBoard(filter)} and ${shown} and ${mine} and ${channel}
    group by c.form order by n desc, c.form`.execute(db);
  const channels = await sql<{ channel: string; n: number }>`
    select c.channel, count(*)::int as n from cases c where ${within(asking.authority)} and ${ofBoard(filter)} and ${shown} and ${mine} and ${form}
    group by c.channel order by n desc, c.channel`.execute(db);
  const one = rows[0] ?? {};
  // One column for each, as they were asked for above.
  return {
    views: Object.fromEntries(VIEWS.map((view) => [view, one[`v_${view}`] ?? 0])) as Counts["views"],
    owners: Object.fromEntries(OWNERS.map((owner) => [owner, one[`o_${owner}`] ?? 0])) as Counts["owners"],
    forms: forms.rows,
    channels: channels.rows,
  };
}

/** How many a filter leaves. */
export async function countFilter(db: ReadDb, filter: Filter, asking: Asking): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from cases c
    where ${found(filter, asking)}`.execute(db);
  return rows[0]?.n ?? 0;
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
