// Moderating statements: accepting, hiding with a public reason (never deleting), and saying that one asks about the person.
import { sql } from "kysely";
import { addHistory, setVisibility } from "#core/trace/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { type Official, requireEverywhere } from "../authority.ts";
import type { Conversation, Statement } from "../conversation.ts";
import { findStatement, getConversation } from "../conversations.sql.ts";
import { visibilityOf } from "../load.ts";
import { touchConversation } from "../prepare/prepare-conversation.ts";

export type Decision =
  | { act: "accept" }
  | { act: "hide"; reason: string }
  /** It says the same as another, which stays. */
  | { act: "duplicate"; of: number; reason: string }
  | { act: "meta"; isMeta: boolean };

/** Holds a statement and gives it as it is now. */
async function holdStatement(tx: WriteTx, conversation: Conversation, number: number): Promise<Statement> {
  await sql`
    select id from conversation_statements
    where conversation_id = ${conversation.id} and number = ${number} for no key update`.execute(tx);
  const statement = await findStatement(tx, conversation.id, number);
  // What its author withdrew has no words to decide on.
  if (statement === undefined || statement.withdrawnAt !== null) throw notFound();
  return statement;
}

/**
 * Decides on a statement. Once a conversation is closed its result stands, and only hiding is left, for what must not be read.
 * @throws 409 for a decision that changes nothing, or that would change a result that stands.
 */
export async function decideStatement(
  tx: WriteTx,
  who: Official,
  conversation: Conversation,
  number: number,
  decision: Decision,
): Promise<void> {
  requireEverywhere(who.authority, "conversations.moderate", conversation);
  await sql`select id from conversations where id = ${conversation.id} for share`.execute(tx);
  const { state } = await getConversation(tx, conversation.id);
  if (state === "closed" && decision.act !== "hide") throw new Problem(409, "conversations.moderate.stands");
  const statement = await holdStatement(tx, conversation, number);
  if (decision.act === "meta") await setMeta(tx, statement, decision.isMeta);
  else if (decision.act === "accept") await setModerated(tx, conversation, statement, { moderated: 1 });
  else await setModerated(tx, conversation, statement, await hidingOf(tx, conversation, statement, decision));
  const { act, ...details } = decision;
  const reason = "reason" in decision ? { reason: decision.reason } : {};
  await addHistory(tx, {
    thingId: statement.id,
    event: `conversations.${act === "duplicate" ? "hide" : act}`,
    data: { ...details },
    public: act !== "meta",
    by: who.authority.actor.accountId,
    now: who.now,
  });
  const { slug } = await getProcess(tx, conversation.processId);
  // The words themselves stay out of the log: what was hidden is hidden there too.
  await record(tx, { kind: "moderation", process: slug, at: who.now, content: { id: statement.id, act, ...reason } });
  await touchConversation(tx, conversation);
}

interface Moderating {
  moderated: 1 | -1;
  reason?: string;
  duplicateOf?: number;
}

async function hidingOf(
  tx: WriteTx,
  conversation: Conversation,
  statement: Statement,
  decision: { reason: string; of?: number },
): Promise<Moderating> {
  if (decision.of === undefined) return { moderated: -1, reason: decision.reason };
  const twin = await findStatement(tx, conversation.id, decision.of);
  if (twin === undefined || twin.id === statement.id || twin.moderated === -1) {
    throw new Problem(409, "conversations.moderate.noTwin");
  }
  return { moderated: -1, reason: decision.reason, duplicateOf: twin.id };
}

async function setModerated(
  tx: WriteTx,
  conversation: Conversation,
  statement: Statement,
  { moderated, reason, duplicateOf }: Moderating,
): Promise<void> {
  if (statement.moderated === moderated) throw new Problem(409, "conversations.moderate.already");
  await tx
    .updateTable("conversation_statements")
    .set({ moderated, hidden_reason: reason ?? null, duplicate_of_id: duplicateOf ?? null })
    .where("id", "=", statement.id)
    .execute();
  await setVisibility(tx, statement.id, visibilityOf(conversation, moderated));
}

async function setMeta(tx: WriteTx, statement: Statement, isMeta: boolean): Promise<void> {
  if (statement.isMeta === isMeta) throw new Problem(409, "conversations.moderate.already");
  await tx.updateTable("conversation_statements").set({ is_meta: isMeta }).where("id", "=", statement.id).execute();
}
