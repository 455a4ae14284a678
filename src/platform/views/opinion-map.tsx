// The map of opinions: people who answered alike stand near. It says nothing that the words beside it do not say.
import type { VNode } from "preact";
import { type ChartColor, fillOf, type Shape } from "./charts.tsx";

export type OpinionMark = { at: readonly [number, number]; people: number };
export type OpinionMapGroup = { name: string; color: ChartColor; shape: Shape; marks: readonly OpinionMark[] };
export type OpinionMapProps = {
  /** What those who listen receive: that the same is said in words, and where. */
  label: string;
  groups: readonly OpinionMapGroup[];
  /** Where the reader stands, and the words for it. */
  you?: { at: readonly [number, number]; text: string };
};

const WIDTH = 400;
const HEIGHT = 330;
const MARGIN = 44;

/** Marks of each group on a plane, larger where more people stand, within the shadow of its group. */
export function OpinionMap({ label, groups, you }: OpinionMapProps): VNode {
  const place = scaleOf([...groups.flatMap((group) => group.marks.map((mark) => mark.at)), ...(you ? [you.at] : [])]);
  const radius = radiusOf(groups);
  return (
    <svg class="chart__svg" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <rect class="f-surface k-line" x="1" y="1" width={WIDTH - 2} height={HEIGHT - 2} rx="18" />
      {groups.map((group) => (
        <g opacity=".15">
          <path
            class={`f${group.color} l${group.color}`}
            stroke-width="26"
            stroke-linejoin="round"
            stroke-linecap="round"
            d={`M${hull(group.marks.map((mark) => place(mark.at)))
              .map(([x, y]) => `${x} ${y}`)
              .join("L")}z`}
          />
        </g>
      ))}
      {groups.map((group) => (
        <path
          class={fillOf(group.color)}
          d={group.marks.map((mark) => markPath(group.shape, place(mark.at), radius(mark.people))).join("")}
        />
      ))}
      <g font-size="20" class="w7" text-anchor="middle">
        {groups.map((group) => {
          const [x, y] = labelPlace(group.marks.map((mark) => place(mark.at)));
          return (
            <text class={`f${group.color}`} x={x} y={y}>
              {group.name}
            </text>
          );
        })}
      </g>
      {you && <You at={place(you.at)} text={you.text} />}
    </svg>
  );
}

function You({ at: [x, y], text }: { at: Point; text: string }): VNode {
  // The words stand on the side where there is room.
  const width = 20 + 8 * text.length;
  const left = x > WIDTH / 2 ? x - width - 22 : x + 22;
  return (
    <g>
      <path class="k-ink no" stroke-width="2" d={`M${x} ${y}H${left > x ? left : left + width}`} />
      <circle class="f-maize k-ink" stroke-width="3" cx={x} cy={y} r="9" />
      <rect class="f-maize" x={left} y={y - 14} width={width} height="28" rx="6" />
      <text class="f-dark w7" font-size="15" x={round(left + width / 2)} y={y + 5} text-anchor="middle">
        {text}
      </text>
    </g>
  );
}

type Point = readonly [number, number];

/** Fits all points in the drawing, with the same scale in both directions; y grows upwards. */
function scaleOf(points: readonly Point[]): (point: Point) => Point {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min((WIDTH - 2 * MARGIN) / (right - left || 1), (HEIGHT - 2 * MARGIN) / (high - low || 1));
  return ([x, y]) => [
    round(WIDTH / 2 + scale * (x - (left + right) / 2)),
    round(HEIGHT / 2 - scale * (y - (low + high) / 2)),
  ];
}

const [SMALLEST, LARGEST] = [2.6, 9];

/** Area grows with people, and the largest mark still lets its neighbours be seen: of many people, each counts for less. */
function radiusOf(groups: readonly OpinionMapGroup[]): (people: number) => number {
  const most = groups.flatMap(({ marks }) => marks).reduce((largest, { people }) => Math.max(largest, people), 1);
  const each = Math.min(0.8, (LARGEST - SMALLEST) / Math.sqrt(most));
  return (people) => SMALLEST + each * Math.sqrt(people);
}

/** Groups differ in shape as well as in colour. */
function markPath(shape: Shape, [x, y]: Point, r: number): string {
  const n = round(r);
  switch (shape) {
    case "square":
      return `M${round(x - n)} ${round(y - n)}h${2 * n}v${2 * n}h${-2 * n}z`;
    case "triangle":
      return `M${x} ${round(y - n)}l${n} ${2 * n}h${-2 * n}z`;
    case "diamond":
      return `M${x} ${round(y - 1.3 * n)}l${n} ${round(1.3 * n)}l${-n} ${round(1.3 * n)}l${-n} ${round(-1.3 * n)}z`;
    case "bar":
      return `M${round(x - 1.4 * n)} ${round(y - n / 2)}h${round(2.8 * n)}v${n}h${round(-2.8 * n)}z`;
    default:
      return `M${round(x - n)} ${y}a${n} ${n} 0 1 0 ${2 * n} 0a${n} ${n} 0 1 0 ${-2 * n} 0z`;
  }
}

/** Convex hull by monotone chain (Andrew 1979). */
function hull(points: readonly Point[]): Point[] {
  const sorted = points.toSorted(([a, b], [c, d]) => a - c || b - d);
  const half = (list: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of list) {
      while (chain.length > 1 && turn(chain.at(-2) ?? point, chain.at(-1) ?? point, point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  const around = [...half(sorted), ...half(sorted.toReversed())];
  return around.length > 0 ? around : sorted.slice(0, 1);
}

function turn([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

/** Above a group of the upper half and below one of the lower half: on the side where no other group lies. */
function labelPlace(points: readonly Point[]): Point {
  const ys = points.map(([, y]) => y);
  const count = Math.max(1, points.length);
  const x = points.reduce((sum, [one]) => sum + one, 0) / count;
  const middle = ys.reduce((sum, one) => sum + one, 0) / count;
  if (middle > HEIGHT / 2) return [round(x), Math.min(HEIGHT - 8, round(Math.max(...ys) + 32))];
  return [round(x), Math.max(20, round(Math.min(...ys) - 18))];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
