import type { Authority } from "#core/people/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { addHistory, createThing, link, setVisibility } from "#core/trace/index.ts";
import { takeDemands } from "#modules/demands/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { Feasibility, Initiative } from "../initiatives.sql.ts";

export interface InitiativeText {
  territory: string;
  title: string;
  text: string;
  place?: string;
  sector: string;
  right?: string;
  cost?: number;
  agency: string;
  feasibility: Feasibility;
  feasibilityNote?: string;
  demands: readonly number[];
}

interface Writer {
  authority: Authority;
  entity: Entity;
  now: Date;
}

/** Writes an initiative from one or many needs; each of them is linked, and so is found from it and it from them. */
export async function writeInitiative(
  tx: WriteTx,
  who: Writer,
  process: Process,
  text: InitiativeText,
): Promise<number> {
  who.authority.require("initiatives.write", { territory: text.territory });
  if (!process.phases.has(text.territory)) throw new Problem(400, "common.unknownChoice", { field: "territory" });
  const demands = await takeDemands(tx, who, text.demands);
  if (demands.some((demand) => demand.processId !== process.id))
    throw new Problem(409, "initiatives.write.otherProcess");
  const by = who.authority.actor.accountId;
  const id = await createThing(tx, {
    kind: "initiative",
    processId: process.id,
    territory: text.territory,
    visibility: "staff",
    now: who.now,
  });
  await tx
    .insertInto("initiatives")
    .values({
      id,
      process_id: process.id,
      territory_code: text.territory,
      title: text.title,
      text: text.text,
      place: text.place ?? null,
      sector_code: text.sector,
      right_code: text.right ?? null,
      cost: text.cost ?? null,
      agency_code: text.agency,
      feasibility: text.feasibility,
      feasibility_note: text.feasibilityNote ?? null,
      created_by: by ?? null,
      created_at: who.now,
    })
    .execute();
  for (const demand of demands) {
    await link(tx, { from: demand.id, to: id, relation: "became", by, now: who.now });
  }
  await addHistory(tx, { thingId: id, event: "initiatives.written", public: false, by, now: who.now });
  return id;
}

/** Puts a draft on the ballot, in public. After the vote opens nothing enters it any more. */
export async function publishInitiative(
  tx: WriteTx,
  who: Writer,
  process: Process,
  initiative: Initiative,
): Promise<void> {
  who.authority.require("initiatives.publish", { territory: initiative.territory });
  if (initiative.state !== "draft") throw new Problem(409, "initiatives.write.notDraft");
  const vote = process.phases.get(initiative.territory)?.find((dates) => dates.phase === "vote");
  if (vote !== undefined && vote.opensAt <= who.now) throw new Problem(409, "initiatives.write.tooLate");
  await tx
    .updateTable("initiatives")
    .set({ state: "published" })
    .where("id", "=", initiative.id)
    .where("state", "=", "draft")
    .execute();
  await setVisibility(tx, initiative.id, "public");
  await addHistory(tx, {
    thingId: initiative.id,
    event: "initiatives.published",
    public: true,
    by: who.authority.actor.accountId,
    now: who.now,
  });
  await record(tx, {
    kind: "initiative",
    process: process.slug,
    at: who.now,
    content: { id: initiative.id, title: initiative.title, text: initiative.text, territory: initiative.territory },
  });
  await touch(tx, [`initiatives:${process.id}:${initiative.territory}`, `thing:${initiative.id}`]);
}
