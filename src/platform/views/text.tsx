// Words: sizes and weights of running text. Modules may write p, strong, em, ul, s and time themselves.
import type { ComponentChildren, VNode } from "preact";
import { writtenIn } from "../i18n/i18n.ts";
import { cx } from "./class-names.ts";

type Kids = { children?: ComponentChildren };
type Tone = { soft?: boolean };

/** The most important thing in two lines, below the title. */
export function Lead({ children }: Kids): VNode {
  return <p class="lead">{children}</p>;
}

/** Notes: source, date, how it was counted. */
export function Fine({ children, id }: Kids & { id?: string }): VNode {
  return (
    <p class="fine" id={id}>
      {children}
    </p>
  );
}

/** Where an island says what happened: it is empty until then, and those who listen hear it. */
export function StatusLine(): VNode {
  return <p class="fine" role="status" />;
}

/** Secondary text of 16 px; `soft` for metadata; `inline` inside a line. */
export function Small({ children, soft, inline, id }: Kids & Tone & { inline?: boolean; id?: string }): VNode {
  const Tag = inline ? "span" : "p";
  return (
    <Tag class={cx("small", soft && "soft")} id={id}>
      {children}
    </Tag>
  );
}

/** Quieter text inside a line, e.g. "(si quieres)". */
export function Soft({ children }: Kids): VNode {
  return <span class="soft">{children}</span>;
}

/** What somebody said, in their words. */
export function Said({ children }: Kids): VNode {
  return (
    <blockquote class="said" lang={writtenIn()}>
      {children}
    </blockquote>
  );
}

/** Words that people or the entity wrote, inside a line: a title, a name of something. */
export function Written({ children }: Kids): VNode {
  const lang = writtenIn();
  return lang === undefined ? <>{children}</> : <span lang={lang}>{children}</span>;
}

/** A short line above a title: place and deadline. */
export function Over({ children }: Kids): VNode {
  return <p class="over">{children}</p>;
}

/** Telephones, dates and amounts that must not break in two lines. */
export function Nowrap({ children }: Kids): VNode {
  return <span class="nowrap">{children}</span>;
}

/** A figure with digits of equal width. */
export function Num({ children, strong }: Kids & { strong?: boolean }): VNode {
  const Tag = strong ? "strong" : "span";
  return <Tag class="num">{children}</Tag>;
}

/** A figure as large as a title. */
export function Big({ children }: Kids): VNode {
  return <p class="big">{children}</p>;
}

/** Fingerprints and identifiers to be compared letter by letter. */
export function Mono({ children }: Kids): VNode {
  return <p class="mono">{children}</p>;
}

/** Only for those who listen to the page. */
export function Hidden({ children }: Kids): VNode {
  return <span class="hidden">{children}</span>;
}

/** A bulleted list with air between lines; `plain` removes the bullets. */
export function Bullets({ items, plain, ordered }: BulletsProps): VNode {
  const Tag = ordered ? "ol" : "ul";
  return (
    <Tag class={cx("list", plain && "plain")}>
      {items.map((item) => (
        <li>{item}</li>
      ))}
    </Tag>
  );
}
type BulletsProps = { items: readonly ComponentChildren[]; plain?: boolean; ordered?: boolean };

/** People's own long text, keeping the line breaks they made. `translated`: it is in the language of the page. */
export function Plainly({ text, translated }: { text: string; translated?: boolean }): VNode {
  const paragraphs = text.split(/\n{2,}/).filter((part) => part.trim() !== "");
  return (
    <div class="stack stack--s" lang={translated ? undefined : writtenIn()}>
      {paragraphs.map((part) => (
        <p class="lines">{part.trim()}</p>
      ))}
    </div>
  );
}
