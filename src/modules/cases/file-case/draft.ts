// What a browser has written of a request, page by page. It is kept here and not in the pages, so that files are sent once and going
// back loses nothing.
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { type ReadDb, type WriteTx, waitForDisk } from "#platform/db/db.ts";
import { removeFile, type StoredFile, storeFile } from "#platform/files/files.ts";
import type { Job } from "#platform/module.ts";
import { derivedCode, pseudonym, sharedKey } from "#platform/secrets/secrets.ts";
import { FORMS } from "../forms.ts";

const DAYS_KEPT = 2;

const answersShape = z.object({
  text: z.string().optional(),
  priority: z.boolean().optional(),
  form: z.enum(FORMS).optional(),
  territory: z.string().optional(),
  place: z.string().optional(),
  sector: z.string().optional(),
  anonymous: z.boolean().optional(),
  name: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  electronic: z.boolean().optional(),
  /** Public request that who asks says is like theirs. */
  like: z.number().optional(),
});
export type Answers = z.infer<typeof answersShape>;

export interface Draft {
  key: string;
  answers: Answers;
  /** What it became. */
  caseId: number | undefined;
}

export const draftOwner = (browserBits: Buffer): Buffer => pseudonym(browserBits, "cases-draft");

export async function findDraft(db: ReadDb, browserBits: Buffer | undefined): Promise<Draft | undefined> {
  if (browserBits === undefined) return undefined;
  const row = await db
    .selectFrom("case_drafts")
    .select(["key", "answers", "case_id"])
    .where("owner", "=", draftOwner(browserBits))
    .executeTakeFirst();
  return (
    row && { key: row.key, answers: answersShape.parse(JSON.parse(row.answers)), caseId: row.case_id ?? undefined }
  );
}

/** Adds what one page asked. A draft that was sent is begun anew. */
export async function saveAnswers(tx: WriteTx, browserBits: Buffer, given: Answers, now: Date): Promise<void> {
  const owner = draftOwner(browserBits);
  await tx.selectFrom("case_drafts").select("owner").where("owner", "=", owner).forUpdate().execute();
  const known = await findDraft(tx, browserBits);
  const going = known?.caseId === undefined ? known : undefined;
  const values = {
    key: going?.key ?? randomBytes(16).toString("base64url"),
    answers: JSON.stringify({ ...going?.answers, ...given }),
    case_id: null,
    at: now,
  };
  await tx
    .insertInto("case_drafts")
    .values({ owner, ...values })
    .onConflict((conflict) => conflict.column("owner").doUpdateSet(values))
    .execute();
}

/** Forgets the words of a draft that was sent, and keeps what it became for whoever sends it again. */
export async function closeDraft(tx: WriteTx, browserBits: Buffer, caseId: number): Promise<void> {
  await tx
    .updateTable("case_drafts")
    .set({ answers: "{}", case_id: caseId })
    .where("owner", "=", draftOwner(browserBits))
    .execute();
}

/** The draft, held until the commit: the same one sent twice is filed once, and both times told when the disk has it. */
export async function lockDraft(tx: WriteTx, browserBits: Buffer): Promise<Draft | undefined> {
  await tx.selectFrom("case_drafts").select("owner").where("owner", "=", draftOwner(browserBits)).forUpdate().execute();
  waitForDisk(tx);
  return findDraft(tx, browserBits);
}

const HALF = 14;

/** The code of the receipt of a draft: 28 letters, 137 bits, always the same for the same draft and known to nobody without the key. */
export async function receiptCode(tx: WriteTx, key: string): Promise<string> {
  const secret = await sharedKey(tx, "cases");
  const halves = ["first", "second"].map((half) => derivedCode(secret, [half, key], HALF).replaceAll("-", ""));
  return (halves.join("").match(/.{4}/g) ?? []).join("-");
}

export interface DraftFile {
  id: number;
  type: string;
  seconds: number | null;
}

export async function listDraftFiles(db: ReadDb, browserBits: Buffer | undefined): Promise<DraftFile[]> {
  if (browserBits === undefined) return [];
  return db
    .selectFrom("case_files as c")
    .innerJoin("files as f", "f.id", "c.file_id")
    .select(["c.id", "f.type", "c.seconds"])
    .where("c.owner", "=", draftOwner(browserBits))
    .orderBy("c.id")
    .execute();
}

export async function keepDraftFiles(
  tx: WriteTx,
  browserBits: Buffer,
  files: readonly (StoredFile & { seconds?: number })[],
  now: Date,
): Promise<void> {
  for (const file of files) {
    const fileId = await storeFile(tx, file, now);
    await tx
      .insertInto("case_files")
      .values({ owner: draftOwner(browserBits), file_id: fileId, seconds: file.seconds ?? null, at: now })
      .execute();
  }
}

/** Drafts that nobody finished, with their files. */
export const cleanDrafts: Job = {
  name: "cases.clean-drafts",
  cron: "13 8 * * *",
  run: async ({ write, now }) => {
    await write(async (tx) => {
      const before = new Date(now().getTime() - DAYS_KEPT * 86_400_000);
      await tx.deleteFrom("case_drafts").where("at", "<", before).execute();
      const gone = await tx
        .deleteFrom("case_files")
        .where("case_id", "is", null)
        .where("at", "<", before)
        .returning("file_id")
        .execute();
      for (const { file_id } of gone) await removeFile(tx, file_id);
    });
  },
};
