// A form is accepted only with a token that this browser was given: an HMAC of its own bits, so that nothing is stored.
import { createHmac, timingSafeEqual } from "node:crypto";

export function csrfToken(key: Buffer, browserBits: Buffer): string {
  return createHmac("sha256", key).update("csrf").update(browserBits).digest("base64url");
}

export function csrfMatches(key: Buffer, browserBits: Buffer | undefined, token: string): boolean {
  if (browserBits === undefined) return false;
  const expected = Buffer.from(csrfToken(key, browserBits));
  const given = Buffer.from(token);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
