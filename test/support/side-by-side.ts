/** Does the same with each thing, `many` at a time in the order of the list, and gives what came of each in that order. */
export async function sideBySide<T, R>(
  things: readonly T[],
  many: number,
  work: (thing: T) => Promise<R>,
): Promise<R[]> {
  const queue = things.entries();
  const results: R[] = new Array(things.length);
  const lane = async (): Promise<void> => {
    for (const [place, thing] of queue) results[place] = await work(thing);
  };
  await Promise.all(Array.from({ length: many }, lane));
  return results;
}
