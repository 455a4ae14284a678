// Checking an address or a paper code. Everything here answers instead of throwing when somebody is wrong, because the
// try that they spent has to be committed.
import { timingSafeEqual } from "node:crypto";
import { participantKey } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import type { Context } from "#platform/http/route.ts";
import { type MessageKey, t } from "#platform/i18n/i18n.ts";
import { addJob } from "#platform/jobs/jobs.ts";
import { digest, newDigits, plainCode } from "#platform/secrets/secrets.ts";
import { getBallot } from "../close/close-ballot.ts";
import { voterKey } from "./cast-vote.ts";
import { forgiveTries, takeTry } from "./tries.sql.ts";
import type { Voter } from "./voter.ts";

export const SEND_CODE_JOB = "ballots.send-code";
const CODE_MS = 15 * 60_000;
const MAX_ATTEMPTS = 5;

/** What is wrong, as a text; `wait` when trying again now is useless. */
export interface Wrong {
  key: MessageKey;
  wait?: boolean;
}

/** A message on its way. The job that sends it forgets it once it is of no use. */
export interface CodeMail {
  to: string;
  subject: string;
  text: string;
  until: string;
}

/** The address as one person's: case and the part after "+" do not make another mailbox. */
export function plainAddress(typed: string): string {
  const [, local = "", domain = ""] = /^([^+@]+)[^@]*@(.+)$/.exec(typed.trim().toLowerCase()) ?? [];
  return `${local}@${domain}`;
}

/** Sends six digits to an address. The address itself is kept nowhere but in the message on its way. */
export async function sendCode(tx: WriteTx, ctx: Context, process: Process, email: string): Promise<Wrong | undefined> {
  const ballot = await getBallot(tx, process, ctx.now);
  const voter = voterKey(process, "email", plainAddress(email));
  const browser = participantKey(process.participantKey, ctx.browser.bits());
  const ours = await takeTry(tx, { ballotId: ballot.id, kind: "mail-browser", who: browser, now: ctx.now });
  const theirs = ours && (await takeTry(tx, { ballotId: ballot.id, kind: "mail-address", who: voter, now: ctx.now }));
  if (!theirs) return { key: "ballots.verify.email.wait", wait: true };
  const code = newDigits();
  const until = new Date(ctx.now.getTime() + CODE_MS);
  await tx
    .insertInto("ballot_email_codes")
    .values({ ballot_id: ballot.id, voter, code_hash: hashOf(voter, code), expires_at: until })
    .onConflict((conflict) =>
      conflict
        .columns(["ballot_id", "voter"])
        .doUpdateSet({ code_hash: hashOf(voter, code), expires_at: until, attempts: 0 }),
    )
    .execute();
  const mail: CodeMail = {
    to: email,
    subject: t("ballots.verify.mail.subject", { code }),
    text: t("ballots.verify.mail.text", { code, process: process.title }),
    until: until.toISOString(),
  };
  await addJob(tx, SEND_CODE_JOB, mail);
  return undefined;
}

/** Six digits alone would be found by trying a million hashes: the pseudonym of the address goes in. */
function hashOf(voter: Buffer, code: string): Buffer {
  return digest(Buffer.concat([voter, Buffer.from(code)]));
}

/** Whether these are the digits that the address was sent. A code works once, for fifteen minutes and five tries. */
export async function checkDigits(
  tx: WriteTx,
  ctx: Context,
  process: Process,
  typed: { email: string; digits: string },
): Promise<Voter | Wrong> {
  const ballot = await getBallot(tx, process, ctx.now);
  const key = voterKey(process, "email", plainAddress(typed.email));
  const row = await tx
    .updateTable("ballot_email_codes")
    .set((set) => ({ attempts: set("attempts", "+", 1) }))
    .where("ballot_id", "=", ballot.id)
    .where("voter", "=", key)
    .returning(["code_hash", "expires_at", "attempts"])
    .executeTakeFirst();
  if (row === undefined || row.expires_at <= ctx.now) return { key: "ballots.verify.digits.old" };
  if (row.attempts > MAX_ATTEMPTS) return { key: "ballots.verify.digits.spent", wait: true };
  if (!timingSafeEqual(row.code_hash, hashOf(key, typed.digits))) return { key: "ballots.verify.digits.wrong" };
  await tx.deleteFrom("ballot_email_codes").where("ballot_id", "=", ballot.id).where("voter", "=", key).execute();
  return { key };
}

/** Whether a paper code was printed for this vote, for this place, and still works. Five wrong ones, and the browser waits. */
export async function checkPaper(
  tx: WriteTx,
  ctx: Context,
  process: Process,
  typed: { code: string; territory: string },
): Promise<Voter | Wrong> {
  const ballot = await getBallot(tx, process, ctx.now);
  const who = participantKey(process.participantKey, ctx.browser.bits());
  const allowed = await takeTry(tx, { ballotId: ballot.id, kind: "paper", who, now: ctx.now });
  if (!allowed) return { key: "ballots.verify.paper.wait", wait: true };
  const hash = digest(plainCode(typed.code));
  const row = await tx
    .selectFrom("ballot_paper_codes")
    .select(["territory_code", "voided_at"])
    .where("ballot_id", "=", ballot.id)
    .where("code_hash", "=", hash)
    .executeTakeFirst();
  if (row === undefined) return { key: "ballots.verify.paper.unknown" };
  if (row.voided_at !== null) return { key: "ballots.paper.cancelled" };
  await forgiveTries(tx, { ballotId: ballot.id, kind: "paper", who });
  if (row.territory_code !== null && row.territory_code !== typed.territory) {
    return { key: "ballots.verify.paper.elsewhere" };
  }
  return { key: voterKey(process, "paper", hash), paperCode: hash, territory: row.territory_code ?? undefined };
}
