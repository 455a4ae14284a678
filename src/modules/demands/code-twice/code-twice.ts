// Coding by two people: a sample of what was coded is coded again by somebody who does not see the first codes; where they differ,
// a third decides or both do together. How much they agree is published.
import { sql } from "kysely";
import { secretSeed, seededRandom } from "#analysis/shuffle/random.ts";
import { shuffle } from "#analysis/shuffle/shuffle.ts";
import { addHistory } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { forbidden, notFound, Problem } from "#platform/http/problem.ts";
import { type Analyst, codeDemands } from "../join-needs/join-needs.ts";

/** Needs of one draw. With 100 of them the margin of kappa is some two tenths at most. */
const SAMPLE = 100;

/** Draws coded needs that were not in another sample. @returns how many. Throws 409 when there are none. */
export async function drawSample(tx: WriteTx, who: Analyst, process: Process): Promise<number> {
  who.authority.requireWhole("demands.code");
  const { rows } = await sql<{ id: number; sector: string; right: string | null; by: number | null }>`
    select d.id, d.sector_code as sector, d.right_code as right,
      (select h.actor_id from history h where h.thing_id = d.id and h.event = 'demands.coded' order by h.id desc limit 1) as by
    from demands d
    where d.process_id = ${process.id} and d.sector_code is not null and d.hidden_reason is null
      and not exists (select 1 from coding_items i where i.demand_id = d.id)
    order by d.id`.execute(tx);
  if (rows.length === 0) throw new Problem(409, "demands.twice.nothing");
  const seed = secretSeed();
  const drawn = shuffle(rows, seededRandom(seed)).slice(0, SAMPLE);
  const { id } = await tx
    .insertInto("coding_samples")
    .values({ process_id: process.id, seed, drawn_by: who.authority.actor.accountId ?? null, drawn_at: who.now })
    .returning("id")
    .executeTakeFirstOrThrow();
  await tx
    .insertInto("coding_items")
    .values(
      drawn.map(({ id: demand, sector, right, by }) => ({
        sample_id: id,
        demand_id: demand,
        first_sector: sector,
        first_right: right,
        first_by: by,
      })),
    )
    .execute();
  return drawn.length;
}

/** What a coder chose; empty: none of the catalogue fits. */
export interface TwoCodes {
  sector?: string;
  right?: string;
}

/** Loads an item for a change, held against others. */
async function holdItem(tx: WriteTx, who: Analyst, demandId: number) {
  const item = await tx
    .selectFrom("coding_items as i")
    .innerJoin("demands as d", "d.id", "i.demand_id")
    .leftJoin("accounts as a", "a.id", "i.second_by")
    .select([
      "i.sample_id as sampleId",
      "i.first_by as firstBy",
      "i.second_by as secondBy",
      "i.resolved_at as resolvedAt",
      "d.territory_code as territory",
      "d.process_id as processId",
      "a.name as secondName",
    ])
    .where("i.demand_id", "=", demandId)
    .orderBy("i.sample_id", "desc")
    .limit(1)
    .forUpdate("i")
    .executeTakeFirst();
  if (item === undefined) throw notFound();
  who.authority.require("demands.code", { territory: item.territory });
  return item;
}

/** Writes the second codes of a need. @throws Problem 403 for who coded it first, 409 if another was quicker. */
export async function codeSecond(tx: WriteTx, who: Analyst, demandId: number, codes: TwoCodes): Promise<void> {
  const item = await holdItem(tx, who, demandId);
  const by = who.authority.actor.accountId;
  if (by === undefined || item.firstBy === by) throw forbidden();
  if (item.secondBy !== null) {
    throw new Problem(409, "demands.twice.already", { parameters: { name: item.secondName ?? "" } });
  }
  await tx
    .updateTable("coding_items")
    .set({ second_sector: codes.sector ?? null, second_right: codes.right ?? null, second_by: by, second_at: who.now })
    .where("sample_id", "=", item.sampleId)
    .where("demand_id", "=", demandId)
    .execute();
  await addHistory(tx, {
    thingId: demandId,
    event: "demands.coded_again",
    data: { ...codes },
    public: false,
    by,
    now: who.now,
  });
  await touch(tx, [`process:${item.processId}`]);
}

/** Ends a difference: the need takes these codes. Who is none of the two decides as a third; one of the two, jointly. */
export async function resolveDispute(tx: WriteTx, who: Analyst, demandId: number, codes: TwoCodes): Promise<void> {
  const item = await holdItem(tx, who, demandId);
  const by = who.authority.actor.accountId;
  if (by === undefined) throw forbidden();
  if (item.secondBy === null) throw notFound();
  if (item.resolvedAt !== null) throw new Problem(409, "demands.twice.resolvedAlready");
  await tx
    .updateTable("coding_items")
    .set({
      final_sector: codes.sector ?? null,
      final_right: codes.right ?? null,
      resolved_by: by,
      resolved_how: by === item.firstBy || by === item.secondBy ? "jointly" : "third",
      resolved_at: who.now,
    })
    .where("sample_id", "=", item.sampleId)
    .where("demand_id", "=", demandId)
    .execute();
  await codeDemands(tx, who, [demandId], { ...codes, groups: [] });
  await touch(tx, [`process:${item.processId}`]);
}
