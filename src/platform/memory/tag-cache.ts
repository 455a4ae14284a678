// What was read or made once, kept in memory under tags. An entry is served only while none of its tags was touched since
// it began to be made, so a change committed meanwhile never hides behind it.
import { LRUCache } from "lru-cache";
import type { Clock } from "../clock/clock.ts";

export interface Entry {
  /** What makes it stale: `touch(tx, tags)` by any of these. */
  tags: readonly string[];
  /** Instant from which it is stale, in milliseconds, by the clock of the program: what is late depends on it. */
  expires: number;
}

const MOST_TAGS = 10_000;

export class TagCache<E extends Entry> {
  readonly #clock: Clock;
  readonly #entries: LRUCache<string, { entry: E; began: number }>;
  readonly #running = new Map<string, Promise<E>>();
  readonly #touched = new Map<string, number>();
  #sequence = 0;
  #droppedAt = 0;

  /** @param bound the most that it keeps, in any unit, and how much of it an entry takes; least recently used go first. */
  constructor(clock: Clock, bound: { most: number; sizeOf: (entry: E) => number }) {
    this.#clock = clock;
    this.#entries = new LRUCache({ maxSize: bound.most, sizeCalculation: ({ entry }) => bound.sizeOf(entry) });
  }

  find(key: string): E | undefined {
    const kept = this.#entries.get(key);
    if (kept === undefined) return undefined;
    const { entry, began } = kept;
    if (entry.expires > this.#clock.now().getTime() && !this.#touchedSince(entry.tags, began)) return entry;
    this.#entries.delete(key);
    return undefined;
  }

  /** The entry under `key`: kept, or being made for somebody else, or made now. One that fails is not kept. */
  async get(key: string, make: () => Promise<E>): Promise<E> {
    const kept = this.find(key) ?? this.#running.get(key);
    if (kept !== undefined) return kept;
    const began = this.#sequence;
    const promise = make().then((entry) => {
      if (!this.#touchedSince(entry.tags, began)) this.#entries.set(key, { entry, began });
      return entry;
    });
    this.#running.set(key, promise);
    try {
      return await promise;
    } finally {
      if (this.#running.get(key) === promise) this.#running.delete(key);
    }
  }

  /** Something public under these tags changed: what shows it is stale, and nobody new waits for what is under way. */
  touch(tags: readonly string[]): void {
    if (this.#touched.size > MOST_TAGS) this.drop();
    this.#sequence += 1;
    for (const tag of tags) this.#touched.set(tag, this.#sequence);
    this.#running.clear();
  }

  /** We may have missed news: forget everything. */
  drop(): void {
    this.#sequence += 1;
    this.#droppedAt = this.#sequence;
    this.#touched.clear();
    this.#entries.clear();
    this.#running.clear();
  }

  #touchedSince(tags: readonly string[], sequence: number): boolean {
    return this.#droppedAt > sequence || tags.some((tag) => (this.#touched.get(tag) ?? 0) > sequence);
  }
}
