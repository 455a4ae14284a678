import { globSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { readEntity } from "#core/territory/index.ts";
import { LOCALES } from "#platform/i18n/i18n.ts";
import * as rules from "./code.ts";
import { list, ROOT, SOURCES, type SourceFile, sourceFile, type Violation } from "./source.ts";

const OTHERS: readonly SourceFile[] = globSync("{test,bench,scripts}/**/*.{ts,tsx}", { cwd: ROOT }).map((path) =>
  sourceFile(path, readFileSync(join(ROOT, path), "utf8")),
);
const everywhere = (rule: (file: SourceFile) => Violation[], files = SOURCES): string[] => list(files.flatMap(rule));

/** Names of governments, and of the places in which people take part. */
const WORDS: readonly string[] = globSync("entities/*/entity.json", { cwd: ROOT }).flatMap((path) => {
  const reading = readEntity(dirname(join(ROOT, path)));
  if ("errors" in reading) throw new Error(`${path} has errors`);
  const { entity } = reading;
  const places = [entity.root, ...entity.participationTerritories()];
  return [
    entity.code,
    ...LOCALES.flatMap((locale) => [entity.officialName(locale), entity.shortName(locale)]),
    ...places.flatMap(({ name, shortName }) => [name, shortName ?? name]),
  ];
});

test("raw HTML only in platform/views", () => {
  expect(everywhere(rules.rawHtml)).toEqual([]);
});

test("formats of dates, figures and lists are made in platform/i18n", () => {
  expect(everywhere(rules.costlyFormats)).toEqual([]);
});

test("class names only in platform/views", () => {
  expect(everywhere(rules.classNames)).toEqual([]);
});

test("SQL never reads the database's clock", () => {
  expect(everywhere(rules.databaseClock)).toEqual([]);
  const migrations = readdirSync(join(ROOT, "migrations"));
  const found = migrations.flatMap((name) =>
    rules.migrationClock(`migrations/${name}`, readFileSync(join(ROOT, "migrations", name), "utf8")),
  );
  expect(list(found)).toEqual([]);
});

test("the machine's clock is read by platform/clock, the start and the demonstration", () => {
  expect(everywhere(rules.machineClock)).toEqual([]);
});

test("no any, no cast without its reason", () => {
  expect(
    everywhere(rules.blindCasts, [...SOURCES, ...OTHERS.filter(({ path }) => !path.startsWith("test/guards/code"))]),
  ).toEqual([]);
  const { linter } = JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8"));
  expect(linter.rules.suspicious.noExplicitAny).toBe("error");
  expect(linter.rules.style.noNonNullAssertion).toBe("error");
});

test("files are short, or say why not", () => {
  expect(everywhere(rules.longFiles, [...SOURCES, ...OTHERS])).toEqual([]);
});

test("no word of any entity under src", () => {
  expect(WORDS.length).toBeGreaterThan(90);
  expect(everywhere((file) => rules.entityWords(file, WORDS))).toEqual([]);
});

describe("the guards of the code refuse", () => {
  const count = (rule: (file: SourceFile) => Violation[], text: string, path = "src/modules/demands/a.tsx") =>
    rule(sourceFile(path, text)).length;

  test("raw HTML", () => {
    expect(count(rules.rawHtml, "<p dangerouslySetInnerHTML={{ __html: text }} />")).toBe(1);
    expect(count(rules.rawHtml, "return jsxTemplate([text]);")).toBe(1);
    expect(count(rules.rawHtml, "<p dangerouslySetInnerHTML={x} />", "src/platform/views/a.tsx")).toBe(0);
  });

  test("formats made at each call", () => {
    expect(count(rules.costlyFormats, "new Intl.DateTimeFormat(tag).format(now)")).toBe(1);
    expect(count(rules.costlyFormats, "now.toLocaleDateString()")).toBe(1);
    expect(count(rules.costlyFormats, "formatDate(now)")).toBe(0);
  });

  test("class names", () => {
    expect(count(rules.classNames, '<p class="lead">')).toBe(1);
    expect(count(rules.classNames, "<p className={x}>")).toBe(1);
    expect(count(rules.classNames, '<p class="lead">', "src/platform/views/a.tsx")).toBe(0);
  });

  test("clocks", () => {
    expect(count(rules.databaseClock, "sql`select now()`")).toBe(1);
    expect(count(rules.databaseClock, "sql`select\n CURRENT_TIMESTAMP`")).toBe(1);
    expect(count(rules.databaseClock, "clock.now(); // now()")).toBe(0);
    expect(rules.migrationClock("migrations/a.sql", "create table a (at timestamptz default now());")).toHaveLength(1);
    expect(rules.migrationClock("migrations/a.sql", "-- no now()\ncomment on table a is 'never now()';")).toHaveLength(
      0,
    );
    expect(count(rules.machineClock, "const a = new Date();\nconst b = Date.now();")).toBe(2);
    expect(count(rules.machineClock, "const a = new Date(ms);")).toBe(0);
    expect(count(rules.machineClock, "const a = new Date();", "src/platform/clock/clock.ts")).toBe(0);
  });

  test("casts", () => {
    expect(count(rules.blindCasts, "const a = b as unknown as C;")).toBe(1);
    expect(count(rules.blindCasts, "// Checked by the schema above.\nconst a = b as unknown as C;")).toBe(0);
    expect(count(rules.blindCasts, "const a = (b as any).c;")).toBe(1);
    expect(count(rules.blindCasts, "function f(a: any) {}")).toBe(1);
  });

  test("long files", () => {
    expect(count(rules.longFiles, "a;\n".repeat(301))).toBe(1);
    expect(count(rules.longFiles, `// Long: one table that is read as a whole.\n${"a;\n".repeat(301)}`)).toBe(0);
  });

  test("words of entities", () => {
    const words = (text: string) => rules.entityWords(sourceFile("src/a.ts", text), WORDS).length;
    expect(words('const a = "Santiago de Cali";')).toBeGreaterThan(0);
    expect(words("// as in Cali")).toBe(1);
    expect(words("// local calibration, California")).toBe(0);
  });
});
