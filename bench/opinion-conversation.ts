// A conversation like the largest ones that are reported, from a seed: camps of opinion, statements that divide and statements
// that unite, people who answer a few and people who answer all, and each statement older or newer than the person.

import type { VoteColumns } from "#analysis/opinion-groups/types.ts";
import { seededRandom } from "#analysis/shuffle/random.ts";

export interface ConversationSize {
  people: number;
  statements: number;
  votes: number;
  camps: number;
}

/** The largest live conversation that Polis operators report. */
export const LARGEST_LIVE: ConversationSize = { people: 33_422, statements: 783, votes: 2_300_000, camps: 3 };

/** Votes in the order in which they came, without two of one pair. */
export function inventConversation(
  { people, statements, votes, camps }: ConversationSize,
  seed = "sigesi",
): VoteColumns {
  const random = seededRandom(seed);
  const { uint32 } = random;
  const fraction = (): number => uint32() / 2 ** 32;
  const leanings = Array.from({ length: camps }, () => Float64Array.from({ length: statements }, () => 0));
  for (let statement = 0; statement < statements; statement += 1) {
    const shared = 2 * fraction() - 1;
    const divides = fraction() ** 2;
    for (const leaning of leanings) leaning[statement] = shared * (1 - divides) + (2 * fraction() - 1) * divides;
  }
  const shares = sharesOf(people, votes / people, fraction);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const columns = {
    participants: new Uint32Array(votes + people),
    statements: new Uint32Array(votes + people),
    values: new Int8Array(votes + people),
    times: new Float64Array(votes + people),
  };
  const seen = new Uint32Array(statements);
  let count = 0;
  for (let person = 0; person < people && count < votes; person += 1) {
    const leaning = leanings[random.below(camps)] ?? new Float64Array(statements);
    // A person sees the statements that existed when they came.
    const known = Math.max(10, Math.floor(statements * Math.sqrt((person + 1) / people)));
    const wanted = Math.min(known, Math.max(1, Math.round(((shares[person] ?? 0) * votes) / total)));
    for (let answered = 0; answered < wanted; ) {
      const statement = wanted > known / 2 ? answered : random.below(known);
      if (wanted <= known / 2 && seen[statement] === person + 1) continue;
      seen[statement] = person + 1;
      columns.participants[count] = person;
      columns.statements[count] = statement;
      columns.values[count] = answer(leaning[statement] ?? 0, fraction);
      columns.times[count] = count;
      count += 1;
      answered += 1;
    }
  }
  return {
    participants: columns.participants.subarray(0, count),
    statements: columns.statements.subarray(0, count),
    values: columns.values.subarray(0, count),
    times: columns.times.subarray(0, count),
  };
}

/** How much each person answers: most a little, some a lot (exponential around the mean). */
function sharesOf(people: number, mean: number, fraction: () => number): Float64Array {
  return Float64Array.from({ length: people }, () => Math.max(1, -mean * Math.log(1 - fraction())));
}

function answer(leaning: number, fraction: () => number): -1 | 0 | 1 {
  const drawn = fraction();
  if (drawn < 0.15) return 0;
  return (drawn - 0.15) / 0.85 < (1 + leaning) / 2 ? 1 : -1;
}
