// The picture of a paper ballot that somebody filled in, for who has to look at it again: in the demonstration there is no paper.
import { join } from "node:path";
import type { OverlayOptions } from "sharp";
import { ROOT } from "#platform/config/root.ts";
import { type PreparedFile, prepareFile } from "#platform/files/prepare-file.ts";

const FONT = join(ROOT, "src/platform/pdf/font/atkinson-hyperlegible-next-bold.ttf");
const WIDTH = 900;
const LEFT = 60;
const FIRST = 210;
const ROW = 92;
const BOX = 52;
const INK = "#1f3a8a";

interface FilledBallot {
  title: string;
  /** Titles in the order of their numbers. */
  initiatives: readonly string[];
  /** Numbers with a cross inside of the box. */
  marks: readonly number[];
  /** Number of the box where a cross begins that runs into the next one: people read it in two ways. */
  between: number;
  code: string;
}

/** Draws it as a photo that was sent: prepared as any other. */
export async function drawFilledBallot(ballot: FilledBallot): Promise<PreparedFile> {
  const { default: sharp } = await import("sharp");
  const { title, initiatives, code } = ballot;
  const height = FIRST + initiatives.length * ROW + 150;
  const words = [
    { text: title, size: 26, left: LEFT, top: 70 },
    ...initiatives.map((one, index) => ({
      text: `${index + 1}. ${one}`,
      size: 19,
      left: LEFT + BOX + 24,
      top: FIRST + index * ROW + 12,
    })),
    { text: code, size: 32, left: LEFT, top: height - 100 },
  ];
  const written = await Promise.all(
    words.map(async ({ text, size, left, top }): Promise<OverlayOptions> => {
      const font = `Atkinson Hyperlegible Next Bold ${size}`;
      const input = { text: { text, font, fontfile: FONT, dpi: 96, rgba: true } };
      return { input: await sharp(input).png().toBuffer(), left, top };
    }),
  );
  const paper = sharp({ create: { width: WIDTH, height, channels: 3, background: "#f7f4ec" } });
  const body = await paper
    .composite([{ input: Buffer.from(boxes(ballot, height)) }, ...written])
    .jpeg({ quality: 80 })
    .toBuffer();
  return prepareFile({ body, tooBig: false }, "sheet");
}

function boxes({ initiatives, marks, between }: FilledBallot, height: number): string {
  const top = (number: number): number => FIRST + (number - 1) * ROW;
  const squares = initiatives.map(
    (_, index) =>
      `<rect x="${LEFT}" y="${top(index + 1)}" width="${BOX}" height="${BOX}" fill="none" stroke="#222" stroke-width="4"/>`,
  );
  const cross = (y: number): string =>
    `<path d="M${LEFT + 4} ${y + 6}l44 42m2 -44l-48 46" stroke="${INK}" stroke-width="7" stroke-linecap="round" fill="none"/>`;
  const crosses = [...marks.map(top), top(between) + 27].map(cross);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}">${[...squares, ...crosses].join("")}</svg>`;
}
