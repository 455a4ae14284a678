// The voice of who said a need: kept as evidence for the team, never public. A need that came without words waits, in view of
// nobody, for somebody to write them down; then it is published, marked.

import type { Authority } from "#core/people/index.ts";
import { addHistory, sealOne, setVisibility } from "#core/trace/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { Demand } from "../demand.ts";
import { lockDemands } from "../demands.sql.ts";

/** In the place of words that nobody has written yet. It is never shown: the need is not public meanwhile. */
export const WITHOUT_WORDS = "(voz)";
/** In the place of a public reason, which it has not: it keeps the need out of the lists that read no thing. */
const WAITING = "waiting for words";

/** Gives a need its recording. Without words it leaves public until they are written. */
export async function addRecording(
  tx: WriteTx,
  demand: { id: number; recording: { fileId: number; seconds: number }; wordless: boolean },
): Promise<void> {
  const { id, recording, wordless } = demand;
  await tx
    .insertInto("demand_recordings")
    .values({ demand_id: id, file_id: recording.fileId, seconds: recording.seconds, wordless })
    .execute();
  if (!wordless) return;
  await tx.updateTable("demands").set({ hidden_reason: WAITING }).where("id", "=", id).execute();
  await setVisibility(tx, id, "staff");
}

export interface WaitingVoice {
  id: number;
  territory: string;
  place: string | null;
  seconds: number;
  saidAt: Date;
  process: string;
}

/** Voices whose words nobody has written. What the reserved route took is not among them. */
function waitingVoices(db: ReadDb, territories: readonly string[] | undefined) {
  const query = db
    .selectFrom("demand_recordings as r")
    .innerJoin("demands as d", "d.id", "r.demand_id")
    .innerJoin("things as t", "t.id", "d.id")
    .innerJoin("processes as p", "p.id", "d.process_id")
    .where("r.wordless", "=", true)
    .where("r.transcribed_at", "is", null)
    .where("d.withdrawn_at", "is", null)
    .where("t.visibility", "=", "staff");
  return territories === undefined ? query : query.where("d.territory_code", "in", [...territories, ""]);
}

/** The voices that wait for their words in these places, oldest first. */
export async function listWaitingVoices(
  db: ReadDb,
  territories: readonly string[] | undefined,
  limit: number,
): Promise<WaitingVoice[]> {
  return waitingVoices(db, territories)
    .select([
      "d.id",
      "d.territory_code as territory",
      "d.place",
      "r.seconds",
      "d.said_at as saidAt",
      "p.title as process",
    ])
    .orderBy("d.said_at")
    .orderBy("d.id")
    .limit(limit)
    .execute();
}

/** How many voices wait for their words in these places. */
export async function countWaitingVoices(db: ReadDb, territories: readonly string[] | undefined): Promise<number> {
  const { n } = await waitingVoices(db, territories)
    .select((count) => count.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return Number(n);
}

export interface Recording {
  fileId: number;
  seconds: number;
  territory: string;
  visibility: string;
  transcribed: boolean;
}

export async function findRecording(db: ReadDb, demandId: number): Promise<Recording | undefined> {
  const row = await db
    .selectFrom("demand_recordings as r")
    .innerJoin("demands as d", "d.id", "r.demand_id")
    .innerJoin("things as t", "t.id", "d.id")
    .select(["r.file_id as fileId", "r.seconds", "d.territory_code as territory", "t.visibility", "r.transcribed_at"])
    .where("d.id", "=", demandId)
    .executeTakeFirst();
  return row && { ...row, transcribed: row.transcribed_at !== null };
}

/** Writes down what a voice says, and publishes it. @throws 403, 404, 409 when somebody did before. */
export async function transcribe(
  tx: WriteTx,
  who: { authority: Authority; now: Date },
  id: number,
  text: string,
): Promise<Demand> {
  const [demand] = await lockDemands(tx, [id], { hidden: true });
  const held = demand && (await findRecording(tx, id));
  if (demand === undefined || held === undefined || demand.withdrawnAt !== null) throw notFound();
  who.authority.require("demands.transcribe", { territory: demand.territory });
  if (held.transcribed) throw new Problem(409, "demands.voice.already", { field: `text-${id}` });
  if (held.visibility !== "staff") throw notFound();
  const { accountId } = who.authority.actor;
  await tx
    .updateTable("demand_recordings")
    .set({ transcribed_by: accountId ?? null, transcribed_at: who.now })
    .where("demand_id", "=", id)
    .execute();
  await tx.updateTable("demands").set({ text, hidden_reason: null }).where("id", "=", id).execute();
  await setVisibility(tx, id, "public");
  await addHistory(tx, { thingId: id, event: "demands.transcribed", public: true, by: accountId, now: who.now });
  const process = await getProcess(tx, demand.processId);
  await record(tx, {
    kind: "need",
    process: process.slug,
    at: who.now,
    content: { id, territory: demand.territory, words: await sealOne(tx, id, text) },
  });
  await touch(tx, ["demands", `demands:${demand.processId}:${demand.territory}`, `thing:${id}`]);
  return demand;
}
