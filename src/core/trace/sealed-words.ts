// What people say, as the public log holds it: SHA-256(salt ‖ words). Salt and digest stand in `word_seals`, so that an entry
// can be opened while the words are there. Without its salt an entry says nothing, and nobody can try words against it.
import { createHash, randomBytes } from "node:crypto";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";

const SALT_BYTES = 16;

/** Seals words of things, each with a salt of its own. @returns the digests for their entries, in the same order. */
export async function sealWords(tx: WriteTx, words: readonly { thingId: number; text: string }[]): Promise<string[]> {
  const seals = words.map(({ thingId, text }) => {
    const salt = randomBytes(SALT_BYTES);
    return { thing_id: thingId, salt, digest: digestOf(salt, text) };
  });
  await insertMany(tx, "word_seals", seals);
  return seals.map(({ digest }) => digest);
}

/** As `sealWords`, for one. */
export async function sealOne(tx: WriteTx, thingId: number, text: string): Promise<string> {
  const [digest = ""] = await sealWords(tx, [{ thingId, text }]);
  return digest;
}

/** Forgets what opens the entries of a thing: its author withdrew the words. */
export async function eraseSeals(tx: WriteTx, thingId: number): Promise<void> {
  await tx.deleteFrom("word_seals").where("thing_id", "=", thingId).execute();
}

function digestOf(salt: Buffer, text: string): string {
  return createHash("sha256").update(salt).update(text, "utf8").digest("hex");
}
