import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalogs } from "#platform/i18n/catalog.generated.ts";
import { bareProse, unknownKeys, unusedKeys } from "./messages.ts";
import { list, ROOT, SOURCES, sourceFile } from "./source.ts";

const KEYS: ReadonlySet<string> = new Set(Object.keys(catalogs.es));

test("every text that the code asks for exists", () => {
  expect(list(SOURCES.flatMap((file) => unknownKeys(file, KEYS)))).toEqual([]);
});

test("every text is used", () => {
  expect(unusedKeys(SOURCES, KEYS)).toEqual([]);
});

test("no prose in the views", () => {
  expect(list(SOURCES.flatMap((file) => bareProse(file)))).toEqual([]);
});

test("the catalogue of the program is the one of the folder", () => {
  const flat = (value: unknown): number =>
    typeof value === "string" ? 1 : Object.values(value ?? {}).reduce((sum: number, inner) => sum + flat(inner), 0);
  const files = readdirSync(join(ROOT, "messages/es"));
  const count = files.reduce(
    (sum, name) => sum + flat(JSON.parse(readFileSync(join(ROOT, "messages/es", name), "utf8"))),
    0,
  );
  expect(KEYS.size).toBe(count);
});

describe("the guard of texts refuses", () => {
  const keys = new Set(["demands.say.title", "demands.state.open", "http.gone.title"]);
  const file = (text: string) => sourceFile("src/a.tsx", text);

  test.each([
    't("demands.say.titel")',
    'translate("demands.nothing")',
    'new Problem(409, "demands.gone", { field: "x" })',
    'textField({ max: 3, required: "demands.required" })',
    'z.string("demands.missing")',
    'schema.refine((text) => text.length > 1, "demands.short")',
  ])("a key without text: %s", (text) => {
    expect(unknownKeys(file(text), keys)).toHaveLength(1);
  });

  test("but not what only looks like a key", () => {
    expect(unknownKeys(file('db.select("demands.id"); t("demands.say.title"); require("demands.read")'), keys)).toEqual(
      [],
    );
  });

  test("a text without use", () => {
    expect(unusedKeys([file('t("demands.say.title")')], keys)).toEqual(["demands.state.open", "http.gone.title"]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code that the guard reads
    const all = 't("demands.say.title"); t(`demands.state.${state}`); const base = "http.gone"; t(`${base}.title`)';
    expect(unusedKeys([file(all)], keys)).toEqual([]);
  });

  test("prose", () => {
    expect(bareProse(file("<p>Esto es una prueba</p>"))).toHaveLength(1);
    expect(bareProse(file("<p>{t(key)}</p>"))).toEqual([]);
  });
});
