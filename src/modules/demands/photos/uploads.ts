// Files of a form that has not become a need yet wait here, so that nobody sends a photo twice: over a bad signal it is the
// dearest part of the form.
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { removeFile, type StoredFile, storeFile } from "#platform/files/files.ts";
import type { Job } from "#platform/module.ts";

export const MAX_PHOTOS = 3;
const DAYS_KEPT = 2;

export interface FormOf {
  /** Pseudonym of the browser in the process. */
  owner: Buffer;
  formKey: string;
}

export interface Upload {
  fileId: number;
  type: string;
  /** Of audios. */
  seconds: number | null;
}

/** A prepared file, with how long it lasts if it is an audio. */
export type SentFile = StoredFile & { seconds?: number };

/** The files that wait for this form, in the order in which they were sent. */
export async function listUploads(db: ReadDb, form: FormOf): Promise<Upload[]> {
  return db
    .selectFrom("demand_uploads as u")
    .innerJoin("files as f", "f.id", "u.file_id")
    .select(["u.file_id as fileId", "f.type", "u.seconds"])
    .where("u.owner", "=", form.owner)
    .where("u.form_key", "=", form.formKey)
    .orderBy("u.id")
    .execute();
}

export async function keepUploads(tx: WriteTx, form: FormOf, files: readonly SentFile[], now: Date): Promise<void> {
  for (const file of files) {
    const fileId = await storeFile(tx, file, now);
    await tx
      .insertInto("demand_uploads")
      .values({ owner: form.owner, form_key: form.formKey, file_id: fileId, seconds: file.seconds ?? null, at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** Forgets that files wait: they belong to a need now. */
export async function releaseUploads(tx: WriteTx, fileIds: readonly number[]): Promise<void> {
  if (fileIds.length === 0) return;
  await tx.deleteFrom("demand_uploads").where("file_id", "in", fileIds).execute();
}

/** Files of forms that nobody finished. */
export const cleanUploads: Job = {
  name: "demands.clean-uploads",
  cron: "43 8 * * *",
  run: async ({ write, now }) => {
    await write(async (tx) => {
      const before = new Date(now().getTime() - DAYS_KEPT * 86_400_000);
      const gone = await tx.deleteFrom("demand_uploads").where("at", "<", before).returning("file_id").execute();
      for (const { file_id } of gone) await removeFile(tx, file_id);
    });
  },
};
