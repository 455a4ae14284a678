// Parts of pages as finished HTML, kept beside the facts that they are made of (memory/recall.ts): while the same facts are
// in memory, a page made anew carries them as they are. Each lives exactly as long as its facts, and needs no life of its own.
import type { VNode } from "preact";
import { locale } from "../i18n/i18n.ts";
import { lending } from "./frame-context.ts";
import { finished } from "./render-html.ts";

/** What is known of some facts together: the parts made of them, and those made of them and one more. */
interface Shelf {
  parts: Map<string, VNode>;
  next: WeakMap<object, Shelf>;
}

const emptyShelf = (): Shelf => ({ parts: new Map(), next: new WeakMap() });
const all = emptyShelf();

/**
 * A part of a page, made by the first page that shows these facts in this language.
 * It holds no form that posts: it is of nobody, and forms carry the token of one person.
 * @param facts what `recall` gave, each the very object: everything that may change in the part comes from them
 * @param name what part it is, with whatever else it depends on, as `asked open`
 */
export function keptPart(facts: readonly object[], name: string, make: () => VNode | null): VNode {
  let shelf = all;
  for (const fact of facts) {
    const next = shelf.next.get(fact) ?? emptyShelf();
    shelf.next.set(fact, next);
    shelf = next;
  }
  const key = `${locale()} ${name}`;
  const part = shelf.parts.get(key) ?? lending({}, () => finished(make()));
  shelf.parts.set(key, part);
  return part;
}
