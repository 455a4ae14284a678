// Reads the HTML that the program writes into a small tree: enough to find words, links and forms as a person does.
// It trusts that tags are balanced, which the guard of valid HTML checks on every page.

export interface Element {
  tag: string;
  attributes: ReadonlyMap<string, string>;
  children: (Element | string)[];
  parent: Element | undefined;
}

const VOID = new Set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]);
const TOKEN = /<!--[\s\S]*?-->|<!doctype[^>]*>|<(\/?)([a-z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const ATTRIBUTE = /([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const BLOCKS = new Set(
  "address article aside blockquote br dd details dl dt fieldset figure footer form h1 h2 h3 h4 header legend li main nav ol option p section select summary table td th tr ul".split(
    " ",
  ),
);
/** `kbd`: the key that presses a button is not in its words. */
const SILENT = new Set(["script", "style", "svg", "template", "kbd"]);
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** The tree of a page. */
export function parseHtml(html: string): Element {
  const root: Element = { tag: "#root", attributes: new Map(), children: [], parent: undefined };
  let open = root;
  let last = 0;
  for (const match of html.matchAll(TOKEN)) {
    if (match.index > last) open.children.push(decode(html.slice(last, match.index)));
    last = match.index + match[0].length;
    const [, closing, name, attributes = ""] = match;
    if (name === undefined) continue;
    const tag = name.toLowerCase();
    if (closing === "/") {
      let at: Element | undefined = open;
      while (at !== undefined && at.tag !== tag) at = at.parent;
      open = at?.parent ?? open;
      continue;
    }
    const element: Element = { tag, attributes: readAttributes(attributes), children: [], parent: open };
    open.children.push(element);
    if (!VOID.has(tag) && !attributes.trimEnd().endsWith("/")) open = element;
  }
  if (last < html.length) open.children.push(decode(html.slice(last)));
  return root;
}

function readAttributes(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = "", double, single, bare] of text.matchAll(ATTRIBUTE)) {
    attributes.set(name.toLowerCase(), decode(double ?? single ?? bare ?? ""));
  }
  return attributes;
}

function decode(text: string): string {
  return text.replaceAll(/&(#x?[\da-f]+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return ENTITIES[name] ?? whole;
    const code = name[1]?.toLowerCase() === "x" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return Number.isNaN(code) ? whole : String.fromCodePoint(code);
  });
}

/** Every element below one, in the order of the page. */
export function* walk(element: Element): Generator<Element> {
  for (const child of element.children) {
    if (typeof child === "string") continue;
    yield child;
    yield* walk(child);
  }
}

/** The words of an element, with a line for each block. */
export function textOf(element: Element): string {
  return lines(element)
    .replaceAll(/[ \t\r\f]+/g, " ")
    .replaceAll(/ ?\n[ \n]*/g, "\n")
    .trim();
}

function lines(element: Element): string {
  if (SILENT.has(element.tag)) return "";
  const inner = element.children.map((child) =>
    typeof child === "string" ? child.replaceAll("\n", " ") : lines(child),
  );
  return BLOCKS.has(element.tag) ? `\n${inner.join("")}\n` : inner.join("");
}

/** The words of an element in one line, with plain spaces. */
export function lineOf(element: Element): string {
  return textOf(element).replaceAll(/\s+/g, " ").trim();
}
