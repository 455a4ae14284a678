// Keys, codes and digests. Codes are read aloud by telephone, so they avoid letters that look or sound alike.
import { createHash, createHmac, createSecretKey, type KeyObject, randomBytes, randomInt } from "node:crypto";
import type { WriteTx } from "../db/db.ts";

const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A code of `length` letters in groups of four, e.g. `K7QM-2XHD-94TB`: about 4.9 bits a letter. */
export function newCode(length: number): string {
  const letters = Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)] ?? "2");
  return (letters.join("").match(/.{1,4}/g) ?? []).join("-");
}

/**
 * The code of `length` letters that a key and what it stands for always give: asked twice it is the same, and without the
 * key nobody can compute it.
 */
export function derivedCode(key: Buffer, about: readonly (string | Buffer)[], length: number): string {
  const hmac = createHmac("sha512", key);
  // Each part with its length, so that moving a letter from one to the next changes the code.
  for (const part of about) hmac.update(`${part.length}:`).update(part);
  const bytes = hmac.digest();
  const letters = Array.from({ length }, (_, at) => ALPHABET[bytes.readUInt32BE(at * 4) % ALPHABET.length] ?? "2");
  return (letters.join("").match(/.{1,4}/g) ?? []).join("-");
}

/** Six digits, for codes that are sent and typed within minutes. */
export function newDigits(): string {
  return String(randomInt(1_000_000)).padStart(6, "0");
}

/** What people type for a code, in the form in which it was made: `k7qm 2xhd` → `K7QM2XHD`. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[^2-9A-Z]/g, "");
}

/** SHA-256 of a code or token: what the database keeps of it. */
export function digest(code: string | Buffer): Buffer {
  return createHash("sha256").update(code).digest();
}

const prepared = new WeakMap<Buffer, KeyObject>();

/** The key ready to be used. Making that of a buffer anew costs five times what a digest does. */
function ready(key: Buffer): KeyObject {
  const known = prepared.get(key);
  if (known !== undefined) return known;
  const made = createSecretKey(key);
  prepared.set(key, made);
  return made;
}

/** Keyed pseudonym: HMAC-SHA-256. The bytes of `key` must not change. */
export function pseudonym(key: Buffer, ...parts: (string | Buffer)[]): Buffer {
  const hmac = createHmac("sha256", ready(key));
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** The key called `name`, shared by all processes; made the first time somebody asks. */
export async function sharedKey(tx: WriteTx, name: string): Promise<Buffer> {
  await tx
    .insertInto("secrets")
    .values({ name, value: randomBytes(32) })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  const row = await tx.selectFrom("secrets").select("value").where("name", "=", name).executeTakeFirstOrThrow();
  return row.value;
}
