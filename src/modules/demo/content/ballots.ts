// The votes: who votes in which municipality and for what. A few initiatives take most of the votes.

import type { Analysed } from "./analysis.ts";
import { phaseOf } from "./calendar.ts";
import type { TerritoryPlan } from "./plan-clusters.ts";
import { type Random, randomOf } from "./random.ts";
import type { DemoBallot } from "./types.ts";
import type { DemoInput } from "./world.ts";

/** Ballots in each process; together about twenty thousand. */
const ballotsOf = { previous: 11_600, current: 8_400 } as const;

type Booth = { plan: TerritoryPlan; initiatives: readonly number[]; weight: number; until: number };

/** Every ballot of every municipality that has voted or is voting. */
export function castBallots(input: DemoInput, plans: readonly TerritoryPlan[], analysed: Analysed): DemoBallot[] {
  return (["previous", "current"] as const).flatMap((key) => {
    const booths = plans.filter((p) => p.process.key === key).flatMap((plan) => boothOf(input, plan, analysed));
    const sum = booths.reduce((s, b) => s + b.weight, 0);
    let voter = 0;
    return booths.flatMap((booth) => {
      const random = randomOf(input.seed, "ballots", key, booth.plan.territory.code);
      const weights = preferences(booth, analysed, random);
      const count = Math.round((ballotsOf[key] * booth.weight) / sum);
      const cast = Array.from({ length: count }, (): DemoBallot => {
        voter += 1;
        return vote(booth, weights, voter, random);
      });
      return untie(cast, booth);
    });
  });
}

function boothOf(input: DemoInput, plan: TerritoryPlan, { initiatives }: Analysed): Booth[] {
  const { moment, code } = plan.inProcess;
  if (moment === "gather" || moment === "analyse") return [];
  const { opensAt, closesAt } = phaseOf(plan.inProcess, "vote");
  const until = Math.min(closesAt.getTime(), input.today.getTime());
  const elapsed = (until - opensAt.getTime()) / (closesAt.getTime() - opensAt.getTime());
  const own = initiatives.flatMap((it, i) => (it.process === plan.process.key && it.territory === code ? [i] : []));
  return [{ plan, initiatives: own, weight: plan.territory.population ** 0.5 * elapsed, until }];
}

/** How much each initiative is liked: by how many asked for it and by chance; the story fixes its own. */
function preferences({ initiatives }: Booth, analysed: Analysed, random: Random): number[] {
  return initiatives.map((index, rank) => {
    const luck = 0.5 + random.next();
    const fixed = analysed.origins[index]?.story;
    if (fixed === "main") return 1.05;
    if (fixed) return fixed.weight;
    const inStory = initiatives.some((i) => analysed.origins[i]?.story !== undefined);
    return inStory ? 0.1 + 0.1 * luck : luck / (rank + 1.5) ** 0.75;
  });
}

function vote(booth: Booth, weights: readonly number[], voter: number, random: Random): DemoBallot {
  const { plan, initiatives, until } = booth;
  const most = Math.min(plan.process.rules.choices, initiatives.length);
  const count = Math.min(most, 1 + random.weighted([0.16, 0.2, 0.26, 0.16, 0.22]));
  const left = [...weights];
  const choices: number[] = [];
  for (let n = 0; n < count; n++) {
    const at = random.weighted(left);
    const chosen = initiatives[at];
    if (chosen === undefined) break;
    choices.push(chosen);
    left[at] = 0;
  }
  const since = phaseOf(plan.inProcess, "vote").opensAt.getTime();
  const at = new Date(Math.floor((since + random.next() * (until - since - 60_000)) / 1000) * 1000);
  return {
    process: plan.process.key,
    territory: plan.territory.code,
    voter,
    at,
    choices: choices.toSorted((a, b) => a - b),
  };
}

/**
 * Votes of each initiative, most first; equal votes in order of index.
 */
export function rank(
  initiatives: readonly number[],
  ballots: readonly DemoBallot[],
): { initiative: number; votes: number }[] {
  const votes = new Map(initiatives.map((i) => [i, 0]));
  for (const ballot of ballots) for (const i of ballot.choices) votes.set(i, (votes.get(i) ?? 0) + 1);
  return [...votes]
    .map(([initiative, count]) => ({ initiative, votes: count }))
    .toSorted((a, b) => b.votes - a.votes || a.initiative - b.initiative);
}

/** Nobody should need a lot to know who won here: when the last winner ties with the next, one voter adds a choice. */
function untie(ballots: readonly DemoBallot[], { initiatives, plan }: Booth): DemoBallot[] {
  const { choices, winners } = plan.process.rules;
  const ranked = rank(initiatives, ballots);
  const last = ranked[winners - 1];
  const next = ranked[winners];
  if (!last || !next || last.votes !== next.votes) return [...ballots];
  const at = ballots.findIndex((b) => b.choices.length < choices && !b.choices.includes(last.initiative));
  return ballots.map((b, i) =>
    i === at ? { ...b, choices: [...b.choices, last.initiative].toSorted((x, y) => x - y) } : b,
  );
}
