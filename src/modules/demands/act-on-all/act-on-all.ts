// One act over all the needs that some filters find, not only over the page in sight. It goes through the same commands as an act over
// a few, so that it has their permissions, rules and history; and it keeps what each need was, to be undone.
import { sql } from "kysely";
import { addHistory } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { forbidden, notFound, Problem } from "#platform/http/problem.ts";
import type { Demand } from "../demand.ts";
import { lockDemands } from "../demands.sql.ts";
import { type Analyst, type Codes, codeDemands, discardDemands, touchPlaces } from "../join-needs/join-needs.ts";

/** Most needs of one act: it holds them all until it commits. */
export const MOST = 2000;

export type BulkAct = { act: "code"; codes: Codes } | { act: "discard"; reason: string };

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
  if (act.act === "code") await codeDemands(tx, who, ids, act.codes);
  else await discardDemands(tx, who, ids, act.reason);
  return id;
}

async function keepBefore(tx: WriteTx, act: number, demands: readonly Demand[], groups: readonly string[]) {
  await sql`
    insert into demand_bulk_members (act_id, demand_id, state_before, sector_before, right_before, groups_added)
    select ${act}, d.id, d.state, d.sector_code, d.right_code, array(
      select g from unnest(${groups}::text[]) as g
      where not exists (select from demand_groups x where x.demand_id = d.id and x.group_code = g))
    from demands d where d.id = any (${demands.map(({ id }) => id)}::bigint[])`.execute(tx);
}

interface Member {
  id: number;
  state: string;
  sector: string | null;
  right: string | null;
  groups: string[];
}

/**
 * Undoes a bulk act: each need is again what it was, unless somebody has changed it since, which stays as it is.
 * @returns how many went back.
 */
export async function undoBulkAct(tx: WriteTx, who: Analyst, actId: number): Promise<number> {
  const done = await tx
    .selectFrom("demand_bulk_acts")
    .select(["act", "made_at", "undone_at"])
    .where("id", "=", actId)
    .forUpdate()
    .executeTakeFirst();
  if (done === undefined) throw notFound();
  if (done.undone_at !== null) throw new Problem(409, "demands.join.alreadyUndone");
  const members = await listUntouched(tx, actId, done.act === "discard" ? "discarded" : "coded");
  const demands = await lockDemands(
    tx,
    members.map(({ id }) => id),
    { hidden: true },
  );
  const verb = done.act === "discard" ? "demands.discard" : "demands.code";
  for (const demand of demands) if (!who.authority.may(verb, { territory: demand.territory })) throw forbidden();
  for (const member of members) await giveBack(tx, who, member, done.act === "discard");
  await tx
    .updateTable("demand_bulk_acts")
    .set({ undone_at: who.now, undone_by: who.authority.actor.accountId ?? null })
    .where("id", "=", actId)
    .execute();
  await touchPlaces(tx, demands);
  return members.length;
}

/** The needs of an act of which it is still the last word: nothing has happened to them since. */
async function listUntouched(tx: WriteTx, actId: number, event: "discarded" | "coded"): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select m.demand_id as id, m.state_before as state, m.sector_before as sector, m.right_before as right, m.groups_added as groups
    from demand_bulk_members m
    join demand_bulk_acts a on a.id = m.act_id
    join demands d on d.id = m.demand_id
    cross join lateral (
      select event, at from history where thing_id = m.demand_id order by id desc limit 1
    ) h
    where m.act_id = ${actId} and h.event = ${`demands.${event}`} and h.at = a.made_at
      and d.state = any (${event === "discarded" ? ["discarded"] : ["read", "taken"]}::text[])
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
