import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Demand, nextState } from "./demand.ts";
import { lockDemands } from "./demands.sql.ts";

/**
 * Marks needs as answered without a vote. Who may promise is asked by whoever writes the commitment and the link to it.
 * @throws Problem 409 if one of them is not there, was merged into another or was discarded.
 */
export async function answerNeeds(
  tx: WriteTx,
  where: { processId: number; ids: readonly number[] },
): Promise<readonly Demand[]> {
  const demands = await lockDemands(tx, where.ids);
  const states = demands.map((demand) => nextState(demand.state, "take"));
  if (demands.length !== new Set(where.ids).size || states.includes(undefined))
    throw new Problem(409, "commitments.direct.gone", { field: "needs" });
  if (demands.some((demand) => demand.processId !== where.processId))
    throw new Problem(409, "commitments.direct.gone", { field: "needs" });
  for (const demand of demands) {
    await tx.updateTable("demands").set({ state: "taken" }).where("id", "=", demand.id).execute();
  }
  await touch(
    tx,
    demands.flatMap(({ id, processId, territory }) => [`thing:${id}`, `demands:${processId}:${territory}`]),
  );
  return demands;
}
