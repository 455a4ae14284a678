/**
 * The rows of a long list, one page after another, each asked for with the key of the last row seen: nothing is kept but a
 * page, no connection waits for a slow reader, and a row that was there all along comes exactly once.
 */
export async function* inPages<T>(
  next: (after: number, limit: number) => Promise<readonly T[]>,
  keyOf: (row: T) => number,
  size = 1000,
): AsyncGenerator<T> {
  let after = 0;
  for (;;) {
    const rows = await next(after, size);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < size) return;
    after = keyOf(last);
  }
}
