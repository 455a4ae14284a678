// Inviting organisations by mail: written, seen before, sent once to each, and never to who asked to be left in peace.
import { sql } from "kysely";
import { sendLetter } from "#core/follows/index.ts";
import type { Authority } from "#core/people/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { addHistory } from "#core/trace/index.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { region, t, withLocale } from "#platform/i18n/i18n.ts";
import type { Process } from "../process.ts";
import { type Audience, listInvited } from "./audience.sql.ts";
import { stopKey, stopPath } from "./stop-invitations.ts";

export interface InvitationText extends Audience {
  subject: string;
  /** Paragraphs stand apart by an empty line. */
  text: string;
}

export interface Invitation extends InvitationText {
  id: number;
  version: number;
  by: string | null;
  writtenAt: Date;
  sentAt: Date | null;
  /** Organisations by what it meant for them, and how their messages stand. Zeros for a draft. */
  invited: number;
  without: number;
  delivered: number;
  failed: number;
}

interface Who {
  authority: Authority;
  entity: Entity;
  now: Date;
}

/** Whoever prepares processes in every place that it reaches; an invitation to all, whoever prepares them whole. */
function requireFor(who: Who, { territories }: Audience): void {
  if (territories.length === 0) who.authority.requireWhole("processes.prepare");
  for (const territory of territories) who.authority.require("processes.prepare", { territory });
}

/** Keeps a draft, or corrects one that had `version`. @returns its id. @throws 409 when somebody else corrected or sent it. */
export async function writeInvitation(
  tx: WriteTx,
  who: Who,
  process: Process,
  given: InvitationText & { draft?: { id: number; version: number } },
): Promise<number> {
  requireFor(who, given);
  const unknown = given.territories.some((code) => !process.phases.has(code));
  if (unknown) throw new Problem(400, "common.unknownChoice", { field: "territories" });
  const by = who.authority.actor.accountId ?? null;
  const { subject, text } = given;
  const lists = { territories: [...given.territories], kinds: [...given.kinds], groups: [...given.groups] };
  const values = { subject, text, ...lists, written_by: by, written_at: who.now };
  if (given.draft === undefined) {
    const made = await tx
      .insertInto("process_invitations")
      .values({ ...values, process_id: process.id })
      .returning("id")
      .executeTakeFirstOrThrow();
    return made.id;
  }
  const { id, version } = given.draft;
  await lockDraft(tx, process, given.draft);
  await tx
    .updateTable("process_invitations")
    .set({ ...values, version: version + 1 })
    .where("id", "=", id)
    .execute();
  return id;
}

/**
 * Sends a draft as `version` had it: one message to each account, however many organisations it represents.
 * @throws 409 when it was sent or corrected meanwhile, when the process is not open to people, or when nobody would get it.
 */
export async function sendInvitation(
  tx: WriteTx,
  who: Who,
  process: Process,
  draft: { id: number; version: number },
): Promise<void> {
  await lockDraft(tx, process, draft);
  const invitation = await getInvitation(tx, process, draft.id);
  requireFor(who, invitation);
  if (process.state !== "published") throw new Problem(409, "processes.invite.notPublished");
  const invited = await listInvited(tx, who.entity, invitation);
  const going = invited.filter((one) => one.outcome === "invited");
  if (going.length === 0) throw new Problem(409, "processes.invite.nobody");
  const by = who.authority.actor.accountId;
  await insertMany(
    tx,
    "process_invitation_letters",
    invited.map((one) => ({
      invitation_id: draft.id,
      organisation_id: one.organisationId,
      outcome: one.outcome,
    })),
  );
  const key = await stopKey(tx);
  for (const { accountId, name, locale } of going) {
    if (accountId === null) continue;
    const { stopText, ...letter } = withLocale(locale, region(), () => wordsOf(process, invitation, name));
    const words = { ...letter, stop: { text: stopText, path: stopPath(key, accountId) } };
    await sendLetter(tx, { accountId, key: `invitation-${draft.id}`, words, now: who.now });
  }
  await tx
    .updateTable("process_invitations")
    .set({ sent_at: who.now, sent_by: by ?? null })
    .where("id", "=", draft.id)
    .execute();
  const data = { n: going.length };
  await addHistory(tx, { thingId: process.id, event: "processes.invited", data, public: false, by, now: who.now });
}

/** The words of the message, in the language of who is asked to read them. */
export function wordsOf(
  process: Pick<Process, "slug" | "title">,
  { subject, text }: InvitationText,
  organisation: string,
) {
  return {
    subject,
    paragraphs: paragraphsOf(text),
    action: { text: t("processes.invite.action", { process: process.title }), path: `/procesos/${process.slug}` },
    why: t("processes.invite.why", { organisation }),
    stopText: t("processes.invite.stop"),
  };
}

export function paragraphsOf(text: string): string[] {
  return text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== "");
}

async function lockDraft(
  tx: WriteTx,
  process: Process,
  { id, version }: { id: number; version: number },
): Promise<void> {
  const row = await tx
    .selectFrom("process_invitations")
    .select(["version", "sent_at"])
    .where("id", "=", id)
    .where("process_id", "=", process.id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw notFound();
  if (row.sent_at !== null) throw new Problem(409, "processes.invite.alreadySent");
  if (row.version !== version) throw new Problem(409, "processes.invite.meanwhile");
}

/** @throws 404 when the process has no such invitation */
export async function getInvitation(db: ReadDb, process: Process, id: number): Promise<Invitation> {
  const [found] = await listInvitations(db, process.id, id);
  if (found === undefined) throw notFound();
  return found;
}

/** The invitations of a process, the newest first, with how their messages stand while that is kept. */
export async function listInvitations(db: ReadDb, processId: number, id?: number): Promise<Invitation[]> {
  const { rows } = await sql<Invitation>`
    select i.id, i.subject, i.text, i.territories, i.kinds, i.groups, i.version, a.name as by,
      i.written_at as "writtenAt", i.sent_at as "sentAt",
      (select count(*) from process_invitation_letters l where l.invitation_id = i.id and l.outcome = 'invited') as invited,
      (select count(*) from process_invitation_letters l where l.invitation_id = i.id and l.outcome <> 'invited') as without,
      (select count(*) from notices n where n.key = 'invitation-' || i.id and n.state = 'sent') as delivered,
      (select count(*) from notices n where n.key = 'invitation-' || i.id and n.state = 'failed') as failed
    from process_invitations i left join accounts a on a.id = coalesce(i.sent_by, i.written_by)
    where i.process_id = ${processId} and (${id ?? null}::bigint is null or i.id = ${id ?? null})
    order by i.id desc`.execute(db);
  return rows;
}
