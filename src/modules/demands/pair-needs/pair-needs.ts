// What a person says of two needs that the program found alike: that they say the same (they are merged), or that they do not
// (it is remembered, and they are not proposed again). Both can be taken back.
import { addHistory } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { requireUnclaimed } from "../claim-needs/claim-needs.ts";
import { lockDemands } from "../demands.sql.ts";
import type { Analyst } from "../join-needs/join-needs.ts";

/** Remembers that two needs do not say the same. @returns id of what was said, to take it back. */
export async function sayDifferent(tx: WriteTx, who: Analyst, pair: readonly [number, number]): Promise<number> {
  const demands = await lockDemands(tx, pair);
  if (demands.length !== 2) throw notFound();
  for (const { territory } of demands) who.authority.require("demands.merge", { territory });
  await requireUnclaimed(tx, who, pair);
  const by = who.authority.actor.accountId;
  const [first = 0, second = 0] = demands.map(({ id }) => id);
  const said = await tx
    .insertInto("demand_differences")
    .values({ first_id: first, second_id: second, said_by: by ?? null, said_at: who.now })
    .onConflict((conflict) => conflict.columns(["first_id", "second_id"]).where("undone_at", "is", null).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (said === undefined) throw new Problem(409, "demands.pair.already", { field: "d" });
  await addHistory(tx, {
    thingId: first,
    event: "demands.different",
    data: { from: second },
    public: false,
    by,
    now: who.now,
  });
  return said.id;
}

/** Takes back that two needs are different: they may be proposed again. */
export async function undoDifferent(tx: WriteTx, who: Analyst, id: number): Promise<void> {
  const said = await tx
    .selectFrom("demand_differences as x")
    .innerJoin("demands as d", "d.id", "x.first_id")
    .select(["x.first_id", "x.second_id", "x.undone_at", "d.territory_code"])
    .where("x.id", "=", id)
    .forUpdate("x")
    .executeTakeFirst();
  if (said === undefined) throw notFound();
  who.authority.require("demands.merge", { territory: said.territory_code });
  if (said.undone_at !== null) throw new Problem(409, "common.undo.again");
  const by = who.authority.actor.accountId;
  await tx
    .updateTable("demand_differences")
    .set({ undone_at: who.now, undone_by: by ?? null })
    .where("id", "=", id)
    .execute();
  await addHistory(tx, {
    thingId: said.first_id,
    event: "demands.different_undone",
    data: { from: said.second_id },
    public: false,
    by,
    now: who.now,
  });
}
