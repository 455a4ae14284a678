// What visitors' pages are made of, kept in memory as the pages are: the same question, asked by several pages or again
// when a page is made anew, goes to the database once until its answer changes.
import type { Clock } from "../clock/clock.ts";
import { type Entry, TagCache } from "./tag-cache.ts";

export interface Fact {
  /** Names the question with everything it depends on besides the database: `needs of 12 in 76834`. */
  key: string;
  /** Longest life: 60, or 5 where something that it counts moves without news. */
  seconds: 5 | 60;
  /** What makes it stale, known before it is read. */
  tags: readonly string[];
}

/** Answers from memory, or reads. Nobody may change what it gives: others hold it too. */
export type Recall = <T>(fact: Fact, read: () => Promise<T>) => Promise<T>;

/** For those who must see the database as it is now: commands, and the pages of one person. */
export const ask: Recall = (_fact, read) => read();

const MOST_FACTS = 2000;

export class Memory {
  readonly #clock: Clock;
  readonly #facts: TagCache<Entry & { value: unknown }>;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#facts = new TagCache(clock, { most: MOST_FACTS, sizeOf: () => 1 });
  }

  /** A recall that remembers what it gave: whatever is made of it goes stale with the first of its facts. */
  recaller(): { recall: Recall; used: { tags: Set<string>; expires: number } } {
    const used = { tags: new Set<string>(), expires: Number.POSITIVE_INFINITY };
    const recall: Recall = async (fact, read) => {
      const entry = await this.#facts.get(fact.key, async () => {
        const expires = this.#clock.now().getTime() + fact.seconds * 1000;
        return { value: await read(), tags: fact.tags, expires };
      });
      for (const tag of entry.tags) used.tags.add(tag);
      used.expires = Math.min(used.expires, entry.expires);
      // The key names the question, and one question has one type of answer.
      return entry.value as Awaited<ReturnType<typeof read>>;
    };
    return { recall, used };
  }

  touch(tags: readonly string[]): void {
    this.#facts.touch(tags);
  }

  drop(): void {
    this.#facts.drop();
  }
}
