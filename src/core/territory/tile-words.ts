// The name of a place inside a square of the tile map, which holds two lines of eight letters.

const WIDTH = 8;
const VOWEL = /[aeiouáéíóúü]/i;
/** Pairs that begin a syllable together: a word is never cut inside them. */
const TOGETHER = /^(?:[bcfgp][lr]|[dt]r|ch|ll|rr|qu|gu)$/i;

/** One or two lines: the words as they are if they fit, else inner words as initials, else a long word cut by syllables. */
export function tileWords(name: string): string[] {
  if (name.length <= WIDTH) return [name];
  const words = name.split(/\s+/);
  const fitting = inTwoLines(words) ?? inTwoLines(abbreviate(words));
  if (fitting !== undefined) return fitting;
  const [first = "", ...rest] = words;
  if (rest.length === 0) return cut(first);
  // Two long words: each takes its line and keeps its beginning.
  return [shorten(first), shorten(rest.join(" "))];
}

function inTwoLines(words: readonly string[]): string[] | undefined {
  const breaks = words.slice(1).map((_, at) => [words.slice(0, at + 1).join(" "), words.slice(at + 1).join(" ")]);
  const fitting = breaks.filter((lines) => lines.every((line) => line.length <= WIDTH + 1));
  // The most even break reads best; between two, the one that leaves less for the second line.
  const unevenness = ([a = "", b = ""]: readonly string[]) => Math.abs(a.length - b.length);
  return fitting.toReversed().sort((a, b) => unevenness(a) - unevenness(b))[0];
}

function abbreviate(words: readonly string[]): string[] {
  return words.map((word, at) => (at > 0 && at < words.length - 1 && word.length > 3 ? `${word[0]}.` : word));
}

function shorten(words: string): string {
  return words.length <= WIDTH + 1 ? words : `${words.slice(0, WIDTH)}.`;
}

/** Cuts a word before a syllable, as near to its middle as it can. */
function cut(word: string): string[] {
  const middle = word.length / 2;
  const places = Array.from({ length: Math.max(0, word.length - 3) }, (_, at) => at + 2)
    .filter((at) => at <= WIDTH - 1 && startsSyllable(word, at))
    .toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  const [at] = places;
  return at === undefined ? [shorten(word)] : [`${word.slice(0, at)}-`, shorten(word.slice(at))];
}

/** True if a syllable of Spanish begins at that letter: a consonant, or a pair that goes together, and then a vowel. */
function startsSyllable(word: string, at: number): boolean {
  const letter = word[at] ?? "";
  const before = word[at - 1] ?? "";
  if (VOWEL.test(letter) || TOGETHER.test(before + letter)) return false;
  const isPair = TOGETHER.test(letter + (word[at + 1] ?? ""));
  return VOWEL.test(word[at + (isPair ? 2 : 1)] ?? "");
}
