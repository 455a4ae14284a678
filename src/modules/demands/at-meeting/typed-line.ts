// One line as it is typed in a room: what was said, and after it, if there is time, `#` sector, `@` group and `*` slip.
// "Falta luz en la cancha #dep @juv *17"
import type { CatalogEntry } from "#core/territory/index.ts";

export interface TypedLine {
  text: string;
  /** As typed, without its mark. */
  sector?: string;
  groups: readonly string[];
  slip?: string;
}

const MARK = /(?:^|\s)([#@*])(\S+)$/;

/** Takes the marks off the end of a line; one that stands inside a sentence is part of it. */
export function readLine(line: string): TypedLine {
  let text = line.trim();
  const groups: string[] = [];
  let sector: string | undefined;
  let slip: string | undefined;
  for (let match = MARK.exec(text); match !== null; match = MARK.exec(text)) {
    const [whole, mark, word = ""] = match;
    if (mark === "#") sector = word;
    else if (mark === "@") groups.unshift(word);
    else slip = word;
    text = text.slice(0, text.length - whole.length).trimEnd();
  }
  return { text, sector, groups, slip };
}

/** The line that would be typed to say the same. */
export function writeLine(line: TypedLine): string {
  return [
    line.text,
    ...(line.sector === undefined ? [] : [`#${line.sector}`]),
    ...line.groups.map((group) => `@${group}`),
    ...(line.slip === undefined ? [] : [`*${line.slip}`]),
  ].join(" ");
}

const SHORTEST = 2;

/**
 * A short key for each entry: the first letters of its name, as few as tell it from the others, two at least. They depend on
 * the whole catalogue, so they are shown beside the line and not learned from elsewhere.
 */
export function shortKeys(entries: readonly CatalogEntry[]): Map<string, string> {
  const names = entries.map((entry) => ({ code: entry.code, letters: plain(entry.names.es) }));
  const keys = new Map<string, string>();
  for (const { code, letters } of names) {
    let length = SHORTEST;
    const clashes = (): boolean =>
      names.some((other) => other.code !== code && other.letters.startsWith(letters.slice(0, length)));
    while (length < letters.length && clashes()) length++;
    keys.set(code, letters.slice(0, length));
  }
  return keys;
}

/** The only entry whose name begins with what was typed, or whose key or code it is. */
export function findByKey(
  entries: readonly CatalogEntry[],
  keys: ReadonlyMap<string, string>,
  typed: string,
): string | undefined {
  const wanted = plain(typed);
  const exact = entries.find((entry) => keys.get(entry.code) === wanted || entry.code === typed.toLowerCase());
  if (exact !== undefined) return exact.code;
  const starting = entries.filter((entry) => plain(entry.names.es).startsWith(wanted));
  return wanted !== "" && starting.length === 1 ? starting[0]?.code : undefined;
}

/** Small letters without accents nor spaces: what is typed fast. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}
