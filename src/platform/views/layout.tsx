// Arrangement: elements have no outer margin, the container gives the gap.
import type { ComponentChildren, VNode } from "preact";
import { cx } from "./class-names.ts";

export type Gap = "xs" | "s" | "m" | "base" | "l" | "xl";
export type Level = 1 | 2 | 3 | 4;
type Kids = { children?: ComponentChildren };

/** The column of the page: 72rem, narrow (one thing to read) or wide (staff). With `gap` it stacks its children. */
export function Page({ width = "page", gap, children }: Kids & { width?: PageWidth; gap?: Gap }): VNode {
  return <div class={cx(pageClass(width), gap && stackClass(gap))}>{children}</div>;
}

export type PageWidth = "page" | "narrow" | "wide";

export function pageClass(width: PageWidth = "page"): string {
  return width === "page" ? "page" : `page page--${width}`;
}

function stackClass(gap: Gap): string {
  return gap === "base" ? "stack" : `stack stack--${gap}`;
}

/** Children one below the other. `id` makes it a target of links; `measure` keeps it to the width of text. */
export function Stack({ gap = "base", as: Tag = "div", id, measure, children }: StackProps): VNode {
  return (
    <Tag id={id} class={cx(stackClass(gap), measure && "measure")}>
      {children}
    </Tag>
  );
}
type StackProps = Kids & {
  gap?: Gap;
  as?: "div" | "section" | "aside" | "p" | "li" | "header";
  id?: string;
  measure?: boolean;
};

/** Children side by side, wrapping. `apart` pushes the last one to the far edge; `links` spaces links wider. */
export function Row({ apart, links, as: Tag = "div", children }: RowProps): VNode {
  return <Tag class={cx("row", apart && "row--apart", links && "row--links")}>{children}</Tag>;
}
type RowProps = Kids & { apart?: boolean; links?: boolean; as?: "div" | "p" };

/** Equal columns that fall to one on a phone. As a list its children are `<li>` or `Card as="li"`. */
export function Grid({ size = "normal", as: Tag = "div", children }: GridProps): VNode {
  return <Tag class={cx("grid", size !== "normal" && `grid--${size}`, Tag !== "div" && "plain")}>{children}</Tag>;
}
type GridProps = Kids & { size?: "normal" | "wide" | "small"; as?: "div" | "ul" | "ol" };

/** Two columns on wide screens, one on phones: a side of 22rem, two halves, or a form with a free side. */
export function Split({ kind = "side", as: Tag = "div", label, children }: SplitProps): VNode {
  return (
    <Tag class={cx("split", kind !== "side" && `split--${kind}`)} aria-label={label}>
      {children}
    </Tag>
  );
}
type SplitProps = Kids & { kind?: "side" | "half" | "form"; as?: "div" | "section"; label?: string };

/** The second column of a Split. `sticky` keeps it in view; `floating` takes the right column wherever it is in the source. */
export function Side({ sticky, floating, gap = "l", label, children }: SideProps): VNode {
  return (
    <aside class={cx(stackClass(gap), sticky && "sticky", floating && "split__side")} aria-label={label}>
      {children}
    </aside>
  );
}
type SideProps = Kids & { sticky?: boolean; floating?: boolean; gap?: Gap; label?: string };

/** A strip across the whole window (home page); put a Page inside. */
export function Band({ tone = "plain", id, label, children }: BandProps): VNode {
  return (
    <section id={id} aria-label={label} class={cx("band", tone !== "plain" && `band--${tone}`)}>
      {children}
    </section>
  );
}
type BandProps = Kids & { tone?: "plain" | "sunken" | "surface"; id?: string; label?: string };

/** A part of the page with its heading. With `id` the heading can be linked and names the section. */
export function Section({ title, id, level = 2, gap = "base", aside, children }: SectionProps): VNode {
  const heading = <Heading level={level} id={id} text={title} />;
  return (
    <section class={stackClass(gap)} aria-labelledby={id}>
      {aside ? (
        <div class="row row--apart">
          {heading}
          {aside}
        </div>
      ) : (
        heading
      )}
      {children}
    </section>
  );
}
type SectionProps = Kids & {
  title: ComponentChildren;
  id?: string;
  level?: Level;
  gap?: Gap;
  aside?: ComponentChildren;
};

/** h1…h4. `look` changes the size without changing the level. */
export function Heading({ level, id, text, look, hidden }: HeadingProps): VNode {
  const Tag = `h${level}` as const;
  return (
    <Tag id={id} class={cx(look && HEADING_LOOK[look], hidden && "hidden")}>
      {text}
    </Tag>
  );
}
type HeadingProps = {
  level: Level;
  id?: string;
  text: ComponentChildren;
  look?: "section" | "label" | "item";
  hidden?: boolean;
};
const HEADING_LOOK = { section: "label--big", label: "label", item: "item__title" } as const;

/** Buttons in a row with touch space between them; not printed. */
export function Actions({ children }: Kids): VNode {
  return <div class="actions">{children}</div>;
}

/** What paper does not need. */
export function NoPrint({ children }: Kids): VNode {
  return <div class="no-print">{children}</div>;
}
