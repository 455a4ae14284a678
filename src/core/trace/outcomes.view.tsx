import type { VNode } from "preact";
import type { ReadDb } from "#platform/db/db.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Section } from "#platform/views/layout.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Plainly } from "#platform/views/text.tsx";
import { type Kinds, type LifeThing, listOutcomes } from "./life.ts";
import { TitleOf } from "./title-of.tsx";

/** Something that came of a thing, and why. */
export interface Outcome {
  thing: LifeThing;
  reason: string | null;
}

/** What came of a thing by some relation, each with its reason. Nothing when nothing did. */
export function Outcomes({
  title,
  id,
  outcomes,
}: {
  title: string;
  id: string;
  outcomes: readonly Outcome[];
}): VNode | null {
  if (outcomes.length === 0) return null;
  return (
    <Section title={title} id={id}>
      <Items>
        {outcomes.map(({ thing, reason }) => (
          <Item small title={<TitleOf thing={thing} />} href={href(thing.path)}>
            {reason !== null && <Plainly text={reason} />}
          </Item>
        ))}
      </Items>
    </Section>
  );
}

/** Who watches a thing from outside, and what they said of it. */
export interface Overseen {
  watchers: readonly Outcome[];
  said: readonly Outcome[];
}

export async function findOverseen(db: ReadDb, id: number, kinds: Kinds): Promise<Overseen> {
  const of = (relation: "watched_by" | "found_in") => listOutcomes(db, id, relation, kinds);
  return { watchers: await of("watched_by"), said: await of("found_in") };
}

export function OverseenBy({ overseen: { watchers, said } }: { overseen: Overseen }): VNode {
  // Why they watch it is in the title of each.
  const plain = watchers.map(({ thing }) => ({ thing, reason: null }));
  return (
    <>
      <Outcomes title={t("trace.watchedBy")} id="veedurias" outcomes={plain} />
      <Outcomes title={t("trace.found")} id="hallazgos" outcomes={said} />
    </>
  );
}
