// Small rules about what may be written where. Each gives the violations of one file.
import { everyMatch, isTest, type SourceFile, type Violation } from "./source.ts";

const LONGEST = 300;

/** Raw HTML exists where the views are made and nowhere else. */
export function rawHtml(file: SourceFile): Violation[] {
  if (file.path.startsWith("src/platform/views/")) return [];
  return everyMatch(file, /dangerouslySetInnerHTML|jsxTemplate|\.innerHTML\b|insertAdjacentHTML/g, "raw HTML");
}

/** Formats of dates, figures and lists are costly to make: what is rendered asks for those that are made once. */
export function costlyFormats(file: SourceFile): Violation[] {
  if (!file.path.endsWith(".tsx") || isTest(file.path)) return [];
  return everyMatch(file, /new Intl\.|toLocale\w*String\(/g, "a format made at each call");
}

/** Class names are written where the stylesheet's components are made. */
export function classNames(file: SourceFile): Violation[] {
  if (file.path.startsWith("src/platform/views/") || isTest(file.path)) return [];
  return everyMatch(file, /\bclass(?:Name)?=["{]/g, "a class name");
}

/** The clock of the database: instants come as parameters. */
export function databaseClock(file: SourceFile): Violation[] {
  if (isTest(file.path)) return [];
  const strings = /`(?:[^`\\]|\\[\s\S])*`|"(?:[^"\\\n]|\\.)*"/g;
  return [...file.code.matchAll(strings)].flatMap((text) =>
    everyMatch(
      { ...file, code: file.code.slice(0, text.index).replaceAll(/[^\n]/g, " ") + text[0] },
      DATABASE_CLOCK,
      "the database's clock",
    ),
  );
}

const DATABASE_CLOCK =
  /(?<![.\w])(?:now|clock_timestamp|statement_timestamp|transaction_timestamp)\(\)|\b(?:current_timestamp|current_date|localtimestamp)\b/gi;

/** The same in a migration, where the whole file is SQL. */
export function migrationClock(path: string, text: string): Violation[] {
  const code = text
    .replaceAll(/--[^\n]*/g, "")
    .replaceAll(/'(?:[^']|'')*'/g, (quoted) => quoted.replaceAll(/[^\n]/g, " "));
  return everyMatch({ path, text, code }, DATABASE_CLOCK, "the database's clock");
}

/** The machine's clock is read in one place; the demonstration and the start stand outside of the domain. */
export function machineClock(file: SourceFile): Violation[] {
  const free = /^src\/(?:platform\/clock\/|start\.ts|modules\/demo\/)|\.island\.ts$/;
  if (free.test(file.path) || isTest(file.path)) return [];
  return everyMatch(file, /new Date\(\s*\)|\bDate\.now\(\)/g, "the machine's clock");
}

/** `as unknown as` and `any` hide a mistake from the compiler. A comment above says why it is right where it stays. */
export function blindCasts(file: SourceFile): Violation[] {
  const lines = file.text.split("\n");
  const explained = (line: number): boolean => [line - 2, line - 1].some((index) => /\/\/ \S/.test(lines[index] ?? ""));
  return [
    ...everyMatch(file, /\bas unknown as\b/g, "an unchecked cast without its reason"),
    ...everyMatch(file, /\bas any\b|:\s*any\b(?!\s*\()|<any>|@ts-ignore|@ts-nocheck/g, "any"),
  ].filter(({ line, problem }) => problem.startsWith("any") || !explained(line));
}

/** A long file is split, or says on its first lines why it is not: `// Long: …`. */
export function longFiles(file: SourceFile): Violation[] {
  const lines = file.text.trimEnd().split("\n");
  if (lines.length <= LONGEST || lines.slice(0, 4).some((line) => /^\/\/ Long: .{20,}/.test(line))) return [];
  return [{ path: file.path, line: lines.length, problem: `${lines.length} lines without a reason` }];
}

/** Names of governments and of their places belong to entities/. Names of time zones (America/…) are not theirs. */
export function entityWords(file: SourceFile, words: readonly string[]): Violation[] {
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}]|America/)(?:${words.map(escapeRegExp).join("|")})(?![\\p{L}\\p{N}])`,
    "gu",
  );
  return everyMatch({ ...file, code: file.text }, pattern, "a word of an entity");
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
