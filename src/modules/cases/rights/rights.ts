// The route of a request about somebody who needs protection: opened by who asks or by an official, followed by the protection role
// alone, to whom everything of the request belongs from then on.
import { tellProtection } from "#core/moderation/index.ts";
import { addHistory, setVisibility } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import type { Case } from "../case-store.ts";
import { leaveJoint, type Official, requireCase } from "../desk/case-acts.ts";
import { findRoute } from "./route-signs.ts";
import { type RouteEvent, routeState } from "./route-state.ts";
import { addRouteEvent, listRouteEvents } from "./routes.sql.ts";

/** An opening lets one read for a while; after it, it is written down again. */
const READING_MS = 30 * 60_000;

/** Sets a request aside for the protection role, and tells its people that there is one, without a word of it. */
export async function setRoute(
  tx: WriteTx,
  caseId: number,
  { route, by, now }: { route: string; by?: number; now: Date },
): Promise<void> {
  await tx
    .updateTable("cases")
    .set({ route_code: route, assigned_to: null, public_text: null, published_at: null, published_by: null })
    .where("id", "=", caseId)
    .execute();
  await setVisibility(tx, caseId, "reserved");
  // What many asked is answered without it: from now on only the protection role answers here.
  await leaveJoint(tx, [{ id: caseId }], { by, now });
  await addRouteEvent(tx, caseId, { at: now, kind: "opened", route, by });
  await tellProtection(tx);
  await touch(tx, ["cases"]);
}

/** An official opens the route of a request: they stop seeing it, unless they have the protection role. */
export async function openRoute(tx: WriteTx, who: Official, one: Case, route: string): Promise<void> {
  requireCase(who, one);
  if (findRoute(who.entity, route) === undefined) throw new Problem(400, "common.unknownChoice", { field: "route" });
  if (one.route !== null) throw new Problem(409, "cases.rights.already");
  const by = who.authority.actor.accountId;
  await setRoute(tx, one.id, { route, by, now: who.now });
  await addHistory(tx, { thingId: one.id, event: "cases.route-opened", public: false, by, now: who.now });
}

/** Writes that a step was done on a day, or that it was not although it said so. */
export async function markStep(
  tx: WriteTx,
  who: Official,
  one: Case,
  mark: { step: string; what: "done" | "undone"; day?: string; note: string },
): Promise<void> {
  requireCase(who, one);
  const { route, state } = await requireOpen(tx, who, one);
  const held = state.steps.find(({ step }) => step.code === mark.step);
  if (held === undefined) throw new Problem(400, "common.unknownChoice", { field: "step" });
  const isDone = held.doneOn !== undefined;
  if (isDone === (mark.what === "done")) {
    throw new Problem(409, isDone ? "cases.rights.doneBefore" : "cases.rights.notDone", { field: "step" });
  }
  if (mark.what === "done") requireDay(who, mark.day, state.openedAt);
  const by = who.authority.actor.accountId;
  await addRouteEvent(tx, one.id, {
    at: who.now,
    kind: mark.what,
    route,
    step: mark.step,
    doneOn: mark.what === "done" ? mark.day : undefined,
    note: mark.note,
    by,
  });
  await addHistory(tx, { thingId: one.id, event: "cases.route-step", public: false, by, now: who.now });
}

function requireDay({ entity, now }: Official, day: string | undefined, openedAt: Date): void {
  if (day === undefined) throw new Problem(400, "cases.rights.day.missing", { field: "day" });
  const first = calendarDay(openedAt, entity.timeZone);
  if (day < first) throw new Problem(400, "cases.rights.day.early", { field: "day" });
  if (day > calendarDay(now, entity.timeZone)) throw new Problem(400, "cases.rights.day.late", { field: "day" });
}

/** Ends a route: what had to be done was done, or it was of no route and goes back to its agency. */
export async function endRoute(
  tx: WriteTx,
  who: Official,
  one: Case,
  end: { end: "closed" | "returned"; note: string },
): Promise<void> {
  requireCase(who, one);
  const { route } = await requireOpen(tx, who, one);
  const by = who.authority.actor.accountId;
  await addRouteEvent(tx, one.id, { at: who.now, kind: end.end, route, note: end.note, by });
  if (end.end === "returned") {
    await tx.updateTable("cases").set({ route_code: null, assigned_to: null }).where("id", "=", one.id).execute();
    await setVisibility(tx, one.id, "staff");
  }
  await addHistory(tx, { thingId: one.id, event: `cases.route-${end.end}`, public: false, by, now: who.now });
  await touch(tx, ["cases"]);
}

/** Writes down that somebody opens a reserved request to read it. */
export async function noteReading(tx: WriteTx, who: Official, one: Case): Promise<void> {
  requireCase(who, one);
  if (one.route === null) return;
  const by = who.authority.actor.accountId;
  await addRouteEvent(tx, one.id, { at: who.now, kind: "read", route: one.route, by });
}

/** Whether somebody wrote down, a while ago at most, that they open it. */
export function isReading(events: readonly RouteEvent[], accountId: number | undefined, now: Date): boolean {
  return events.some(({ at, byAccount }) => byAccount === accountId && now.getTime() - at.getTime() < READING_MS);
}

async function requireOpen(tx: WriteTx, { entity, now }: Official, one: Case) {
  const route = findRoute(entity, one.route);
  if (route === undefined) throw new Problem(409, "cases.rights.none");
  const events = (await listRouteEvents(tx, [one.id])).get(one.id) ?? [];
  const state = routeState(route, events, entity, now);
  if (state.closed !== undefined) throw new Problem(409, "cases.rights.ended");
  return { route: route.code, state };
}
