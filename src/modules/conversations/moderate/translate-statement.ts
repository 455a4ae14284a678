// A statement in another language: one person writes it, another one reviews it, and only then voters read it.
import { addHistory } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Official, requireEverywhere } from "../authority.ts";
import type { Conversation, Statement } from "../conversation.ts";
import { touchConversation } from "../prepare/prepare-conversation.ts";

/** Writes a translation, which waits for its review again. */
export async function translateStatement(
  tx: WriteTx,
  who: Official,
  conversation: Conversation,
  statement: Statement,
  given: { language: string; text: string },
): Promise<void> {
  requireEverywhere(who.authority, "conversations.translate", conversation);
  if (given.language === statement.language)
    throw new Problem(400, "conversations.translate.same", { field: "language" });
  const row = {
    text: given.text,
    written_by: who.authority.actor.accountId ?? null,
    written_at: who.now,
    reviewed_by: null,
    reviewed_at: null,
  };
  await tx
    .insertInto("conversation_translations")
    .values({ statement_id: statement.id, language: given.language, ...row })
    .onConflict((conflict) => conflict.columns(["statement_id", "language"]).doUpdateSet(row))
    .execute();
  await touchConversation(tx, conversation);
}

/** Says that a translation is faithful, in the words that were read. @throws 409 for who wrote it, or for others: two pairs of eyes. */
export async function reviewTranslation(
  tx: WriteTx,
  who: Official,
  conversation: Conversation,
  statement: Statement,
  read: { language: string; text: string },
): Promise<void> {
  requireEverywhere(who.authority, "conversations.translate", conversation);
  const by = who.authority.actor.accountId ?? 0;
  const done = await tx
    .updateTable("conversation_translations")
    .set({ reviewed_by: by, reviewed_at: who.now })
    .where("statement_id", "=", statement.id)
    .where("language", "=", read.language)
    .where("reviewed_at", "is", null)
    .where((eb) => eb.or([eb("written_by", "is", null), eb("written_by", "<>", by)]))
    .returning("text")
    .executeTakeFirst();
  if (done === undefined) throw new Problem(409, "conversations.translate.otherEyes");
  if (done.text !== read.text) throw new Problem(409, "conversations.translate.changed", { field: "translation" });
  await addHistory(tx, {
    thingId: statement.id,
    event: "conversations.translated",
    data: read,
    public: true,
    by,
    now: who.now,
  });
  await touchConversation(tx, conversation);
}
