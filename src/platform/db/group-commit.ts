// Many small promises, one commit. On a hot path each person's write waits at most 2 ms for others, all are written by
// one multi-row statement, and each is answered after the commit that holds it. A batch that fails is replayed one by
// one, so that one bad item costs nobody else theirs.
import { busy } from "../http/problem.ts";

const MAX_BATCH = 64;
const MAX_WAIT_MS = 2;
const MAX_QUEUE = 4096;
/** The database is away (SQLSTATE class or socket code): replaying would make every person wait for the same failure. */
const DATABASE_AWAY = /^(57P0\d|08\w{3}|53300|ECONNREFUSED|ENOENT|ECONNRESET|EPIPE|ETIMEDOUT)$/;

interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

/** What happened to one item of a batch: its result, or the refusal that concerns it alone. */
export type ItemResult<R> = { ok: true; value: R } | { ok: false; error: Error };

export interface GroupCommitLimits {
  maxBatch?: number;
  maxWaitMs?: number;
  maxQueue?: number;
}

export class GroupCommit<T, R> {
  readonly #commit: (items: readonly T[]) => Promise<readonly ItemResult<R>[]>;
  readonly #maxBatch: number;
  readonly #maxWaitMs: number;
  readonly #maxQueue: number;
  #queue: Waiting<T, R>[] = [];
  #timer: NodeJS.Timeout | undefined;
  #running = false;

  /** @param commit writes all the items in one transaction and resolves after it committed, in the same order. */
  constructor(
    commit: (items: readonly T[]) => Promise<readonly ItemResult<R>[]>,
    { maxBatch = MAX_BATCH, maxWaitMs = MAX_WAIT_MS, maxQueue = MAX_QUEUE }: GroupCommitLimits = {},
  ) {
    this.#commit = commit;
    this.#maxBatch = maxBatch;
    this.#maxWaitMs = maxWaitMs;
    this.#maxQueue = maxQueue;
  }

  /**
   * Resolves once the item is committed.
   * @throws 503 when too many are waiting already: nothing was written.
   */
  add(item: T): Promise<R> {
    if (this.#queue.length >= this.#maxQueue) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      this.#queue.push({ item, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#running || this.#queue.length === 0) return;
    if (this.#queue.length >= this.#maxBatch) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      void this.#flush();
    } else {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        void this.#flush();
      }, this.#maxWaitMs);
    }
  }

  async #flush(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    const batch = this.#queue.splice(0, this.#maxBatch);
    try {
      await this.#write(batch);
    } finally {
      this.#running = false;
      this.#schedule();
    }
  }

  async #write(batch: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.#commit(batch.map((waiting) => waiting.item));
      batch.forEach((waiting, index) => {
        settle(waiting, results[index]);
      });
    } catch (error) {
      if (batch.length === 1 || isAway(error)) for (const waiting of batch) waiting.reject(error);
      else for (const waiting of batch) await this.#write([waiting]);
    }
  }
}

function settle<T, R>(waiting: Waiting<T, R>, result: ItemResult<R> | undefined): void {
  if (result === undefined) waiting.reject(new Error("A batch answered fewer items than it was given"));
  else if (result.ok) waiting.resolve(result.value);
  else waiting.reject(result.error);
}

function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return (
    DATABASE_AWAY.test(code) || /timeout exceeded when trying to connect|Connection terminated/.test(error.message)
  );
}
