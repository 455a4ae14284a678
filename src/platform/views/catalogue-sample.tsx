import type { ComponentChildren, VNode } from "preact";
import type { Messages } from "../i18n/catalog.generated.ts";
import { t } from "../i18n/i18n.ts";
import { Section } from "./layout.tsx";
import { Small } from "./text.tsx";

export type SampleKey =
  Extract<keyof Messages, `views.catalogue.${string}`> extends `views.catalogue.${infer Rest}` ? Rest : never;

/** The text of a sample. */
export function sample(key: SampleKey): string {
  return t(`views.catalogue.${key}`);
}

/** One piece with its name and, when needed, one line that says how to use it. */
export function Specimen({
  title,
  note,
  children,
}: {
  title: string;
  note?: string;
  children: ComponentChildren;
}): VNode {
  return (
    <Section title={title}>
      {note && <Small soft>{note}</Small>}
      {children}
    </Section>
  );
}
