// Deciding a case: one of two who decide at once wins, and the other is told what was decided. What is hidden says why in
// public, its author is told, and the words themselves enter no log.
import type { Authority } from "#core/people/index.ts";
import { addHistory } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { t } from "#platform/i18n/i18n.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { Reportable, ReportedItem } from "#platform/module.ts";
import { type Case, CLAIM_MS, findCase, openCase } from "../cases.ts";
import { openProtection } from "../protection/protection.ts";
import type { HideReason } from "../reasons.ts";
import { tellAuthor } from "./tell-author.ts";

export interface Moderator {
  authority: Authority;
  reportables: ReadonlyMap<string, Reportable>;
  publicUrl: string;
  now: Date;
}

export type Decision = { hide: false } | { hide: true; reason: HideReason; words: string };

interface Held {
  held: Case;
  item: ReportedItem;
  kind: Reportable;
  by: number;
}

/** Holds a case against other moderators, with the subject it is about. @throws 404, 403. */
async function holdCase(tx: WriteTx, who: Moderator, id: number): Promise<Held> {
  await tx.selectFrom("moderation_cases").select("id").where("id", "=", id).forUpdate().execute();
  const held = await findCase(tx, id);
  const kind = held && who.reportables.get(held.kind);
  const item = held && (await kind?.find(tx, held.subjectId));
  if (held === undefined || kind === undefined || item === undefined) throw notFound();
  who.authority.require("moderation.decide", { territory: held.territory ?? undefined });
  const by = who.authority.actor.accountId;
  if (by === undefined) throw notFound();
  return { held, item, kind, by };
}

/** Takes a case to look at it. @throws 409 when somebody else is looking at it. */
export async function claimCase(tx: WriteTx, who: Moderator, id: number): Promise<void> {
  const { held, by } = await holdCase(tx, who, id);
  const fresh = held.claimedAt !== null && who.now.getTime() - held.claimedAt.getTime() < CLAIM_MS;
  if (fresh && held.claimedBy !== by)
    throw new Problem(409, "moderation.desk.claimed", { parameters: { name: held.claimedName ?? "" } });
  await tx.updateTable("moderation_cases").set({ claimed_by: by, claimed_at: who.now }).where("id", "=", id).execute();
}

/** Hides the subject of a case or leaves it as everybody sees it. @throws 409 when somebody decided before. */
export async function decideCase(tx: WriteTx, who: Moderator, id: number, decision: Decision): Promise<void> {
  const { held, item, kind, by } = await holdCase(tx, who, id);
  if (held.decision !== null)
    throw new Problem(409, `moderation.desk.already.${held.decision}`, {
      parameters: { name: held.decidedName ?? "" },
    });
  await tx
    .updateTable("moderation_cases")
    .set({
      decision: decision.hide ? "hide" : "keep",
      reason: decision.hide ? decision.reason : null,
      words: decision.hide ? decision.words : null,
      decided_by: by,
      decided_at: who.now,
      claimed_by: null,
      claimed_at: null,
    })
    .where("id", "=", id)
    .execute();
  await kind.setHidden(tx, { id: held.subjectId, words: decision.hide ? decision.words : undefined, by, now: who.now });
  await writeDown(tx, who, held, decision.hide ? "hidden" : "kept", decision.hide ? decision.words : undefined);
  if (decision.hide) await tellAuthor(tx, { authorId: item.authorId, about: "hidden", words: decision.words, who });
}

/** Gives a subject to the reserved route: it leaves this desk without a trace. */
export async function protectCase(tx: WriteTx, who: Moderator, id: number, note: string | undefined): Promise<void> {
  const { held, item, kind } = await holdCase(tx, who, id);
  const { thingId, territory } = item;
  const { kind: name, subjectId } = held;
  await openProtection(tx, kind, {
    kind: name,
    id: subjectId,
    thingId,
    territory,
    source: "moderator",
    note,
    now: who.now,
  });
}

/** Shows a subject again without an appeal: who hid it made a mistake. @throws 409 when everybody sees it already. */
export async function restoreSubject(
  tx: WriteTx,
  who: Moderator,
  subject: { kind: string; id: number },
): Promise<void> {
  const kind = who.reportables.get(subject.kind);
  const item = await kind?.find(tx, subject.id);
  const by = who.authority.actor.accountId;
  if (kind === undefined || item === undefined || by === undefined) throw notFound();
  who.authority.require("moderation.decide", { territory: item.territory ?? undefined });
  if (item.public) throw new Problem(409, "moderation.desk.notHidden");
  await kind.setHidden(tx, { id: subject.id, words: undefined, by, now: who.now });
  await writeDown(tx, who, { thingId: item.thingId, kind: subject.kind, subjectId: subject.id }, "restored", undefined);
}

/** What a moderator hid or showed from its own page is a case too: it is counted, told and appealed like the others. */
export async function noteDecision(
  tx: WriteTx,
  who: Moderator,
  subject: { kind: string; id: number },
  decision: Decision,
): Promise<void> {
  const item = await who.reportables.get(subject.kind)?.find(tx, subject.id);
  if (item === undefined) throw notFound();
  who.authority.require("moderation.decide", { territory: item.territory ?? undefined });
  if (decision.hide && !item.public) throw new Problem(409, "moderation.desk.hiddenAlready");
  const id = await openCase(tx, { ...item, ...subject, source: "staff", now: who.now });
  await decideCase(tx, who, id, decision);
}

/** The second look, by somebody else. Granted, it is shown again; refused, the second reason is the public one. */
export async function decideAppeal(
  tx: WriteTx,
  who: Moderator,
  id: number,
  outcome: { granted: boolean; words: string },
): Promise<void> {
  const { held, item, kind, by } = await holdCase(tx, who, id);
  if (held.appeal === null) throw notFound();
  if (held.appeal.granted !== null)
    throw new Problem(409, "moderation.appeal.already", { parameters: { name: held.appeal.decidedName ?? "" } });
  if (held.decidedBy === by) throw new Problem(409, "moderation.appeal.same");
  const { granted, words } = outcome;
  await tx
    .updateTable("moderation_appeals")
    .set({ granted, words, decided_by: by, decided_at: who.now })
    .where("case_id", "=", id)
    .execute();
  await kind.setHidden(tx, { id: held.subjectId, words: granted ? undefined : words, by, now: who.now });
  await writeDown(tx, who, held, granted ? "appeal-granted" : "appeal-refused", words);
  await tellAuthor(tx, { authorId: item.authorId, about: granted ? "granted" : "refused", words, who });
}

async function writeDown(
  tx: WriteTx,
  who: Moderator,
  held: Pick<Case, "thingId" | "kind" | "subjectId">,
  act: "hidden" | "kept" | "restored" | "appeal-granted" | "appeal-refused",
  words: string | undefined,
): Promise<void> {
  const { thingId, kind, subjectId } = held;
  await addHistory(tx, {
    thingId,
    event: `moderation.${act}`,
    data: { kind, subject: subjectId, ...(words !== undefined && { reason: words }) },
    // A subject that was left as it was shows no trace of having been reported.
    public: act !== "kept",
    by: who.authority.actor.accountId,
    now: who.now,
  });
  if (act !== "kept")
    await record(tx, {
      kind: "moderation",
      at: who.now,
      content: { thing: thingId, subject: kind, id: subjectId, act, reason: words ?? null },
    });
  await touch(tx, ["moderation", `thing:${thingId}`]);
}

/** The public words of a reason when the moderator writes none of their own. */
export function usualWords(reason: HideReason): string {
  return t(`moderation.words.${reason}`);
}
