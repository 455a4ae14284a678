// The one rule of the architecture, for SQL: read the tables of your own and of earlier modules, write only your own.
import { modules } from "../../src/modules.ts";
import { isTest, lineAt, ORDER, partOf, rankOf, type SourceFile, type Violation } from "./source.ts";

/** Tables of the platform, which has no manifest. */
export const PLATFORM_TABLES = ["secrets", "files", "ledger_pending", "sent_forms", "migrations"];

/** Table → who owns it. */
export const OWNERS: ReadonlyMap<string, string> = new Map([
  ...PLATFORM_TABLES.map((table) => [table, "platform"] as const),
  ...modules.flatMap((module) => module.tables.map((table) => [table, module.name] as const)),
]);

const KYSELY_READ = /\.(?:selectFrom|(?:inner|left|right|full|cross)Join(?:Lateral)?|using)\(\s*(\[[^\]]*\]|"[^"]+")/g;
const KYSELY_WRITE = /\.(?:insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\(\s*(\[[^\]]*\]|"[^"]+")/g;
const SQL_WRITE =
  /\b(?:insert\s+into|delete\s+from|merge\s+into|truncate(?:\s+table)?|copy)\s+(?:only\s+)?"?(\w+)|\bupdate\s+(?:only\s+)?"?(\w+)"?\s+(?:(?:as\s+)?\w+\s+)?set\b/gi;
const SQL_FROM =
  /\b(?:from|join|using)\s+(?:lateral\s+|only\s+)?([\w"]+(?:\s+(?:as\s+)?\w+)?(?:\s*,\s*[\w"]+(?:\s+(?:as\s+)?\w+)?)*)/gi;
const STRING = /`(?:[^`\\]|\\[\s\S])*`|"(?:[^"\\\n]|\\.)*"/g;

/** What is wrong with the SQL of a file: tables of later modules read, tables of others written. */
export function sqlProblems(
  file: SourceFile,
  owners: ReadonlyMap<string, string> = OWNERS,
  order: readonly string[] = ORDER,
): Violation[] {
  const mine = partOf(file.path);
  if (mine === "root" || isTest(file.path)) return [];
  const rank = rankOf(mine, order);
  const found: { table: string; at: number; writes: boolean }[] = [];
  const names = (list = ""): string[] => [...list.matchAll(/"(\w+)[^"]*"/g)].map((match) => match[1] ?? "");
  for (const match of file.code.matchAll(KYSELY_READ))
    for (const table of names(match[1])) found.push({ table, at: match.index, writes: false });
  for (const match of file.code.matchAll(KYSELY_WRITE))
    for (const table of names(match[1])) found.push({ table, at: match.index, writes: true });
  for (const text of file.code.matchAll(STRING)) {
    for (const match of text[0].matchAll(SQL_WRITE))
      found.push({ table: match[1] ?? match[2] ?? "", at: text.index + match.index, writes: true });
    for (const match of text[0].matchAll(SQL_FROM))
      for (const one of (match[1] ?? "").split(","))
        found.push({ table: /\w+/.exec(one)?.[0] ?? "", at: text.index + match.index, writes: false });
  }
  return found.flatMap(({ table, at, writes }) => {
    const owner = owners.get(table.toLowerCase());
    if (owner === undefined || owner === mine) return [];
    const where = { path: file.path, line: lineAt(file.code, at) };
    if (writes) return [{ ...where, problem: `${mine} writes ${table}, which belongs to ${owner}` }];
    if (rankOf(owner, order) < rank) return [];
    return [{ ...where, problem: `${mine} reads ${table} of ${owner}, which comes later` }];
  });
}
