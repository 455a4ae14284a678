// What the guards read: the files of the project, without their comments, and where something stands in them.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { modules } from "../../src/modules.ts";

export const ROOT = join(import.meta.dirname, "../..");

export interface SourceFile {
  /** Path from the root of the project. */
  path: string;
  /** As written. */
  text: string;
  /** The same, with every comment turned into blanks: lines and columns stay. */
  code: string;
}

export interface Violation {
  path: string;
  line: number;
  /** What is wrong, in words. */
  problem: string;
}

/** The TypeScript of the program, without what is generated. */
export const SOURCES: readonly SourceFile[] = globSync("src/**/*.{ts,tsx}", { cwd: ROOT })
  .filter((path) => !path.endsWith(".generated.ts"))
  .toSorted()
  .map((path) => sourceFile(path, readFileSync(join(ROOT, path), "utf8")));

export function sourceFile(path: string, text: string): SourceFile {
  return { path, text, code: withoutComments(text) };
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}

/** Names of the modules in the order of src/modules.ts; the demonstration is last, where there is one. */
export const ORDER: readonly string[] = [...modules.map((module) => module.name), "demo"];

/**
 * Which part of the program a file belongs to: `platform`, `analysis`, the name of a module, or `root` for the doors
 * and the composition, which may use everything.
 */
export function partOf(path: string): string {
  const [, area = "", name = ""] = path.split("/");
  if (area === "platform" || area === "analysis") return area;
  return area === "core" || area === "modules" ? name : "root";
}

/** Place in the order: `platform` and `analysis` are 0; a folder that is not in the list comes after all of it. */
export function rankOf(part: string, order: readonly string[] = ORDER): number {
  if (part === "platform" || part === "analysis") return 0;
  const index = order.indexOf(part);
  return index === -1 ? order.length + 1 : index + 1;
}

/** One violation per match of `pattern` in the code of the file. */
export function everyMatch(file: SourceFile, pattern: RegExp, problem: string): Violation[] {
  return [...file.code.matchAll(pattern)].map((match) => ({
    path: file.path,
    line: lineAt(file.code, match.index),
    problem: `${problem}: ${match[0].trim()}`,
  }));
}

export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

/** For a message of a failed test: one line each. */
export function list(violations: readonly Violation[]): string[] {
  return violations.map(({ path, line, problem }) => `${path}:${line} ${problem}`);
}

/** Comments become blanks. A scanner of strings, templates and comments; regular expressions are taken as code. */
function withoutComments(text: string): string {
  const pattern = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return text.replace(pattern, (found) =>
    found.startsWith("//") || found.startsWith("/*") ? found.replaceAll(/[^\n]/g, " ") : found,
  );
}
