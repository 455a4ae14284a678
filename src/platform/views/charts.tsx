// Charts are HTML text plus SVG made on the server: rects with widths in %, so they are fluid without inline style.
import type { ComponentChildren, VNode } from "preact";
import { t } from "../i18n/i18n.ts";
import { Anchor } from "./link.tsx";

/** Chart colours in their order: 1 guadua, 2 clay, 3 sky, 4 plum, 5 ripe maize, 6 stone (for comparison). */
export type ChartColor = 1 | 2 | 3 | 4 | 5 | 6;
export type Shape = "square" | "circle" | "triangle" | "diamond" | "bar" | "line" | "dots";

const percent = (value: number): string => `${Math.round(Math.min(100, Math.max(0, value)) * 10) / 10}%`;

/**
 * A bar from zero, or from `from` when it is a range. `percent` 0–100; `expected` draws the mark of what was expected. Say the number
 * beside it.
 */
export function Meter({ percent: share, from = 0, color = 1, height = 12, expected }: MeterProps): VNode {
  return (
    <svg class="meter" height={height} aria-hidden="true" focusable="false">
      <rect class="f-back" width="100%" height={height} rx={height / 2} />
      {share > from && (
        <rect
          class={`f${color}`}
          x={from > 0 ? percent(from) : undefined}
          width={percent(share - from)}
          height={height}
          rx={height / 2}
        />
      )}
      {expected !== undefined && <rect class="f-ink" x={percent(expected)} width="3" height={height} />}
    </svg>
  );
}
type MeterProps = { percent: number; from?: number; color?: ChartColor; height?: number; expected?: number };

/** Name at the left, figure at the right, bar below. */
export function LabelledMeter({
  label,
  value,
  ...meter
}: MeterProps & { label: ComponentChildren; value: ComponentChildren }): VNode {
  return (
    <div class="stack stack--xs">
      <p class="meters__head">
        <span>{label}</span>
        <strong class="num">{value}</strong>
      </p>
      <Meter {...meter} />
    </div>
  );
}

export type MeterRow = {
  label: string;
  href?: string;
  value: ComponentChildren;
  percent: number;
  /** Where a range begins. */
  from?: number;
  color?: ChartColor;
  expected?: number;
};

/** Bars one below the other, ordered by the caller. */
export function Meters({
  items,
  height = 12,
  label,
}: {
  items: readonly MeterRow[];
  height?: number;
  label?: string;
}): VNode {
  return (
    <ul class="meters" aria-label={label}>
      {items.map((item) => (
        <li>
          <p class="meters__head">
            {item.href ? <Anchor href={item.href}>{item.label}</Anchor> : <span>{item.label}</span>}
            <strong class="num">{item.value}</strong>
          </p>
          <Meter percent={item.percent} from={item.from} color={item.color} expected={item.expected} height={height} />
        </li>
      ))}
    </ul>
  );
}

export type BarPart = { label: string; value: number; color: ChartColor };

/**
 * Parts of a whole in one bar; goes with a Legend that says the figures. Parts of zero are left out. `whole` makes several
 * bars comparable: what a full one would be.
 */
export function StackedBar({ parts, height = 28, whole }: StackedBarProps): VNode {
  const total = whole ?? (parts.reduce((sum, part) => sum + part.value, 0) || 1);
  let from = 0;
  const drawn = parts
    .filter((part) => part.value > 0)
    .map((part) => {
      const x = (100 * from) / total;
      from += part.value;
      return { x, width: (100 * part.value) / total, color: part.color };
    });
  return (
    <svg class="meter" height={height} aria-hidden="true" focusable="false">
      {drawn.length === 0 && <rect class="f-back" width="100%" height={height} />}
      {drawn.map((part) => (
        <rect class={`f${part.color}`} x={percent(part.x)} width={percent(part.width)} height={height} />
      ))}
      {drawn.slice(1).map((part) => (
        <rect class="f-paper" x={percent(part.x)} width="2" height={height} />
      ))}
    </svg>
  );
}

type StackedBarProps = { parts: readonly BarPart[]; height?: number; whole?: number };

export type LegendItem = { text: ComponentChildren; color: ChartColor | MapTone; shape?: Shape };
export type MapTone = "maize" | "primary" | "accent" | "back" | "h1" | "h2" | "h3";

/** What each colour means; without it a colour means nothing. */
export function Legend({ items }: { items: readonly LegendItem[] }): VNode {
  return (
    <ul class="legend">
      {items.map((item) => (
        <li class="legend__item">
          <LegendMark color={item.color} shape={item.shape ?? "square"} /> <span>{item.text}</span>
        </li>
      ))}
    </ul>
  );
}

export function fillOf(color: ChartColor | MapTone): string {
  return typeof color === "number" ? `f${color}` : `f-${color}`;
}

/** A name with its mark before it, on one line. */
export function MarkedName({ color, shape, children }: MarkedNameProps): VNode {
  return (
    <span class="legend__item">
      <LegendMark color={color} shape={shape} /> <span>{children}</span>
    </span>
  );
}
type MarkedNameProps = { color: ChartColor | MapTone; shape: Shape; children: ComponentChildren };

/** Groups differ in shape as well as in colour. */
export function LegendMark({ color, shape }: { color: ChartColor | MapTone; shape: Shape }): VNode {
  if (shape === "line" || shape === "dots") {
    const stroke = typeof color === "number" ? `l${color}` : "k-ink";
    return (
      <svg class="legend__mark" width="28" height="10" aria-hidden="true" focusable="false">
        <path
          class={`${stroke} no`}
          stroke-width="3"
          stroke-linecap="round"
          stroke-dasharray={shape === "dots" ? "1 5" : undefined}
          d="M2 5h24"
        />
      </svg>
    );
  }
  return (
    <svg class="legend__mark" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {shape === "square" && <rect class={fillOf(color)} width="16" height="16" rx="3" />}
      {shape === "circle" && <circle class={fillOf(color)} cx="8" cy="8" r="7" />}
      {shape === "triangle" && <path class={fillOf(color)} d="M8 0l8 15H0z" />}
      {shape === "diamond" && <path class={fillOf(color)} d="M8 0l7 8-7 8-7-8z" />}
      {shape === "bar" && <rect class={fillOf(color)} y="4" width="16" height="8" />}
    </svg>
  );
}

/** A stacked bar with its legend: the figure of a whole and its parts. */
export function PartsFigure({
  parts,
  height,
  describe,
}: {
  parts: readonly BarPart[];
  height?: number;
  describe: (part: BarPart) => string;
}): VNode {
  return (
    <figure class="stack stack--s">
      <StackedBar parts={parts} height={height} />
      <figcaption>
        <Legend items={parts.map((part) => ({ text: describe(part), color: part.color }))} />
      </figcaption>
    </figure>
  );
}

/** Source, unit, date and method below a chart, with the links to its table and file. */
export function ChartFoot({
  children,
  table,
  csv,
}: {
  children: ComponentChildren;
  table?: string;
  csv?: string;
}): VNode {
  return (
    <p class="chart__foot">
      <span>{children}</span>
      {(table || csv) && (
        <span class="chart__links">
          {table && (
            <Anchor class="chart__link" href={table}>
              {t("views.charts.table")}
            </Anchor>
          )}
          {csv && (
            <Anchor class="chart__link" href={csv}>
              CSV
            </Anchor>
          )}
        </span>
      )}
    </p>
  );
}

export type GroupShare = { name: string; percent: number; text: string; color: ChartColor };

/** The same question in each group: letter, bar, figure. */
export function GroupBars({ groups }: { groups: readonly GroupShare[] }): VNode {
  return (
    <div class="triple push">
      {groups.map((group) => (
        <>
          <strong>{group.name}</strong>
          <Meter percent={group.percent} color={group.color} />
          <span class="num">{group.text}</span>
        </>
      ))}
    </div>
  );
}
