const segmenter = new Intl.Segmenter("es", { granularity: "grapheme" });

/** Plain characters, one grapheme each; CR is left out because with LF it makes one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII
const PLAIN = /^[\u0000-\u000C\u000E-\u007F]*$/;

/**
 * How many letters a person sees in a text: an emoji of a family is one, and so is a letter with its accent. It is what a
 * limit shown to people counts; never more than the code points that a column counts.
 * @param stopAt count no further than this, so that a limit on a huge text costs no more than the limit.
 */
export function countGraphemes(text: string, stopAt = Number.POSITIVE_INFINITY): number {
  if (PLAIN.test(text)) return Math.min(text.length, stopAt);
  let count = 0;
  for (const _ of segmenter.segment(text)) {
    if (count >= stopAt) break;
    count += 1;
  }
  return count;
}
