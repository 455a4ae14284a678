// A conversation in the files that Polis gives, which people and programs already read. People have a number of these files
// alone, in an order that says nothing of who they are or when they came; of the time of a vote only the day is told.
import type { OpinionInput } from "#analysis/opinion-groups/types.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import { type CsvColumn, type CsvValue, writeCsv } from "#platform/tabular/write-csv.ts";
import { type Conversation, isShown, type Statement } from "../conversation.ts";
import { countAuthors, listStatements } from "../conversations.sql.ts";
import { type Some, VoteStore } from "../results/vote-store.ts";
import { compareVoters, listVoters, numberOf } from "../results/voters.ts";
import { listCasePeople, listCases } from "../signals/signals.sql.ts";

/** Everything that the files are made of. */
export interface Published {
  conversation: Conversation;
  statements: readonly Statement[];
  /** Statements are in the order of `statements`, people in that of `numbers`: the number that each has in the files. */
  input: OpinionInput;
  numbers: readonly number[];
  /** How many people wrote statements. */
  commenters: number;
  /** Agrees, disagrees and passes of each statement. */
  counts: readonly [agrees: number, disagrees: number, passes: number][];
}

/** Reads what is published of an ended conversation; of some of its people, if asked. */
export async function readPublished(
  db: ReadDb,
  conversation: Conversation,
  { now, ...some }: { now: Date } & Some,
): Promise<Published> {
  const store = new VoteStore(conversation.id);
  await store.refresh(db, now);
  const input = store.input(some);
  const statements = await listStatements(db, conversation.id);
  const counts = statements.map((): [number, number, number] => [0, 0, 0]);
  for (const [index, statement] of input.votes.statements.entries()) {
    const count = counts[statement];
    const side = 1 - (input.votes.values[index] ?? 0);
    // Agree 1, pass 0, disagree −1 → places 0, 2, 1.
    const place = side === 0 ? 0 : side === 1 ? 2 : 1;
    if (count !== undefined) count[place] = (count[place] ?? 0) + 1;
  }
  const commenters = await countAuthors(db, conversation.id);
  return { conversation, statements, commenters, input, counts, numbers: store.numbersOf(some) };
}

const plain = (name: string): CsvColumn => ({ name, kind: "plain" });

/** What a file holds, whatever its format. */
export interface FileTable {
  columns: readonly CsvColumn[];
  rows: () => Iterable<readonly CsvValue[]>;
}

/** A file as CSV, or as a JSON array with an object a row and every column present. */
export async function* fileText({ columns, rows }: FileTable, format: "csv" | "json"): AsyncGenerator<string> {
  if (format === "csv") {
    yield* writeCsv(columns, rows());
    return;
  }
  let before = "[\n";
  for (const row of rows()) {
    yield `${before}${JSON.stringify(Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null])))}`;
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

/** `timestamp` is noon of the day in UTC, in milliseconds. */
function dayOf(time: number): { timestamp: number; datetime: string } {
  const day = calendarDay(new Date(time));
  return { timestamp: Date.parse(`${day}T12:00:00Z`), datetime: day };
}

/** One row a vote. */
export function votesTable({ input, statements, numbers }: Published): FileTable {
  const { participants, statements: what, values, times = new Float64Array() } = input.votes;
  function* rows() {
    for (const [index, value] of values.entries()) {
      const { timestamp, datetime } = dayOf(times[index] ?? 0);
      yield [timestamp, datetime, statements[what[index] ?? -1]?.number, numbers[participants[index] ?? -1], value];
    }
  }
  return { columns: ["timestamp", "datetime", "comment-id", "voter-id", "vote"].map(plain), rows };
}

const COMMENT_COLUMNS = ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated"];

/** One row a statement. The words of one that is not shown are not published, and nobody's author is told. */
export function commentsTable({ conversation, statements, counts }: Published): FileTable {
  const columns: CsvColumn[] = [
    ...COMMENT_COLUMNS.map(plain),
    { name: "comment-body", kind: "text" },
    plain("is-meta"),
  ];
  function* rows() {
    for (const [index, one] of statements.entries()) {
      const { timestamp, datetime } = dayOf(one.saidAt.getTime());
      const [agrees = 0, disagrees = 0] = counts[index] ?? [];
      const text = isShown(conversation.moderation, one.moderated) ? one.text : "";
      yield [timestamp, datetime, one.number, "", agrees, disagrees, one.counted, text, String(one.isMeta)];
    }
  }
  return { columns, rows };
}

/** One row a person, one column a statement. `groupOf`: number of the person → their group. */
export function participantsVotesTable(
  { input, statements, numbers }: Published,
  groupOf: ReadonlyMap<number, number>,
): FileTable {
  const { participants, statements: what, values } = input.votes;
  const order = [...participants.keys()].sort((a, b) => (participants[a] ?? 0) - (participants[b] ?? 0));
  function* rows() {
    for (let at = 0; at < order.length; ) {
      const person = participants[order[at] ?? -1] ?? 0;
      const cells = new Array<number | null>(statements.length).fill(null);
      for (; at < order.length && participants[order[at] ?? -1] === person; at += 1) {
        const vote = order[at] ?? -1;
        cells[what[vote] ?? -1] = values[vote] ?? 0;
      }
      const given = cells.filter((cell) => cell !== null);
      const count = (value: number): number => given.filter((cell) => cell === value).length;
      const number = numbers[person] ?? person;
      yield [number, groupOf.get(number) ?? null, null, given.length, count(1), count(-1), ...cells];
    }
  }
  const head = ["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"];
  return { columns: [...head, ...statements.map(({ number }) => String(number))].map(plain), rows };
}

/** Name and value a row, as in the files of Polis. */
export function summaryTable(published: Published, at: { url: string; groups: number }): FileTable {
  const { conversation, commenters, input, statements } = published;
  const voters = new Set(input.votes.participants).size;
  function* rows(): Generator<readonly CsvValue[]> {
    yield ["url", at.url];
    yield ["voters", voters];
    yield ["voters-in-conv", input.participants];
    yield ["commenters", commenters];
    yield ["comments", statements.length];
    yield ["votes", input.votes.values.length];
    yield ["groups", at.groups];
    yield ["conversation-description", conversation.intro];
  }
  return { columns: [plain("topic"), { name: conversation.title, kind: "text" }], rows };
}

/** Who is in doubt, by the number that each has in the files, and why: one row a person and case. */
export async function doubtsTable(db: ReadDb, { id }: Conversation): Promise<FileTable> {
  const voters = (await listVoters(db, id)).sort(compareVoters);
  const numbers = new Map(voters.map((voter, position) => [voter.participantId, numberOf(voter, position)]));
  const cases = new Map((await listCases(db, id)).map((one) => [one.number, one]));
  const people = (await listCasePeople(db, id))
    .filter(({ decision }) => decision === "doubt")
    .map(({ number, rule, participantId }) => ({ number, rule, voter: numbers.get(participantId) ?? -1 }))
    .sort((a, b) => a.number - b.number || a.voter - b.voter);
  function* rows() {
    for (const { number, rule, voter } of people) yield [number, rule, voter, cases.get(number)?.reason ?? ""];
  }
  return { columns: [...["case", "rule", "voter-id"].map(plain), { name: "reason", kind: "text" }], rows };
}
