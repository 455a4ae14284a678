// Passkeys (WebAuthn): the device of a person signs for them after checking that it is them. They need JavaScript in the
// browser, so they are always one way in beside others.
import { z } from "zod";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { digest } from "#platform/secrets/secrets.ts";
import { recordAuthority } from "../authority-history.ts";

/** Only staff with a passkey need it, and it is large: it comes with the first of them. */
const webauthn = () => import("@simplewebauthn/server");

const LIFE_MS = 10 * 60_000;
const MAX_ANSWER = 20_000;
const TRANSPORTS = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"] as const;
const common = {
  id: z.string(),
  rawId: z.string(),
  type: z.literal("public-key"),
  clientExtensionResults: z.object({}),
};
const registration = z.object({
  ...common,
  response: z.object({
    clientDataJSON: z.string(),
    attestationObject: z.string(),
    transports: z.array(z.enum(TRANSPORTS)).catch([]),
  }),
});
const assertion = z.object({
  ...common,
  response: z.object({
    clientDataJSON: z.string(),
    authenticatorData: z.string(),
    signature: z.string(),
    userHandle: z.string().optional(),
  }),
});

/** The field of a form that carries what the device signed. */
export const answerField = z.preprocess(
  (value) => (Array.isArray(value) ? value[0] : value),
  z.string("people.passkey.script").min(1, "people.passkey.script").max(MAX_ANSWER, "people.passkey.failed"),
);

/** The site as a device knows it: the name of the host, and the origin from which it may be asked. */
export interface Site {
  name: string;
  publicUrl: string;
}
const hostOf = (site: Site): string => new URL(site.publicUrl).hostname;

async function keepChallenge(
  tx: WriteTx,
  kept: { challenge: string; purpose: "add" | "sign_in"; accountId?: number; now: Date },
): Promise<void> {
  await tx
    .insertInto("passkey_challenges")
    .values({
      challenge_hash: digest(kept.challenge),
      purpose: kept.purpose,
      account_id: kept.accountId ?? null,
      created_at: kept.now,
      expires_at: new Date(kept.now.getTime() + LIFE_MS),
    })
    .execute();
}

const clientData = z.object({ challenge: z.string().min(16).max(200) });

/** Uses up the challenge that a device signed. @throws Problem 400 when it was not asked, was used or is old. */
async function useChallenge(
  tx: WriteTx,
  signed: { clientDataJSON: string; purpose: "add" | "sign_in"; accountId?: number; now: Date },
): Promise<string> {
  const { challenge } = clientData.parse(JSON.parse(Buffer.from(signed.clientDataJSON, "base64url").toString("utf8")));
  let query = tx
    .updateTable("passkey_challenges")
    .set({ used_at: signed.now })
    .where("challenge_hash", "=", digest(challenge))
    .where("purpose", "=", signed.purpose)
    .where("used_at", "is", null)
    .where("expires_at", ">", signed.now);
  if (signed.accountId !== undefined) query = query.where("account_id", "=", signed.accountId);
  if ((await query.returning("purpose").executeTakeFirst()) === undefined) throw failed();
  return challenge;
}

const failed = (): Problem => new Problem(400, "people.passkey.failed", { field: "answer" });

/** Runs what reads an answer of a device; whatever is wrong in it is one refusal, which says no more. */
async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // What the database says is not about the answer.
    if (error instanceof Error && "severity" in error) throw error;
    throw failed();
  }
}

/** What the browser asks of a device that will sign for an account from now on. */
export async function askToAdd(tx: WriteTx, site: Site, who: { accountId: number; label: string; now: Date }) {
  const known = await livePasskeys(tx, who.accountId);
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: site.name,
    rpID: hostOf(site),
    userName: who.label,
    userID: new Uint8Array(digest(`account ${who.accountId}`)),
    attestationType: "none",
    excludeCredentials: known.map((one) => ({ id: one.credential_id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await keepChallenge(tx, { challenge: options.challenge, purpose: "add", accountId: who.accountId, now: who.now });
  return options;
}

/** Adds the device that signed. @throws Problem 400 when the answer is not good. */
export async function addPasskey(
  tx: WriteTx,
  site: Site,
  given: { accountId: number; answer: string; name: string; now: Date },
): Promise<void> {
  const { accountId, now } = given;
  const credential = await reading(async () => {
    const response = registration.parse(JSON.parse(given.answer));
    const { clientDataJSON } = response.response;
    const expectedChallenge = await useChallenge(tx, { clientDataJSON, purpose: "add", accountId, now });
    const result = await (await webauthn()).verifyRegistrationResponse({
      response,
      expectedChallenge,
      expectedOrigin: site.publicUrl,
      expectedRPID: hostOf(site),
      requireUserVerification: true,
    });
    if (!result.verified) throw failed();
    return result.registrationInfo.credential;
  });
  await tx
    .insertInto("passkeys")
    .values({
      account_id: accountId,
      credential_id: credential.id,
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: credential.transports ?? [],
      name: given.name,
      created_at: now,
    })
    .execute();
  await recordAuthority(tx, { event: "factor_added", accountId, by: accountId, now });
}

/** What the browser asks of a device that signs somebody in; it knows by itself for whom. */
export async function askToEnter(tx: WriteTx, site: Site, now: Date) {
  const options = await (await webauthn()).generateAuthenticationOptions({
    rpID: hostOf(site),
    userVerification: "required",
  });
  await keepChallenge(tx, { challenge: options.challenge, purpose: "sign_in", now });
  return options;
}

/** The account of the device that signed. @throws Problem 400 when the answer is not good or the device not known. */
export async function checkPasskey(tx: WriteTx, site: Site, given: { answer: string; now: Date }): Promise<number> {
  return reading(async () => {
    const response = assertion.parse(JSON.parse(given.answer));
    const { clientDataJSON } = response.response;
    const expectedChallenge = await useChallenge(tx, { clientDataJSON, purpose: "sign_in", now: given.now });
    const passkey = await tx
      .selectFrom("passkeys as p")
      .innerJoin("accounts as a", "a.id", "p.account_id")
      .select(["p.id", "p.account_id", "p.credential_id", "p.public_key", "p.counter"])
      .where("p.credential_id", "=", response.id)
      .where("p.ended_at", "is", null)
      .where("a.closed_at", "is", null)
      .executeTakeFirst();
    if (passkey === undefined) throw failed();
    const { verified, authenticationInfo } = await (await webauthn()).verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: site.publicUrl,
      expectedRPID: hostOf(site),
      requireUserVerification: true,
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(passkey.public_key),
        counter: passkey.counter,
      },
    });
    if (!verified) throw failed();
    await tx
      .updateTable("passkeys")
      .set({ counter: authenticationInfo.newCounter, used_at: given.now })
      .where("id", "=", passkey.id)
      .execute();
    return passkey.account_id;
  });
}

function livePasskeys(db: ReadDb, accountId: number) {
  return db
    .selectFrom("passkeys")
    .select(["id", "credential_id"])
    .where("account_id", "=", accountId)
    .where("ended_at", "is", null)
    .execute();
}

/** Forgets a device. False when the account has no such one. */
export async function removePasskey(
  tx: WriteTx,
  of: { accountId: number; passkeyId: number; now: Date },
): Promise<boolean> {
  const { accountId, now } = of;
  const ended = await tx
    .updateTable("passkeys")
    .set({ ended_at: now })
    .where("id", "=", of.passkeyId)
    .where("account_id", "=", accountId)
    .where("ended_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (ended === undefined) return false;
  await recordAuthority(tx, { event: "factor_removed", accountId, by: accountId, now });
  return true;
}
