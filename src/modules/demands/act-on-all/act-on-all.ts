// One act over several needs: the chosen ones, or all that some filters find and not only the page in sight. It goes through the same commands as an act over
// a few, so that it has their permissions, rules and history; and it keeps what each need was, to be undone.
import { sql } from "kysely";
import { addHistory } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { forbidden, notFound, Problem } from "#platform/http/problem.ts";
import { requireUndoable } from "#platform/http/undo-window.ts";
import type { Demand } from "../demand.ts";
import { lockDemands } from "../demands.sql.ts";
import { type Analyst, type Codes, codeDemands, discardDemands, touchPlaces } from "../join-needs/join-needs.ts";
import { putBackInThemes, putInTheme, takeOutOfTheme } from "../themes/themes.ts";

/** Most needs of one act: it holds them all until it commits. */
export const MOST = 2000;

export type BulkAct =
  | { act: "code"; codes: Codes }
  | { act: "discard"; reason: string }
  | { act: "theme" | "untheme"; theme: number };
export type ActName = BulkAct["act"];

/** The line of history that each act leaves, and the verb that it takes. */
const ACTS: Record<ActName, { event: string; verb: string }> = {
  code: { event: "demands.coded", verb: "demands.code" },
  discard: { event: "demands.discarded", verb: "demands.discard" },
  theme: { event: "demands.put_in_theme", verb: "demands.code" },
  untheme: { event: "demands.taken_out_of_theme", verb: "demands.code" },
};

/**
 * Does one act over many needs. @returns its id, to undo it.
 * @throws Problem 409 when one of them does not admit it any more: nothing is done.
 */
export async function actOnAll(
  tx: WriteTx,
  who: Analyst,
  { processId, ids, filter, act }: { processId: number; ids: readonly number[]; filter: string; act: BulkAct },
): Promise<number> {
  const before = await lockDemands(tx, ids);
  if (before.some((demand) => demand.processId !== processId)) {
    throw new Problem(409, "demands.join.oneProcess", { field: "d" });
  }
  requireVerb(who, act.act, before);
  // What was joined or set aside has no state to go back to: it is recovered or separated first.
  const settled = before.find(({ state }) => state === "merged" || state === "discarded");
  if (settled !== undefined) throw new Problem(409, `demands.join.not.${settled.state}`, { field: "d" });
  const { id } = await tx
    .insertInto("demand_bulk_acts")
    .values({
      process_id: processId,
      act: act.act,
      filter,
      made_by: who.authority.actor.accountId ?? null,
      made_at: who.now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await keepBefore(tx, id, before, act.act === "code" ? act.codes.groups : []);
  await doAct(tx, who, ids, act);
  return id;
}

function requireVerb(who: Analyst, act: ActName, demands: readonly Demand[]): void {
  const { verb } = ACTS[act];
  for (const { territory } of demands) if (!who.authority.may(verb, { territory })) throw forbidden();
}

async function doAct(tx: WriteTx, who: Analyst, ids: readonly number[], act: BulkAct): Promise<void> {
  switch (act.act) {
    case "code":
      return codeDemands(tx, who, ids, act.codes);
    case "discard":
      return discardDemands(tx, who, ids, act.reason);
    case "theme":
      await putInTheme(tx, who, act.theme, ids);
      return;
    case "untheme":
      await takeOutOfTheme(tx, who, act.theme, ids);
  }
}

async function keepBefore(tx: WriteTx, act: number, demands: readonly Demand[], groups: readonly string[]) {
  await sql`
    insert into demand_bulk_members (act_id, demand_id, state_before, sector_before, right_before, groups_added, theme_before)
    select ${act}, d.id, d.state, d.sector_code, d.right_code, array(
      select g from unnest(${groups}::text[]) as g
      where not exists (select from demand_groups x where x.demand_id = d.id and x.group_code = g)),
      (select theme_id from demand_theme_members m where m.demand_id = d.id and m.taken_at is null)
    from demands d where d.id = any (${demands.map(({ id }) => id)}::bigint[])`.execute(tx);
}

interface Member {
  id: number;
  state: string;
  sector: string | null;
  right: string | null;
  groups: string[];
  theme: number | null;
}

/**
 * Undoes a bulk act: each need is again what it was, unless somebody has changed it since, which stays as it is.
 * @returns how many went back. @throws Problem 409 once its minutes are over.
 */
export async function undoBulkAct(tx: WriteTx, who: Analyst, actId: number): Promise<number> {
  const done = await tx
    .selectFrom("demand_bulk_acts")
    .select(["process_id", "act", "made_at", "undone_at"])
    .where("id", "=", actId)
    .forUpdate()
    .executeTakeFirst();
  if (done === undefined) throw notFound();
  requireUndoable({ at: done.made_at, undoneAt: done.undone_at }, who.now, "demands.undo.late");
  const act = done.act as ActName;
  const members = await listUntouched(tx, actId, act);
  const ids = members.map(({ id }) => id);
  const demands = await lockDemands(tx, ids, { hidden: true });
  requireVerb(who, act, demands);
  if (act === "theme" || act === "untheme") await putBackInThemes(tx, who, done.process_id, members);
  else for (const member of members) await giveBack(tx, who, member, act === "discard");
  await tx
    .updateTable("demand_bulk_acts")
    .set({ undone_at: who.now, undone_by: who.authority.actor.accountId ?? null })
    .where("id", "=", actId)
    .execute();
  await touchPlaces(tx, demands);
  return members.length;
}

/** The needs of an act of which it is still the last word: nothing has happened to them since. */
async function listUntouched(tx: WriteTx, actId: number, act: ActName): Promise<Member[]> {
  const states = { code: ["read", "taken"], discard: ["discarded"], theme: undefined, untheme: undefined }[act] ?? null;
  const { rows } = await sql<Member>`
    select m.demand_id as id, m.state_before as state, m.sector_before as sector, m.right_before as right,
      m.groups_added as groups, m.theme_before as theme
    from demand_bulk_members m
    join demand_bulk_acts a on a.id = m.act_id
    join demands d on d.id = m.demand_id
    cross join lateral (
      select event, at from history where thing_id = m.demand_id order by id desc limit 1
    ) h
    where m.act_id = ${actId} and h.event = ${ACTS[act].event} and h.at = a.made_at
      and (${states}::text[] is null or d.state = any (${states}::text[]))
    order by m.demand_id`.execute(tx);
  return rows;
}

async function giveBack(tx: WriteTx, who: Analyst, member: Member, wasPublic: boolean): Promise<void> {
  await tx
    .updateTable("demands")
    .set({ state: member.state, sector_code: member.sector, right_code: member.right, reason: null })
    .where("id", "=", member.id)
    .execute();
  if (member.groups.length > 0) {
    await tx
      .deleteFrom("demand_groups")
      .where("demand_id", "=", member.id)
      .where("group_code", "in", member.groups)
      .execute();
  }
  await addHistory(tx, {
    thingId: member.id,
    event: wasPublic ? "demands.recovered" : "demands.uncoded",
    public: wasPublic,
    by: who.authority.actor.accountId,
    now: who.now,
  });
}
