// Which statement a person is shown next. Pure.

/**
 * Statements in the order in which one person is shown them: a draw without replacement, each time with probability
 * proportional to the priority (opinion-groups guide, section 8; Efraimidis and Spirakis 2006, with exponential keys). The lot
 * of each person and statement is always the same, so that a page that is read again shows the same statement.
 * @param seed anything that tells the person from others, at least 8 bytes.
 * @param priorities one that is missing counts as 1.
 */
export function drawOrder<S extends { id: number }>(
  statements: readonly S[],
  priorities: ReadonlyMap<number, number>,
  seed: Buffer,
): S[] {
  const [high, low] = [seed.readUInt32LE(0), seed.readUInt32LE(4)];
  return statements
    .map((statement) => {
      const lot = (mix(mix(high ^ statement.id) ^ low) + 0.5) / 2 ** 32;
      return { statement, key: -Math.log(lot) / Math.max(priorities.get(statement.id) ?? 1, Number.MIN_VALUE) };
    })
    .sort((a, b) => a.key - b.key || a.statement.id - b.statement.id)
    .map(({ statement }) => statement);
}

/** Finaliser of MurmurHash3 (Appleby, public domain): spreads 32 bits evenly. */
function mix(bits: number): number {
  let x = bits >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
