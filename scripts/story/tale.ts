// What the steps of the story share: who lives in it, what happened so far, and how a crowd does something.
import { type Random, seededRandom } from "#analysis/shuffle/random.ts";
import type { Territory } from "#core/territory/index.ts";
import type { Person } from "#test/support/person.ts";
import type { Follower } from "./letters.ts";
import type { Offender } from "./moderate.ts";
import type { RealNeed } from "./real-needs.ts";
import type { World } from "./world.ts";

export const SEED = "sigesi-story-2017";
/** How many people are served at the same time. */
const CROWD = 16;

/** A need that was said, and by whom. */
export interface SaidNeed extends RealNeed {
  id: number;
  author: Person;
  /** Those who said "me too". */
  joined: Person[];
  /** What the form showed as alike before it was sent. */
  alike: readonly number[];
}

export interface Initiative {
  id: number;
  title: string;
  place: Territory;
  needs: readonly SaidNeed[];
}

export interface Commitment {
  id: number;
  initiative: Initiative;
  dueDate: string;
  fate: Fate;
}

export const FATES = ["met", "partly", "moved", "late", "not-met"] as const;
export type Fate = (typeof FATES)[number];

export interface Tale {
  world: World;
  slug: string;
  /** When each phase opens and closes, as the planner published it. */
  dates: Record<"gather" | "analyse" | "vote" | "commit" | "follow", { opens: Date; closes: Date }>;
  needs: SaidNeed[];
  /** Everybody who took part, by the code of their commune. */
  neighbours: Map<string, Person[]>;
  initiatives: Initiative[];
  commitments: Commitment[];
  /** Those whose words were hidden, and those who follow something by mail. */
  offenders: readonly Offender[];
  followers: readonly Follower[];
}

/** Something that should hold and does not: the sentence that the story ends with. */
export class Broken extends Error {}

export function hold(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Broken(sentence);
}

/** The chance of one thing in one step: the same in every run, whatever the order in which the crowd is served. */
export function chanceOf(step: string, of: string | number = ""): Random {
  return seededRandom(`${SEED}:${step}:${of}`);
}

/** Does something for everybody, a bounded number at a time. The first failure stops the rest and is thrown. */
export async function crowd<T>(people: readonly T[], act: (one: T, index: number) => Promise<void>): Promise<void> {
  let next = 0;
  let failed = false;
  const queue = Array.from({ length: CROWD }, async () => {
    while (!failed && next < people.length) {
      const index = next++;
      const one = people[index];
      if (one === undefined) continue;
      try {
        await act(one, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  });
  await Promise.all(queue);
}

export function idIn(path: string): number {
  const id = Number(/\/(\d+)(?:[/?#]|$)/.exec(path)?.[1]);
  hold(Number.isSafeInteger(id), `The address ${path} names nothing.`);
  return id;
}

export const DAY = 86_400_000;

export function count(n: number): string {
  return n.toLocaleString("en-US");
}
