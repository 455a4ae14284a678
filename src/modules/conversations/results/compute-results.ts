// Computes and keeps the result of a conversation: live ones again each time that somebody answers, ended ones once and for ever.
// Always from cold and always exactly, so that what is published is what anybody recomputes from the published votes.
import { gzipSync } from "node:zlib";
import { opinionGroups } from "#analysis/opinion-groups/opinion-groups.ts";
import { resultText } from "#analysis/opinion-groups/result-text.ts";
import type { OpinionGroups, OpinionInput } from "#analysis/opinion-groups/types.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { Database, ReadDb, WriteTx } from "#platform/db/db.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import { savePriorities } from "../conversations.sql.ts";
import { pictureOf } from "./picture.ts";
import { type Day, listDays, saveDays, saveResult } from "./results.sql.ts";
import { VoteStore } from "./vote-store.ts";

/** How many moments of its past are shown. */
const MOMENTS = 8;

/** What a page of results depends on. */
export const resultsTag = (slug: string): string => `conversation-results:${slug}`;

export interface Computing {
  id: number;
  slug: string;
  /** Nothing more is received: the result is frozen. */
  closed: boolean;
  territories: readonly string[];
}

interface Given {
  now: Date;
  timeZone: string;
  /** What was read before, for live ones; it is brought up to date. A frozen result reads everything anew. */
  store?: VoteStore;
}

/**
 * The result of a conversation, and of each of its territories where there are several, in the database.
 * @returns false when nothing had changed.
 */
export async function computeResults(db: Database, conversation: Computing, given: Given): Promise<boolean> {
  const computed = await compute(db.read, conversation, given);
  if (computed === undefined) return false;
  await db.write((tx) => save(tx, conversation, computed, given.now));
  return true;
}

/** The same inside a transaction that has just written the votes. */
export async function loadResults(tx: WriteTx, conversation: Computing, given: Given): Promise<void> {
  const computed = await compute(tx, conversation, given);
  if (computed !== undefined) await save(tx, conversation, computed, given.now);
}

type Part = ReturnType<typeof partOf>;

interface Computed {
  parts: Part[];
  days: Day[];
  priorities: ReadonlyMap<number, number>;
}

async function compute(
  db: ReadDb,
  conversation: Computing,
  { now, timeZone, store }: Given,
): Promise<Computed | undefined> {
  const votes = conversation.closed || store === undefined ? new VoteStore(conversation.id) : store;
  if (!(await votes.refresh(db, now)) && !conversation.closed) return undefined;
  const whole = partOf(votes, undefined, conversation.closed);
  const places = conversation.territories.length > 1 ? conversation.territories : [];
  return {
    parts: [whole, ...places.map((territory) => partOf(votes, territory, conversation.closed))],
    days: daysToShow(whole, await listDays(db, conversation.id), timeZone),
    priorities: prioritiesOf(whole.result, votes),
  };
}

async function save(
  tx: WriteTx,
  conversation: Computing,
  { parts, days, priorities }: Computed,
  now: Date,
): Promise<void> {
  for (const part of parts) await saveResult(tx, { conversationId: conversation.id, now, ...part });
  await saveDays(tx, conversation.id, days);
  if (!conversation.closed) await savePriorities(tx, conversation.id, priorities, now);
  await touch(tx, [resultsTag(conversation.slug)]);
}

function partOf(votes: VoteStore, territory: string | undefined, closed: boolean) {
  const input = votes.input(territory);
  const result = opinionGroups(input);
  const numbers = votes.statements.map(({ number }) => number);
  const names = {
    participants: votes.numbersOf(territory).map(String),
    statements: numbers.map(String),
  };
  return {
    territory,
    input,
    result,
    people: result.rows.length,
    answers: result.votes,
    picture: pictureOf(result, numbers, statementsOut(votes.statements)),
    published: closed ? gzipSync(resultText(result, names)) : undefined,
  };
}

/** Numbers of the statements that move no group: rejected ones and questions about the person. */
export function statementsOut(
  statements: readonly { number: number; moderated: number; is_meta: boolean }[],
): ReadonlySet<number> {
  return new Set(statements.filter((one) => one.moderated === -1 || one.is_meta).map(({ number }) => number));
}

function prioritiesOf(result: OpinionGroups, votes: VoteStore): Map<number, number> {
  const ids = votes.statements.map(({ id }) => id);
  return new Map(Array.from(result.columns, (position, column) => [ids[position] ?? 0, result.priority[column] ?? 1]));
}

/** The last day with votes, and of the days before it, when none is known, some evenly spread ones. */
function daysToShow({ input, result }: Part, known: readonly Day[], timeZone: string): Day[] {
  const times = input.votes.times ?? new Float64Array();
  if (times.length === 0) return [];
  const [first, last] = extent(times);
  const dayAt = (time: number): string => calendarDay(new Date(time), timeZone);
  const days = new Map<string, Day>();
  for (let moment = 1; moment < MOMENTS && known.length === 0; moment += 1) {
    const until = first + ((last - first) * moment) / MOMENTS;
    if (dayAt(until) !== dayAt(last))
      days.set(dayAt(until), dayOf(opinionGroups(votesUntil(input, until)), dayAt(until)));
  }
  return [...days.values(), dayOf(result, dayAt(last))];
}

function extent(times: Float64Array): [number, number] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of times) {
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  return [first, last];
}

function dayOf(result: OpinionGroups, day: string): Day {
  const sizes = new Array<number>(result.groups).fill(0);
  for (const group of result.groupOf) if (group !== -1) sizes[group] = (sizes[group] ?? 0) + 1;
  return { day, people: result.rows.length, answers: result.votes, sizes };
}

function votesUntil(input: OpinionInput, until: number): OpinionInput {
  const { participants, statements, values, times = new Float64Array() } = input.votes;
  const kept = [...times.keys()].filter((index) => (times[index] ?? 0) <= until);
  return {
    ...input,
    votes: {
      participants: Uint32Array.from(kept, (index) => participants[index] ?? 0),
      statements: Uint32Array.from(kept, (index) => statements[index] ?? 0),
      values: Int8Array.from(kept, (index) => values[index] ?? 0),
    },
  };
}
