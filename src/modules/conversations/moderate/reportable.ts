// A statement as moderation reads it when somebody reports it.
import { setVisibility } from "#core/trace/index.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { notFound } from "#platform/http/problem.ts";
import type { Reportable, ReportedItem } from "#platform/module.ts";
import { isShown } from "../conversation.ts";
import { getConversation } from "../conversations.sql.ts";
import { touchConversation } from "../prepare/prepare-conversation.ts";

const REASON_CHARACTERS = 1000;

export const statementReportable: Reportable = {
  label: "conversations.statement.kind",
  find: findReported,
  setHidden: setStatementHidden,
};

async function findReported(db: ReadDb, id: number): Promise<ReportedItem | undefined> {
  const row = await db
    .selectFrom("conversation_statements as s")
    .innerJoin("things as t", "t.id", "s.id")
    .select(["s.participant_id", "s.number", "s.conversation_id", "s.moderated", "s.text", "t.territory_code"])
    .where("s.id", "=", id)
    .where("s.withdrawn_at", "is", null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const conversation = await getConversation(db, row.conversation_id);
  return {
    thingId: id,
    processId: conversation.processId,
    territory: row.territory_code,
    authorId: row.participant_id,
    text: row.text,
    path: `/conversaciones/${conversation.slug}/afirmaciones/${row.number}`,
    public: isShown(conversation.moderation, row.moderated as 1 | 0 | -1),
  };
}

async function setStatementHidden(
  tx: WriteTx,
  { id, words }: { id: number; words: string | undefined },
): Promise<void> {
  const reason = words === undefined ? null : [...words].slice(0, REASON_CHARACTERS).join("");
  const row = await tx
    .updateTable("conversation_statements")
    .set({ moderated: reason === null ? 1 : -1, hidden_reason: reason, duplicate_of_id: null })
    .where("id", "=", id)
    .where("withdrawn_at", "is", null)
    .returning("conversation_id")
    .executeTakeFirst();
  if (row === undefined) throw notFound();
  await setVisibility(tx, id, reason === null ? "public" : "hidden");
  await touchConversation(tx, await getConversation(tx, row.conversation_id));
}
