// A form is accepted only with a token that this browser was given: an HMAC of its own bits, so that nothing is stored.
import { timingSafeEqual } from "node:crypto";
import { pseudonym } from "../secrets/secrets.ts";

export function csrfToken(key: Buffer, browserBits: Buffer): string {
  return pseudonym(key, "csrf", browserBits).toString("base64url");
}

export function csrfMatches(key: Buffer, browserBits: Buffer | undefined, token: string): boolean {
  if (browserBits === undefined) return false;
  const expected = Buffer.from(csrfToken(key, browserBits));
  const given = Buffer.from(token);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
