// Keys, codes and digests. Codes are read aloud by telephone, so they avoid letters that look or sound alike.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  randomInt,
} from "node:crypto";
import type { ReadDb, WriteTx } from "../db/db.ts";

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

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts (AES-256-GCM) what a column holds. `about` says whose it is: moved to the row of another it no longer opens.
 * @returns 12 bytes of nonce, the text, 16 bytes of tag
 */
export function seal(key: Buffer, plain: Buffer, about: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(about));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** What was sealed. @throws when the key or `about` are others, or a bit of it changed */
export function unseal(key: Buffer, sealed: Buffer, about: string): Buffer {
  const cipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([cipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), cipher.final()]);
}

/** The key called `name` once somebody asked for it. @throws when nobody did */
export async function existingKey(db: ReadDb, name: string): Promise<Buffer> {
  const row = await db.selectFrom("secrets").select("value").where("name", "=", name).executeTakeFirstOrThrow();
  return row.value;
}

/** The key called `name`, shared by all processes; made the first time somebody asks. */
export async function sharedKey(tx: WriteTx, name: string): Promise<Buffer> {
  await tx
    .insertInto("secrets")
    .values({ name, value: randomBytes(32) })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  return existingKey(tx, name);
}
