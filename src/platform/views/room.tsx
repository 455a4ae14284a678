// A screen on the wall of a hall: few words, large, dark on light. It renews itself where there is an island.
import type { ComponentChildren, VNode } from "preact";
import { Island } from "./island.tsx";

type Kids = { children?: ComponentChildren };

/** The whole of what changes: the island asks for the page again and puts the new one in its place. */
export function RoomScreen({ from, figure, words, empty, children }: RoomProps): VNode {
  return (
    <Island tag="plaza-room" look="stack stack--l" data={{ from }}>
      <p class="room__total">
        <strong class="room__n">{figure}</strong> {words}
      </p>
      {empty !== undefined && <p class="room__line">{empty}</p>}
      <div class="room">{children}</div>
    </Island>
  );
}
/** `from`: address of the page that shows it. */
type RoomProps = Kids & { from: string; figure: string; words: string; empty?: string };

/** One group with the last things said in it. */
export function RoomColumn({ title, count, lines, more }: ColumnProps): VNode {
  return (
    <section class="card stack stack--s">
      <h2>
        {title} · <span class="num">{count}</span>
      </h2>
      <ul class="plain stack stack--s">
        {lines.map((line) => (
          <li class="room__line">{line}</li>
        ))}
      </ul>
      {more && <p class="soft">{more}</p>}
    </section>
  );
}
type ColumnProps = { title: string; count: string; lines: readonly string[]; more?: string };
