// A statement with common ground goes on: it becomes a need, or the draft of an initiative, and its thread leads there. Who wrote
// it and who answered find it among their contributions, because the conversation and the statement are linked to it.
import { sql } from "kysely";
import type { Entity } from "#core/territory/index.ts";
import { link, sealOne } from "#core/trace/index.ts";
import { insertDemands } from "#modules/demands/index.ts";
import { type InitiativeText, writeInitiative } from "#modules/initiatives/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { type Official, requireEverywhere } from "../authority.ts";
import { type Conversation, isShown, type Statement } from "../conversation.ts";
import { touchConversation } from "../prepare/prepare-conversation.ts";

export type Onward =
  | { to: "need"; territory: string }
  | ({ to: "initiative" } & Pick<InitiativeText, "territory" | "title" | "sector" | "agency">);

export interface Carried {
  kind: "demand" | "initiative";
  id: number;
}

/** What a statement has become. */
export async function listCarried(db: ReadDb, statementId: number): Promise<Carried[]> {
  const { rows } = await sql<Carried>`
    select t.kind, t.id from links l join things t on t.id = l.to_id
    where l.from_id = ${statementId} and l.relation = 'became' and l.ended_at is null order by t.id`.execute(db);
  return rows;
}

/** What statements of a conversation have become, as far as anybody may read it: number of the statement → need. */
export async function listBecome(db: ReadDb, conversationId: number): Promise<Map<number, number>> {
  const { rows } = await sql<{ number: number; need: number }>`
    select s.number, min(t.id) as need
    from conversation_statements s join links l on l.from_id = s.id and l.relation = 'became' and l.ended_at is null
      join things t on t.id = l.to_id and t.kind = 'demand' and t.visibility = 'public'
    where s.conversation_id = ${conversationId} group by s.number`.execute(db);
  return new Map(rows.map(({ number, need }) => [number, need]));
}

export interface CarriedStatement {
  id: number;
  conversation: number;
  text: string;
  language: string;
}

/** Statements of some conversations that became something, among those that some people wrote or answered. */
export async function listCarriedOf(
  db: ReadDb,
  participants: readonly number[],
  conversations: readonly number[],
): Promise<CarriedStatement[]> {
  const { rows } = await sql<CarriedStatement>`
    select s.id, s.conversation_id as conversation, s.text, s.language
    from conversation_statements s join things t on t.id = s.id and t.visibility = 'public'
    where s.conversation_id = any (${conversations}::bigint[])
      and exists (select from links l where l.from_id = s.id and l.relation = 'became' and l.ended_at is null)
      and (s.participant_id = any (${participants}::bigint[])
        or exists (select from conversation_votes v where v.conversation_id = s.conversation_id
          and v.participant_id = any (${participants}::bigint[]) and v.statement_id = s.id))
    order by s.conversation_id, s.number`.execute(db);
  return rows;
}

/**
 * Makes the need or the draft of the initiative, and links it.
 * @throws 409 for a statement that is not shown, or that went on before; 403 without the verb of what it becomes.
 */
export async function carryOn(
  tx: WriteTx,
  who: Official & { entity: Entity },
  conversation: Conversation,
  statement: Statement,
  onward: Onward,
): Promise<Carried> {
  requireEverywhere(who.authority, "conversations.onward", conversation);
  if (!isShown(conversation.moderation, statement.moderated) || conversation.state === "draft")
    throw new Problem(409, "conversations.carry.notAccepted");
  if (!conversation.territories.includes(onward.territory)) {
    throw new Problem(400, "common.unknownChoice", { field: "territory" });
  }
  await sql`select id from conversation_statements where id = ${statement.id} for no key update`.execute(tx);
  if ((await listCarried(tx, statement.id)).length > 0) throw new Problem(409, "conversations.carry.already");
  const need = await makeNeed(tx, who, conversation, statement, onward);
  const by = who.authority.actor.accountId;
  const made = { relation: "became", by, now: who.now } as const;
  await link(tx, { ...made, from: conversation.id, to: statement.id });
  await link(tx, { ...made, from: statement.id, to: need });
  await touchConversation(tx, conversation);
  if (onward.to === "need") return { kind: "demand", id: need };
  return { kind: "initiative", id: await makeInitiative(tx, who, conversation, statement, { ...onward, need }) };
}

async function makeNeed(
  tx: WriteTx,
  who: Official,
  conversation: Conversation,
  statement: Statement,
  onward: Onward,
): Promise<number> {
  const { territory } = onward;
  who.authority.require("demands.take", { territory });
  const process = await getProcess(tx, conversation.processId);
  const coded = onward.to === "initiative" ? { sector: onward.sector } : {};
  const said = { processId: process.id, territory, text: statement.text, channel: "web", groups: [] } as const;
  const [id = 0] = await insertDemands(tx, [{ ...said, ...coded, saidAt: who.now }], who.now);
  const content = { id, territory, words: await sealOne(tx, id, statement.text), statement: statement.id };
  await record(tx, { kind: "need", process: process.slug, at: who.now, content });
  return id;
}

/** An initiative always comes from needs: the one that the statement became. */
async function makeInitiative(
  tx: WriteTx,
  who: Official & { entity: Entity },
  conversation: Conversation,
  statement: Statement,
  { territory, title, sector, agency, need }: Omit<Extract<Onward, { to: "initiative" }>, "to"> & { need: number },
): Promise<number> {
  const text = { territory, title, text: statement.text, sector, agency, feasibility: "studying" } as const;
  return writeInitiative(tx, who, await getProcess(tx, conversation.processId), { ...text, demands: [need] });
}
