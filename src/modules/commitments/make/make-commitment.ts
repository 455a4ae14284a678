import type { Authority } from "#core/people/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { addHistory, createThing, link } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";

export interface CommitmentText {
  territory: string;
  title: string;
  text: string;
  place?: string;
  sector?: string;
  agency: string;
  coAgencies: readonly string[];
  /** Outside actors that answer with the agency, by name. */
  actors: readonly string[];
  /** Position of the person who answers for it. */
  responsible: string;
  dueDate: string;
  /** Whole units of currency. */
  money?: number;
  /** Things it answers: an initiative, or needs agreed without a vote. */
  origins: readonly number[];
}

/** Writes down a promise: who answers, until when, and what it answers. */
export async function makeCommitment(
  tx: WriteTx,
  who: { authority: Authority; entity: Entity; now: Date },
  process: Process,
  promise: CommitmentText,
): Promise<number> {
  who.authority.require("commitments.write", { territory: promise.territory, agency: promise.agency });
  const { entity } = who;
  const agencies = new Set(entity.agencies().map((agency) => agency.code));
  if (!agencies.has(promise.agency)) throw new Problem(400, "common.unknownChoice", { field: "agency" });
  if (promise.coAgencies.some((code) => !agencies.has(code))) {
    throw new Problem(400, "common.unknownChoice", { field: "coAgencies" });
  }
  if (entity.find(promise.territory) === undefined) {
    throw new Problem(400, "common.unknownChoice", { field: "territory" });
  }
  const by = who.authority.actor.accountId;
  const id = await createThing(tx, {
    kind: "commitment",
    processId: process.id,
    territory: promise.territory,
    now: who.now,
  });
  await tx
    .insertInto("commitments")
    .values({
      id,
      process_id: process.id,
      territory_code: promise.territory,
      title: promise.title,
      text: promise.text,
      place: promise.place ?? null,
      sector_code: promise.sector ?? null,
      agency_code: promise.agency,
      responsible: promise.responsible,
      due_date: promise.dueDate,
      money: promise.money ?? null,
      state: "agreed",
      created_by: by ?? null,
      created_at: who.now,
    })
    .execute();
  const partners = [
    ...promise.coAgencies.map((code) => ({ commitment_id: id, agency_code: code, actor: null })),
    ...promise.actors.map((actor) => ({ commitment_id: id, agency_code: null, actor })),
  ];
  if (partners.length > 0) await tx.insertInto("commitment_partners").values(partners).execute();
  for (const origin of promise.origins) {
    await link(tx, { from: origin, to: id, relation: "promised_as", by, now: who.now });
  }
  await addHistory(tx, {
    thingId: id,
    event: "commitments.made",
    data: { agency: promise.agency, dueDate: promise.dueDate, money: promise.money },
    public: true,
    by,
    now: who.now,
  });
  await record(tx, {
    kind: "commitment",
    process: process.slug,
    at: who.now,
    content: { id, text: promise.text, agency: promise.agency, dueDate: promise.dueDate },
  });
  await touch(tx, tagsOf({ id, processId: process.id, territory: promise.territory }));
  return id;
}

/** What goes stale when a commitment changes. */
export function tagsOf(commitment: { id: number; processId: number; territory: string }): string[] {
  return ["commitments", `thing:${commitment.id}`, `process:${commitment.processId}`, `place:${commitment.territory}`];
}
