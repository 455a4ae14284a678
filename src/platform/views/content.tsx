// Notices, tags, cards, facts, steps, tabs, tables.
import { type ComponentChildren, toChildArray, type VNode } from "preact";
import { t } from "../i18n/i18n.ts";
import { cx } from "./class-names.ts";
import { Icon, type IconName } from "./icons.tsx";
import type { Level } from "./layout.tsx";
import { Heading } from "./layout.tsx";
import { Anchor, LinkButton, safeHref } from "./link.tsx";

type Kids = { children?: ComponentChildren };

/** Loose words become a paragraph; blocks stay as they are. */
function Sentence({ children }: Kids): ComponentChildren {
  const parts = toChildArray(children).filter((part) => part !== "");
  if (parts.length === 0) return null;
  return parts.some((part) => typeof part !== "object") ? <p>{parts}</p> : parts;
}

export type NoticeTone = "info" | "success" | "warn" | "danger";

/** Something to know before going on. `live` announces it when it is the answer to what the person just did. */
export function Notice({ tone = "info", title, titleLevel, live, children }: NoticeProps): VNode {
  return (
    <div
      class={cx("notice", tone !== "info" && `notice--${tone}`)}
      role={live ? (tone === "danger" ? "alert" : "status") : undefined}
    >
      {title &&
        (titleLevel ? (
          <Heading level={titleLevel} text={title} look="section" />
        ) : (
          <p>
            <strong>{title}</strong>
          </p>
        ))}
      <Sentence>{children}</Sentence>
    </div>
  );
}
type NoticeProps = Kids & { tone?: NoticeTone; title?: ComponentChildren; titleLevel?: Level; live?: boolean };

export type TagTone = "plain" | "info" | "warn" | "late" | "done" | "open" | "accent";

/** A state: word and colour, the same word everywhere. */
export function Tag({ tone = "plain", icon, children }: Kids & { tone?: TagTone; icon?: IconName }): VNode {
  return (
    <span class={cx("tag", tone !== "plain" && `tag--${tone}`)}>
      {icon && <Icon name={icon} size={18} />}
      {children}
    </span>
  );
}

/** A box. plain = a thing, flat = supporting data, tint = an invitation (one a page). */
export function Card({
  tone = "plain",
  as: As = "section",
  title,
  titleLevel = 2,
  id,
  dense,
  floating,
  children,
}: CardProps): VNode {
  return (
    <As
      class={cx("card", tone !== "plain" && `card--${tone}`, dense && "card--close", floating && "split__side sticky")}
      aria-labelledby={id}
    >
      {title && <Heading level={titleLevel} id={id} text={title} />}
      {children}
    </As>
  );
}
type CardProps = Kids & {
  tone?: "plain" | "flat" | "tint";
  as?: "section" | "article" | "div" | "li" | "aside";
  title?: ComponentChildren;
  titleLevel?: Level;
  id?: string;
  dense?: boolean;
  /** In a Split it takes the right column wherever it is in the source, and stays in view. */
  floating?: boolean;
};

/** The last line of a card, pushed to its bottom edge. */
export function CardFoot({ children }: Kids): VNode {
  return <p class="card__foot">{children}</p>;
}

/** Nothing yet: say it, and what can be done. */
export function EmptyState({ title, text, action, level = 3 }: EmptyProps): VNode {
  return (
    <div class="card card--empty">
      <Heading level={level} text={title} />
      {text && <p>{text}</p>}
      {action && (
        <LinkButton kind="quiet" href={action.href}>
          {action.text}
        </LinkButton>
      )}
    </div>
  );
}
type EmptyProps = { title: string; text?: ComponentChildren; action?: { href: string; text: string }; level?: Level };

export type Fact = { name: ComponentChildren; value: ComponentChildren };

/** Summary list with lines. `change` on an item is the link to correct it ("check your answers"). */
export function Facts({ items, narrow }: FactsProps): VNode {
  return (
    <dl class={cx("facts", narrow && "facts--narrow")}>
      {items.map((item) => (
        <>
          <dt class={cx("facts__name", narrow && "facts__name--narrow")}>{item.name}</dt>
          <dd class={cx("facts__value", narrow && "facts__value--narrow")}>
            {item.value}
            {item.change && (
              <>
                {" "}
                <Anchor href={item.change.href} label={item.change.label}>
                  {t("views.form.change")}
                </Anchor>
              </>
            )}
          </dd>
        </>
      ))}
    </dl>
  );
}

type FactsProps = {
  items: readonly (Fact & { change?: { href: string; label: string } })[];
  /** In a side column: the name above its value also on wide screens. */
  narrow?: boolean;
};

/** Few facts in a side card: small name above, value in bold. */
export function ShortFacts({ items }: { items: readonly Fact[] }): VNode {
  return (
    <dl class="stack stack--m">
      {items.map((item) => (
        <div>
          <dt class="fine">{item.name}</dt>
          <dd>
            <strong>{item.value}</strong>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Tabs are links first: each one is a page with its address. */
export function Tabs({
  items,
  label,
}: {
  items: readonly { text: string; href: string; current?: boolean }[];
  label: string;
}): VNode {
  return (
    <nav aria-label={label}>
      <ul class="tabs">
        {items.map((item) => (
          <li>
            <Anchor class={cx("tab", item.current && "tab--now")} href={item.href} current={item.current && "page"}>
              {item.text}
            </Anchor>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What only some people need: closed until asked for. */
export function Details({ summary, open, children }: Kids & { summary: string; open?: boolean }): VNode {
  return (
    <details class="more" open={open}>
      <summary class="more__title">{summary}</summary>
      <div class="more__body">{children}</div>
    </details>
  );
}

export type Column = { text: string; numeric?: boolean };

/** A real table; on phones it scrolls sideways inside its own region. The first cell of each row is its header. */
export function Table({ caption, captionHidden, columns, rows, id }: TableProps): VNode {
  return (
    <section class="scroll" tabindex={0} aria-labelledby={id}>
      <table class="table">
        <caption class={captionHidden ? "hidden" : "table__caption"} id={id}>
          {caption}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th class={cx("table__th", column.numeric && "table__n")} scope="col">
                {column.text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell, index) =>
                index === 0 ? (
                  <th class="table__td" scope="row">
                    {cell}
                  </th>
                ) : (
                  <td class={cx("table__td", columns[index]?.numeric && "table__n")}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
type TableProps = {
  id: string;
  caption: string;
  captionHidden?: boolean;
  columns: readonly Column[];
  rows: readonly (readonly ComponentChildren[])[];
};

/** A photo as evidence: its real size is given, so that the page does not jump; it loads when it comes into view. */
export function Picture({ src, alt, width, height, caption }: PictureProps): VNode {
  const href = safeHref(src);
  return (
    <figure class="stack stack--xs">
      {href && (
        <img class="picture" src={href} alt={alt} width={width} height={height} loading="lazy" decoding="async" />
      )}
      {caption && <figcaption class="fine">{caption}</figcaption>}
    </figure>
  );
}
type PictureProps = { src: string; alt: string; width: number; height: number; caption?: ComponentChildren };
