import type { ComponentChildren, VNode } from "preact";
import { cx } from "./class-names.ts";
import { Icon, type IconName } from "./icons.tsx";
import { Island } from "./island.tsx";

const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/**
 * The address if a browser may follow it, otherwise undefined. Browsers drop tabs and line breaks inside a scheme and
 * read "\" as "/", so both are refused rather than cleaned; "//host" would leave the site without saying so.
 */
export function safeHref(href: string): string | undefined {
  // Nearly all are addresses of our own pages.
  if (/^\/(?!\/)[\w/.?=&%#+-]*$/.test(href)) return href;
  const text = href.trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused
  if (/[\u0000-\u001f\u007f\\]/.test(text)) return undefined;
  if (/^[/#?.]/.test(text)) return text.startsWith("//") ? undefined : text;
  const scheme = /^([a-z][a-z0-9+.-]*:)/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return text === "" || text.includes(":") ? undefined : text;
  return SAFE_SCHEMES.has(scheme) ? text : undefined;
}

export type LinkProps = {
  href: string;
  children?: ComponentChildren;
  /** Accessible name when the words alone repeat on the page ("Leer más sobre…"). Must contain the visible words. */
  label?: string;
  download?: boolean;
  lang?: string;
};

/** A link in running text. An address with any scheme but http(s), mailto and tel is shown as plain text. */
export function Link({ href, children, label, download, lang }: LinkProps): VNode {
  return (
    <Anchor href={href} label={label} download={download} lang={lang}>
      {children}
    </Anchor>
  );
}

/** The link that leads on, alone on its line: taller and bolder. */
export function NextLink({ icon, children, ...link }: NextLinkProps): VNode {
  return (
    <Anchor class="next" {...link}>
      {icon && <Icon name={icon} />}
      {children}
    </Anchor>
  );
}

/** `hidden`: an island shows it when it leads somewhere. */
type NextLinkProps = LinkProps & { icon?: IconName; rel?: "next" | "prev"; hidden?: boolean };

/** Every anchor of the views goes through here, so that no address escapes the check. */
export function Anchor({ class: className, current, ...link }: AnchorProps): VNode {
  const href = safeHref(link.href);
  if (href === undefined) return <span class={className}>{link.children}</span>;
  const outside = /^https?:/i.test(href);
  return (
    <a
      class={className}
      href={href}
      aria-label={link.label}
      aria-current={current}
      hreflang={link.lang}
      lang={link.lang}
      download={link.download}
      rel={outside ? "noopener" : link.rel}
      hidden={link.hidden}
      aria-keyshortcuts={link.shortcut}
      data-key={link.shortcut}
    >
      {link.children}
    </a>
  );
}
type AnchorProps = LinkProps & {
  class?: string;
  current?: "page" | "true" | "step" | false;
  rel?: "next" | "prev";
  hidden?: boolean;
  /** One key that follows it on the staff's desk (island). */
  shortcut?: string;
};

export type ButtonLook = {
  /** quiet = second choice, danger = destroys; one main button per page. */
  kind?: "main" | "quiet" | "danger";
  size?: "normal" | "big" | "small" | "dense";
  full?: boolean;
  icon?: IconName;
};

function buttonClass({ kind = "main", size = "normal", full }: ButtonLook): string | undefined {
  return cx(
    "button",
    kind !== "main" && `button--${kind}`,
    size !== "normal" && `button--${size}`,
    full && "button--full",
  );
}

/** A link that looks like a button, for what is only a visit (never for what changes something). */
export function LinkButton({
  href,
  children,
  label,
  download,
  icon,
  shortcut,
  ...look
}: LinkProps & ButtonLook & { shortcut?: string }): VNode {
  return (
    <Anchor class={buttonClass(look)} href={href} label={label} download={download} shortcut={shortcut}>
      {icon && <Icon name={icon} />}
      {children}
      {shortcut && <kbd class="no-touch">{shortcut}</kbd>}
    </Anchor>
  );
}

export type ButtonProps = ButtonLook & {
  children: ComponentChildren;
  name?: string;
  value?: string;
  label?: string;
  type?: "submit" | "button";
  /** id of the form it sends, when it stands outside (the sticky bar). */
  form?: string;
  /** Sends the form to another address. */
  action?: string;
  /** Sends without checking the fields: for "save and go on later". */
  novalidate?: boolean;
  /** One key that presses it on the staff's desk (island); shown beside the words. */
  shortcut?: string;
};

/** A button says what will happen ("Enviar mi solicitud"). Something closed is not a button: say why with ClosedButton. */
export function Button({
  children,
  name,
  value,
  label,
  type = "submit",
  form,
  action,
  novalidate,
  shortcut,
  icon,
  ...look
}: ButtonProps): VNode {
  return (
    <button
      class={buttonClass(look)}
      type={type}
      name={name}
      value={value}
      form={form}
      formaction={action}
      formnovalidate={novalidate}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      data-key={shortcut}
    >
      {icon && <Icon name={icon} />}
      {children}
      {shortcut && <kbd class="no-touch">{shortcut}</kbd>}
    </button>
  );
}

/**
 * First in a form with several buttons: what the Enter key presses in a line of text. The same as its main button, for
 * browsers alone: nobody sees it or stops at it.
 */
export function DefaultButton({ children }: { children: ComponentChildren }): VNode {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: out of the order of the keyboard, nobody stops at it
    <button class="hidden" type="submit" tabindex={-1} aria-hidden="true">
      {children}
    </button>
  );
}

/** Looks like a button, cannot be pressed and says why: "Cerró el 25 de octubre". */
export function ClosedButton({ children }: { children: ComponentChildren }): VNode {
  return <span class="button button--off">{children}</span>;
}

/** Prints the page. Without the island it is not shown: the browser has its own way to print. */
export function PrintButton({ children }: { children: ComponentChildren }): VNode {
  return (
    <Island tag="plaza-print" look="bare">
      <button type="button" class="button" hidden>
        <Icon name="print" />
        {children}
      </button>
    </Island>
  );
}

/** A key of the keyboard. */
export function Key({ children }: { children: ComponentChildren }): VNode {
  return <kbd>{children}</kbd>;
}
