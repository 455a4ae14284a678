// The votes of a conversation kept in memory between two computations, so that each reads only what is new.
import { sql } from "kysely";
import type { OpinionInput } from "#analysis/opinion-groups/types.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { compareVoters, listVoters, numberOf, type Voter } from "./voters.ts";

/**
 * A vote carries the instant of its request, a little before its commit: what is as young as this is read again each time.
 * It is far longer than a request may last.
 */
const SETTLED_MS = 60_000;
const PAGE = 100_000;

type VoteRow = [participant: number, statement: number, value: number, at: number];

interface StoredVote {
  participant: number;
  statement: number;
  value: number;
  at: number;
}

const VOTE_COLUMNS = sql`participant_id as participant, statement_id as statement, value,
  (extract(epoch from at) * 1000)::float8 as at`;

const cellsOf = ({ participant, statement, value, at }: StoredVote): VoteRow => [participant, statement, value, at];

interface StoredStatement {
  id: number;
  number: number;
  /** As it was when the result was frozen, once it is. */
  moderated: number;
  is_meta: boolean;
}

/** Part of the people: those of a territory, or all but some participants. */
export interface Some {
  territory?: string;
  without?: ReadonlySet<number>;
}

/** Ids in the order in which they were met. */
class Slots {
  readonly #slots = new Map<number, number>();

  of(id: number): number {
    const known = this.#slots.get(id);
    if (known !== undefined) return known;
    this.#slots.set(id, this.#slots.size);
    return this.#slots.size - 1;
  }

  /** Slot → position of its id in a list; −1 where it is not in it. */
  positions(ids: readonly number[]): Int32Array {
    const positions = new Int32Array(this.#slots.size).fill(-1);
    for (const [position, id] of ids.entries()) {
      const slot = this.#slots.get(id);
      if (slot !== undefined) positions[slot] = position;
    }
    return positions;
  }
}

/** Votes in columns: millions of them are read at each computation, so that none of it may look anything up by id. */
class Columns {
  readonly people = new Slots();
  readonly statements = new Slots();
  size = 0;
  who = new Uint32Array(1024);
  what = new Uint32Array(1024);
  values = new Int8Array(1024);
  times = new Float64Array(1024);

  add([participant, statement, value, at]: VoteRow): void {
    if (this.size === this.values.length) this.#grow();
    this.who[this.size] = this.people.of(participant);
    this.what[this.size] = this.statements.of(statement);
    this.values[this.size] = value;
    this.times[this.size] = at;
    this.size += 1;
  }

  #grow(): void {
    const { who, what, values, times } = this;
    this.who = new Uint32Array(2 * who.length);
    this.who.set(who);
    this.what = new Uint32Array(2 * what.length);
    this.what.set(what);
    this.values = new Int8Array(2 * values.length);
    this.values.set(values);
    this.times = new Float64Array(2 * times.length);
    this.times.set(times);
  }
}

/** The votes of one conversation as the database has them. */
export class VoteStore {
  readonly #settled = new Columns();
  #recent: VoteRow[] = [];
  /** Votes before this instant are settled. */
  #since = 0;
  #voters: Voter[] = [];
  #statements: StoredStatement[] = [];
  #mark = "";

  constructor(readonly conversationId: number) {}

  get voters(): readonly Voter[] {
    return this.#voters;
  }

  get statements(): readonly StoredStatement[] {
    return this.#statements;
  }

  /** Reads what is new. Answers whether anything that counts has changed since the last time. */
  async refresh(db: ReadDb, now: Date): Promise<boolean> {
    this.#statements = await this.#readStatements(db);
    this.#recent = await this.#readVotes(db);
    await this.#readVoters(db);
    const newest = this.#recent.reduce((latest, [, , , at]) => Math.max(latest, at), 0);
    const mark = [
      this.#settled.size + this.#recent.length,
      newest,
      this.#recent.reduce((sum, [participant, statement, value]) => sum + value * participant + statement, 0),
      JSON.stringify(this.#statements.filter(({ moderated, is_meta }) => moderated === -1 || is_meta)),
    ].join(" ");
    const changed = mark !== this.#mark;
    this.#mark = mark;
    this.#settle(now);
    return changed;
  }

  async #readStatements(db: ReadDb): Promise<StoredStatement[]> {
    return db
      .selectFrom("conversation_statements")
      .select(["id", "number", sql<number>`coalesce(moderated_at_freeze, moderated)`.as("moderated"), "is_meta"])
      .where("conversation_id", "=", this.conversationId)
      .orderBy("number")
      .execute();
  }

  /** The first time everything, which is settled at once, in pages by key, so that two million rows never wait in memory. */
  async #readAll(db: ReadDb): Promise<void> {
    let [participant, statement] = [0, 0];
    while (true) {
      const { rows } = await sql<StoredVote>`
        select ${VOTE_COLUMNS} from conversation_votes
        where conversation_id = ${this.conversationId} and (participant_id, statement_id) > (${participant}, ${statement})
        order by participant_id, statement_id limit ${PAGE}`.execute(db);
      for (const row of rows) this.#settled.add(cellsOf(row));
      const last = rows.at(-1);
      if (rows.length < PAGE || last === undefined) return;
      ({ participant, statement } = last);
    }
  }

  /** Then only what is new. */
  async #readVotes(db: ReadDb): Promise<VoteRow[]> {
    if (this.#since === 0) {
      await this.#readAll(db);
      return [];
    }
    const { rows } = await sql<StoredVote>`
      select ${VOTE_COLUMNS} from conversation_votes
      where conversation_id = ${this.conversationId} and at >= to_timestamp(${this.#since} / 1000.0)
      order by at, participant_id, statement_id`.execute(db);
    return rows.map(cellsOf);
  }

  /** Whoever joined before the last settled vote is known. */
  async #readVoters(db: ReadDb): Promise<void> {
    const known = new Set(this.#voters.map(({ participantId }) => participantId));
    const rows = await listVoters(db, this.conversationId, new Date(this.#since));
    const added = rows.filter(({ participantId }) => !known.has(participantId));
    if (added.length > 0) this.#voters = [...this.#voters, ...added].sort(compareVoters);
  }

  #settle(now: Date): void {
    const until = now.getTime() - SETTLED_MS;
    for (const row of this.#recent) if (row[3] < until) this.#settled.add(row);
    this.#recent = this.#recent.filter((row) => row[3] >= until);
    this.#since = Math.max(1, until);
  }

  /** What the computation takes: everybody, or some of the people. */
  input(some: Some = {}): OpinionInput {
    const voters = this.votersOf(some);
    const total = this.#settled.size + this.#recent.length;
    const columns = {
      participants: new Uint32Array(total),
      statements: new Uint32Array(total),
      values: new Int8Array(total),
      times: new Float64Array(total),
    };
    let count = 0;
    const put = (person: number, statement: number, value: number, at: number): void => {
      if (person < 0 || statement < 0) return;
      columns.participants[count] = person;
      columns.statements[count] = statement;
      columns.values[count] = value;
      columns.times[count] = at;
      count += 1;
    };
    const { people, statements, who, what, values, times, size } = this.#settled;
    const recent = this.#recent.map(([participant, statement]) => [people.of(participant), statements.of(statement)]);
    const personAt = people.positions(voters.map(({ participantId }) => participantId));
    const statementAt = statements.positions(this.#statements.map(({ id }) => id));
    for (let vote = 0; vote < size; vote += 1) {
      const person = personAt[who[vote] as number] as number;
      const statement = statementAt[what[vote] as number] as number;
      put(person, statement, values[vote] as number, times[vote] as number);
    }
    for (const [index, [person = 0, statement = 0]] of recent.entries()) {
      const [, , value = 0, at = 0] = this.#recent[index] ?? [];
      put(personAt[person] ?? -1, statementAt[statement] ?? -1, value, at);
    }
    return {
      votes: {
        participants: columns.participants.subarray(0, count),
        statements: columns.statements.subarray(0, count),
        values: columns.values.subarray(0, count),
        times: columns.times.subarray(0, count),
      },
      participants: voters.length,
      statements: this.#statements.length,
      moderated: Int8Array.from(this.#statements, ({ moderated }) => moderated),
      meta: Uint8Array.from(this.#statements, ({ is_meta }) => (is_meta ? 1 : 0)),
    };
  }

  /** Number of each person in the published files, by position: ascending. Where others are left out they keep theirs. */
  numbersOf({ territory, without }: Some = {}): number[] {
    return this.votersOf(territory === undefined ? {} : { territory }).flatMap((voter, position) =>
      without?.has(voter.participantId) === true ? [] : [numberOf(voter, position)],
    );
  }

  /** People in the order of their published numbers. */
  votersOf({ territory, without }: Some): readonly Voter[] {
    if (territory === undefined && without === undefined) return this.#voters;
    return this.#voters.filter(
      (voter) => (territory ?? voter.territory) === voter.territory && without?.has(voter.participantId) !== true,
    );
  }
}
