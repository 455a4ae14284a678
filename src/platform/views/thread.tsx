// The thread (hilo): from what somebody said to what changed. The list is the content; the rope is only decoration.
import type { ComponentChildren, VNode } from "preact";
import { cx } from "./class-names.ts";
import { Tag, type TagTone } from "./content.tsx";
import { Icon, type IconName } from "./icons.tsx";
import { Heading, type Level } from "./layout.tsx";

type Kids = { children?: ComponentChildren };

/** The ordered list that holds `Knot`s. */
export function Thread({ children }: Kids): VNode {
  return <ol class="thread">{children}</ol>;
}

/** One step of the thread. `open` = still to be answered (maize). */
export function Knot({ icon, title, date, id, open, level = 3, children }: KnotProps): VNode {
  return (
    <li class="thread__item" id={id}>
      <span class={cx("thread__knot", open && "thread__knot--warn")}>
        <Icon name={icon} />
      </span>
      <div class="thread__head">
        <Heading level={level} text={title} />
        {date && <span class="thread__date">{date}</span>}
      </div>
      {children}
    </li>
  );
}
type KnotProps = Kids & {
  icon: IconName;
  title: ComponentChildren;
  date?: ComponentChildren;
  id?: string;
  open?: boolean;
  level?: Level;
};

export type HistoryLine = { when: ComponentChildren; what: ComponentChildren; who?: ComponentChildren };

/** A plain history, newest first: when, what, who. */
export function Timeline({ items, label }: { items: readonly HistoryLine[]; label?: string }): VNode {
  return (
    <ol class="history" aria-label={label}>
      {items.map((item) => (
        <li class="history__item">
          <p class="history__when">{item.when}</p>
          <div class="stack stack--xs">
            {typeof item.what === "string" ? <p>{item.what}</p> : item.what}
            {item.who && <p class="small soft">{item.who}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}

export type RopeKnot = { value: string; label: string; state?: "done" | "now" | "todo" };

const ROPE_START = 228;
const ROPE_END = 990;
const VOICE_COLORS = [2, 6, 1, 4, 5, 3];

/** Many voices become one rope with a knot per step. Decoration for wide screens: the same is said in the list below. */
export function Rope({ knots, voices = 21 }: { knots: readonly RopeKnot[]; voices?: number }): VNode {
  const strands = Math.min(21, Math.max(3, voices));
  const gap = (ROPE_END - ROPE_START) / Math.max(1, knots.length - 1);
  const at = (index: number): number => Math.round(ROPE_START + gap * index);
  const lastTied = knots.findLastIndex((knot) => knot.state !== "todo");
  const tied = lastTied < 0 ? ROPE_START : at(lastTied);
  return (
    <div class="wide-only">
      <svg class="chart__svg" viewBox="0 0 1080 172" aria-hidden="true" focusable="false">
        <g class="no" stroke-width="3">
          {Array.from({ length: strands }, (_, index) => {
            const spread = index / (strands - 1);
            const from = (8 + 144 * spread).toFixed(1);
            const to = (74 + 13 * spread).toFixed(1);
            return (
              <path
                class={`l${VOICE_COLORS[index % VOICE_COLORS.length]}`}
                d={`M0 ${from}C90 ${from} 110 ${to} 210 ${to}`}
              />
            );
          })}
        </g>
        {tied < ROPE_END && (
          <path
            class="k-line no"
            stroke-width="9"
            stroke-dasharray="2 14"
            stroke-linecap="round"
            d={`M${tied} 81H${ROPE_END}`}
          />
        )}
        <path class="l1 no" stroke-width="17" d={`M210 81H${tied}`} />
        <path class="k-maize no" stroke-width="4" d={twists(tied)} />
        {knots.map((knot, index) => (
          <RopeKnotDrawing knot={knot} x={at(index)} />
        ))}
      </svg>
    </div>
  );
}

function twists(until: number): string {
  let path = "";
  for (let x = 258; x < until - 16; x += 16) path += `M${x} 73l5 16`;
  return path;
}

function RopeKnotDrawing({ knot, x }: { knot: RopeKnot; x: number }): VNode {
  const state = knot.state ?? "done";
  return (
    <g text-anchor="middle">
      <circle
        class={`${state === "now" ? "f-maize" : "f-surface"} ${state === "todo" ? "k-line" : "k-primary"}`}
        stroke-width="5"
        cx={x}
        cy="81"
        r="17"
      />
      <text class="f-ink w7" font-size="19" x={x} y="132">
        {knot.value}
      </text>
      <text class="f-soft" font-size="16" x={x} y="154">
        {knot.label}
      </text>
    </g>
  );
}

export type Verdict = { who: string; word: string; tone: TagTone; children?: ComponentChildren };

/** Two verdicts side by side, with the same weight: what the entity says and what those who asked say. */
export function Verdicts({ items, level = 4 }: { items: readonly Verdict[]; level?: Level }): VNode {
  return (
    <div class="grid grid--verdicts">
      {items.map((item) => (
        <div class="card card--close">
          <Heading level={level} look="label" text={item.who} />
          <p>
            <Tag tone={item.tone}>{item.word}</Tag>
          </p>
          {item.children}
        </div>
      ))}
    </div>
  );
}

export type TrioAnswer = { value: string; text: string };

/** Up to three answers of equal weight ("Sí", "En parte", "No") that send the form they are in: no nudge. */
export function Trio({ name, answers }: { name: string; answers: readonly TrioAnswer[] }): VNode {
  return (
    <div class="trio">
      {answers.map((answer) => (
        <button type="submit" class="button button--quiet button--tight" name={name} value={answer.value}>
          {answer.text}
        </button>
      ))}
    </div>
  );
}
