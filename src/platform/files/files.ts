// Files live in the database, so that one backup holds everything.
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { ReadDb, WriteTx } from "../db/db.ts";
import type { DataAnswer } from "../http/route.ts";
import type { PreparedAudio } from "./prepare-audio.ts";
import type { PreparedFile } from "./prepare-file.ts";

/** What is kept: a photo, a document or an audio, prepared. */
export type StoredFile =
  | PreparedFile
  | (Pick<PreparedAudio, "type" | "body"> & { size?: undefined; small?: undefined });

/** Keeps a file and gives its id; the same bytes are kept once. */
export async function storeFile(tx: WriteTx, file: StoredFile, now: Date): Promise<number> {
  const sha256 = createHash("sha256").update(file.body).digest();
  const { id } = await tx
    .insertInto("files")
    .values({
      sha256,
      type: file.type,
      body: file.body,
      width: file.size?.width ?? null,
      height: file.size?.height ?? null,
      small: file.small ?? null,
      created_at: now,
    })
    // Two people may send the same file at once: the second finds the row of the first.
    .onConflict((conflict) => conflict.column("sha256").doUpdateSet((eb) => ({ type: eb.ref("excluded.type") })))
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/**
 * A file as an answer. A browser may not guess its type, nor run anything in it, nor show a document as if it were a page of
 * ours: photos are shown and audios played, the rest is downloaded. Whether this reader may open it is for the caller to say.
 */
export async function findFileAnswer(db: ReadDb, id: number, small: boolean): Promise<DataAnswer | undefined> {
  const row = await db
    .selectFrom("files")
    .select(["type", small ? "small" : "body", "sha256"])
    .where("id", "=", id)
    .executeTakeFirst();
  const body = row && (small ? row.small : row.body);
  if (row === undefined || !body) return undefined;
  const shown = row.type.startsWith("image/") || row.type.startsWith("audio/");
  return {
    kind: "data",
    type: small ? "image/jpeg" : row.type === "text/csv" ? "text/csv; charset=utf-8" : row.type,
    body,
    etag: `${row.sha256.toString("base64url")}${small ? "-s" : ""}`,
    headers: {
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "content-disposition": shown
        ? "inline"
        : `attachment; filename="archivo-${id}.${row.type === "text/csv" ? "csv" : "pdf"}"`,
    },
  };
}

/** Erases a file that nothing shows any more. One that is still pointed at stays: the same bytes are kept once. */
export async function removeFile(tx: WriteTx, id: number): Promise<void> {
  await sql`savepoint remove_file`.execute(tx);
  try {
    await tx.deleteFrom("files").where("id", "=", id).execute();
    await sql`release savepoint remove_file`.execute(tx);
  } catch (error) {
    await sql`rollback to savepoint remove_file`.execute(tx);
    if (!isStillUsed(error)) throw error;
  }
}

const FOREIGN_KEY = "23503";
function isStillUsed(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === FOREIGN_KEY;
}
