import type { Authority } from "#core/people/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { addHistory, createThing, link, setVisibility, unlink } from "#core/trace/index.ts";
import { releaseDemands, takeDemands } from "#modules/demands/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { type Feasibility, type Initiative, listOrigins } from "../initiatives.sql.ts";

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

function columnsOf(text: InitiativeText) {
  return {
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
  };
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
      ...columnsOf(text),
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

/**
 * Corrects a draft. The needs of the text are its needs from now on: new ones are taken, and those left out wait for an
 * analyst again unless another initiative holds them.
 * @throws Problem 409 when it is no longer a draft.
 */
export async function rewriteInitiative(
  tx: WriteTx,
  who: Writer,
  process: Process,
  initiative: Initiative,
  text: InitiativeText,
): Promise<void> {
  who.authority.require("initiatives.write", { territory: initiative.territory });
  who.authority.require("initiatives.write", { territory: text.territory });
  if (initiative.state !== "draft") throw new Problem(409, "initiatives.write.notDraft");
  if (!process.phases.has(text.territory)) throw new Problem(400, "common.unknownChoice", { field: "territory" });
  await tx.updateTable("initiatives").set(columnsOf(text)).where("id", "=", initiative.id).execute();
  const before = (await listOrigins(tx, [initiative.id])).map(({ need }) => need);
  await addNeeds(
    tx,
    who,
    initiative,
    text.demands.filter((id) => !before.includes(id)),
  );
  await removeNeeds(
    tx,
    who,
    initiative,
    before.filter((id) => !text.demands.includes(id)),
  );
  await addHistory(tx, {
    thingId: initiative.id,
    event: "initiatives.rewritten",
    public: false,
    by: who.authority.actor.accountId,
    now: who.now,
  });
}

/** Adds needs to a draft. @throws Problem 409 when it is no longer a draft or they are of another process. */
export async function addNeeds(
  tx: WriteTx,
  who: Writer,
  initiative: Initiative,
  ids: readonly number[],
): Promise<void> {
  who.authority.require("initiatives.write", { territory: initiative.territory });
  if (initiative.state !== "draft") throw new Problem(409, "initiatives.write.notDraft");
  if (ids.length === 0) return;
  const demands = await takeDemands(tx, who, ids);
  if (demands.some((demand) => demand.processId !== initiative.processId)) {
    throw new Problem(409, "initiatives.write.otherProcess");
  }
  for (const demand of demands) {
    await link(tx, {
      from: demand.id,
      to: initiative.id,
      relation: "became",
      by: who.authority.actor.accountId,
      now: who.now,
    });
  }
}

async function removeNeeds(tx: WriteTx, who: Writer, initiative: Initiative, ids: readonly number[]): Promise<void> {
  for (const id of ids) {
    await unlink(tx, {
      from: id,
      to: initiative.id,
      relation: "became",
      by: who.authority.actor.accountId,
      now: who.now,
    });
  }
  await releaseDemands(tx, await withoutOther(tx, ids, initiative.id));
}

/** Those of these needs that no other initiative in the running holds. */
async function withoutOther(tx: WriteTx, ids: readonly number[], initiativeId: number): Promise<number[]> {
  if (ids.length === 0) return [];
  const held = await tx
    .selectFrom("links as l")
    .innerJoin("initiatives as i", "i.id", "l.to_id")
    .select("l.from_id")
    .where("l.from_id", "in", ids)
    .where("l.relation", "=", "became")
    .where("l.ended_at", "is", null)
    .where("i.state", "<>", "withdrawn")
    .where("i.id", "<>", initiativeId)
    .execute();
  const others = new Set(held.map((row) => row.from_id));
  return ids.filter((id) => !others.has(id));
}

/**
 * Takes an initiative back with a public reason. A published one keeps its page, its reason and its thread; its needs can
 * enter another. Once the vote opened what people choose among does not change.
 */
export async function withdrawInitiative(
  tx: WriteTx,
  who: Writer,
  process: Process,
  initiative: Initiative,
  reason: string,
): Promise<void> {
  who.authority.require("initiatives.publish", { territory: initiative.territory });
  if (initiative.state === "withdrawn") throw new Problem(409, "initiatives.write.withdrawnAlready");
  const published = initiative.state === "published";
  if (published && hasVoteOpened(process, initiative.territory, who.now)) {
    throw new Problem(409, "initiatives.write.tooLateToWithdraw");
  }
  const by = who.authority.actor.accountId;
  const needs = (await listOrigins(tx, [initiative.id])).map(({ need }) => need);
  await tx.updateTable("initiatives").set({ state: "withdrawn", reason }).where("id", "=", initiative.id).execute();
  if (published) await releaseDemands(tx, await withoutOther(tx, needs, initiative.id));
  else await removeNeeds(tx, who, initiative, needs);
  const line = { thingId: initiative.id, event: "initiatives.withdrawn", data: { reason }, by, now: who.now };
  await addHistory(tx, { ...line, public: published });
  if (!published) return;
  const content = { id: initiative.id, reason };
  await record(tx, { kind: "initiative-withdrawn", process: process.slug, at: who.now, content });
  await touchInitiative(tx, initiative);
}

function hasVoteOpened(process: Process, territory: string, now: Date): boolean {
  const vote = process.phases.get(territory)?.find((dates) => dates.phase === "vote");
  return vote !== undefined && vote.opensAt <= now;
}

function touchInitiative(tx: WriteTx, { id, processId, territory }: Initiative): Promise<void> {
  return touch(tx, ["initiatives", `initiatives:${processId}:${territory}`, `thing:${id}`]);
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
  if (hasVoteOpened(process, initiative.territory, who.now)) throw new Problem(409, "initiatives.write.tooLate");
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
  await touchInitiative(tx, initiative);
}
