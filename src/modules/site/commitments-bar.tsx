// Promises in one card: first the sentence, then the drawing, then the way to each of them.
import type { ComponentChildren, VNode } from "preact";
import { findingText, StatesFigure } from "#modules/commitments/index.ts";
import { Card } from "#platform/views/content.tsx";
import { NextLink } from "#platform/views/link.tsx";
import type { CommitmentCount } from "./figures.sql.ts";

/** How many there are, how many in each state, and how many are late, whatever their state. */
export interface Promises {
  n: number;
  met: number;
  late: number;
  states: ReadonlyMap<string, number>;
}

export function sumPromises(counts: readonly CommitmentCount[]): Promises {
  const states = new Map<string, number>();
  for (const { state, n } of counts) states.set(state, (states.get(state) ?? 0) + n);
  const sum = (some: readonly CommitmentCount[]) => some.reduce((all, { n }) => all + n, 0);
  return { n: sum(counts), met: states.get("met") ?? 0, late: sum(counts.filter(({ late }) => late)), states };
}

/** `none`: what to say when there are none. */
export function PromisesCard({ promises, title, none, more }: PromisesCardProps): VNode {
  return (
    <Card tone="tint" title={title} id="promesas">
      {promises.n === 0 ? (
        <p>{none}</p>
      ) : (
        <>
          <p>
            <strong>{findingText(promises)}</strong>
          </p>
          <StatesFigure states={promises.states} />
          <NextLink href={more.href}>{more.text}</NextLink>
        </>
      )}
    </Card>
  );
}
interface PromisesCardProps {
  promises: Promises;
  title: string;
  none?: ComponentChildren;
  more: { href: string; text: string };
}
