// Withdrawing one's own statement: its words, their translations and what opens its entry in the log are erased. The answers that it
// had stay, without what they answered; a need that it became goes on by itself.
import { sql } from "kysely";
import { dropWaitingCases } from "#core/moderation/index.ts";
import { addHistory, eraseSeals, setVisibility } from "#core/trace/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { Conversation, Statement } from "../conversation.ts";
import { getStatement } from "../conversations.sql.ts";
import { touchConversation } from "../prepare/prepare-conversation.ts";

/** In the place of the public reason: pages say it in the language of the reader. */
const WITHDRAWN = "withdrawn";

/** Erases a statement at the wish of its author. Who may is asked by the page. @throws 409 when it was withdrawn before. */
export async function withdrawStatement(
  tx: WriteTx,
  conversation: Conversation,
  { id }: Pick<Statement, "id">,
  now: Date,
): Promise<void> {
  await sql`select id from conversation_statements where id = ${id} for update`.execute(tx);
  if ((await getStatement(tx, id)).withdrawnAt !== null) throw new Problem(409, "conversations.withdraw.already");
  await tx.deleteFrom("conversation_translations").where("statement_id", "=", id).execute();
  await tx
    .updateTable("conversation_statements")
    .set({ text: "", moderated: -1, hidden_reason: WITHDRAWN, duplicate_of_id: null, withdrawn_at: now })
    .where("id", "=", id)
    .execute();
  await eraseSeals(tx, id);
  await setVisibility(tx, id, "hidden");
  await dropWaitingCases(tx, id, { appeals: true });
  await addHistory(tx, { thingId: id, event: "conversations.withdrawn", public: true, now });
  const { slug } = await getProcess(tx, conversation.processId);
  await record(tx, { kind: "withdrawal", process: slug, at: now, content: { id } });
  await touchConversation(tx, conversation);
}
