// One pool and two kinds of executor. A signature says whether a function writes: ReadDb cannot be passed where a
// WriteTx is asked, and every write happens inside a transaction that someone opened on purpose.
import { Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import pg from "pg";
import type { DB } from "./schema.generated.ts";

export type { DB } from "./schema.generated.ts";
/** What a query needs to read. A WriteTx is also a ReadDb. */
export type ReadDb = Pick<Kysely<DB>, "selectFrom" | "selectNoFrom" | "with" | "withRecursive" | "getExecutor" | "fn">;
/** An open transaction: what a command needs to write. */
export type WriteTx = Transaction<DB>;

export interface Database {
  read: ReadDb;
  /** Runs `work` in one transaction; it is committed when the promise resolves, and undone when it rejects. */
  write<T>(work: (tx: WriteTx) => Promise<T>): Promise<T>;
  /**
   * Each statement is a transaction of its own: for a hot path that writes all it has to in one, where a `begin` and a `commit`
   * of their own would cost as much as the rest.
   */
  single: WriteTx;
  /** Several reads that must agree with each other: one repeatable-read, read-only snapshot. */
  snapshot<T>(work: (db: ReadDb) => Promise<T>): Promise<T>;
  /** For what Kysely does not do: COPY, LISTEN, hot statements with a name. */
  pool: pg.Pool;
  close(): Promise<void>;
}

/**
 * A statement that begins so is parsed and planned once for each connection, not each time. For hot paths alone, and only where
 * the text never varies: a connection keeps every one.
 */
const HOT = "/* hot */";
const hotNames = new Map<string, string>();

class Client extends pg.Client {
  override query(...given: unknown[]): never {
    const [text, values, ...rest] = given;
    const query = super.query as (...all: unknown[]) => never;
    if (typeof text !== "string" || !text.startsWith(HOT)) return query.call(this, text, values, ...rest);
    const name = hotNames.get(text) ?? `hot_${hotNames.size}`;
    hotNames.set(text, name);
    return query.call(this, { name, text, values }, ...rest);
  }
}

const late = new WeakSet<WriteTx>();

/**
 * Lets go of what this transaction holds before the disk has its commit, for what every other writer waits for; `write` resolves once the
 * disk has it all the same. A crash between the two loses the last ones of a row and none in the middle: nobody was told of them.
 */
export async function releaseBeforeDisk(tx: WriteTx): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(tx);
  waitForDisk(tx);
}

/**
 * Lets `write` resolve once the disk has all that this transaction found, though it writes nothing: for who tells somebody that what
 * another transaction did, and released before the disk, is done.
 */
export function waitForDisk(tx: WriteTx): void {
  late.add(tx);
}

/** Waits until the disk has what was committed. Those who wait at once wait for one writing. */
class Disk {
  readonly #pool: pg.Pool;
  #next: Promise<unknown> | undefined;
  #now: Promise<unknown> = Promise.resolve();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** A writing that began before this question may not have what was just committed: the next one has. */
  reached(): Promise<unknown> {
    this.#next ??= this.#now
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        // The log is one line: a message at its end is on the disk after all that was before it.
        this.#now = this.#pool.query("select pg_logical_emit_message(true, 'sigesi', '')");
        return this.#now;
      });
    return this.#next;
  }
}

const INT8 = 20;
const DATE = 1082;
const INT8_ARRAY = 1016;
const DATE_ARRAY = 1182;

/** Opens the pool. `onError` hears of connections that died while idle; a query on them fails by itself. */
export function openDatabase(url: string, options: { max?: number; onError?: (error: Error) => void } = {}): Database {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, Number);
  // A day is a word of the calendar, not an instant: keep it as YYYY-MM-DD.
  types.setTypeParser(DATE, (text: string) => text);
  types.setTypeParser(INT8_ARRAY, (text: string) => plainArray(text).map(Number));
  types.setTypeParser(DATE_ARRAY, plainArray);
  const pool = new pg.Pool({
    Client,
    connectionString: url,
    max: options.max ?? 20,
    types,
    connectionTimeoutMillis: 10_000,
  });
  pool.on("error", options.onError ?? (() => undefined));
  // A connection that dies while somebody holds it says so twice: its query fails, and it emits an error that would end
  // the program if nobody heard it.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const disk = new Disk(pool);
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return {
    read: kysely,
    write: async (work) => {
      let begun: WriteTx | undefined;
      const given = await kysely.transaction().execute((tx) => {
        begun = tx;
        return work(tx);
      });
      if (begun !== undefined && late.has(begun)) await disk.reached();
      return given;
    },
    // It runs the same queries; what a Transaction adds, and nobody here may do, is to end one.
    single: kysely as unknown as WriteTx,
    snapshot: (work) =>
      kysely
        .transaction()
        .setIsolationLevel("repeatable read")
        .setAccessMode("read only")
        .execute((tx) => work(tx)),
    pool,
    close: () => kysely.destroy(),
  };
}

/** The elements of an array whose elements need no quotes: numbers and days. */
function plainArray(text: string): string[] {
  const inner = text.slice(1, -1);
  return inner === "" ? [] : inner.split(",");
}

/** Asks the database for a sign of life. */
export async function ping(db: ReadDb): Promise<void> {
  await sql`select 1`.execute(db);
}
