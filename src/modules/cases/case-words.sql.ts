// What is written in a case besides its first words: what the person adds, notes, the answer, who asks, its files.
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { type StoredFile, storeFile } from "#platform/files/files.ts";

export interface Message {
  at: Date;
  kind: "added" | "note";
  text: string;
  by: string | null;
}

export async function listMessages(db: ReadDb, caseId: number): Promise<Message[]> {
  const rows = await db
    .selectFrom("case_messages as m")
    .leftJoin("accounts as a", "a.id", "m.by_account")
    .select(["m.at", "m.kind", "m.text", "a.name as by"])
    .where("m.case_id", "=", caseId)
    .orderBy("m.id")
    .execute();
  // The table takes no other kinds.
  return rows as Message[];
}

export async function addMessage(
  tx: WriteTx,
  message: { caseId: number; kind: Message["kind"]; text: string; by?: number; at: Date },
): Promise<void> {
  await tx
    .insertInto("case_messages")
    .values({
      case_id: message.caseId,
      kind: message.kind,
      text: message.text,
      by_account: message.by ?? null,
      at: message.at,
    })
    .execute();
}

export interface CaseAnswer {
  round: number;
  text: string;
  outcome: "granted" | "refused";
  writtenBy: number | null;
  writer: string | null;
  reviewedAt: Date | null;
  proof: string | null;
  /** The answer to many that it is part of. */
  joint: number | null;
}

/** The answers of a case, the last first: another one is written when who asked insists or it is opened again. */
export async function listAnswers(db: ReadDb, caseId: number): Promise<CaseAnswer[]> {
  const rows = await db
    .selectFrom("case_answers as r")
    .leftJoin("accounts as a", "a.id", "r.written_by")
    .select([
      "r.round",
      "r.text",
      "r.outcome",
      "r.written_by as writtenBy",
      "a.name as writer",
      "r.reviewed_at as reviewedAt",
      "r.proof",
      "r.joint_id as joint",
    ])
    .where("r.case_id", "=", caseId)
    .orderBy("r.round", "desc")
    .execute();
  // The table takes no other outcomes.
  return rows as CaseAnswer[];
}

/** The answer that is written, waits for its review or was the last to be sent. */
export async function findAnswer(db: ReadDb, caseId: number): Promise<CaseAnswer | undefined> {
  return (await listAnswers(db, caseId))[0];
}

/** Keeps how the last answer was delivered. */
export async function keepProof(tx: WriteTx, caseId: number, proof: string): Promise<void> {
  await tx
    .updateTable("case_answers")
    .set({ proof })
    .where("case_id", "=", caseId)
    .where("proof", "is", null)
    .where("reviewed_at", "is not", null)
    .execute();
}

export interface CasePerson {
  name: string | null;
  document: string | null;
  address: string | null;
  email: string | null;
  phone: string | null;
  electronic: boolean;
}

export async function findPerson(db: ReadDb, caseId: number): Promise<CasePerson | undefined> {
  return db
    .selectFrom("case_people")
    .select(["name", "document", "address", "email", "phone", "electronic"])
    .where("case_id", "=", caseId)
    .executeTakeFirst();
}

export interface CaseFile {
  id: number;
  fileId: number;
  type: string;
  width: number | null;
  height: number | null;
}

export async function listFiles(db: ReadDb, caseId: number): Promise<CaseFile[]> {
  return db
    .selectFrom("case_files as c")
    .innerJoin("files as f", "f.id", "c.file_id")
    .select(["c.id", "c.file_id as fileId", "f.type", "f.width", "f.height"])
    .where("c.case_id", "=", caseId)
    .orderBy("c.id")
    .execute();
}

/** Keeps files of a case. Once is enough: the same bytes are the same file. */
export async function addFiles(tx: WriteTx, caseId: number, files: readonly StoredFile[], now: Date): Promise<void> {
  for (const file of files) {
    const fileId = await storeFile(tx, file, now);
    await tx
      .insertInto("case_files")
      .values({ case_id: caseId, file_id: fileId, at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

export async function findOfficialName(db: ReadDb, accountId: number | null): Promise<string> {
  if (accountId === null) return "";
  return (await db.selectFrom("accounts").select("name").where("id", "=", accountId).executeTakeFirst())?.name ?? "";
}
