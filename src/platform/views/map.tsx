// Maps answer "where". Each place is a link whose name says its state; colour only helps.
import type { VNode } from "preact";
import { type ChartColor, fillOf, type MapTone } from "./charts.tsx";
import { cx } from "./class-names.ts";
import { safeHref } from "./link.tsx";

export type Tile = {
  /** Column and row in the grid, from 0. */
  column: number;
  row: number;
  /** The name in one or two short lines. */
  lines: readonly string[];
  /** The word of its state, or a figure. */
  word: string;
  tone: MapTone;
  href: string;
  /** Name and state, for those who listen: "Aguaclara: votando". */
  label: string;
};

const STEP_X = 57.5;
const STEP_Y = 59.5;

/** One square per place, put more or less where it lies. */
export function TileMap({ label, tiles }: { label: string; tiles: readonly Tile[] }): VNode {
  const columns = Math.max(0, ...tiles.map((tile) => tile.column)) + 1;
  const rows = Math.max(0, ...tiles.map((tile) => tile.row)) + 1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot live inside a drawing
    <svg
      class={`chart__svg chart__svg--${columns > 5 ? "mid" : "few"}`}
      viewBox={`-2 -2 ${columns * STEP_X} ${rows * STEP_Y + 0.5}`}
      role="group"
      aria-label={label}
    >
      {tiles.map((tile) => (
        <a class="tile" href={safeHref(tile.href)} aria-label={tile.label}>
          <rect
            class={`${fillOf(tile.tone)} k-line`}
            x={tile.column * STEP_X}
            y={tile.row * STEP_Y}
            width="54"
            height="56"
            rx="8"
          />
        </a>
      ))}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of texts takes no focus */}
      <g aria-hidden="true" pointer-events="none" text-anchor="middle">
        {tiles.map((tile) => (
          <TileWords tile={tile} />
        ))}
      </g>
    </svg>
  );
}

function TileWords({ tile }: { tile: Tile }): VNode {
  const x = tile.column * STEP_X + 27;
  const y = tile.row * STEP_Y;
  const ink = INK_ON[tile.tone];
  return (
    <g class={ink}>
      {tile.lines.slice(0, 2).map((line, index) => (
        <text class="w6" font-size="12" x={x} y={y + (tile.lines.length > 1 ? 17 : 23) + index * 13}>
          {line}
        </text>
      ))}
      <text font-size="11" x={x} y={y + 48}>
        {tile.word}
      </text>
    </g>
  );
}
const INK_ON: Record<MapTone, string> = {
  maize: "f-dark",
  primary: "f-on",
  accent: "f-on-accent",
  back: "f-ink",
  h1: "f-ink",
  h2: "f-ink",
  h3: "f-on-h3",
};

export type MapShape = {
  /** Path data in the units of the viewBox. */
  path: string;
  /** Name and value, for those who listen; required when it is a link. */
  label?: string;
  href?: string;
  tone?: ChartColor | MapTone;
};

export type MapWord = {
  x: number;
  y: number;
  text: string;
  tone?: "soft" | "strong";
  anchor?: "start" | "middle" | "end";
};

/** Text as high as 14 px when the drawing is 300 px wide, as on a phone; on wide screens the style makes it smaller. */
function wordSize(viewBox: string): number {
  const width = Number(viewBox.split(" ")[2]);
  return Number.isFinite(width) ? Math.round((140 * width) / 300) / 10 : 14;
}

/** Outlines of places (from the territory's geometry). `size` small sits in a side column. */
export function OutlineMap({ label, viewBox, shapes, words = [], size = "mid" }: OutlineProps): VNode {
  const linked = shapes.some((shape) => shape.href);
  return (
    <svg
      class={cx("chart__svg", `chart__svg--${size}`)}
      viewBox={viewBox}
      role={linked ? "group" : "img"}
      aria-label={label}
    >
      {shapes.map((shape) => (
        <Outline shape={shape} />
      ))}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of texts takes no focus */}
      <g aria-hidden="true" pointer-events="none" font-size={wordSize(viewBox)}>
        <g class={`map__words--${size}`}>
          {words.map((word) => (
            <text
              class={word.tone === "strong" ? "f-primary w7" : "f-soft"}
              x={word.x}
              y={word.y}
              text-anchor={word.anchor ?? "start"}
            >
              {word.text}
            </text>
          ))}
        </g>
      </g>
    </svg>
  );
}
type OutlineProps = {
  label: string;
  viewBox: string;
  shapes: readonly MapShape[];
  words?: readonly MapWord[];
  size?: "small" | "mid";
};

function Outline({ shape }: { shape: MapShape }): VNode {
  const path = (
    <path
      class={`${fillOf(shape.tone ?? "back")} k-surface`}
      stroke-width="1.5"
      stroke-linejoin="round"
      d={shape.path}
    />
  );
  const href = shape.href === undefined ? undefined : safeHref(shape.href);
  if (href === undefined) return path;
  return (
    <a class="tile" href={href} aria-label={shape.label}>
      {path}
    </a>
  );
}
