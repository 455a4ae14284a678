// Who did what: gives every need, "me too", vote and answer to somebody of its municipality, so that those who judge a
// promise are those who asked for it, and nobody does the same thing twice.
import { type Random, randomOf } from "../content/random.ts";
import type { DemoContent, DemoNeed } from "../content/types.ts";
import type { Crowd } from "./crowd.ts";

export interface Act {
  who: string;
  at: Date;
}
export interface PlannedNeed {
  author: string;
  supports: readonly Act[];
}
export type PlannedJudgement = Act & { answer: "yes" | "partly" | "no"; comment?: string };

export interface Acts {
  /** By index of the need. */
  needs: readonly PlannedNeed[];
  /** By index of the ballot. */
  voters: readonly string[];
  /** By index of the commitment. */
  judgements: readonly (readonly PlannedJudgement[])[];
}

/** Plans every act of a demonstration, and tells the crowd of each. Depends on the content and the seed alone. */
export function planActs(content: DemoContent, seed: string, today: Date, crowd: Crowd): Acts {
  const needs = planNeeds(content, seed, today);
  const voters = planVoters(content);
  const judgements = planJudgements(content, needs, seed, today);
  for (const [index, { author, supports }] of needs.entries()) {
    const need = content.needs[index];
    if (need === undefined) continue;
    crowd.acts(need.process, author, need.saidAt);
    for (const { who, at } of supports) crowd.acts(need.process, who, at);
  }
  for (const [index, who] of voters.entries()) {
    const ballot = content.ballots[index];
    if (ballot !== undefined) crowd.acts(ballot.process, who, ballot.at);
  }
  return { needs, voters, judgements };
}

/** Where a need ends: needs of one end are asked for by different people, as far as there are. */
function endOf(needs: readonly DemoNeed[], index: number): string {
  const need = needs[index];
  const speaks = need?.fate.kind === "merged" ? need.fate.into : index;
  const fate = needs[speaks]?.fate;
  const end = fate?.kind === "initiative" ? `initiative ${fate.initiative}` : `cluster ${need?.cluster}`;
  return `${need?.process} ${need?.territory} ${end}`;
}

function planNeeds({ needs, processes }: DemoContent, seed: string, today: Date): PlannedNeed[] {
  const ends = Map.groupBy(needs.keys(), (index) => endOf(needs, index));
  const planned: PlannedNeed[] = [];
  const townsfolk = new Map<string, { next: number; size: number }>();
  for (const [index, need] of needs.entries()) {
    const town = townsfolk.get(townOf(need)) ?? { next: 0, size: 40 };
    const asked = (ends.get(endOf(needs, index)) ?? []).reduce((sum, i) => sum + 1 + (needs[i]?.supports ?? 0), 0);
    townsfolk.set(townOf(need), { ...town, size: Math.max(town.size, asked) });
  }
  for (const indices of ends.values()) {
    for (const index of indices) {
      const need = needs[index];
      const town = need && townsfolk.get(townOf(need));
      if (need === undefined || town === undefined) continue;
      const somebody = (): string => `${need.territory}:${town.next++ % town.size}`;
      const random = randomOf(seed, "supports", index);
      const closes = processes
        .find((process) => process.key === need.process)
        ?.territories.find((territory) => territory.code === need.territory)
        ?.phases.find((phase) => phase.kind === "gather")?.closesAt;
      const until = closes === undefined || closes > today ? today : closes;
      const author = need.person ?? somebody();
      const supports = Array.from({ length: need.supports }, () => ({
        who: somebody(),
        at: between(random, need.saidAt, until),
      }));
      planned[index] = { author, supports: supports.sort((a, b) => a.at.getTime() - b.at.getTime()) };
    }
  }
  return planned;
}

function townOf(need: { process: string; territory: string }): string {
  return `${need.process} ${need.territory}`;
}

/** The people of the role buttons vote in their municipality; the other votes are of its people. */
function planVoters({ ballots, people }: DemoContent): string[] {
  const residents = Map.groupBy(
    people.filter((person) => person.role === "citizen" || person.role === "representative"),
    (person) => person.territory ?? "",
  );
  const voted = new Map<string, number>();
  return ballots.map((ballot) => {
    const number = voted.get(townOf(ballot)) ?? 0;
    voted.set(townOf(ballot), number + 1);
    return residents.get(ballot.territory)?.[number]?.key ?? `${ballot.territory}:${number}`;
  });
}

/** Those who asked answer, in no order; the people of the role buttons have not answered yet, so that they still can. */
function planJudgements(
  { commitments, initiatives, people }: DemoContent,
  needs: readonly PlannedNeed[],
  seed: string,
  today: Date,
): PlannedJudgement[][] {
  const named = new Set(people.map((person) => person.key));
  return commitments.map(({ judgement, initiative }, index) => {
    if (judgement === undefined) return [];
    const random = randomOf(seed, "judgements", index);
    const asked = (initiatives[initiative]?.needs ?? []).flatMap((i) => {
      const need = needs[i];
      return need === undefined ? [] : [need.author, ...need.supports.map(({ who }) => who)];
    });
    const askers = random.shuffle([...new Set(asked)].filter((who) => !named.has(who)));
    const until = judgement.closesAt > today ? today : judgement.closesAt;
    const answers = (["yes", "partly", "no"] as const).flatMap((answer) => {
      const comments = judgement.comments.filter((comment) => comment.verdict === answer);
      return Array.from({ length: judgement[answer] }, (_, n) => ({
        answer,
        comment: comments[n]?.text,
        at: comments[n]?.at ?? between(random, judgement.opensAt, until),
      }));
    });
    return answers.flatMap((answer, n) => {
      const who = askers[n];
      return who === undefined ? [] : [{ ...answer, who }];
    });
  });
}

/** An instant between two, to the second. */
export function between(random: Random, from: Date, to: Date): Date {
  const span = Math.max(0, to.getTime() - from.getTime());
  return new Date(from.getTime() + Math.floor((random.next() * span) / 1000) * 1000);
}
