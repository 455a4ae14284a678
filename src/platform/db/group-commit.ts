// Many small promises, one commit. On a hot path each person's write waits at most 2 ms for others, all are written by
// one multi-row statement, and each is answered after the commit that holds it. A batch that fails is replayed one by
// one, so that one bad item costs nobody else theirs.
import { busy } from "../http/problem.ts";

const MAX_BATCH = 64;
const MAX_WAIT_MS = 2;
const MAX_QUEUE = 4096;

interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

/** What happened to one item of a batch: its result, or the refusal that concerns it alone. */
export type ItemResult<R> = { ok: true; value: R } | { ok: false; error: Error };

export class GroupCommit<T, R> {
  readonly #commit: (items: readonly T[]) => Promise<readonly ItemResult<R>[]>;
  #queue: Waiting<T, R>[] = [];
  #timer: NodeJS.Timeout | undefined;
  #running = false;

  /** @param commit writes all the items in one transaction and resolves after it committed, in the same order. */
  constructor(commit: (items: readonly T[]) => Promise<readonly ItemResult<R>[]>) {
    this.#commit = commit;
  }

  /**
   * Resolves once the item is committed.
   * @throws 503 when too many are waiting already: nothing was written.
   */
  add(item: T): Promise<R> {
    if (this.#queue.length >= MAX_QUEUE) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      this.#queue.push({ item, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#running || this.#queue.length === 0) return;
    if (this.#queue.length >= MAX_BATCH) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      void this.#flush();
    } else {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        void this.#flush();
      }, MAX_WAIT_MS);
    }
  }

  async #flush(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    const batch = this.#queue.splice(0, MAX_BATCH);
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
      const [only] = batch;
      if (batch.length === 1 && only !== undefined) only.reject(error);
      else for (const waiting of batch) await this.#write([waiting]);
    }
  }
}

function settle<T, R>(waiting: Waiting<T, R>, result: ItemResult<R> | undefined): void {
  if (result === undefined) waiting.reject(new Error("A batch answered fewer items than it was given"));
  else if (result.ok) waiting.resolve(result.value);
  else waiting.reject(result.error);
}
