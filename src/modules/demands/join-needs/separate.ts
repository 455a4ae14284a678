// The ways back from merging: the whole act while its minutes last, and one need by itself at any time.
import { addHistory, unlink } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { requireUndoable } from "#platform/http/undo-window.ts";
import { type Analyst, holdDemands, touchPlaces } from "./join-needs.ts";

/**
 * Undoes one act of merging: its members speak for themselves again, as they were. Others stay as they are.
 * @throws Problem 409 once its minutes are over.
 */
export async function undoMerge(tx: WriteTx, who: Analyst, mergeId: number): Promise<void> {
  const merge = await tx
    .selectFrom("demand_merges")
    .select(["id", "target_id", "made_at as at", "undone_at as undoneAt"])
    .where("id", "=", mergeId)
    .forUpdate()
    .executeTakeFirst();
  if (merge === undefined) throw notFound();
  requireUndoable(merge, who.now, "demands.undo.late");
  const members = await listMembers(tx, { mergeId });
  if (members.length > 0) await giveBack(tx, who, merge.target_id, members);
  await tx
    .updateTable("demand_merges")
    .set({ undone_at: who.now, undone_by: who.authority.actor.accountId ?? null })
    .where("id", "=", mergeId)
    .execute();
}

/** Takes one need out of the one that speaks for it: it speaks for itself again, as it was. */
export async function separateDemand(tx: WriteTx, who: Analyst, id: number): Promise<void> {
  const [member] = await listMembers(tx, { demandId: id });
  if (member === undefined) throw new Problem(409, "demands.join.notMerged", { field: "d" });
  await giveBack(tx, who, member.target, [member]);
}

interface Member {
  id: number;
  target: number;
  state: string;
}

/** Needs that are still merged by an act, or how one of them was merged last. */
function listMembers(tx: WriteTx, of: { mergeId?: number; demandId?: number }): Promise<Member[]> {
  let query = tx
    .selectFrom("demand_merge_members as mm")
    .innerJoin("demand_merges as m", "m.id", "mm.merge_id")
    .innerJoin("demands as d", (join) =>
      join.onRef("d.id", "=", "mm.demand_id").onRef("d.merged_into_id", "=", "m.target_id"),
    )
    .select(["mm.demand_id as id", "m.target_id as target", "mm.state_before as state"])
    .where("m.undone_at", "is", null)
    .orderBy("m.id", "desc")
    .orderBy("mm.demand_id");
  if (of.mergeId !== undefined) query = query.where("m.id", "=", of.mergeId);
  if (of.demandId !== undefined) query = query.where("mm.demand_id", "=", of.demandId);
  return query.execute();
}

async function giveBack(tx: WriteTx, who: Analyst, target: number, members: readonly Member[]): Promise<void> {
  const ids = members.map(({ id }) => id);
  const demands = await holdDemands(tx, who, "demands.merge", ids, { hidden: true });
  const by = who.authority.actor.accountId;
  for (const { id, state } of members) {
    await tx
      .updateTable("demands")
      .set({ state, merged_into_id: null })
      .where("id", "=", id)
      .where("merged_into_id", "=", target)
      .execute();
    await unlink(tx, { from: id, to: target, relation: "joined_into", by, now: who.now });
    await addHistory(tx, {
      thingId: id,
      event: "demands.unmerged",
      data: { from: target },
      public: true,
      by,
      now: who.now,
    });
  }
  await touchPlaces(tx, demands);
}
