// Covering hides words and never writes others: what is left outside of the brackets is what somebody said, in its order.
const COVER = /\[[^[\]]{1,40}\]/;

/** Whether `after` is `before` with some of its parts replaced by a word in brackets, and nothing else. */
export function onlyCovers(before: string, after: string): boolean {
  const [first = "", ...rest] = after.split(COVER);
  const last = rest.pop();
  if (last === undefined) return after === before;
  if (!before.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = before.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return before.endsWith(last) && before.length - last.length >= at;
}
