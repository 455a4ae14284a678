// Taking answers. A batch holds the row of each conversation in share mode, and closing takes it alone: an acknowledged
// answer is in the result, and nothing lands after the close. Nothing here emits or notifies: that would serialise the commits.
import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { receiptsToGive } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { bigints, byteas, instants, smallints, texts } from "#platform/db/arrays.ts";
import type { WriteTx } from "#platform/db/db.ts";
import type { ItemResult } from "#platform/db/group-commit.ts";
import { networkOf } from "#platform/http/network.ts";
import { Problem } from "#platform/http/problem.ts";
import { type LedgerEntry, recording } from "#platform/ledger/ledger.ts";
import { pseudonym } from "#platform/secrets/secrets.ts";
import { type Answer, type Conversation, isShown, type Moderated, type Moderation } from "../conversation.ts";

/** What one person sends at once: an answer, or those that waited for a signal. */
export interface Answers {
  process: Process;
  conversation: Conversation;
  /** Pseudonym of the browser in the process. */
  participant: Buffer;
  /** Where they take part: asked for with the first answer, where the conversation is held in several places. */
  territory: string | undefined;
  ip: string;
  answers: readonly { statement: number; value: Answer }[];
  now: Date;
}

export interface AnswersTaken {
  /** Code of the receipt, with the first answer of a person. */
  receipt: string | undefined;
  /** Statements that take no answers: hidden, of another conversation, or none at all. */
  refused: readonly number[];
}

/**
 * Writes answers of any people and conversations at once. Each message gets its own result: a refusal concerns it alone. It looks
 * first and then writes everything in one statement, so that it needs no transaction around it.
 */
export async function writeAnswers(tx: WriteTx, messages: readonly Answers[]): Promise<ItemResult<AnswersTaken>[]> {
  const found = await look(tx, messages);
  const refusals = messages.map((message) => refusalOf(message, found));
  const accepted = messages.filter((_, index) => refusals[index] === undefined);
  const { open, receipts } = await save(tx, accepted, found);
  return messages.map((message, index) => {
    // Closed since it was looked at.
    const error = refusals[index] ?? (open.has(message.conversation.id) ? undefined : closed());
    if (error !== undefined) return { ok: false, error };
    const refused = message.answers.filter(({ statement }) => !found.shown.has(statementId(message, statement)));
    const value = {
      receipt: receipts.get(personId(message)),
      refused: refused.map(({ statement }) => statement),
    };
    return { ok: true, value };
  });
}

const closed = (): Problem => new Problem(409, "conversations.closed");
const personId = (message: Answers): string => `${message.conversation.id}:${message.participant.toString("latin1")}`;
const statementId = (message: Answers, statement: number): string => `${message.conversation.id}:${statement}`;

/** What the database says of a batch. */
interface Found {
  /** Conversations that receive answers. */
  open: ReadonlyMap<number, Dates>;
  /** Statements that voters are shown. */
  shown: ReadonlySet<string>;
  /** Who has answered before, with their number. */
  voters: ReadonlyMap<string, number>;
}

/** In milliseconds: each row of a batch brings them. */
interface Dates {
  opensAt: number;
  closesAt: number;
}

interface Seen extends Dates {
  n: number;
  moderation: Moderation;
  moderated: Moderated | null;
  voter: number | null;
}

/** Looks for these conversations, people and statements. Whether the conversations are still open is asked again when it writes. */
async function look(tx: WriteTx, messages: readonly Answers[]): Promise<Found> {
  const asked = messages.flatMap((message) => message.answers.map(({ statement }) => ({ message, statement })));
  const { rows } = await sql<Seen>`/* hot */
    with mine as (
      select * from unnest(${bigints(asked.map(({ message }) => message.conversation.id))}::bigint[],
        ${bigints(asked.map(({ message }) => message.process.id))}::bigint[],
        ${byteas(asked.map(({ message }) => message.participant))}::bytea[],
        ${bigints(asked.map(({ statement }) => statement))}::bigint[]) with ordinality as m (conversation, process, key, statement, n)
    )
    select m.n, (1000 * extract(epoch from c.opens_at))::float8 as "opensAt",
      (1000 * extract(epoch from c.closes_at))::float8 as "closesAt", c.moderation, s.moderated, v.participant_id as voter
    from mine m join conversations c on c.id = m.conversation and c.state = 'open'
      join processes o on o.id = c.process_id and o.state = 'published'
      left join conversation_statements s on s.conversation_id = m.conversation and s.id = m.statement
      left join participants p on p.process_id = m.process and p.key = m.key
      left join conversation_voters v on v.conversation_id = m.conversation and v.participant_id = p.id`.execute(tx);
  const open = new Map<number, Dates>();
  const shown = new Set<string>();
  const voters = new Map<string, number>();
  for (const row of rows) {
    const one = asked[row.n - 1];
    if (one === undefined) continue;
    open.set(one.message.conversation.id, row);
    if (row.voter !== null) voters.set(personId(one.message), row.voter);
    if (row.moderated !== null && isShown(row.moderation, row.moderated)) {
      shown.add(statementId(one.message, one.statement));
    }
  }
  return { open, shown, voters };
}

/** What is wrong with a message, if anything. */
function refusalOf(message: Answers, { open, shown, voters }: Found): Problem | undefined {
  const dates = open.get(message.conversation.id);
  if (dates === undefined || message.now.getTime() < dates.opensAt || message.now.getTime() >= dates.closesAt) {
    return closed();
  }
  if (!voters.has(personId(message)) && territoryOf(message) === undefined) {
    return new Problem(400, "conversations.place.missing", { field: "territory" });
  }
  const some = message.answers.some(({ statement }) => shown.has(statementId(message, statement)));
  return some ? undefined : new Problem(409, "conversations.gone");
}

/** Where a newcomer takes part: where the conversation is held, if that is one place, else the one they chose. */
function territoryOf({ conversation: { territories }, territory }: Answers): string | undefined {
  if (territories.length === 1) return territories[0];
  return territory !== undefined && territories.includes(territory) ? territory : undefined;
}

const NETWORK_BYTES = 8;

function networkKey({ process, conversation, ip }: Answers): Buffer {
  return pseudonym(process.participantKey, `network:${conversation.id}:`, networkOf(ip)).subarray(0, NETWORK_BYTES);
}

interface Row {
  message: Answers;
  statement: number;
  value: Answer;
}

interface Saved {
  /** Conversations that still received answers. */
  open: ReadonlySet<number>;
  /** Codes of who answered for the first time. */
  receipts: ReadonlyMap<string, string>;
}

/**
 * In one statement: holds the conversations until the commit (one that is being closed is waited for, and is then closed), gives
 * a number and a receipt to who answers for the first time, and writes the answers that change something, with their entries in
 * the log. Sending again what had arrived leaves no trace.
 */
async function save(tx: WriteTx, messages: readonly Answers[], { voters, shown }: Found): Promise<Saved> {
  const rows = lastOfEach(messages, shown);
  if (rows.length === 0) return { open: new Set(), receipts: new Map() };
  const spans = spansOf(messages);
  const { acts, relations } = receiptsToGive(strangersOf(messages, voters), sql`(select id from held)`);
  const numbers = new Map(acts.map(({ message }, index) => [personId(message), index + 1]));
  const { rows: saved } = await sql<{ open: number[]; fresh: number[] }>`/* hot */
    with held as materialized (
      select c.id from conversations c join processes p on p.id = c.process_id
        join unnest(${bigints(spans.map(({ id }) => id))}::bigint[], ${instants(spans.map(({ first }) => first))}::timestamptz[],
          ${instants(spans.map(({ last }) => last))}::timestamptz[]) as s (id, first, last) on s.id = c.id
      where c.state = 'open' and p.state = 'published' and c.opens_at <= s.first and s.last < c.closes_at
      order by c.id for share of c
    ), ${relations}, joined as (
      insert into conversation_voters (conversation_id, participant_id, territory_code, joined_at, network)
      select g.thing, g.id, s.territory, g.at, s.network from given g
        join unnest(${texts(acts.map(({ message }) => territoryOf(message) ?? null))}::text[],
          ${byteas(acts.map(({ message }) => networkKey(message)))}::bytea[]) with ordinality as s (territory, network, n) using (n)
      order by 1, 2 on conflict do nothing
    ), answers as materialized (
      select a.n, a.conversation, coalesce(a.participant, g.id) as participant, a.statement, a.value, a.at
      from unnest(${bigints(rows.map(({ message }) => message.conversation.id))}::bigint[],
        ${bigints(rows.map(({ message }) => voters.get(personId(message)) ?? null))}::bigint[],
        ${bigints(rows.map(({ message }) => numbers.get(personId(message)) ?? null))}::bigint[],
        ${bigints(rows.map(({ statement }) => statement))}::bigint[],
        ${smallints(rows.map(({ value }) => value))}::smallint[],
        ${instants(rows.map(({ message }) => message.now.getTime()))}::timestamptz[]
      ) with ordinality as a (conversation, participant, stranger, statement, value, at, n)
        join held h on h.id = a.conversation left join given g on g.n = a.stranger
    ), written as (
      insert into conversation_votes as v (conversation_id, participant_id, statement_id, value, at)
      select conversation, participant, statement, value, at from answers order by 1, 2, 3
      on conflict (conversation_id, participant_id, statement_id) do update set value = excluded.value, at = excluded.at
        where v.value <> excluded.value
      returning conversation_id as conversation, participant_id as participant, statement_id as statement
    ), recorded as (
      ${recording(entriesOf(rows), sql`join answers a using (n) join written w using (conversation, participant, statement)`)}
    )
    select array(select id from held) as open,
      array(select n from given g join receipted r on r.code_hash = g.hash) as fresh`.execute(tx);
  const { open = [], fresh = [] } = saved[0] ?? {};
  const first = fresh.flatMap((n) => acts[n - 1] ?? []);
  return {
    open: new Set(open),
    receipts: new Map(first.map(({ message, code }) => [personId(message), code])),
  };
}

/** The last answer of each person to each statement that takes them. */
function lastOfEach(messages: readonly Answers[], shown: ReadonlySet<string>): Row[] {
  const last = new Map<string, Row>();
  for (const message of messages) {
    for (const { statement, value } of message.answers) {
      if (!shown.has(statementId(message, statement))) continue;
      last.set(`${personId(message)}:${statement}`, { message, statement, value });
    }
  }
  return [...last.values()];
}

/** Who answers for the first time, and what they are given a receipt for. */
function strangersOf(messages: readonly Answers[], voters: ReadonlyMap<string, number>) {
  const strangers = messages.filter((message) => !voters.has(personId(message)));
  return strangers.map((message) => ({
    processId: message.process.id,
    key: message.participant,
    thingId: message.conversation.id,
    act: "voted" as const,
    now: message.now,
    message,
  }));
}

/** Each conversation, with the first and the last moment of its messages, in milliseconds. */
function spansOf(messages: readonly Answers[]): { id: number; first: number; last: number }[] {
  const spans = new Map<number, { id: number; first: number; last: number }>();
  for (const { conversation, now } of messages) {
    const at = now.getTime();
    const { first = at, last = at } = spans.get(conversation.id) ?? {};
    spans.set(conversation.id, { id: conversation.id, first: Math.min(first, at), last: Math.max(last, at) });
  }
  return [...spans.values()];
}

const WORD_BYTES = 32;

/**
 * The ledger learns that answers were received, each sealed with a random word that nobody keeps: its receipt proves that it is there
 * and never opens.
 */
function entriesOf(rows: readonly Row[]): LedgerEntry[] {
  const words = randomBytes(WORD_BYTES * rows.length);
  return rows.map(({ message: { process, conversation, participant, now }, statement, value }, index) => {
    const word = words.subarray(index * WORD_BYTES, (index + 1) * WORD_BYTES);
    const sealed = createHash("sha256").update(word).update(participant).update(`${statement}:${value}`);
    return {
      kind: "answer",
      process: process.slug,
      at: now,
      content: { conversation: conversation.id, sealed: sealed.digest("base64url") },
    };
  });
}
