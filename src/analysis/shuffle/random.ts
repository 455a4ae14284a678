// Deterministic random numbers and orders: the same seed gives the same order in every run and on every machine, so that
// an order "random for each person" stays as the person found it, and a published draw can be repeated by anyone.
//
// Generator: sfc32 (Chris Doty-Humphrey, PractRand: "small fast counting", 128 bits of state), in 32-bit arithmetic:
//   t = a + b + counter; counter = counter + 1; a = b ^ (b >>> 9); b = c + (c << 3); c = rotl(c, 21) + t; output t.
// Seeding: a, b, c and the counter are the first sixteen bytes of SHA-256(seed in UTF-8), little-endian, in that order,
// and the first 12 outputs are thrown away. It is a fair source, not a secret one: whoever knows the seed knows
// everything, so what must not be guessed takes a seed from a cryptographic source (`secretSeed`).
import { createHash, randomBytes } from "node:crypto";

/** A source of numbers. Each call moves it forward. */
export type Random = {
  /** A whole number of 32 bits, 0 ≤ n < 2³². */
  uint32(): number;
  /** A number 0 ≤ x < 1 with 53 bits. */
  fraction(): number;
  /** A whole number 0 ≤ n < limit, every one equally likely. `limit` from 1 to 2³². */
  below(limit: number): number;
};

const WORD = 2 ** 32;

/** The generator of a seed; any text is a seed. */
export function seededRandom(seed: string): Random {
  const state = createHash("sha256").update(seed, "utf8").digest();
  let a = state.readInt32LE(0);
  let b = state.readInt32LE(4);
  let c = state.readInt32LE(8);
  let counter = state.readInt32LE(12);
  const uint32 = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (let round = 0; round < 12; round += 1) uint32();
  return {
    uint32,
    fraction: () => ((uint32() >>> 5) * 2 ** 26 + (uint32() >>> 6)) / 2 ** 53,
    below: (limit) => {
      if (!Number.isInteger(limit) || limit < 1 || limit > WORD) throw new RangeError(`no whole number below ${limit}`);
      // The last, incomplete run of multiples is thrown away: keeping it would favour the small numbers.
      const fair = WORD - (WORD % limit);
      let drawn = uint32();
      while (drawn >= fair) drawn = uint32();
      return drawn % limit;
    },
  };
}

/** A seed of 128 bits that nobody can guess, for orders that must not be undone (published ballots). */
export function secretSeed(): string {
  return randomBytes(16).toString("hex");
}
