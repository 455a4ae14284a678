// What was promised to the initiatives that won, and how it goes.
import type { Analysed } from "./analysis.ts";
import { rank } from "./ballots.ts";
import { phaseOf } from "./calendar.ts";
import { type Course, type Outcome, tellCourse } from "./course.ts";
import type { Cluster, TerritoryPlan } from "./plan-clusters.ts";
import { type Random, randomOf } from "./random.ts";
import { tellStory } from "./story-course.ts";
import { capitalise, fill } from "./template.ts";
import type { DemoBallot, DemoCommitment, DemoInitiative } from "./types.ts";
import { agencyOf, type DemoInput, slotsOf } from "./world.ts";

/** How many of every 209 promises of a closed process end in each way. */
const outcomeShares: readonly [Outcome, number][] = [
  ["met", 78],
  ["partly", 21],
  ["on_time", 50],
  ["late", 26],
  ["not_started", 22],
  ["not_met", 12],
];

/** `askers` are the people behind it: who said the needs and who joined them. */
type Promised = { plan: TerritoryPlan; initiative: DemoInitiative; index: number; cluster: Cluster; askers: number };

/** The commitments of every municipality whose vote is over. */
export function makeCommitments(
  input: DemoInput,
  plans: readonly TerritoryPlan[],
  analysed: Analysed,
  ballots: readonly DemoBallot[],
): DemoCommitment[] {
  const promised = plans.flatMap((plan) => winnersOf(input, plan, analysed, ballots));
  const outcomes = dealOutcomes(input, promised);
  return promised.map((p, i) => {
    const story = p.cluster.story;
    if (story === "main") return storyCommitment(input, p);
    const fixed = story ? story.outcome : undefined;
    return commit(input, p, fixed ?? outcomes[i] ?? "on_time");
  });
}

function winnersOf(
  input: DemoInput,
  plan: TerritoryPlan,
  { initiatives, origins, needs }: Analysed,
  ballots: readonly DemoBallot[],
): Promised[] {
  const { moment, code } = plan.inProcess;
  const key = plan.process.key;
  if (moment !== "commit" && moment !== "follow") return [];
  const own = initiatives.flatMap((it, i) => (it.process === key && it.territory === code ? [i] : []));
  const ranked = rank(
    own,
    ballots.filter((b) => b.process === key && b.territory === code),
  );
  // Where agreements are still being made, only some of the winners have one.
  const agreedSoFar = randomOf(input.seed, "agreed", code).int(2, 3);
  return ranked
    .slice(0, moment === "commit" ? agreedSoFar : plan.process.rules.winners)
    .flatMap(({ initiative: index }) => {
      const initiative = initiatives[index];
      const cluster = origins[index];
      if (!initiative || !cluster) return [];
      const askers = initiative.needs.reduce((sum, i) => sum + 1 + (needs[i]?.supports ?? 0), 0);
      return [{ plan, initiative, index, cluster, askers }];
    });
}

/** The closed process gets exactly its shares, dealt at random; the young one has only begun. */
function dealOutcomes({ seed }: DemoInput, promised: readonly Promised[]): Outcome[] {
  const random = randomOf(seed, "outcomes");
  const old = promised.filter((p) => p.plan.process.key === "previous").length;
  const sum = outcomeShares.reduce((s, [, n]) => s + n, 0);
  const deck = outcomeShares.flatMap(([outcome, n]) => Array<Outcome>(Math.round((n * old) / sum)).fill(outcome));
  const shuffled = random.shuffle(deck);
  return promised.map((p): Outcome => {
    if (p.plan.process.key === "previous") return shuffled.pop() ?? "on_time";
    if (p.plan.inProcess.moment === "commit") return "agreeing";
    return random.chance(0.55) ? "not_started" : "on_time";
  });
}

function commit(input: DemoInput, promised: Promised, outcome: Outcome): DemoCommitment {
  const { plan, initiative, index, cluster } = promised;
  const random = randomOf(input.seed, "commitment", index);
  const { problem, territory } = cluster;
  const [one, many, low, high] = problem.unit;
  const amount = random.int(low, high);
  const place = random.pick(cluster.places.slice(0, 1));
  const slots = { ...slotsOf(territory, place, true), n: String(amount) };
  const words = random.pick(problem.promise);
  const fixed = typeof cluster.story === "object" ? cluster.story.promise : undefined;
  const course: Course = {
    outcome,
    kind: problem.kind,
    slots,
    unit:
      words.includes("{n}") && fixed === undefined && amount > 1
        ? { of: amount, name: amount === 1 ? one : many }
        : undefined,
    agreement: phaseOf(plan.inProcess, "commit"),
    askers: promised.askers,
    random,
  };
  const cost = initiative.cost;
  const told = tellCourse(input, course);
  const percent = told.updates.at(-1)?.percent ?? 0;
  const promisedMoney =
    cost === undefined ? undefined : Math.round((cost * (0.95 + 0.2 * random.next())) / 1e6) * 1_000_000;
  return {
    process: plan.process.key,
    territory: territory.code,
    place: place.name,
    initiative: index,
    text: capitalise(fixed ?? singular(fill(words, slots, random), amount, many, one)),
    sector: initiative.sector,
    agency: initiative.agency,
    coAgencies: coAgencies(input, initiative.agency, random),
    partners: random.shuffle(input.bank.partners).slice(0, random.weighted([0.55, 0.35, 0.1])),
    responsible: random.pick(problem.post),
    money:
      promisedMoney === undefined ? undefined : { promised: promisedMoney, paid: paid(promisedMoney, percent, random) },
    ...told,
  };
}

/** "1 lanchas" is written "1 lancha". */
function singular(text: string, amount: number, many: string, one: string): string {
  return amount === 1 ? text.replace(`1 ${many}`, `1 ${one}`) : text;
}

function paid(promised: number, percent: number, random: Random): number {
  const share = percent >= 100 ? 1 : (percent / 100) * (0.6 + 0.35 * random.next());
  return Math.round((promised * share) / 1e6) * 1_000_000;
}

function coAgencies({ agencies }: DemoInput, lead: string, random: Random): string[] {
  const others = agencies.filter((a) => a.code !== lead).map((a) => a.code);
  return random.shuffle(others).slice(0, random.weighted([0.6, 0.3, 0.1]));
}

function storyCommitment(input: DemoInput, { plan, initiative, index }: Promised): DemoCommitment {
  const words = input.bank.story?.commitment;
  if (!words) throw new RangeError("a story cluster without a story");
  const course = tellStory(input, words, phaseOf(plan.inProcess, "commit").opensAt);
  return {
    process: plan.process.key,
    territory: initiative.territory,
    place: initiative.place,
    initiative: index,
    text: words.text,
    sector: initiative.sector,
    agency: initiative.agency,
    coAgencies: words.coAgencies.map((word) => agencyOf(input, [word])).filter((c) => c !== initiative.agency),
    partners: words.partners,
    responsible: words.responsible,
    money: { promised: words.promised, paid: words.paid },
    ...course,
  };
}
