// The font is cut to our glyphs: a text with a letter it lacks would be drawn by another font in the middle of a word.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { expect, test } from "vitest";

const here = import.meta.dirname;
const root = join(here, "..", "..", "..");

// Vowels of Emberá and Nasa Yuwe, the arrows of the keyboard and signs that stand alone (a box to tick on paper, those of
// a formula): 15 KB do not reach, and every system draws them.
const LEFT_TO_THE_SYSTEM = "ẽĩũẼĨŨ↑↓←→↵☐κ±";

/** The characters a WOFF2 file draws: its `cmap`, which the format does not transform, so it can be read in place. */
function charactersOf(file: Buffer): Set<number> {
  let at = 48;
  let offset = 0;
  let cmap: { offset: number; length: number } | undefined;
  const variable = (): number => {
    let value = 0;
    for (;;) {
      const byte = file.readUInt8(at++);
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  for (let table = 0; table < file.readUInt16BE(12); table++) {
    const flags = file.readUInt8(at++);
    const known = flags & 63;
    if (known === 63) at += 4;
    const length = variable();
    // glyf and loca (10, 11) are transformed unless they say otherwise; the others only when they say so.
    const version = flags >> 6;
    const transformed = known === 10 || known === 11 ? version !== 3 : version !== 0;
    const stored = transformed ? variable() : length;
    if (known === 0) cmap = { offset, length };
    offset += stored;
  }
  const tables = brotliDecompressSync(file.subarray(at, at + file.readUInt32BE(20)));
  if (!cmap) throw new Error("The font has no cmap");
  return readCmap(tables.subarray(cmap.offset, cmap.offset + cmap.length));
}

function readCmap(cmap: Buffer): Set<number> {
  const found = new Set<number>();
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const start = cmap.readUInt32BE(4 + i * 8 + 4);
    const format = cmap.readUInt16BE(start);
    if (format === 12) {
      for (let group = 0; group < cmap.readUInt32BE(start + 12); group++) {
        const from = start + 16 + group * 12;
        for (let code = cmap.readUInt32BE(from); code <= cmap.readUInt32BE(from + 4); code++) found.add(code);
      }
    }
    if (format === 4) {
      const segments = cmap.readUInt16BE(start + 6) / 2;
      for (let segment = 0; segment < segments; segment++) {
        const end = cmap.readUInt16BE(start + 14 + segment * 2);
        const first = cmap.readUInt16BE(start + 16 + segments * 2 + segment * 2);
        for (let code = first; code <= end && code !== 0xffff; code++) found.add(code);
      }
    }
  }
  return found;
}

test("the font draws every letter of our texts", () => {
  const drawn = charactersOf(readFileSync(join(here, "font", "atkinson-hyperlegible-next.woff2")));
  expect(drawn.size).toBeGreaterThan(100);
  const texts = globSync("messages/*/*.json", { cwd: root }).map((file) => readFileSync(join(root, file), "utf8"));
  const missing = new Set(
    [...texts.join("")].filter((letter) => letter > " " && !drawn.has(letter.codePointAt(0) ?? 0)),
  );
  expect([...missing].filter((letter) => !LEFT_TO_THE_SYSTEM.includes(letter))).toEqual([]);
});
