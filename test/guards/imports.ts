// The one rule of the architecture, for imports: a file imports from its own module and from the index of earlier ones.
import { dirname, join, normalize } from "node:path";
import { isTest, lineAt, ORDER, partOf, rankOf, type SourceFile, type Violation } from "./source.ts";

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)"([^"\n]+)"/g;

/** What is wrong with the imports of a file. */
export function importProblems(file: SourceFile, order: readonly string[] = ORDER): Violation[] {
  return [...file.code.matchAll(IMPORT)].flatMap((match) => {
    const target = resolveImport(file.path, match[1] ?? "");
    if (target === undefined) return [];
    const problem = problemOf(file.path, target, order);
    return problem === undefined ? [] : [{ path: file.path, line: lineAt(file.code, match.index), problem }];
  });
}

/** The imported file as a path from the root of the project; undefined for packages. */
function resolveImport(from: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return normalize(join(dirname(from), specifier));
  const alias = /^#(platform|analysis|core|modules|test)\/(.+)$/.exec(specifier);
  if (alias === null) return undefined;
  return alias[1] === "test" ? `test/${alias[2]}` : `src/${alias[1]}/${alias[2]}`;
}

function problemOf(from: string, target: string, order: readonly string[]): string | undefined {
  if (target.startsWith("test/")) return isTest(from) ? undefined : `only tests import ${target}`;
  const [mine, theirs] = [partOf(from), partOf(target)];
  if (/^src\/(core|modules)\/[^/]+\/module\.ts$/.test(target)) {
    return from === "src/modules.ts" || isTest(from) ? undefined : `only src/modules.ts imports manifests: ${target}`;
  }
  if (mine === theirs) return undefined;
  if (theirs === "integrity") return `nobody imports integrity: ${target}`;
  if (theirs === "root")
    return isTest(from) || mine === "root" ? undefined : `${mine} imports the composition: ${target}`;
  if (mine === "platform" || mine === "analysis") return `${mine} imports ${theirs}: ${target}`;
  if (theirs === "platform" || theirs === "analysis") return undefined;
  if (!target.endsWith("/index.ts")) return `another module is reached by its index only: ${target}`;
  if (mine !== "root" && rankOf(theirs, order) >= rankOf(mine, order))
    return `${theirs} comes after ${mine}: ${target}`;
  return undefined;
}
