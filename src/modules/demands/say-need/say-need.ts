import type { Entity } from "#core/territory/index.ts";
import { createThing, getParticipant, giveReceipt, participantKey } from "#core/trace/index.ts";
import { type Process, requirePhase } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";

export interface NeedSaid {
  territory: string;
  sub?: string;
  place?: string;
  text: string;
  groups: readonly string[];
}

interface Who {
  entity: Entity;
  browserBits: Buffer;
  accountId: number | undefined;
  now: Date;
}

/**
 * Receives a need: the thing, the words, the receipt of who said it and the ledger entry, all or nothing.
 * @returns the receipt code, which nobody can show again.
 */
export async function sayNeed(
  tx: WriteTx,
  who: Who,
  process: Process,
  need: NeedSaid,
): Promise<{ id: number; receipt: string }> {
  requirePhase(process, need.territory, "gather", who.now);
  if (need.sub !== undefined && who.entity.find(need.sub)?.parentCode !== need.territory) {
    throw new Problem(400, "common.unknownChoice", { field: "sub" });
  }
  const groups = who.entity.populationGroups().filter((group) => need.groups.includes(group.code));
  if (groups.length !== need.groups.length) throw new Problem(400, "common.unknownChoice", { field: "groups" });
  const id = await createThing(tx, {
    kind: "demand",
    processId: process.id,
    territory: need.territory,
    now: who.now,
  });
  await tx
    .insertInto("demands")
    .values({
      id,
      process_id: process.id,
      territory_code: need.territory,
      sub_code: need.sub ?? null,
      place: need.place ?? null,
      text: need.text,
      channel: "web",
      said_at: who.now,
    })
    .execute();
  if (groups.length > 0) {
    await tx
      .insertInto("demand_groups")
      .values(groups.map((group) => ({ demand_id: id, group_code: group.code })))
      .execute();
  }
  const participantId = await participantOf(tx, who, process);
  const receipt = await giveReceipt(tx, { thingId: id, participantId, act: "said", now: who.now });
  if (receipt === undefined) throw new Error("A new need already had a receipt");
  await record(tx, {
    kind: "need",
    process: process.slug,
    at: who.now,
    content: { id, territory: need.territory, text: need.text },
  });
  await touch(tx, [`demands:${process.id}:${need.territory}`]);
  return { id, receipt };
}

/** "Me too": counts once per person; saying it again changes nothing and is no error. */
export async function supportNeed(
  tx: WriteTx,
  who: Who,
  process: Process,
  demand: { id: number; territory: string },
): Promise<{ receipt: string | undefined }> {
  requirePhase(process, demand.territory, "gather", who.now);
  const participantId = await participantOf(tx, who, process);
  const mine = await tx
    .selectFrom("receipts")
    .select("act")
    .where("thing_id", "=", demand.id)
    .where("participant_id", "=", participantId)
    .executeTakeFirst();
  if (mine !== undefined) return { receipt: undefined };
  const receipt = await giveReceipt(tx, { thingId: demand.id, participantId, act: "supported", now: who.now });
  if (receipt === undefined) return { receipt: undefined };
  await tx
    .insertInto("demand_supports")
    .values({ demand_id: demand.id, participant_id: participantId, at: who.now })
    .execute();
  await tx
    .updateTable("demands")
    .set((set) => ({ supports: set("supports", "+", 1) }))
    .where("id", "=", demand.id)
    .execute();
  await record(tx, { kind: "support", process: process.slug, at: who.now, content: { id: demand.id } });
  return { receipt };
}

function participantOf(tx: WriteTx, who: Who, process: Process): Promise<number> {
  return getParticipant(tx, {
    processId: process.id,
    key: participantKey(process.participantKey, who.browserBits),
    accountId: who.accountId,
    now: who.now,
  });
}
