// Whoever lives there says whether a commitment is as the agency tells it. A moderator reads it before everybody does.
import { openCase } from "#core/moderation/index.ts";
import { getParticipant, giveReceipt, participantKey, sealOne } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { storeFile } from "#platform/files/files.ts";
import type { PreparedFile } from "#platform/files/prepare-file.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Context } from "#platform/http/route.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { Reportable, ReportedItem } from "#platform/module.ts";
import type { Commitment } from "../commitments.sql.ts";
import { getCommitment } from "../get-commitment.ts";
import { tagsOf } from "../make/make-commitment.ts";

/** Remarks of one person on one commitment in a day. */
const MOST_A_DAY = 3;
const DAY = 86_400_000;

export interface NewRemark {
  isSo: boolean;
  text: string;
  photo: PreparedFile | undefined;
}

/**
 * Keeps a remark for a moderator to read.
 * @returns the code of the receipt, the first time that somebody says something of that commitment.
 * @throws Problem 429 for the fourth of a day.
 */
export async function makeRemark(
  tx: WriteTx,
  ctx: Pick<Context, "browser" | "authority" | "now">,
  { process, commitment }: { process: Process; commitment: Commitment },
  remark: NewRemark,
): Promise<string | undefined> {
  const { now } = ctx;
  const key = participantKey(process.participantKey, ctx.browser.bits());
  const accountId = ctx.authority.actor.accountId;
  const participantId = await getParticipant(tx, { processId: process.id, key, accountId, now });
  await tx.selectFrom("participants").select("id").where("id", "=", participantId).forUpdate().execute();
  const { n } = await tx
    .selectFrom("commitment_remarks")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("participant_id", "=", participantId)
    .where("commitment_id", "=", commitment.id)
    .where("at", ">", new Date(now.getTime() - DAY))
    .executeTakeFirstOrThrow();
  if (n >= MOST_A_DAY) throw new Problem(429, "commitments.remark.tooMany");
  const { id } = await tx
    .insertInto("commitment_remarks")
    .values({
      commitment_id: commitment.id,
      participant_id: participantId,
      is_so: remark.isSo,
      text: remark.text,
      file_id: remark.photo === undefined ? null : await storeFile(tx, remark.photo, now),
      at: now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await openCase(tx, {
    thingId: commitment.id,
    kind: "remark",
    id,
    authorId: participantId,
    processId: process.id,
    territory: commitment.territory,
    source: "first_look",
    now,
  });
  await record(tx, {
    kind: "remark",
    process: process.slug,
    at: now,
    content: {
      id,
      commitment: commitment.id,
      isSo: remark.isSo,
      words: await sealOne(tx, commitment.id, remark.text),
    },
  });
  return giveReceipt(tx, { thingId: commitment.id, participantId, act: "remarked", now });
}

/** How a remark is read, shown and hidden by moderation. */
export const remarkReportable: Reportable = {
  label: "commitments.remark.kind",
  find: findReported,
  setHidden: async (tx, { id, words }) => {
    const { commitment_id } = await tx
      .updateTable("commitment_remarks")
      .set({ state: words === undefined ? "shown" : "hidden", hidden_reason: words ?? null })
      .where("id", "=", id)
      .returning("commitment_id")
      .executeTakeFirstOrThrow();
    await touch(tx, tagsOf(await getCommitment(tx, commitment_id)));
  },
};

async function findReported(db: ReadDb, id: number): Promise<ReportedItem | undefined> {
  const row = await db
    .selectFrom("commitment_remarks as r")
    .innerJoin("commitments as c", "c.id", "r.commitment_id")
    .leftJoin("files as f", "f.id", "r.file_id")
    .select([
      "r.commitment_id",
      "r.participant_id",
      "r.text",
      "r.state",
      "c.process_id",
      "c.territory_code",
      "f.id as file",
      "f.width",
      "f.height",
    ])
    .where("r.id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    thingId: row.commitment_id,
    processId: row.process_id,
    territory: row.territory_code,
    authorId: row.participant_id,
    text: row.text,
    path: `/compromisos/${row.commitment_id}#dicen`,
    photo:
      row.file === null ? undefined : { path: `/archivos/${row.file}`, width: row.width ?? 0, height: row.height ?? 0 },
    public: row.state === "shown",
  };
}

export interface Remark {
  id: number;
  isSo: boolean;
  text: string;
  /** When it was said; or the day on which it was seen, when that was said. */
  at: Date | string;
  photo: { id: number; width: number; height: number } | null;
}

/** What people said that everybody may read, newest first; and how many said that it is so and that it is not. */
export async function listRemarks(
  db: ReadDb,
  commitmentId: number,
  limit: number,
): Promise<{ remarks: readonly Remark[]; so: number; notSo: number }> {
  const rows = await db
    .selectFrom("commitment_remarks as r")
    .leftJoin("files as f", "f.id", "r.file_id")
    .select(["r.id", "r.is_so", "r.text", "r.at", "f.id as file", "f.width", "f.height"])
    .where("r.commitment_id", "=", commitmentId)
    .where("r.state", "=", "shown")
    .orderBy("r.id", "desc")
    .execute();
  return {
    so: rows.filter(({ is_so }) => is_so).length,
    notSo: rows.filter(({ is_so }) => !is_so).length,
    remarks: rows.slice(0, limit).map(({ id, is_so, text, at, file, width, height }) => ({
      id,
      isSo: is_so,
      text,
      at,
      photo: file === null ? null : { id: file, width: width ?? 0, height: height ?? 0 },
    })),
  };
}

export interface MyRemark {
  commitmentId: number;
  text: string;
  state: "waiting" | "shown" | "hidden";
}

/** What some participants said of commitments, in order. */
export async function listRemarksOf(db: ReadDb, participants: readonly number[]): Promise<MyRemark[]> {
  if (participants.length === 0) return [];
  const rows = await db
    .selectFrom("commitment_remarks")
    .select(["commitment_id as commitmentId", "text", "state"])
    .where("participant_id", "in", participants)
    .orderBy("id")
    .execute();
  // The table takes no other state.
  return rows.map((row) => ({ ...row, state: row.state as MyRemark["state"] }));
}

/** Whether a photo belongs to a remark: to everybody when it is shown, else to who moderates there. */
export async function mayOpenRemarkPhoto(
  db: ReadDb,
  ctx: Pick<Context, "authority">,
  fileId: number,
): Promise<boolean> {
  const rows = await db
    .selectFrom("commitment_remarks as r")
    .innerJoin("commitments as c", "c.id", "r.commitment_id")
    .select(["r.state", "c.territory_code as territory"])
    .where("r.file_id", "=", fileId)
    .execute();
  return rows.some(
    ({ state, territory }) => state === "shown" || ctx.authority.may("commitments.moderate", { territory }),
  );
}
