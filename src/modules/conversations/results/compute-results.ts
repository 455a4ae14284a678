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
import { findNewCases } from "../signals/find-cases.ts";
import { type CasePerson, listCasePeople, type NewCase, saveCases } from "../signals/signals.sql.ts";
import { pictureOf } from "./picture.ts";
import {
  type Computing,
  type Day,
  forgetVariant,
  freezeModeration,
  listDays,
  saveDays,
  saveResult,
  type Variant,
} from "./results.sql.ts";
import { type Some, VoteStore } from "./vote-store.ts";

/** How many moments of its past are shown. */
const MOMENTS = 8;

/** What a page of results depends on. */
export const resultsTag = (slug: string): string => `conversation-results:${slug}`;

interface Given {
  now: Date;
  timeZone: string;
  /** What was read before, for live ones; it is brought up to date. A frozen result reads everything anew. */
  store?: VoteStore;
  /** Whether signs of coordinated or automatic answers are looked for too. */
  look?: boolean;
}

/**
 * The result of a conversation, and of each of its territories where there are several, in the database. A live one is there
 * before what stands beside it is computed; a frozen one and that are written together.
 * @returns false when nothing had changed.
 */
export async function computeResults(db: Database, conversation: Computing, given: Given): Promise<boolean> {
  const votes = conversation.closed || given.store === undefined ? new VoteStore(conversation.id) : given.store;
  const changed = await votes.refresh(db.read, given.now);
  if (!changed && !conversation.closed && !conversation.casesChanged && given.look !== true) return false;
  const main = mainOf(votes, conversation);
  const whole = main && wholeOf(votes, main, given);
  const saveMain = async (tx: WriteTx) => whole && save(tx, conversation, whole, given.now);
  if (!conversation.closed && changed) await db.write(saveMain);
  const beside = await besideOf(db.read, votes, main, { ...given, conversation });
  await db.write(async (tx) => {
    if (conversation.closed) await saveMain(tx);
    await save(tx, conversation, beside, given.now);
  });
  return changed;
}

/** The same inside a transaction that has just written the votes. */
export async function loadResults(tx: WriteTx, conversation: Computing, given: Given): Promise<void> {
  const votes = new VoteStore(conversation.id);
  await votes.refresh(tx, given.now);
  const main = mainOf(votes, conversation);
  if (main !== undefined) await save(tx, conversation, wholeOf(votes, main, given), given.now);
  await save(tx, conversation, await besideOf(tx, votes, main, { ...given, look: true, conversation }), given.now);
}

type Part = ReturnType<typeof partOf>;

/** The result of all, and that of each place. */
interface Main {
  whole: Part;
  places: readonly Part[];
}

interface Computed {
  parts: readonly Part[];
  days?: readonly Day[];
  priorities?: ReadonlyMap<number, number>;
  /** The statements as the computation took them. */
  statements?: VoteStore["statements"];
  newCases?: readonly NewCase[];
  /** Variants that no case asks for. */
  obsolete?: readonly Exclude<Variant, "all">[];
}

/** Undefined for what is frozen already. */
function mainOf(votes: VoteStore, { territories, closed, frozen }: Computing): Main | undefined {
  if (frozen === true) return undefined;
  const places = territories.length > 1 ? territories : [];
  return { whole: partOf(votes, {}, closed), places: places.map((territory) => partOf(votes, { territory }, closed)) };
}

function wholeOf(votes: VoteStore, main: Main, { timeZone }: Given): Computed {
  const { whole, places } = main;
  return {
    parts: [whole, ...places],
    days: lastDay(whole, timeZone),
    priorities: prioritiesOf(whole.result, votes),
    statements: votes.statements,
  };
}

/**
 * What stands beside the result: how it was on earlier days, where nothing is known of them; signs of odd answers, and it without the people of some cases, for the staff and, once somebody
 * doubts, for everybody. What only the staff reads waits until signs are looked for.
 */
async function besideOf(
  db: ReadDb,
  votes: VoteStore,
  main: Main | undefined,
  { look, conversation, timeZone }: Given & { conversation: Computing },
): Promise<Computed> {
  const { id, closed, casesChanged } = conversation;
  const looking = look === true || closed;
  const people = await listCasePeople(db, id);
  const those = (which: (one: CasePerson) => boolean) =>
    new Set(people.filter(which).map(({ participantId }) => participantId));
  const doubted = those(({ decision }) => decision === "doubt");
  const parts: Part[] = [];
  if (people.length > 0 && (looking || casesChanged === true))
    parts.push(partOf(votes, { without: those(({ decision }) => decision !== "keep"), variant: "unsigned" }, false));
  if (doubted.size > 0) parts.push(partOf(votes, { without: doubted, variant: "undoubted" }, closed));
  return {
    parts,
    days: main && pastDays(main.whole, await listDays(db, id), timeZone),
    obsolete: doubted.size > 0 ? [] : ["undoubted"],
    newCases: looking && main ? await findNewCases(db, id, { ...main.whole, voters: votes.voters }) : [],
  };
}

async function save(tx: WriteTx, conversation: Computing, computed: Computed, now: Date): Promise<void> {
  const { id, slug, closed } = conversation;
  for (const part of computed.parts) await saveResult(tx, { conversationId: id, now, ...part });
  for (const variant of computed.obsolete ?? []) await forgetVariant(tx, id, variant);
  if (computed.days !== undefined) await saveDays(tx, id, computed.days);
  if (computed.newCases !== undefined) await saveCases(tx, id, computed.newCases, now);
  if (computed.priorities !== undefined && !closed) await savePriorities(tx, id, computed.priorities, now);
  if (computed.statements !== undefined && closed) await freezeModeration(tx, computed.statements);
  if (computed.parts.length > 0 || (computed.days ?? []).length > 0) await touch(tx, [resultsTag(slug)]);
}

function partOf(votes: VoteStore, some: Some & { variant?: Variant }, closed: boolean) {
  const input = votes.input(some);
  const result = opinionGroups(input);
  const numbers = votes.statements.map(({ number }) => number);
  const names = {
    participants: votes.numbersOf(some).map(String),
    statements: numbers.map(String),
  };
  return {
    territory: some.territory,
    variant: some.variant ?? "all",
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

/** How it stands on the last day with votes; nothing before somebody voted. */
function lastDay({ input, result }: Part, timeZone: string): Day[] {
  const { times } = input.votes;
  return times === undefined || times.length === 0
    ? []
    : [dayOf(result, calendarDay(new Date(extent(times)[1]), timeZone))];
}

/** Some days before the last one, evenly spread, where none of them is known: as it was computed from somewhere else, or long after. */
function pastDays({ input }: Part, known: readonly Day[], timeZone: string): Day[] {
  const { times } = input.votes;
  if (times === undefined || times.length === 0) return [];
  const [first, last] = extent(times);
  const dayAt = (time: number): string => calendarDay(new Date(time), timeZone);
  if (known.some(({ day }) => day !== dayAt(last))) return [];
  const days = new Map<string, Day>();
  for (let moment = 1; moment < MOMENTS; moment += 1) {
    const until = first + ((last - first) * moment) / MOMENTS;
    if (dayAt(until) !== dayAt(last))
      days.set(dayAt(until), dayOf(opinionGroups(votesUntil(input, until)), dayAt(until)));
  }
  return [...days.values()];
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
