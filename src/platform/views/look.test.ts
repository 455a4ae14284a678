// The look as numbers: contrast of every pair of text and ground, weight of what is downloaded.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { assets, minify, stylesheet } from "./assets.ts";
import { brandRules, contrast } from "./brand.ts";

const here = import.meta.dirname;
const source = readFileSync(join(here, "plaza.css"), "utf8");

type Palette = Record<string, string>;

function variablesOf(css: string): Palette {
  return Object.fromEntries(
    [...css.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6})/gi)].map((match) => [match[1] ?? "", match[2] ?? ""]),
  );
}

function palettes(css: string): { light: Palette; dark: Palette } {
  const at = css.indexOf("@media (prefers-color-scheme: dark)");
  const end = css.indexOf("\n}", at);
  const light = variablesOf(css.slice(0, at));
  return { light, dark: { ...light, ...variablesOf(css.slice(at, end)) } };
}

const GROUNDS = ["paper", "surface", "sunken", "primary-tint", "info-tint", "warn-tint", "success-tint", "danger-tint"];
const TEXT: readonly (readonly [string, readonly string[]])[] = [
  ["ink", [...GROUNDS, "accent-tint", "hill-1", "hill-2"]],
  ["ink-soft", GROUNDS],
  ["link", GROUNDS],
  ["visited", GROUNDS],
  ["primary", ["paper", "surface", "sunken", "primary-tint"]],
  ["accent", ["paper", "surface", "sunken", "primary-tint", "accent-tint"]],
  ["danger", ["paper", "surface", "danger-tint"]],
  ["success", ["success-tint", "surface"]],
  ["warn", ["warn-tint", "surface"]],
  ["info", ["info-tint", "surface"]],
  ["on-primary", ["primary", "primary-strong"]],
  ["on-header", ["header"]],
  ["on-accent", ["accent"]],
  ["on-hill-3", ["hill-3"]],
  ["focus-ink", ["focus", "maize"]],
  ["surface", ["danger"]],
  ["paper", ["ink"]],
  ["c1", ["surface", "paper"]],
  ["c6", ["surface", "paper"]],
];
const LINES: readonly (readonly [string, readonly string[]])[] = [
  ["field", ["paper", "surface"]],
  ...["c1", "c2", "c3", "c4", "c5", "c6"].map((color) => [color, ["paper", "surface"]] as const),
];

const shades = Object.entries(palettes(source)).flatMap(([mode, palette]) => [
  ...TEXT.flatMap(([text, grounds]) => grounds.map((ground) => ({ mode, text, ground, needs: 4.5, palette }))),
  ...LINES.flatMap(([text, grounds]) => grounds.map((ground) => ({ mode, text, ground, needs: 3, palette }))),
]);

describe("the palette can be read", () => {
  test.each(shades)("$mode: $text on $ground is at least $needs to 1", ({ text, ground, needs, palette }) => {
    expect(contrast(palette[text] ?? "", palette[ground] ?? "")).toBeGreaterThanOrEqual(needs);
  });

  test("a brand keeps its contrast in light and dark, and one too light is refused", () => {
    const css = brandRules({ primary: "#7A1F5C", header: "#3B0F2C" });
    const [light = "", dark = ""] = css.split("@media");
    const day = { ...palettes(source).light, ...variablesOf(light) };
    const night = { ...palettes(source).dark, ...variablesOf(dark) };
    for (const palette of [day, night]) {
      for (const ground of ["paper", "surface", "sunken", "primary-tint"]) {
        expect(contrast(palette.primary ?? "", palette[ground] ?? ""), ground).toBeGreaterThanOrEqual(4.5);
      }
      expect(contrast(palette["on-primary"] ?? "", palette.primary ?? "")).toBeGreaterThanOrEqual(4.5);
      expect(contrast("#FFFFFF", palette.header ?? "")).toBeGreaterThanOrEqual(4.5);
    }
    expect(() => brandRules({ primary: "#FFC94A" })).toThrow(/too light/);
    expect(variablesOf(brandRules({ primary: "#1D4F85" }).split("@media")[0] ?? "").header).toBe("#163b64");
  });
});

describe("what a phone downloads stays small", () => {
  const bytes = (body: string | Buffer): number => gzipSync(body, { level: 9 }).length;

  test("one stylesheet under 12 KB gz", () => {
    expect(bytes(stylesheet({ primary: "#7A1F5C" }, "/activos/a.woff2"))).toBeLessThan(12 * 1024);
  });

  test("one font under 15 KB", () => {
    const font = assets().find((asset) => asset.ext === "woff2");
    expect(font?.body.length).toBeLessThan(15 * 1024);
  });

  test("our island under 4 KB gz", () => {
    const { outputFiles } = buildSync({
      entryPoints: [join(here, "plaza.island.ts")],
      bundle: true,
      minify: true,
      format: "esm",
      write: false,
    });
    expect(outputFiles).toHaveLength(1);
    expect(bytes(outputFiles[0]?.text ?? "")).toBeLessThan(4 * 1024);
  });
});

test("minifying keeps every declaration", () => {
  expect(minify('/* a */ .a { color: red; width: calc(1rem - 2px); }\n.a + .b::before { content: "›"; }')).toBe(
    '.a{color:red;width:calc(1rem - 2px)}.a + .b::before{content:"›"}',
  );
});

test("the address of an asset changes with its content", () => {
  const css = (primary: string): string | undefined =>
    assets({ primary }).find((asset) => asset.name === "plaza")?.path;
  expect(css("#7A1F5C")).toMatch(/^\/activos\/plaza-[0-9a-f]{12}\.css$/);
  expect(css("#7A1F5C")).not.toBe(css("#1F3F7A"));
});

test("the logo of the entity is served as what it is", () => {
  const found = (ext: "svg" | "png") =>
    assets({}, { body: Buffer.from("x"), ext }).find((asset) => asset.name === "logo")?.type;
  expect([found("svg"), found("png")]).toEqual(["image/svg+xml", "image/png"]);
  expect(assets().some((asset) => asset.name === "logo")).toBe(false);
});

test("every class written in a component is drawn in the stylesheet, and the other way round", () => {
  const components = readdirSync(here)
    .filter((file) => /\.(tsx|ts)$/.test(file) && !file.includes(".test."))
    .map((file) => readFileSync(join(here, file), "utf8"))
    .join("\n");
  const drawn = new Set([...source.matchAll(/\.([a-z][a-z0-9_-]*)(?=[\s,:.{+])/g)].map((match) => match[1] ?? ""));
  const written = new Set(
    [...components.matchAll(/class(?:Name)?="([^"]+)"/g)].flatMap((match) => (match[1] ?? "").split(/\s+/)),
  );
  expect([...written].filter((name) => !drawn.has(name))).toEqual([]);
  const mentioned = (name: string): boolean =>
    components.includes(name) || components.includes(name.replace(/--.*$/, "--"));
  expect([...drawn].filter((name) => !mentioned(name) && !/^[flk]-?[a-z0-9]+$/.test(name))).toEqual([]);
});
