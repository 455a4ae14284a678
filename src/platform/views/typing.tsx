// Lines typed one after the other, as they arrive: the last one first, beside the ones that are still on this device.
import type { ComponentChildren, VNode } from "preact";
import { Island } from "./island.tsx";
import { Heading } from "./layout.tsx";

type Kids = { children?: ComponentChildren };

/** What the island says and where it sends; `%` stands for the number or the hour. */
export type TypingWords = {
  /** Address that takes many lines at once, and that of the page of one, ending in 0. */
  batch: string;
  correct: string;
  /** Under what name this device keeps what has not arrived. */
  keep: string;
  total: number;
  arrived: string;
  since: string;
  here: string;
  offline: string;
  refused: string;
  waiting: string;
  fix: string;
};

/** Holds the form of one line, its status and the list; without the island each line is sent by itself. */
export function TypingDesk({ words, children }: Kids & { words: TypingWords }): VNode {
  const { total, ...data } = words;
  return (
    <Island tag="plaza-lines" look="stack stack--l" data={{ ...data, total: String(total) }}>
      {children}
    </Island>
  );
}

/** The list that the island adds to. */
export function ArrivedList({ id, label, children }: Kids & { id: string; label: string }): VNode {
  return (
    <section class="stack stack--s" aria-labelledby={id}>
      <Heading level={2} id={id} text={label} look="section" />
      <ol class="items" reversed>
        {children}
      </ol>
    </section>
  );
}

/** One line: what was typed, how it was coded, and what can still be done with it. */
export function ArrivedRow({ text, tags, action }: ArrivedProps): VNode {
  return (
    <li class="item item--side">
      <div class="stack stack--xs">
        <p class="label">{text}</p>
        <div class="row">{tags}</div>
      </div>
      <div class="item__aside small">{action}</div>
    </li>
  );
}
type ArrivedProps = { text: string; tags?: ComponentChildren; action?: ComponentChildren };
