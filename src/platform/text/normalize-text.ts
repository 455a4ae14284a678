// Text as people send it, made safe to keep, compare and show, without changing what was said.

/** All that ends a line somewhere: CRLF, CR, vertical tab, form feed, NEL, and the separators of Unicode. */
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** Controls (C0 and C1) but for the line feed: no page can show them, and PostgreSQL refuses NUL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
const CONTROLS = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g;

/** Those of `CONTROLS` that are no end of a line and no tab. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const STRAY_CONTROLS = /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]/;

/**
 * Whether a text holds controls that `normalizeText` would take out: in a form nobody typed them, and in a file they are what is
 * left of letters that broke.
 */
export function hasControls(text: string): boolean {
  return STRAY_CONTROLS.test(text);
}

/** The text with its controls in sight, as their numbers: `agua\u0007`. */
export function showControls(text: string): string {
  return text.replaceAll(
    new RegExp(STRAY_CONTROLS, "g"),
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * Marks that nobody sees. Embeddings, overrides and isolates of direction (U+202A–202E, U+2066–2069) can make a text read as
 * another one; the rest hide things in it or split words that search must find: soft hyphen, Mongolian vowel separator,
 * zero-width space, word joiner and invisible operators, old shaping controls, BOM, annotation marks, noncharacters.
 * The marks U+200E, U+200F and U+061C stay: right-to-left scripts need them beside signs, and they turn no letters round.
 */
const UNSEEN = /[\u00AD\u180E\u200B\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF]/g;

/** Tags outside the flags that are made of them (at most six and an end), and ideographic variations without their ideograph: letters in invisible ink. */
const INVISIBLE_INK =
  /(?<!\u{1F3F4}[\u{E0020}-\u{E007E}]{0,6})[\u{E0000}-\u{E007F}]|(?<!\p{Script=Han})[\u{E0100}-\u{E01EF}]/gu;

/**
 * Zero-width joiners and non-joiners where they join nothing. They stay in emoji sequences (woman, joiner, rocket) and between
 * letters of scripts that spell with them (Persian, Hindi, Sinhala…), each with its marks; between Latin letters, also those
 * whose accent is a mark of its own, they only hide a word from search.
 */
const STRAY_JOINERS =
  /(?<!\p{Extended_Pictographic}[\p{Emoji_Modifier}\uFE0F]?|[\p{L}--\p{Script=Latin}][\p{M}--\uFE0F]*)\u200D|\u200D(?![\p{Extended_Pictographic}\p{L}\p{M}])|(?<![\p{L}--\p{Script=Latin}]\p{M}*)\u200C|\u200C(?![\p{L}\p{M}])/gv;

/**
 * A text of several lines: composed (NFC), with LF between lines and at most one empty line in a row, without controls, invisible or
 * direction-changing marks, nor spaces at the end of a line or around the whole. Halves of characters become U+FFFD. Tabs become
 * spaces. Doing it twice changes nothing more; what is left may be empty.
 */
export function normalizeText(input: string): string {
  const seen = input
    .toWellFormed()
    .replace(LINE_ENDS, "\n")
    .replaceAll("\t", " ")
    .replace(CONTROLS, "")
    .replace(UNSEEN, "")
    .replace(INVISIBLE_INK, "")
    .replace(STRAY_JOINERS, "")
    .normalize("NFC");
  // Line by line and not by a pattern, whose time would grow with the square of a run of spaces.
  const lines = seen.split("\n").map((line) => line.trimEnd());
  return lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** A text of one line (a name, a place): as `normalizeText`, with every run of white space made one space. */
export function normalizeLine(input: string): string {
  return normalizeText(input).replace(/\s+/g, " ");
}
