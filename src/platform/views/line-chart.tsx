import type { VNode } from "preact";

export type Series = { name: string; points: readonly (number | null)[]; lastText: string; main?: boolean };
export type LineChartProps = {
  /** Says the values in words: it is what those who listen receive. */
  label: string;
  series: readonly Series[];
  from: string;
  to: string;
};

// Drawn 330 units wide, so that text of 13 units is still 13 px on a phone of 360.
const WIDTH = 330;
const HEIGHT = 140;
const LEFT = 8;
const RIGHT = 226;
const TOP = 22;
const BASE = 106;

/** A small chart of a series and, dotted, what it is compared with. Gaps in the data stay gaps. */
export function LineChart({ label, series: given, from, to }: LineChartProps): VNode {
  const series = given.filter((one) => one.points.some((value) => value !== null));
  const scale = scaleOf(series);
  const ends = separate(series.map((one) => ({ one, y: scale.y(lastValue(one)) })));
  return (
    <svg class="chart__svg" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path class="k-line" stroke-width="1.5" d={`M4 118h${RIGHT}`} />
      {series.map((one) => (
        <path
          class={`${one.main ? "l1" : "l6"} no`}
          stroke-width={one.main ? 3 : 2.5}
          stroke-linecap="round"
          stroke-dasharray={one.main ? undefined : "1 5"}
          stroke-linejoin="round"
          d={pathOf(one, scale)}
        />
      ))}
      {series.map(
        (one) =>
          one.main && (
            <circle class="f1" cx={scale.x(lastIndex(one), one.points.length)} cy={scale.y(lastValue(one))} r="5" />
          ),
      )}
      {ends.map(({ one, y }) => (
        <g class={one.main ? "f1" : "f6"}>
          <text class={one.main ? "w7" : "w6"} font-size={one.main ? 18 : 15} x="238" y={round(y)}>
            {one.lastText}
          </text>
          <text font-size="13" x="238" y={round(y + 14)}>
            {one.name}
          </text>
        </g>
      ))}
      <g class="f-soft" font-size="13">
        <text x="4" y="135">
          {from}
        </text>
        <text x={isLong(from + to) ? WIDTH - 4 : RIGHT + 4} y="135" text-anchor="end">
          {to}
        </text>
      </g>
    </svg>
  );
}

/** Whether two ends touch each other below the line, at 7 units a letter: then the last one goes on below the words. */
function isLong(text: string): boolean {
  return 7 * text.length > RIGHT - 16;
}

type Scale = { x: (index: number, length: number) => number; y: (value: number) => number };

function scaleOf(series: readonly Series[]): Scale {
  const values = series.flatMap((one) => one.points).filter((value) => value !== null);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = high - low || 1;
  return {
    x: (index, length) => round(LEFT + ((RIGHT - LEFT) * index) / Math.max(1, length - 1)),
    y: (value) => round(BASE - ((BASE - TOP) * (value - low)) / span),
  };
}

function pathOf(one: Series, scale: Scale): string {
  let pen = "M";
  const parts: string[] = [];
  for (const [index, value] of one.points.entries()) {
    if (value === null) {
      pen = "M";
      continue;
    }
    // A point between two gaps has no line to belong to: a segment of no length with a round cap is its dot.
    parts.push(`${pen}${scale.x(index, one.points.length)} ${scale.y(value)}${pen === "M" ? "h0" : ""}`);
    pen = "L";
  }
  return parts.join("");
}

function lastIndex(one: Series): number {
  return one.points.findLastIndex((value) => value !== null);
}

function lastValue(one: Series): number {
  return one.points.findLast((value) => value !== null) ?? 0;
}

/** Labels of two lines need 32 units: if they would touch, they move apart around their middle. */
function separate(ends: readonly { one: Series; y: number }[]): { one: Series; y: number }[] {
  const sorted = ends.toSorted((a, b) => a.y - b.y);
  const [first, second] = sorted;
  if (!first || !second || second.y - first.y >= 32) return sorted.map((end) => ({ ...end, y: clampLabel(end.y) }));
  const middle = Math.min(86, Math.max(34, (first.y + second.y) / 2));
  return [
    { ...first, y: middle - 16 },
    { ...second, y: middle + 16 },
  ];
}

function clampLabel(y: number): number {
  return Math.min(102, Math.max(16, y + 4));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
