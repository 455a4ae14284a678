// A case and its events in the database. What is derived (state, dates) is written beside the event that changes it, by the one
// function that computes it.
import { sql } from "kysely";
import type { Entity } from "#core/territory/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { type CaseEvent, type CaseState, type EventKind, isClosed } from "./case-event.ts";
import { type CaseClock, caseClock } from "./case-history.ts";
import type { Channel } from "./channels.ts";
import type { Form } from "./forms.ts";
import type { CaseType } from "./law.ts";

export interface Case {
  id: number;
  number: string;
  form: Form;
  type: CaseType;
  text: string;
  territory: string;
  place: string | null;
  sector: string | null;
  agency: string;
  channel: Channel;
  reasons: string | null;
  annexes: string | null;
  /** Of a social network: which one and where. */
  origin: string | null;
  /** Official who wrote it down for who asks. */
  filedBy: number | null;
  anonymous: boolean;
  priority: boolean;
  accountId: number | null;
  receivedAt: Date;
  state: CaseState;
  dueOn: string | null;
  assignedTo: number | null;
  closedAt: Date | null;
  inTime: boolean | null;
  helped: "yes" | "partly" | "no" | null;
  mayPublish: boolean;
  /** What everybody may read of it. */
  publicText: string | null;
  /** Route for the protection of somebody's rights: while it has one, only the protection role reads it. */
  route: string | null;
}

/** A line of the log of a case as the database keeps it. */
export interface StoredEvent extends CaseEvent {
  byAccount?: number;
}

const COLUMNS = [
  "id",
  "number",
  "form",
  "type",
  "text",
  "territory_code as territory",
  "place",
  "sector_code as sector",
  "agency_code as agency",
  "channel",
  "reasons",
  "annexes",
  "origin",
  "filed_by as filedBy",
  "anonymous",
  "priority",
  "account_id as accountId",
  "received_at as receivedAt",
  "state",
  "due_on as dueOn",
  "assigned_to as assignedTo",
  "closed_at as closedAt",
  "in_time as inTime",
  "helped",
  "may_publish as mayPublish",
  "public_text as publicText",
  "route_code as route",
] as const;

export async function findCase(db: ReadDb, id: number): Promise<Case | undefined> {
  const row = await db.selectFrom("cases").select(COLUMNS).where("id", "=", id).executeTakeFirst();
  return row && toCase(row);
}

function toCase(row: { number: string | null }): Case {
  // The tables and the commands take no other words than those of the types.
  return { ...row, number: row.number ?? "" } as Case;
}

/** The case, held until the commit. */
export async function lockCase(tx: WriteTx, id: number): Promise<Case | undefined> {
  await tx.selectFrom("cases").select("id").where("id", "=", id).forUpdate().execute();
  return findCase(tx, id);
}

/** Cases by their ids, in order: what is none is left out. */
export async function listCases(db: ReadDb, ids: readonly number[]): Promise<Case[]> {
  const rows = await db
    .selectFrom("cases")
    .select(COLUMNS)
    .where(sql<boolean>`id = any (${ids}::bigint[])`)
    .orderBy("id")
    .execute();
  return rows.map(toCase);
}

/** Many of them, held until the commit. In the order of their ids: two acts over the same ones wait for one another and never in a circle. */
export async function lockCases(tx: WriteTx, ids: readonly number[]): Promise<Case[]> {
  await sql`select from cases where id = any (${ids}::bigint[]) order by id for update`.execute(tx);
  return listCases(tx, ids);
}

export async function findSecretHash(db: ReadDb, id: number): Promise<Buffer | undefined> {
  return (await db.selectFrom("cases").select("secret_hash").where("id", "=", id).executeTakeFirst())?.secret_hash;
}

export async function listEvents(db: ReadDb, caseId: number): Promise<StoredEvent[]> {
  return (await listEventsOfEach(db, [caseId])).get(caseId) ?? [];
}

/** The events of many cases, each in its order. */
export async function listEventsOfEach(db: ReadDb, caseIds: readonly number[]): Promise<Map<number, StoredEvent[]>> {
  const rows = await db
    .selectFrom("case_events")
    .select(["case_id", "at", "kind", "days", "reason", "side", "outcome", "by_account"])
    .where(sql<boolean>`case_id = any (${caseIds}::bigint[])`)
    .orderBy("id")
    .execute();
  const events = new Map<number, StoredEvent[]>();
  for (const row of rows) {
    const event: StoredEvent = {
      at: row.at,
      // The table takes no other words for the side and the outcome; kinds are written by the program alone.
      kind: row.kind as EventKind,
      days: row.days ?? undefined,
      reason: row.reason ?? undefined,
      by: (row.side ?? undefined) as CaseEvent["by"],
      outcome: (row.outcome ?? undefined) as CaseEvent["outcome"],
      byAccount: row.by_account ?? undefined,
    };
    const others = events.get(row.case_id);
    if (others === undefined) events.set(row.case_id, [event]);
    else others.push(event);
  }
  return events;
}

/** What is told of a request that everybody may read, to who follows it too. */
const PUBLIC_EVENTS: ReadonlySet<EventKind> = new Set([
  "transferred",
  "extended",
  "answered",
  "notified",
  "withdrawn",
  "archived",
  "reopened",
]);

export function isPublicEvent(one: Pick<Case, "publicText">, kind: EventKind): boolean {
  return one.publicText !== null && PUBLIC_EVENTS.has(kind);
}

/** The requests of an account, the last first. */
export async function listCasesOfAccount(db: ReadDb, accountId: number | undefined): Promise<Case[]> {
  if (accountId === undefined) return [];
  const rows = await db
    .selectFrom("cases")
    .select(COLUMNS)
    .where("account_id", "=", accountId)
    .orderBy("id", "desc")
    .limit(100)
    .execute();
  return rows.map(toCase);
}

/** What of a case its clock is computed from, besides its events. */
export type Facts = Pick<Case, "type" | "receivedAt" | "priority">;

/** The clock of a case under the law and the desk of its entity. @throws CaseRefusal when an event breaks a rule */
export function clockOf(
  entity: Entity,
  { type, receivedAt, priority }: Facts,
  events: readonly CaseEvent[],
): CaseClock {
  const { jurisdiction, cases } = entity;
  return caseClock({ jurisdiction, type, received: receivedAt, priority, events, closes: cases.deskCloses });
}

/** What is kept of a clock beside the events that make it. */
export function derivedColumns({ clock }: CaseClock, at: Date) {
  const answered = clock.state === "notified" ? clock.notified : undefined;
  return {
    state: clock.state,
    received_on: clock.received,
    due_on: clock.due ?? null,
    closed_at: isClosed(clock.state) ? at : null,
    in_time: answered === undefined || clock.due === undefined ? null : answered <= clock.due,
  };
}

/** An event as its table keeps it. */
export function eventRow(caseId: number, event: StoredEvent) {
  return {
    case_id: caseId,
    at: event.at,
    kind: event.kind,
    days: typeof event.days === "number" ? event.days : null,
    reason: event.reason ?? null,
    side: event.by ?? null,
    outcome: event.outcome ?? null,
    by_account: event.byAccount ?? null,
  };
}

/**
 * Appends an event to a case that is held, and writes what follows from it.
 * @throws CaseRefusal with the rule that it breaks
 */
export async function appendEvent(tx: WriteTx, entity: Entity, one: Case, event: StoredEvent): Promise<CaseClock> {
  const before = await listEvents(tx, one.id);
  const clock = clockOf(entity, one, [...before, event]);
  await tx.insertInto("case_events").values(eventRow(one.id, event)).execute();
  await tx.updateTable("cases").set(derivedColumns(clock, event.at)).where("id", "=", one.id).execute();
  await touch(tx, ["cases"]);
  return clock;
}
