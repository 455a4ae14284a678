// Writing a statement: one promise, one transaction. It says the same once, however often its form is sent; the limits of the
// conversation hold under a lock.
import { sql } from "kysely";
import { openCase } from "#core/moderation/index.ts";
import {
  createThing,
  findGivenCodes,
  findParticipant,
  giveReceipts,
  participantKey,
  sealOne,
} from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { derivedCode } from "#platform/secrets/secrets.ts";
import { type Conversation, isOpen } from "../conversation.ts";
import { getConversation } from "../conversations.sql.ts";
import { visibilityOf } from "../load.ts";
import { writeAnswers } from "../take-part/write-answers.ts";

const RECEIPT_LETTERS = 12;
const MOST_STATEMENTS = 10_000;

export interface Author {
  browserBits: Buffer;
  ip: string;
  now: Date;
}

export interface StatementSaid {
  text: string;
  /** It may say who somebody is, and whoever wrote it left it so. */
  personal?: boolean;
  language: string;
  /** Where the author takes part; asked for only where the conversation is held in several places. */
  territory: string | undefined;
  /** Random word of the form: the same form sent twice says one statement. */
  formKey: string;
}

/** Holds a conversation against closing, and gives it as it is now. @throws 409 when it receives nothing. */
export async function holdOpen(tx: WriteTx, id: number, now: Date): Promise<Conversation> {
  await sql`select id from conversations where id = ${id} for share`.execute(tx);
  const conversation = await getConversation(tx, id);
  if (!isOpen(conversation, now)) throw new Problem(409, "conversations.closed");
  return conversation;
}

/** The number of the next statement; whoever asks has the others wait until their commit. @throws 409 when there are too many. */
export async function nextNumber(tx: WriteTx, conversationId: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(${conversationId})`.execute(tx);
  const { rows } = await sql<{ n: number }>`
    select coalesce(max(number), 0) + 1 as n from conversation_statements
    where conversation_id = ${conversationId}`.execute(tx);
  const number = rows[0]?.n ?? 1;
  if (number > MOST_STATEMENTS) throw new Problem(409, "conversations.say.full");
  return number;
}

/**
 * Writes a statement of a person, and that they agree with it.
 * @returns the code of their receipt.
 * @throws 409 when the conversation is closed or they wrote as many as each may; 400 for a text that is there already.
 */
export async function sayStatement(
  tx: WriteTx,
  who: Author,
  { process, conversation: asked }: { process: Process; conversation: Conversation },
  said: StatementSaid,
): Promise<string> {
  const conversation = await holdOpen(tx, asked.id, who.now);
  const key = participantKey(process.participantKey, who.browserBits);
  const about = ["statement", who.browserBits, said.formKey, String(conversation.id), said.text];
  const receipt = derivedCode(process.participantKey, about, RECEIPT_LETTERS);
  const number = await nextNumber(tx, conversation.id);
  if ((await findGivenCodes(tx, [receipt])).size > 0) return receipt;
  await guardLimit(tx, conversation, await findParticipant(tx, process.id, key));
  await guardRepeated(tx, conversation.id, said.text);
  const [only, ...more] = conversation.territories;
  const territory = more.length === 0 ? only : said.territory;
  const visibility = visibilityOf(conversation, 0);
  const { id: processId, slug } = process;
  const id = await createThing(tx, { kind: "statement", processId, territory, visibility, now: who.now });
  await giveReceipts(tx, [{ processId, key, thingId: id, act: "said", code: receipt, now: who.now }]);
  const authorId = (await findParticipant(tx, processId, key)) ?? null;
  await tx
    .insertInto("conversation_statements")
    .values({
      id,
      conversation_id: conversation.id,
      number,
      text: said.text,
      language: said.language,
      seed: false,
      participant_id: authorId,
      said_at: who.now,
    })
    .execute();
  if (said.personal === true) {
    const item = { thingId: id, processId, territory: territory ?? null, authorId };
    await openCase(tx, { ...item, kind: "statement", id, source: "personal_data", now: who.now });
  }
  await record(tx, {
    kind: "statement",
    process: slug,
    at: who.now,
    content: { id, conversation: conversation.id, number, words: await sealOne(tx, id, said.text) },
  });
  if (visibility === "public") await agree(tx, who, { process, conversation }, { id, key, territory });
  await touch(tx, [`conversation:${conversation.id}`]);
  return receipt;
}

async function guardLimit(db: ReadDb, conversation: Conversation, participant: number | undefined): Promise<void> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from conversation_statements
    where conversation_id = ${conversation.id} and participant_id = ${participant ?? null}`.execute(db);
  if ((rows[0]?.n ?? 0) < conversation.statementsEach) return;
  const parameters = { n: conversation.statementsEach };
  throw new Problem(409, "conversations.say.enough", { field: "text", parameters });
}

/** The same words again would split the answers between two statements. */
async function guardRepeated(db: ReadDb, conversationId: number, text: string): Promise<void> {
  const { rows } = await sql`
    select id from conversation_statements
    where conversation_id = ${conversationId} and moderated >= 0 and folded = sigesi_fold(${text}) limit 1`.execute(db);
  if (rows.length > 0) throw new Problem(400, "conversations.say.repeated", { field: "text" });
}

/** Who writes a statement agrees with it. */
async function agree(
  tx: WriteTx,
  who: Author,
  talk: { process: Process; conversation: Conversation },
  { id, key, territory }: { id: number; key: Buffer; territory: string | undefined },
): Promise<void> {
  const [taken] = await writeAnswers(tx, [
    { ...talk, participant: key, territory, ip: who.ip, answers: [{ statement: id, value: 1 }], now: who.now },
  ]);
  if (taken?.ok === false) throw taken.error;
}
