// Preact elements as HTML, for pages that are made once and sent: nothing in them runs again, so nothing is kept of them.
// The general renderer (preact-render-to-string) also does state, hooks and suspense, which our pages do not have, and takes
// twice the time and memory; the test beside this file compares the bytes of both over every component.
import { type ComponentChildren, Fragment, type VNode } from "preact";
import { jsxTemplate } from "preact/jsx-runtime";

type Props = Record<string, unknown> & { children?: ComponentChildren };
type Component = (props: Props) => unknown;
type Element = { type: string | Component; props: Props };

/**
 * The text of a tree; whatever is not an element is escaped.
 * @throws on what our pages do not have: class components, objects in the place of a text or of an attribute.
 */
export function renderHtml(node: unknown): string {
  if (typeof node === "string") return escaped(node);
  if (typeof node === "number") return String(node);
  if (node === null || node === undefined || typeof node === "boolean") return "";
  if (Array.isArray(node)) return renderAll(node);
  if (!isElement(node)) throw new Error(`A page holds a ${typeof node} that is no element`);
  return typeof node.type === "string" ? renderTag(node.type, node.props) : renderComponent(node.type, node.props);
}

/** A tree already rendered, to stand in others as it is. */
export function written(node: ComponentChildren): VNode {
  return jsxTemplate([renderHtml(node)]);
}

/**
 * A tree rendered to stand in many pages. The engine keeps what was joined as the pieces it was joined of, and would walk
 * them again for each page: these are one text.
 */
export function finished(node: ComponentChildren): VNode {
  return jsxTemplate([Buffer.from(renderHtml(node)).toString()]);
}

/** Preact's elements have no constructor, so that nothing that came as JSON can pass for one. */
function isElement(node: unknown): node is Element {
  return typeof node === "object" && node !== null && node.constructor === undefined && "type" in node;
}

function renderAll(nodes: readonly unknown[]): string {
  let html = "";
  for (const node of nodes) html += renderHtml(node);
  return html;
}

function renderComponent(component: Component, props: Props): string {
  if (component !== Fragment) return renderHtml(component(props));
  return Array.isArray(props.tpl) ? props.tpl.join("") : renderHtml(props.children);
}

const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));

function renderTag(tag: string, props: Props): string {
  let html = `<${tag}`;
  for (const name in props) if (name !== "children") html += attribute(name, props[name]);
  if (VOID.has(tag)) return `${html}/>`;
  return `${html}>${renderHtml(props.children)}</${tag}>`;
}

function attribute(name: string, value: unknown): string {
  if (value === undefined || value === null) return "";
  // What is heard is a word: "false" is an answer, not an absence.
  if (typeof value === "boolean" && name.startsWith("aria-")) return ` ${name}="${value}"`;
  if (value === false) return "";
  if (value === true || value === "") return ` ${name}`;
  if (typeof value === "string") return ` ${name}="${escaped(value)}"`;
  if (typeof value === "number") return ` ${name}="${value}"`;
  throw new Error(`The attribute ${name} is a ${typeof value}`);
}

const SPECIAL = /["&<]/;
const EVERY_SPECIAL = /["&<]/g;
const ENTITIES: Record<string, string> = { '"': "&quot;", "&": "&amp;", "<": "&lt;" };

function escaped(text: string): string {
  // Most texts hold none of them, and looking costs less than replacing.
  return SPECIAL.test(text) ? text.replace(EVERY_SPECIAL, (sign) => ENTITIES[sign] ?? sign) : text;
}
