// The staff's desk: dense lists, filters with counts, one screen to read, decide and go on, everything by keyboard.
import type { ComponentChildren, VNode } from "preact";
import { t } from "../i18n/i18n.ts";
import { cx } from "./class-names.ts";
import { Island } from "./island.tsx";
import { Anchor } from "./link.tsx";

type Kids = { children?: ComponentChildren };

/** Three columns on wide screens: filters, list, decision. On phones: first filters, list, decision, the other filters. */
export function Desk({ filters, more, side, sideLabel, children }: DeskProps): VNode {
  return (
    <div class="desk">
      <div class="stack desk__first">{filters}</div>
      <div class="stack stack--m desk__main">{children}</div>
      {side && (
        <aside class="stack desk__side sticky" aria-label={sideLabel}>
          {side}
        </aside>
      )}
      {more && <div class="stack desk__more">{more}</div>}
    </div>
  );
}
type DeskProps = Kids & {
  filters: ComponentChildren;
  more?: ComponentChildren;
  side?: ComponentChildren;
  sideLabel?: string;
};

export type SideFilter = { text: string; count?: string; href: string; current?: boolean };

/** One group of filters as links with their count. */
export function SideFilters({ id, title, items }: { id: string; title: string; items: readonly SideFilter[] }): VNode {
  return (
    <nav class="stack stack--xs" aria-labelledby={id}>
      <h2 class="label" id={id}>
        {title}
      </h2>
      <ul class="side__list">
        {items.map((item) => (
          <li>
            <Anchor
              class={cx("side__link", item.current && "side__link--now")}
              href={item.href}
              current={item.current && "true"}
            >
              <span>{item.text}</span>
              {item.count !== undefined && (
                <>
                  {" "}
                  <span class="num">{item.count}</span>
                </>
              )}
            </Anchor>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The list to work through; the island moves with the arrows, space chooses, and keys press buttons with `shortcut`. */
export function WorkList({ label, children }: Kids & { label: string }): VNode {
  return (
    <Island tag="plaza-desk" look="desk__list">
      <ul class="work" aria-label={label}>
        {children}
      </ul>
    </Island>
  );
}

/** Buttons with a `shortcut` around one thing that is read and decided: the island presses them by their key. */
export function WorkKeys({ children }: Kids): VNode {
  return (
    <Island tag="plaza-desk" look="stack">
      {children}
    </Island>
  );
}

export type WorkRowProps = {
  id: string;
  text: ComponentChildren;
  /** With a name the row can be chosen with a checkbox, sent with `form`. */
  name?: string;
  value?: string;
  form?: string;
  checked?: boolean;
  /** Accessible name of the checkbox when the text is a link. */
  checkLabel?: string;
  href?: string;
  /** The row being read now. */
  cursor?: boolean;
  tags?: ComponentChildren;
  meta?: readonly ComponentChildren[];
  n?: ComponentChildren;
  unit?: string;
};

/** One row: choose, text, where and when, how many. A list also on phones, never a squeezed table. */
export function WorkRow(row: WorkRowProps): VNode {
  const selectable = row.name !== undefined;
  return (
    <li
      class={cx(
        "work__row",
        !selectable && "work__row--plain",
        row.checked && "work__row--on",
        row.cursor && "work__row--cursor",
      )}
      aria-current={row.cursor ? "true" : undefined}
    >
      {selectable && (
        <input
          class="work__check"
          type="checkbox"
          id={row.id}
          name={row.name}
          value={row.value}
          form={row.form}
          checked={row.checked}
          aria-label={row.href ? (row.checkLabel ?? t("views.desk.choose")) : undefined}
        />
      )}
      <WorkText row={row} selectable={selectable} />
      {row.meta && (
        <div class="work__meta">
          {row.meta.map((part) => (
            <>
              <span>{part}</span>{" "}
            </>
          ))}
        </div>
      )}
      {row.n !== undefined && (
        <span class="work__n num">
          <strong>{row.n}</strong> {row.unit && <span class="soft">{row.unit}</span>}
        </span>
      )}
    </li>
  );
}

function WorkText({ row, selectable }: { row: WorkRowProps; selectable: boolean }): VNode {
  return (
    <div class="work__text">
      {row.href ? (
        <Anchor href={row.href}>{row.text}</Anchor>
      ) : selectable ? (
        <label for={row.id}>{row.text}</label>
      ) : (
        <span>{row.text}</span>
      )}
      {row.tags && <> {row.tags}</>}
    </div>
  );
}

export type Shortcut = { keys: readonly string[]; text: string };

/** The keys of this desk, shown only where there are keys. */
export function KeyHint({ items, title }: { items: readonly Shortcut[]; title?: string }): VNode {
  return (
    <section class="card card--flat card--close no-touch">
      {title && <h2 class="label">{title}</h2>}
      <p class="keys">
        {items.map((item) => (
          <span>
            {item.keys.map((key) => (
              <>
                <kbd>{key}</kbd>{" "}
              </>
            ))}
            {item.text}
          </span>
        ))}
      </p>
    </section>
  );
}
