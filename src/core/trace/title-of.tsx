import type { VNode } from "preact";
import type { ThingTitle } from "#platform/module.ts";
import { Written } from "#platform/views/text.tsx";

/** The title of a thing, marked as in the language of whoever wrote it. */
export function TitleOf({ thing: { title, ours } }: { thing: Pick<ThingTitle, "title" | "ours"> }): VNode {
  return ours ? <>{title}</> : <Written>{title}</Written>;
}
