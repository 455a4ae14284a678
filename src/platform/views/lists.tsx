// Lists of things: rows with a title, filters with counts, pages, meetings.
import type { ComponentChildren, VNode } from "preact";
import { t } from "../i18n/i18n.ts";
import { cx } from "./class-names.ts";
import { Heading, type Level } from "./layout.tsx";
import { Anchor } from "./link.tsx";

type Kids = { children?: ComponentChildren };

/** The list that holds `Item`s. */
export function Items({ ordered, label, children }: Kids & { ordered?: boolean; label?: string }): VNode {
  const Tag = ordered ? "ol" : "ul";
  return (
    <Tag class="items" aria-label={label}>
      {children}
    </Tag>
  );
}

/**
 * One thing of a list. `over` is the line of state and place, `meta` the quiet line below the title, `side` what stands
 * at the right on wide screens (a date, a button), `end` a third column (a bar of progress).
 */
export function Item({
  title,
  href,
  titleLabel,
  level = 3,
  small,
  id,
  over,
  meta,
  side,
  end,
  children,
}: ItemProps): VNode {
  const layout = end !== undefined ? "board" : side !== undefined ? "side" : undefined;
  return (
    <li class={cx("item", layout && `item--${layout}`)} id={id}>
      <div class="stack stack--xs">
        {over && <div class="row">{over}</div>}
        {title && (
          <Heading
            level={level}
            look={small ? "label" : "item"}
            text={
              href ? (
                <Anchor href={href} label={titleLabel}>
                  {title}
                </Anchor>
              ) : (
                title
              )
            }
          />
        )}
        {meta && <p class="small soft">{meta}</p>}
        {children}
      </div>
      {side !== undefined && <div class={end === undefined ? "item__aside" : "item__side"}>{side}</div>}
      {end !== undefined && <div class="stack stack--xs">{end}</div>}
    </li>
  );
}
type ItemProps = Kids & {
  title?: ComponentChildren;
  href?: string;
  titleLabel?: string;
  level?: Level;
  /** Title of the size of text, for lists in a side column. */
  small?: boolean;
  id?: string;
  over?: ComponentChildren;
  meta?: ComponentChildren;
  side?: ComponentChildren;
  end?: ComponentChildren;
};

export type Filter = { text: string; href: string; count?: string; current?: boolean };

/** Filters are links with their count: the address can be pasted in a message. */
export function FilterChips({ label, items }: { label: string; items: readonly Filter[] }): VNode {
  return (
    <ul class="chips" aria-label={label}>
      {items.map((item) => (
        <li>
          <Anchor class={cx("chip", item.current && "chip--now")} href={item.href} current={item.current && "true"}>
            {item.text} {item.count !== undefined && <span class="chip__n">{item.count}</span>}
          </Anchor>
        </li>
      ))}
    </ul>
  );
}

export type FilterButton = { text: string; value: string; count?: string; current?: boolean };

/** Filters that are buttons of a form, so that what was chosen in it is not lost. */
export function FilterButtons({
  label,
  form,
  name,
  items,
}: {
  label: string;
  form: string;
  name: string;
  items: readonly FilterButton[];
}): VNode {
  return (
    <fieldset class="chips">
      <legend class="hidden">{label}</legend>
      {items.map((item) => (
        <button
          type="submit"
          class={cx("chip", item.current && "chip--now")}
          form={form}
          name={name}
          value={item.value}
          aria-pressed={item.current ? "true" : "false"}
        >
          {item.text} {item.count !== undefined && <span class="chip__n">{item.count}</span>}
        </button>
      ))}
    </fieldset>
  );
}

/** Pages of a long list by number; `href(n)` gives the address of page n. */
export function Pagination({
  current,
  total,
  href,
  label,
}: {
  current: number;
  total: number;
  href: (page: number) => string;
  label?: string;
}): VNode | null {
  if (total <= 1) return null;
  return (
    <nav aria-label={label ?? t("views.lists.pages")}>
      <ul class="pages">
        {current > 1 && <PageLink href={href(current - 1)} text={t("views.lists.previous")} />}
        {pagesAround(current, total).map((page) =>
          page === undefined ? (
            <li aria-hidden="true">…</li>
          ) : (
            <PageLink
              href={href(page)}
              text={String(page)}
              now={page === current}
              label={t("views.lists.page", { n: String(page) })}
            />
          ),
        )}
        {current < total && <PageLink href={href(current + 1)} text={t("views.lists.next")} />}
      </ul>
    </nav>
  );
}

function PageLink({ href, text, now, label }: { href: string; text: string; now?: boolean; label?: string }): VNode {
  return (
    <li>
      <Anchor class={cx("pages__link", now && "pages__link--now")} href={href} current={now && "page"} label={label}>
        {text}
      </Anchor>
    </li>
  );
}

/** First, last and the neighbours of the current page; undefined stands for a gap. */
export function pagesAround(current: number, total: number): (number | undefined)[] {
  const wanted = [...new Set([1, current - 1, current, current + 1, total])].filter(
    (page) => page >= 1 && page <= total,
  );
  return wanted.flatMap((page, index) => {
    const before = wanted[index - 1];
    return before !== undefined && page - before > 1 ? [undefined, page] : [page];
  });
}

/** Pages by key (previous / next), for lists that grow while they are read. */
export function KeysetPagination({
  previous,
  next,
  label,
}: {
  previous?: string;
  next?: string;
  label?: string;
}): VNode | null {
  if (!previous && !next) return null;
  return (
    <nav aria-label={label ?? t("views.lists.pages")}>
      <ul class="pages pages--key">
        {previous && (
          <li>
            <Anchor class="next" href={previous}>
              {t("views.lists.previous")}
            </Anchor>
          </li>
        )}
        {next && (
          <li>
            <Anchor class="next" href={next}>
              {t("views.lists.next")}
            </Anchor>
          </li>
        )}
      </ul>
    </nav>
  );
}

export type Meeting = {
  iso: string;
  weekday: string;
  day: string;
  month: string;
  title: ComponentChildren;
  text: ComponentChildren;
};

/** Dates to go to: the day as a leaf of a calendar. */
export function Meetings({ items }: { items: readonly Meeting[] }): VNode {
  return (
    <ul class="items">
      {items.map((item) => (
        <li class="meet">
          <time class="meet__day" datetime={item.iso}>
            <span>{item.weekday}</span> <span class="meet__n">{item.day}</span> <span>{item.month}</span>
          </time>
          <div>
            <h3 class="label">{item.title}</h3>
            <p class="small">{item.text}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

export type Kpi = { value: string; text: string; href?: string; late?: boolean };

/** Figures; each one opens the rows that make it. */
export function Kpis({ items }: { items: readonly Kpi[] }): VNode {
  return (
    <ul class="kpis">
      {items.map((item) => (
        <li class={cx("kpi", item.late && "kpi--late")}>
          <span class="kpi__n">{item.value}</span>
          {item.href ? (
            <Anchor class="kpi__text" href={item.href}>
              {item.text}
            </Anchor>
          ) : (
            <span class="kpi__text">{item.text}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
