// What an analyst does with needs: read and code, discard with a public reason, merge, undo. Every author keeps the
// receipt, and finds in the thread what became of what they said.
import type { Authority } from "#core/people/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { addHistory, link } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { forbidden, notFound, Problem } from "#platform/http/problem.ts";
import { requireUnclaimed } from "../claim-needs/claim-needs.ts";
import { type Demand, type DemandAct, type DemandState, nextState } from "../demand.ts";
import { lockDemands } from "../demands.sql.ts";

export interface Analyst {
  authority: Authority;
  entity: Entity;
  now: Date;
}

/** Loads needs for a change: locked, all of one process, all within the authority of who asks. */
export async function holdDemands(
  tx: WriteTx,
  who: Analyst,
  verb: string,
  ids: readonly number[],
  options: { hidden?: boolean } = {},
): Promise<Demand[]> {
  const demands = await lockDemands(tx, [...new Set(ids)], options);
  if (demands.length === 0) throw new Problem(400, "demands.join.chooseSome", { field: "d" });
  if (demands.length !== new Set(ids).size) throw notFound();
  for (const demand of demands) {
    if (!who.authority.may(verb, { territory: demand.territory })) throw forbidden();
  }
  if (new Set(demands.map((demand) => demand.processId)).size > 1) {
    throw new Problem(409, "demands.join.oneProcess", { field: "d" });
  }
  await requireUnclaimed(tx, who, ids);
  return demands;
}

function after(demand: Demand, act: DemandAct): DemandState {
  const state = nextState(demand.state, act);
  if (state === undefined) throw new Problem(409, `demands.join.not.${demand.state}`, { field: "d" });
  return state;
}

/** What an analyst codes; what is left out stays as it was. */
export interface Codes {
  sector?: string;
  right?: string;
  groups: readonly string[];
}

/** Codes needs: sector, right, groups. */
export async function codeDemands(tx: WriteTx, who: Analyst, ids: readonly number[], codes: Codes): Promise<void> {
  const demands = await holdDemands(tx, who, "demands.code", ids);
  for (const demand of demands) {
    await tx
      .updateTable("demands")
      .set({
        state: after(demand, "read"),
        sector_code: codes.sector ?? demand.sector,
        right_code: codes.right ?? demand.right,
      })
      .where("id", "=", demand.id)
      .execute();
    if (codes.groups.length > 0) {
      await tx
        .insertInto("demand_groups")
        .values(codes.groups.map((group) => ({ demand_id: demand.id, group_code: group })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    await addHistory(tx, {
      thingId: demand.id,
      event: "demands.coded",
      data: { sector: codes.sector, right: codes.right, groups: codes.groups },
      public: false,
      by: who.authority.actor.accountId,
      now: who.now,
    });
  }
  await touchPlaces(tx, demands);
}

/** Sets needs aside with a reason that their authors and everybody can read. */
export async function discardDemands(tx: WriteTx, who: Analyst, ids: readonly number[], reason: string): Promise<void> {
  const demands = await holdDemands(tx, who, "demands.discard", ids);
  for (const demand of demands) {
    await tx
      .updateTable("demands")
      .set({ state: after(demand, "discard"), reason })
      .where("id", "=", demand.id)
      .execute();
    await addHistory(tx, {
      thingId: demand.id,
      event: "demands.discarded",
      data: { reason },
      public: true,
      by: who.authority.actor.accountId,
      now: who.now,
    });
  }
  await touchPlaces(tx, demands);
}

/** Brings a discarded need back. */
export async function recoverDemand(tx: WriteTx, who: Analyst, id: number): Promise<void> {
  const demands = await holdDemands(tx, who, "demands.discard", [id]);
  for (const demand of demands) {
    await tx
      .updateTable("demands")
      .set({ state: after(demand, "recover"), reason: null })
      .where("id", "=", demand.id)
      .execute();
    await addHistory(tx, {
      thingId: demand.id,
      event: "demands.recovered",
      public: true,
      by: who.authority.actor.accountId,
      now: who.now,
    });
  }
  await touchPlaces(tx, demands);
}

/**
 * Merges needs that say the same into one of them, which speaks for the others. A need that already speaks for some
 * takes them along (they stay merged into it), so that undoing one act never undoes another.
 * @returns id of the act, to undo it.
 */
export async function mergeDemands(
  tx: WriteTx,
  who: Analyst,
  merge: { ids: readonly number[]; target?: number; codes?: Codes },
): Promise<number> {
  if (new Set(merge.ids).size < 2) throw new Problem(400, "demands.join.chooseTwo", { field: "d" });
  const demands = await holdDemands(tx, who, "demands.merge", merge.ids);
  for (const demand of demands) after(demand, "merge");
  const target = speakerOf(demands, merge.target);
  const { id } = await tx
    .insertInto("demand_merges")
    .values({ target_id: target.id, made_by: who.authority.actor.accountId ?? null, made_at: who.now })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const demand of demands) {
    if (demand.id === target.id) continue;
    if (demand.territory !== target.territory) throw new Problem(409, "demands.join.onePlace", { field: "d" });
    await tx
      .updateTable("demands")
      .set({ state: after(demand, "merge"), merged_into_id: target.id })
      .where("id", "=", demand.id)
      .execute();
    await tx
      .insertInto("demand_merge_members")
      .values({ merge_id: id, demand_id: demand.id, state_before: demand.state })
      .execute();
    await link(tx, {
      from: demand.id,
      to: target.id,
      relation: "joined_into",
      by: who.authority.actor.accountId,
      now: who.now,
    });
    await addHistory(tx, {
      thingId: demand.id,
      event: "demands.merged",
      data: { into: target.id },
      public: true,
      by: who.authority.actor.accountId,
      now: who.now,
    });
  }
  if (merge.codes !== undefined && hasCodes(merge.codes)) await codeDemands(tx, who, [target.id], merge.codes);
  await touchPlaces(tx, demands);
  return id;
}

/** Who speaks for all: the one asked for, else the most supported, else the first that was said. */
function speakerOf(demands: readonly Demand[], asked: number | undefined): Demand {
  const byVoices = [...demands].sort((a, b) => b.supports - a.supports || a.id - b.id);
  const [first] = byVoices;
  const target = asked === undefined ? first : demands.find((demand) => demand.id === asked);
  if (target === undefined) throw notFound();
  return target;
}

function hasCodes({ sector, right, groups }: Codes): boolean {
  return sector !== undefined || right !== undefined || groups.length > 0;
}

/** Marks needs as part of an initiative; the link itself belongs to who writes the initiative. */
export async function takeDemands(tx: WriteTx, who: Analyst, ids: readonly number[]): Promise<Demand[]> {
  const demands = await holdDemands(tx, who, "demands.take", ids);
  for (const demand of demands) {
    await tx
      .updateTable("demands")
      .set({ state: after(demand, "take") })
      .where("id", "=", demand.id)
      .execute();
  }
  await touchPlaces(tx, demands);
  return demands;
}

/** Gives back needs that no initiative holds any more: they wait for an analyst again, as read. */
export async function releaseDemands(tx: WriteTx, ids: readonly number[]): Promise<void> {
  const demands = await lockDemands(tx, ids, { hidden: true });
  for (const demand of demands) {
    const state = nextState(demand.state, "release");
    // Merged meanwhile: the one that speaks for it decides.
    if (state === undefined) continue;
    await tx.updateTable("demands").set({ state }).where("id", "=", demand.id).execute();
  }
  await touchPlaces(tx, demands);
}

export function touchPlaces(tx: WriteTx, demands: readonly Demand[]): Promise<void> {
  return touch(tx, [
    "demands",
    ...demands.flatMap((demand) => [`demands:${demand.processId}:${demand.territory}`, `thing:${demand.id}`]),
  ]);
}
