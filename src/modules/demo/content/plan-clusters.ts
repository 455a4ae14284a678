// What is lacking where: for each municipality of a process, a handful of problems, each in one or a few places, and how
// many people say it.
import type { Problem, StoryBank } from "./bank.ts";
import { type Random, randomOf } from "./random.ts";
import type { DemoProcess, DemoProcessTerritory, DemoTerritory, Moment } from "./types.ts";
import { type DemoInput, type Place, placeOf, placesOf, tagsOf } from "./world.ts";

/** Needs that say the same thing: one problem, its places (the first is the main one) and how many voices. */
export type Cluster = {
  process: DemoProcess["key"];
  territory: DemoTerritory;
  problem: Problem;
  places: readonly Place[];
  size: number;
  /** Set for the clusters that the story fixes. */
  story?: "main" | StoryBank["others"][number];
  /** The first thing said, when the story fixes it. */
  opening?: StoryBank["now"][number];
};

/** The clusters of one municipality in one process and how many needs will be put aside there. */
export type TerritoryPlan = {
  process: DemoProcess;
  inProcess: DemoProcessTerritory;
  territory: DemoTerritory;
  clusters: readonly Cluster[];
  discards: number;
};

/** Needs in each process; together about three thousand. */
const needsOf = { previous: 1400, current: 1600 } as const;
const momentWeight: Readonly<Record<Moment, number>> = {
  gather: 0.85,
  analyse: 1.1,
  vote: 1.2,
  commit: 1.1,
  follow: 1.05,
};
const discardShare = 0.045;

/** Plans the two processes that have needs; the same municipality seldom repeats a problem the next year. */
export function planClusters(input: DemoInput, processes: readonly DemoProcess[]): TerritoryPlan[] {
  const used = new Map<string, Set<string>>();
  return processes.flatMap((process) => {
    if (process.key === "draft") return [];
    const totals = shareNeeds(input, process, needsOf[process.key]);
    return process.territories.flatMap((inProcess) => {
      const territory = input.territories.find((t) => t.code === inProcess.code);
      if (!territory) return [];
      const before = used.get(territory.code) ?? new Set<string>();
      const total = totals.get(territory.code) ?? 0;
      const random = randomOf(input.seed, "clusters", process.key, territory.code);
      const discards = Math.max(1, Math.round(total * discardShare));
      const fixed = storyClusters(input, process, territory);
      const free = total - discards - fixed.reduce((sum, c) => sum + c.size, 0);
      const rest = freeClusters(input, { process, territory, total: free, fixed, before, random });
      const clusters = [...fixed, ...rest];
      used.set(territory.code, new Set(clusters.map((c) => c.problem.id)));
      return [{ process, inProcess, territory, clusters, discards }];
    });
  });
}

/** Larger municipalities say more, but not in proportion: the small ones must be heard too. */
function shareNeeds({ territories, bank }: DemoInput, process: DemoProcess, total: number): Map<string, number> {
  const weights = process.territories.map((p) => {
    const population = territories.find((t) => t.code === p.code)?.population ?? 1;
    const weight = population ** 0.33 * momentWeight[p.moment];
    return { code: p.code, weight };
  });
  const story = process.key === "previous" ? bank.story : undefined;
  const fixed = story ? storySize(story) : 0;
  const others = weights.filter((w) => w.code !== story?.territory);
  const sum = others.reduce((s, w) => s + w.weight, 0);
  const shared = new Map(others.map((w) => [w.code, Math.max(14, Math.round(((total - fixed) * w.weight) / sum))]));
  if (story) shared.set(story.territory, fixed);
  return shared;
}

function storySize(story: StoryBank): number {
  return story.needs.length + story.leftOut.length + story.others.reduce((sum, o) => sum + o.needs, 0) + 22;
}

function storyClusters(input: DemoInput, process: DemoProcess, territory: DemoTerritory): Cluster[] {
  const story = input.bank.story;
  if (!story || territory.code !== story.territory) return [];
  if (process.key === "current") return story.now.map((opening) => openingCluster(input, territory, opening));
  const place: Place = { name: story.place, full: story.place, short: story.place, rural: true, marks: [] };
  const main = problemById(input, story.problem);
  const base = { process: process.key, territory };
  return [
    { ...base, problem: main, places: [place], size: story.needs.length, story: "main" },
    ...story.others.map((other): Cluster => {
      const at = placeOf(input.bank, territory, other.place, !other.place.startsWith("barrio"));
      return { ...base, problem: problemById(input, other.problem), places: [at], size: other.needs, story: other };
    }),
  ];
}

function openingCluster(input: DemoInput, territory: DemoTerritory, opening: StoryBank["now"][number]): Cluster {
  const place = placeOf(input.bank, territory, opening.place, !opening.place.startsWith("barrio"));
  const problem = problemById(input, opening.problem);
  return { process: "current", territory, problem, places: [place], size: opening.needs, opening };
}

function problemById({ bank }: DemoInput, id: string): Problem {
  const problem = bank.problems.find((p) => p.id === id);
  if (!problem) throw new RangeError(`the story names a problem that the bank lacks: ${id}`);
  return problem;
}

type FreePlan = {
  process: DemoProcess;
  territory: DemoTerritory;
  total: number;
  fixed: readonly Cluster[];
  before: ReadonlySet<string>;
  random: Random;
};

function freeClusters(input: DemoInput, plan: FreePlan): Cluster[] {
  const { process, territory, total, fixed, random } = plan;
  const count = fixed.length > 0 ? 5 : Math.min(16, Math.max(6, Math.round(total / 4.6)));
  const taken = new Set(fixed.map((c) => c.problem.id));
  const problems = drawProblems(input, { ...plan, count, taken });
  const sizes = longTail(total, problems.length, random);
  return problems.map((problem, i) => {
    const size = sizes[i] ?? 1;
    return {
      process: process.key,
      territory,
      problem,
      places: drawPlaces(input, territory, problem, { size, random }),
      size,
    };
  });
}

function drawProblems(input: DemoInput, plan: FreePlan & { count: number; taken: ReadonlySet<string> }): Problem[] {
  const tags = tagsOf(input, plan.territory);
  const left = input.bank.problems.filter((p) => {
    const fits = p.tags === undefined || p.tags.some((tag) => tags.includes(tag));
    return fits && !plan.taken.has(p.id) && hasPlaces(input, plan.territory, p);
  });
  const drawn: Problem[] = [];
  while (drawn.length < plan.count && left.length > 0) {
    const weights = left.map((p) => {
      const sameSector = drawn.filter((d) => d.sector === p.sector).length;
      return (p.tags ? 2.4 : 1) * (plan.before.has(p.id) ? 0.1 : 1) * 0.3 ** sameSector;
    });
    drawn.push(...left.splice(plan.random.weighted(weights), 1));
  }
  return drawn;
}

function hasPlaces(input: DemoInput, territory: DemoTerritory, problem: Problem): boolean {
  const sides = problem.place ? [problem.place === "rural"] : [true, false];
  return sides.some((rural) => placesFor(input, territory, problem, rural).length > 0);
}

/** The places where a problem can be. */
function placesFor(input: DemoInput, territory: DemoTerritory, problem: Problem, rural: boolean): Place[] {
  return placesOf(input, territory, rural).filter((place) => {
    if (problem.notAt?.some((mark) => place.marks.includes(mark))) return false;
    if (!problem.at || (!rural && problem.place !== "urban")) return true;
    return problem.at.some((mark) => place.marks.includes(mark));
  });
}

function drawPlaces(
  input: DemoInput,
  territory: DemoTerritory,
  problem: Problem,
  { size, random }: { size: number; random: Random },
): Place[] {
  const wanted = problem.place ? problem.place === "rural" : random.chance(0.5);
  const first = placesFor(input, territory, problem, wanted);
  const places = random.shuffle(first.length > 0 ? first : placesFor(input, territory, problem, !wanted));
  return places.slice(0, size > 7 && random.chance(0.4) ? 3 : size > 4 && random.chance(0.5) ? 2 : 1);
}

/** Splits a total into parts that fall like 1, 1/2, 1/3…, none empty. */
function longTail(total: number, parts: number, random: Random): number[] {
  const weights = Array.from({ length: parts }, (_, i) => (0.8 + 0.4 * random.next()) / (i + 2) ** 0.8);
  const sum = weights.reduce((s, w) => s + w, 0);
  const sizes = weights.map((w) => Math.max(1, Math.floor((total * w) / sum)));
  let missing = total - sizes.reduce((s, n) => s + n, 0);
  for (let i = 0; missing > 0 && sizes.length > 0; i++, missing--) {
    const at = i % sizes.length;
    sizes[at] = (sizes[at] ?? 0) + 1;
  }
  return sizes;
}
