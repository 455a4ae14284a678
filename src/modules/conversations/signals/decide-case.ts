// A person decides what a sign was: nothing odd, or in doubt. Neither takes an answer out of the result.
import { addHistory } from "#core/trace/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { notFound } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { type Official, requireEverywhere } from "../authority.ts";
import type { Conversation } from "../conversation.ts";
import { resultsTag } from "../results/compute-results.ts";
import type { CaseDecision } from "./signals.sql.ts";

/** Decides on a case, also again. The result without those in doubt follows within seconds. @throws 404, 403. */
export async function decideCase(
  tx: WriteTx,
  who: Official,
  conversation: Conversation,
  { number, decision, reason }: { number: number; decision: CaseDecision; reason: string },
): Promise<void> {
  requireEverywhere(who.authority, "conversations.review", conversation);
  const by = who.authority.actor.accountId;
  const decided = await tx
    .updateTable("conversation_cases")
    .set({ decision, reason, decided_by: by ?? null, decided_at: who.now })
    .where("conversation_id", "=", conversation.id)
    .where("number", "=", number)
    .returning(["rule"])
    .executeTakeFirst();
  if (decided === undefined) throw notFound();
  const data = { number, decision, reason };
  const event = `conversations.${decision}`;
  await addHistory(tx, { thingId: conversation.id, event, data, public: true, by, now: who.now });
  const { slug } = await getProcess(tx, conversation.processId);
  const content = { id: conversation.id, rule: decided.rule, ...data };
  await record(tx, { kind: "conversation-case", process: slug, at: who.now, content });
  await touch(tx, [resultsTag(conversation.slug)]);
}
