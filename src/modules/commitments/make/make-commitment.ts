import type { Authority } from "#core/people/index.ts";
import { addHistory, createThing, link } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { Pledge } from "./pledge.ts";

export interface NewCommitment extends Pledge {
  /** Main territory; the root of the entity for what concerns all of it. */
  territory: string;
  dueDate: string;
  /** Proposed by the agency, or already agreed with those who asked. */
  state: "proposed" | "agreed";
  /** Things it answers: an initiative, or needs agreed without a vote. */
  origins: readonly number[];
  /** Where it was agreed, if it was in a meeting: there, who runs the meeting may propose for an agency. */
  meeting?: number;
  /** Digest of the form that it came from. */
  importKey?: Buffer;
}

/** A day so far away promises nothing. */
const FURTHEST_YEARS = 30;

/** Throws unless the day is after `today` and within thirty years. */
export function requireFutureDay(day: string, today: string): void {
  if (day <= today) throw new Problem(400, "commitments.make.dueDate.past", { field: "dueDate" });
  const furthest = `${Number(today.slice(0, 4)) + FURTHEST_YEARS}${today.slice(4)}`;
  if (day > furthest) throw new Problem(400, "commitments.make.dueDate.far", { field: "dueDate" });
}

/** Throws unless the actor may promise for an agency in all of these territories. */
export function requireWrite(authority: Authority, agency: string, territories: readonly string[]): void {
  for (const territory of territories) authority.require("commitments.write", { territory, agency });
}

/** Writes down a promise: who answers, until when, and what it answers. */
export async function makeCommitment(
  tx: WriteTx,
  who: { authority: Authority; now: Date },
  process: Process,
  promise: NewCommitment,
): Promise<number> {
  const { authority, now } = who;
  const proposed = promise.meeting !== undefined && promise.state === "proposed";
  if (proposed) authority.require("commitments.propose", { territory: promise.territory });
  else requireWrite(authority, promise.agency, [promise.territory, ...promise.territories]);
  if (process.state !== "published") throw new Problem(409, "commitments.make.processClosed");
  await requireUnanswered(tx, promise.origins);
  const by = authority.actor.accountId;
  const id = await createThing(tx, { kind: "commitment", processId: process.id, territory: promise.territory, now });
  await tx
    .insertInto("commitments")
    .values({
      id,
      process_id: process.id,
      territory_code: promise.territory,
      ...columnsOf(promise),
      due_date: promise.dueDate,
      state: promise.state,
      import_key: promise.importKey ?? null,
      created_by: by ?? null,
      created_at: now,
    })
    .execute();
  await writePartners(tx, id, promise);
  await writeTerritories(tx, id, promise);
  for (const origin of promise.origins) {
    await link(tx, { from: origin, to: id, relation: "promised_as", by, now });
  }
  const { agency, dueDate, money, text, state, meeting } = promise;
  await addHistory(tx, {
    thingId: id,
    event: promise.state === "proposed" ? "commitments.proposed" : "commitments.made",
    data: { state, agency, dueDate, money, meeting },
    public: true,
    by,
    now,
  });
  await record(tx, {
    kind: "commitment",
    process: process.slug,
    at: now,
    content: { id, text, agency, dueDate, state, ...(meeting !== undefined && { meeting }) },
  });
  const processId = process.id;
  await touch(tx, [...tagsOf({ ...promise, id, processId }), ...promise.origins.map((origin) => `thing:${origin}`)]);
  return id;
}

/** Throws if one of these has a commitment already; holds them, so that two who answer at once make one. */
async function requireUnanswered(tx: WriteTx, origins: readonly number[]): Promise<void> {
  if (origins.length === 0) return;
  await tx.selectFrom("things").select("id").where("id", "in", origins).orderBy("id").forNoKeyUpdate().execute();
  const answered = await tx
    .selectFrom("links")
    .innerJoin("things", "things.id", "links.to_id")
    .select("links.to_id")
    .where("links.from_id", "in", origins)
    .where("links.relation", "=", "promised_as")
    .where("links.ended_at", "is", null)
    .where("things.kind", "=", "commitment")
    .executeTakeFirst();
  if (answered !== undefined) throw new Problem(409, "commitments.make.already");
}

/** The columns that both making and correcting write. */
export function columnsOf(promise: Pledge) {
  return {
    title: promise.title,
    text: promise.text,
    place: promise.place ?? null,
    sector_code: promise.sector ?? null,
    agency_code: promise.agency,
    responsible: promise.responsible,
    money: promise.money ?? null,
  };
}

export async function writePartners(tx: WriteTx, id: number, promise: Pledge): Promise<void> {
  const partners = [
    ...promise.coAgencies.map((code) => ({ commitment_id: id, agency_code: code, actor: null })),
    ...promise.actors.map((actor) => ({ commitment_id: id, agency_code: null, actor })),
  ];
  if (partners.length > 0) await tx.insertInto("commitment_partners").values(partners).execute();
}

export async function writeTerritories(tx: WriteTx, id: number, promise: Pledge): Promise<void> {
  const rows = promise.territories.map((code) => ({ commitment_id: id, territory_code: code }));
  if (rows.length > 0) await tx.insertInto("commitment_territories").values(rows).execute();
}

/** What goes stale when a commitment changes. */
export function tagsOf(commitment: {
  id: number;
  processId: number;
  territory: string;
  territories: readonly string[];
}): string[] {
  const places = [commitment.territory, ...commitment.territories].map((code) => `place:${code}`);
  return ["commitments", "threads", `thing:${commitment.id}`, `process:${commitment.processId}`, ...places];
}
