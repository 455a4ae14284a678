import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { importProblems } from "./imports.ts";
import { list, ORDER, partOf, ROOT, SOURCES, sourceFile } from "./source.ts";

test("every file imports from its own module and from the index of earlier ones", () => {
  expect(list(SOURCES.flatMap((file) => importProblems(file)))).toEqual([]);
});

test("every module with a manifest is in the ordered list, once", () => {
  const folders = globSync("src/{core,modules}/*/module.ts", { cwd: ROOT }).map(partOf).toSorted();
  expect(ORDER.toSorted()).toEqual(folders);
  expect(SOURCES.length).toBeGreaterThan(100);
});

test("every subpath alias leads to a folder", () => {
  for (const folder of ["platform", "analysis", "core", "modules"])
    expect(existsSync(join(ROOT, "src", folder))).toBe(true);
});

describe("the guard of imports refuses", () => {
  const problems = (path: string, text: string) =>
    importProblems(sourceFile(path, text), ["people", "demands", "site", "integrity"]).length;

  test.each([
    ["a later module", "src/modules/demands/a.ts", 'import { x } from "#modules/site/index.ts";'],
    ["a later module, as a type", "src/core/people/a.ts", 'import type { X } from "#modules/demands/index.ts";'],
    ["a later module, on several lines", "src/core/people/a.ts", 'import {\n  x,\n} from "#modules/demands/index.ts";'],
    ["a later module, at run time", "src/core/people/a.ts", 'await import("#modules/demands/index.ts");'],
    ["an inner file of another module", "src/modules/site/a.ts", 'import { x } from "#modules/demands/demand.ts";'],
    ["an inner file by a relative path", "src/modules/site/a.ts", 'import { x } from "../demands/demand.ts";'],
    ["a manifest", "src/modules/site/a.ts", 'import { people } from "#core/people/module.ts";'],
    ["a manifest, from the composition", "src/app.ts", 'import { people } from "#core/people/module.ts";'],
    ["analysis from platform", "src/platform/a.ts", 'import { x } from "#analysis/tally/tally.ts";'],
    ["platform from analysis", "src/analysis/a/a.ts", 'import { x } from "#platform/db/db.ts";'],
    ["a module from platform", "src/platform/a.ts", 'import { x } from "#core/people/index.ts";'],
    ["a module from analysis", "src/analysis/a/a.ts", 'export * from "../../core/people/index.ts";'],
    ["integrity", "src/app.ts", 'import { x } from "#modules/integrity/index.ts";'],
    ["a folder that is not in the list", "src/modules/demands/a.ts", 'import { x } from "#modules/secret/index.ts";'],
    ["the composition", "src/modules/site/a.ts", 'import { x } from "../../app.ts";'],
    ["the support of tests", "src/modules/site/a.ts", 'import { x } from "#test/support/database.ts";'],
  ])("%s", (_what, path, text) => {
    expect(problems(path, text)).toBe(1);
  });

  test.each([
    ["an earlier module", "src/modules/site/a.ts", 'import { x } from "#modules/demands/index.ts";'],
    ["its own inner file", "src/modules/site/b/a.ts", 'import { x } from "../home.ts";'],
    [
      "platform and analysis by file",
      "src/core/people/a.ts",
      'import "#platform/db/db.ts";\nimport "#analysis/a/b.ts";',
    ],
    ["manifests, in the list", "src/modules.ts", 'import { people } from "#core/people/module.ts";'],
    ["packages", "src/platform/a.ts", 'import { z } from "zod";'],
    ["what a comment says", "src/platform/a.ts", '// import { x } from "#core/people/index.ts";'],
  ])("but not %s", (_what, path, text) => {
    expect(problems(path, text)).toBe(0);
  });
});
