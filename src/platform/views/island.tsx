import type { ComponentChildren, VNode } from "preact";
import { h } from "preact";

/** The custom elements that improve HTML already complete; their code is `plaza.island.ts`. */
export type IslandTag =
  | "plaza-text"
  | "plaza-ballot"
  | "plaza-desk"
  | "plaza-print"
  | "plaza-passkey"
  | "plaza-opinion"
  | "plaza-locate"
  | "plaza-sent"
  | "plaza-recorder"
  | "plaza-lines"
  | "plaza-room"
  | "plaza-live";

/** Marks HTML for an island: texts and limits travel as data, so that the code holds no words. */
export function Island({ tag, look, log, data = {}, children }: IslandProps): VNode {
  const attributes = Object.fromEntries(Object.entries(data).map(([name, value]) => [`data-${name}`, value]));
  return <>{h(tag, { class: look, role: log && "log", "aria-label": log, ...attributes }, children)}</>;
}
type IslandProps = {
  tag: IslandTag;
  look?: string;
  /** Name of what others write in it: what is new is read aloud. */
  log?: string;
  data?: Record<string, string | undefined>;
  children?: ComponentChildren;
};
