// Pages for visitors, kept in memory. An entry is served only while none of its tags was touched since its render
// began, so a change committed during a render never hides behind it.
import { LRUCache } from "lru-cache";
import type { Clock } from "../clock/clock.ts";

export interface StoredPage {
  status: number;
  headers: Record<string, string>;
  etag: string;
  plain: Buffer;
  gzip: Buffer;
  /** Instant from which it is stale, in milliseconds, by the clock of the program: what is late depends on it. */
  expires: number;
  tags: readonly string[];
}

const MAX_BYTES = 64 * 1024 * 1024;

export class PageCache {
  readonly #clock: Clock;
  readonly #pages = new LRUCache<string, StoredPage>({
    maxSize: MAX_BYTES,
    sizeCalculation: (page) => page.plain.length + page.gzip.length + 1024,
  });
  readonly #rendering = new Map<string, Promise<StoredPage | undefined>>();
  readonly #touched = new Map<string, number>();
  #sequence = 0;
  #droppedAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  find(key: string): StoredPage | undefined {
    const page = this.#pages.get(key);
    if (page !== undefined && page.expires <= this.#clock.now().getTime()) {
      this.#pages.delete(key);
      return undefined;
    }
    return page;
  }

  /**
   * The page under `key`: stored, or being rendered by somebody else, or rendered now.
   * @param render gives undefined for what must not be kept (an error, a redirect).
   */
  async get(key: string, render: () => Promise<StoredPage | undefined>): Promise<StoredPage | undefined> {
    const stored = this.find(key);
    if (stored !== undefined) return stored;
    const running = this.#rendering.get(key);
    if (running !== undefined) return running;
    const began = this.#sequence;
    const promise = render().then((page) => {
      if (page !== undefined && !this.#touchedSince(page.tags, began)) this.#pages.set(key, page);
      return page;
    });
    this.#rendering.set(key, promise);
    try {
      return await promise;
    } finally {
      if (this.#rendering.get(key) === promise) this.#rendering.delete(key);
    }
  }

  /** Something public under these tags changed: forget the pages that show it, and the renders under way. */
  touch(tags: readonly string[]): void {
    this.#sequence += 1;
    for (const tag of tags) this.#touched.set(tag, this.#sequence);
    const set = new Set(tags);
    for (const [key, page] of this.#pages.entries()) if (page.tags.some((tag) => set.has(tag))) this.#pages.delete(key);
    this.#rendering.clear();
    if (this.#touched.size > 10_000) this.drop();
  }

  /** We may have missed news: forget everything. */
  drop(): void {
    this.#sequence += 1;
    this.#droppedAt = this.#sequence;
    this.#touched.clear();
    this.#pages.clear();
    this.#rendering.clear();
  }

  #touchedSince(tags: readonly string[], sequence: number): boolean {
    return this.#droppedAt > sequence || tags.some((tag) => (this.#touched.get(tag) ?? 0) > sequence);
  }
}
