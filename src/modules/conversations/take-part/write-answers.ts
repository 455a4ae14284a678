// Taking answers. A batch holds the row of each conversation in share mode, and closing takes it alone: an acknowledged
// answer is in the result, and nothing lands after the close. Nothing here emits or notifies: that would serialise the commits.
import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { giveReceipts } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { bigints, byteas, instants, smallints, texts } from "#platform/db/arrays.ts";
import type { WriteTx } from "#platform/db/db.ts";
import type { ItemResult } from "#platform/db/group-commit.ts";
import { Problem } from "#platform/http/problem.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import { pseudonym } from "#platform/secrets/secrets.ts";
import { type Answer, type Conversation, isShown, type Moderated, type Moderation } from "../conversation.ts";
import { networkOf } from "./network.ts";

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

/** Writes answers of any people and conversations at once. Each message gets its own result: a refusal concerns it alone. */
export async function writeAnswers(tx: WriteTx, messages: readonly Answers[]): Promise<ItemResult<AnswersTaken>[]> {
  const found = await look(tx, messages);
  const refusals = messages.map((message) => refusalOf(message, found));
  const accepted = messages.filter((_, index) => refusals[index] === undefined);
  const newcomers = await admitNewcomers(tx, accepted, found.voters);
  await saveAnswers(tx, accepted, newcomers, found);
  return messages.map((message, index) => {
    const error = refusals[index];
    if (error !== undefined) return { ok: false, error };
    const refused = message.answers.filter(({ statement }) => !found.shown.has(statementId(message, statement)));
    const value = {
      receipt: newcomers.get(personId(message))?.receipt,
      refused: refused.map(({ statement }) => statement),
    };
    return { ok: true, value };
  });
}

const personId = (message: Answers): string => `${message.conversation.id}:${message.participant.toString("latin1")}`;
const statementId = (message: Answers, statement: number): string => `${message.conversation.id}:${statement}`;

/** What the database says of a batch. */
interface Found {
  /** Conversations that receive answers. */
  open: ReadonlyMap<number, Dates>;
  /** Statements that voters are shown. */
  shown: ReadonlySet<string>;
  /** Who has answered before, with their number. */
  voters: Map<string, number>;
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

/**
 * Holds the conversations that receive answers until the commit, and looks for these people and statements. One that is being
 * closed is waited for, and is then closed.
 */
async function look(tx: WriteTx, messages: readonly Answers[]): Promise<Found> {
  const asked = messages.flatMap((message) => message.answers.map(({ statement }) => ({ message, statement })));
  const { rows } = await sql<Seen>`/* hot */
    with mine as (
      select * from unnest(${bigints(asked.map(({ message }) => message.conversation.id))}::bigint[],
        ${bigints(asked.map(({ message }) => message.process.id))}::bigint[],
        ${byteas(asked.map(({ message }) => message.participant))}::bytea[],
        ${bigints(asked.map(({ statement }) => statement))}::bigint[]) with ordinality as m (conversation, process, key, statement, n)
    ), held as materialized (
      select c.id, c.opens_at, c.closes_at, c.moderation from conversations c join processes p on p.id = c.process_id
      where c.id in (select conversation from mine) and c.state = 'open' and p.state = 'published'
      order by c.id for share of c
    )
    select m.n, (1000 * extract(epoch from h.opens_at))::float8 as "opensAt",
      (1000 * extract(epoch from h.closes_at))::float8 as "closesAt", h.moderation, s.moderated, v.participant_id as voter
    from mine m join held h on h.id = m.conversation
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

/** What is wrong with a message, if anything, under the lock that closing respects. */
function refusalOf(message: Answers, { open, shown, voters }: Found): Problem | undefined {
  const dates = open.get(message.conversation.id);
  if (dates === undefined || message.now.getTime() < dates.opensAt || message.now.getTime() >= dates.closesAt) {
    return new Problem(409, "conversations.closed");
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

/** Somebody who answers for the first time. */
interface Newcomer {
  message: Answers;
  participant: number;
  /** Code of their receipt. */
  receipt: string | undefined;
}

/** Gives a number and a receipt to who answers for the first time, adding their numbers to `voters`. */
async function admitNewcomers(
  tx: WriteTx,
  messages: readonly Answers[],
  voters: Map<string, number>,
): Promise<Map<string, Newcomer>> {
  const strangers = messages.filter((message) => !voters.has(personId(message)));
  const people = [...new Map(strangers.map((message) => [personId(message), message]))];
  const given = await giveReceipts(
    tx,
    people.map(([, one]) => ({
      processId: one.process.id,
      key: one.participant,
      thingId: one.conversation.id,
      act: "voted",
      now: one.now,
    })),
  );
  return new Map(
    people.map(([id, message], index) => {
      const { participantId: participant = 0, code: receipt } = given[index] ?? {};
      voters.set(id, participant);
      return [id, { message, participant, receipt }];
    }),
  );
}

const NETWORK_BYTES = 8;

function networkKey({ process, conversation, ip }: Answers): Buffer {
  return pseudonym(process.participantKey, `network:${conversation.id}:`, networkOf(ip)).subarray(0, NETWORK_BYTES);
}

interface Row {
  message: Answers;
  participant: number;
  statement: number;
  value: Answer;
}

/**
 * Writes who takes part from now on and the answers that change something: the last one of a person to a statement in the batch,
 * unless it is the one that stands. Sending again what had arrived leaves no trace.
 */
async function saveAnswers(
  tx: WriteTx,
  messages: readonly Answers[],
  newcomers: ReadonlyMap<string, Newcomer>,
  { voters, shown }: Found,
): Promise<void> {
  const last = new Map<string, Row>();
  for (const message of messages) {
    const participant = voters.get(personId(message)) ?? 0;
    for (const { statement, value } of message.answers) {
      if (!shown.has(statementId(message, statement))) continue;
      last.set(`${message.conversation.id}:${participant}:${statement}`, { message, participant, statement, value });
    }
  }
  // In the order of the key, so that two batches never wait for each other in a ring.
  const rows = [...last.values()].sort(byKey);
  if (rows.length === 0) return;
  const people = [...newcomers.values()];
  const { rows: written } = await sql<{ conversation: number; participant: number; statement: number }>`/* hot */
    with joined as (
      insert into conversation_voters (conversation_id, participant_id, territory_code, joined_at, network)
      select * from unnest(${bigints(people.map((one) => one.message.conversation.id))}::bigint[],
        ${bigints(people.map((one) => one.participant))}::bigint[],
        ${texts(people.map((one) => territoryOf(one.message) ?? null))}::text[],
        ${instants(people.map((one) => one.message.now.getTime()))}::timestamptz[],
        ${byteas(people.map((one) => networkKey(one.message)))}::bytea[])
      order by 1, 2 on conflict do nothing
    )
    insert into conversation_votes as v (conversation_id, participant_id, statement_id, value, at)
    select * from unnest(${bigints(rows.map((row) => row.message.conversation.id))}::bigint[],
      ${bigints(rows.map((row) => row.participant))}::bigint[], ${bigints(rows.map((row) => row.statement))}::bigint[],
      ${smallints(rows.map((row) => row.value))}::smallint[],
      ${instants(rows.map((row) => row.message.now.getTime()))}::timestamptz[])
    on conflict (conversation_id, participant_id, statement_id) do update set value = excluded.value, at = excluded.at
      where v.value <> excluded.value
    returning conversation_id as conversation, participant_id as participant, statement_id as statement`.execute(tx);
  const changed = written.flatMap((row) => last.get(`${row.conversation}:${row.participant}:${row.statement}`) ?? []);
  const words = randomBytes(WORD_BYTES * changed.length);
  await recordAll(
    tx,
    changed.map((row, at) => entryOf(row, words.subarray(at * WORD_BYTES, (at + 1) * WORD_BYTES))),
  );
}

function byKey(a: Row, b: Row): number {
  return (
    a.message.conversation.id - b.message.conversation.id || a.participant - b.participant || a.statement - b.statement
  );
}

const WORD_BYTES = 32;

/**
 * The ledger learns that an answer was received, sealed with a random word that nobody keeps: its receipt proves that it is there and
 * never opens.
 */
function entryOf({ message: { process, conversation, participant, now }, statement, value }: Row, word: Buffer) {
  const sealed = createHash("sha256").update(word).update(participant).update(`${statement}:${value}`);
  return {
    kind: "answer",
    process: process.slug,
    at: now,
    content: { conversation: conversation.id, sealed: sealed.digest("base64url") },
  };
}
