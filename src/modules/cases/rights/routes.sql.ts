// Requests that follow a route, with what was done in each.
import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import type { RouteEvent, RouteEventKind } from "./route-state.ts";

export async function listRouteEvents(db: ReadDb, caseIds: readonly number[]): Promise<Map<number, RouteEvent[]>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("case_route_events as e")
    .leftJoin("accounts as a", "a.id", "e.by_account")
    .select([
      "e.case_id as caseId",
      "e.at",
      "e.kind",
      "e.route_code as route",
      "e.step",
      "e.done_on as doneOn",
      "e.note",
      "e.by_account as byAccount",
      "a.name as by",
    ])
    .where("e.case_id", "in", [...caseIds])
    .orderBy("e.id")
    .execute();
  const found = new Map<number, RouteEvent[]>();
  for (const { caseId, kind, ...row } of rows) {
    // The table takes no other kinds.
    const event = { ...row, kind: kind as RouteEventKind };
    found.set(caseId, [...(found.get(caseId) ?? []), event]);
  }
  return found;
}

export async function addRouteEvent(
  tx: WriteTx,
  caseId: number,
  event: Pick<RouteEvent, "at" | "kind" | "route"> &
    Partial<Pick<RouteEvent, "step" | "doneOn" | "note">> & { by?: number },
): Promise<void> {
  await tx
    .insertInto("case_route_events")
    .values({
      case_id: caseId,
      at: event.at,
      kind: event.kind,
      route_code: event.route,
      step: event.step ?? null,
      done_on: event.doneOn ?? null,
      note: event.note ?? null,
      by_account: event.by ?? null,
    })
    .execute();
}

export interface RoutedCase {
  id: number;
  number: string;
  route: string;
  territory: string;
  dueOn: string | null;
  closedAt: Date | null;
  assignee: string | null;
}

/** Where the reader has the protection role: codes of territories; undefined for everywhere. */
export type Places = readonly string[] | undefined;

/**
 * A request that was answered or closed and whose route ended. One of the two is not enough: a route that ended is no answer, and the
 * term of the law goes on.
 */
const ENDED = sql<boolean>`(c.closed_at is not null
  and exists (select from case_route_events e where e.case_id = c.id and e.kind = 'closed'))`;

const ROUTED =
  sql.raw(`select c.id, c.number, c.route_code as route, c.territory_code as territory, c.due_on as "dueOn",
  c.closed_at as "closedAt", a.name as assignee from cases c left join accounts a on a.id = c.assigned_to`);

const routedIn = (places: Places) => sql<boolean>`(c.route_code is not null
  and (${places ?? null}::text[] is null or c.territory_code = any (${places ?? null}::text[])))`;

/** Requests with something left to do, of the route or the answer, oldest first and all of them, without a word of what they tell. */
export async function listOpenRouted(db: ReadDb, places: Places): Promise<RoutedCase[]> {
  const { rows } = await sql<RoutedCase>`${ROUTED} where ${routedIn(places)} and not ${ENDED} order by c.id`.execute(
    db,
  );
  return rows;
}

/** Those where nothing is left to do, the last ones. */
export async function listEndedRouted(db: ReadDb, places: Places, limit: number): Promise<RoutedCase[]> {
  const { rows } = await sql<RoutedCase>`
    ${ROUTED} where ${routedIn(places)} and ${ENDED} order by c.id desc limit ${limit}`.execute(db);
  return rows;
}

/** People of the protection role, who work on what is reserved. */
export async function listProtectors(db: ReadDb): Promise<{ id: number; name: string }[]> {
  return db
    .selectFrom("role_grants as g")
    .innerJoin("accounts as a", "a.id", "g.account_id")
    .select(["a.id", "a.name"])
    .distinct()
    .where("g.role", "=", "protection")
    .where("g.revoked_at", "is", null)
    .where("a.closed_at", "is", null)
    .orderBy("a.name")
    .orderBy("a.id")
    .limit(200)
    .execute();
}
