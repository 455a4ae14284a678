// Texts and their use: a key that the code asks for exists, and a text that nobody asks for is deleted.
import { everyMatch, isTest, lineAt, type SourceFile, type Violation } from "./source.ts";

/** Where a string is a key: the calls and properties that take one. */
const ASKED =
  /(?:\bt\(|\btranslate\(|\bnew Problem\(\s*\d{3},|\b(?:required|short|long|message|label|title|about|description|text):|\.(?:string|enum|url|email)\(|\b(?:code|dayField|optionalDay)\(|\.refine\([^"]*,|\.(?:min|max|int|regex)\([^"]*,)\s*"([a-z][\w-]*(?:\.[\w-]+)+)"/g;

/** Keys that the code names and no catalogue has. Only those that begin like the name of a catalogue count. */
export function unknownKeys(file: SourceFile, keys: ReadonlySet<string>): Violation[] {
  if (isTest(file.path)) return [];
  const catalogs = new Set([...keys].map((key) => key.split(".")[0]));
  return [...file.code.matchAll(ASKED)].flatMap((match) => {
    const key = match[1] ?? "";
    if (!catalogs.has(key.split(".")[0]) || keys.has(key)) return [];
    return [{ path: file.path, line: lineAt(file.code, match.index), problem: `no text ${key}` }];
  });
}

/**
 * Keys that no file can ask for: neither written whole, nor matched by a template (`a.${x}.b`). A template that
 * begins with a value (`${base}.title`) counts for keys whose beginning, or whose title, is written whole somewhere.
 */
export function unusedKeys(files: readonly SourceFile[], keys: ReadonlySet<string>): string[] {
  const code = files
    .filter(({ path }) => !isTest(path))
    .map((file) => file.code)
    .join("\n");
  const whole = new Set([...code.matchAll(/["'`]([\w-]+(?:\.[\w-]+)*)["'`]/g)].map((match) => match[1] ?? ""));
  const templates = [...code.matchAll(/`((?:[\w.-]|\$\{(?:[^{}]|\{[^{}]*\})*\})+)`/g)]
    .map((match) => (match[1] ?? "").split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/))
    .filter((parts) => parts.length > 1 && parts.some((part) => part.includes(".")));
  const begun = templates.filter(([first = ""]) => first.includes("."));
  const patterns = begun.map(
    (parts) => new RegExp(`^${parts.map((part) => part.replaceAll(".", "\\.")).join("[\\w.-]+")}$`),
  );
  const endings = new Set(
    templates.filter(([first, , ...rest]) => first === "" && rest.length === 0).map(([, last]) => last ?? ""),
  );
  const isBegun = (stem: string): boolean => whole.has(stem) || whole.has(`${stem}.title`);
  const isSplit = (key: string): boolean =>
    [...endings].some((end) => key.endsWith(end) && isBegun(key.slice(0, -end.length)));
  return [...keys].filter((key) => !whole.has(key) && !patterns.some((pattern) => pattern.test(key)) && !isSplit(key));
}

/** Prose inside the views: a text between tags that is not a text of the catalogue. */
export function bareProse(file: SourceFile): Violation[] {
  if (!file.path.endsWith(".tsx") || isTest(file.path) || /platform\/views\/catalogue/.test(file.path)) return [];
  return everyMatch(file, />\s*\p{L}{2,}(?: [\p{L}\p{N},.]+){2,}\s*</gu, "prose outside of the texts");
}
