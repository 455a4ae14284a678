// What the README says of the settings is what the program reads.
import { readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { defaultSettings } from "#platform/config/config.ts";
import { ROOT } from "#platform/config/root.ts";

describe.each(["README.md", "README.en.md"])("%s", (file) => {
  const text = readFileSync(join(ROOT, file), "utf8");
  const rows = [...text.matchAll(/^\| `([A-Z_]+)` \| (.+?) \| (.+) \|$/gm)].map(([, name = "", absent = ""]) => ({
    name,
    absent,
  }));

  test("lists every setting, in the order in which they are read, and no other", () => {
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(defaultSettings()));
  });

  test("says what happens without each", () => {
    for (const { name, absent } of rows) {
      const value = defaultSettings()[name];
      if (value === undefined) expect([name, absent]).not.toEqual([name, ""]);
      else expect([name, absent]).toEqual([name, `\`${value.startsWith(ROOT) ? relative(ROOT, value) : value}\``]);
    }
  });

  test("points at files that are there, with pictures that are light", () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = ""]) => path);
    expect(links.length).toBeGreaterThan(8);
    for (const link of links) {
      const { size } = statSync(join(ROOT, link));
      if (link.endsWith(".webp")) expect(size).toBeLessThanOrEqual(200_000);
    }
  });
});
