// News between web processes, over PostgreSQL's LISTEN/NOTIFY. `touch` speaks inside a transaction and is heard only
// if it commits. The listener has a connection of its own and says when it may have missed something.
import { sql } from "kysely";
import pg from "pg";
import type { Database, WriteTx } from "../db/db.ts";

const CHANNEL = "touch";
/** How long it waits between one attempt to connect and the next. */
export const RETRY_MS = 500;
const TAGS_PER_NOTICE = 100;
const touched = new WeakMap<WriteTx, readonly string[]>();

/** Says that public things under `tags` changed. Votes and answers never call it: NOTIFY serialises commits. */
export async function touch(tx: WriteTx, tags: readonly string[]): Promise<void> {
  const all = [...new Set(tags)];
  touched.set(tx, [...(touched.get(tx) ?? []), ...all]);
  // A notice holds 8,000 bytes: a bulk act speaks in several, all heard at the same commit.
  for (let at = 0; at < all.length; at += TAGS_PER_NOTICE) {
    await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(all.slice(at, at + TAGS_PER_NOTICE))})`.execute(tx);
  }
}

/**
 * The same database, with `onTouch` called as soon as a transaction of this process is committed: a person who just changed
 * something must not read it as it was while the news comes round.
 */
export function hearingOurselves(db: Database, onTouch: (tags: readonly string[]) => void): Database {
  return {
    ...db,
    write: async (work) => {
      let tags: readonly string[] = [];
      const result = await db.write(async (tx) => {
        const given = await work(tx);
        tags = touched.get(tx) ?? [];
        return given;
      });
      onTouch(tags);
      return result;
    },
  };
}

export interface Listener {
  stop(): Promise<void>;
}

/** Listens for ever: `onTouch` per commit, `onGap` each time the connection was lost and is back. */
export async function listen(
  url: string,
  on: { touch: (tags: readonly string[]) => void; gap: () => void },
): Promise<Listener> {
  let client: pg.Client | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url, keepAlive: true });
    let ready = false;
    const onLost = (): void => {
      // Before it was ready, the failure is told once, by the promise: were it heard here too, each attempt would make two.
      if (!ready) return;
      ready = false;
      fresh.end().catch(() => undefined);
      if (!stopped) retry();
    };
    fresh.on("error", onLost);
    fresh.on("end", onLost);
    fresh.on("notification", (message) => {
      const tags: unknown = JSON.parse(message.payload ?? "[]");
      if (Array.isArray(tags)) on.touch(tags.filter((tag) => typeof tag === "string"));
    });
    try {
      await fresh.connect();
      await fresh.query(`listen ${CHANNEL}`);
    } catch (error) {
      fresh.end().catch(() => undefined);
      throw error;
    }
    if (stopped) return fresh.end();
    ready = true;
    client = fresh;
    on.gap();
  }

  function retry(): void {
    on.gap();
    timer = setTimeout(() => connect().catch(retry), RETRY_MS);
  }

  await connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
}
