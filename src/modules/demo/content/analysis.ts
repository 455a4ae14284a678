// What the analysts make of the needs: they merge, put aside with a reason, and write initiatives where gathering is over.
import { phaseOf } from "./calendar.ts";
import type { SaidNeed, SaidNeeds } from "./needs.ts";
import type { Cluster, TerritoryPlan } from "./plan-clusters.ts";
import { type Random, randomOf } from "./random.ts";
import { capitalise, fill } from "./template.ts";
import type { DemoInitiative, DemoNeed, NeedFate } from "./types.ts";
import { agencyOf, type DemoInput, groupsOf, rightOf, sectorOf, slotsOf } from "./world.ts";

/** Needs with their fate, initiatives, and the cluster from which each initiative was built (same order). */
export type Analysed = { needs: DemoNeed[]; initiatives: DemoInitiative[]; origins: Cluster[] };

type Desk = { input: DemoInput; plan: TerritoryPlan; random: Random; out: Analysed; since: number; until: number };

/** Reads every need of every municipality as far as its moment allows. */
export function analyse(input: DemoInput, plans: readonly TerritoryPlan[], said: SaidNeeds): Analysed {
  const out: Analysed = { needs: said.needs.map((need) => unread(need)), initiatives: [], origins: [] };
  const members = new Map<string, number[]>();
  for (const [i, need] of said.needs.entries()) {
    const key = `${need.process}/${need.territory}`;
    members.set(key, [...(members.get(key) ?? []), i]);
  }
  for (const plan of plans) {
    const indices = members.get(`${plan.process.key}/${plan.territory.code}`) ?? [];
    readTerritory(deskOf(input, plan, out), said, indices);
  }
  return out;
}

function unread({ discard, ...need }: SaidNeed): DemoNeed {
  return { ...need, fate: { kind: "waiting", read: false } };
}

/** The hours of the analysts: the analysing phase or, while people still speak, the days until today. */
function deskOf(input: DemoInput, plan: TerritoryPlan, out: Analysed): Desk {
  const random = randomOf(input.seed, "analysis", plan.process.key, plan.territory.code);
  const { opensAt, closesAt } = phaseOf(plan.inProcess, "analyse");
  const today = input.today.getTime();
  const gathering = plan.inProcess.moment === "gather";
  const since = gathering ? today - 3 * 86_400_000 : opensAt.getTime();
  return { input, plan, random, out, since, until: Math.min(today, closesAt.getTime()) };
}

function readTerritory(desk: Desk, said: SaidNeeds, indices: readonly number[]): void {
  const clusters = new Map<number, number[]>();
  for (const i of indices) {
    const need = said.needs[i];
    if (!need) continue;
    if (need.discard === undefined) clusters.set(need.cluster, [...(clusters.get(need.cluster) ?? []), i]);
    else if (done(desk) || desk.random.chance(0.6))
      setFate(desk, i, { kind: "discarded", reason: need.discard, at: whenRead(desk, i) });
  }
  for (const [number, members] of clusters) {
    const cluster = said.clusters.get(number);
    if (!cluster) continue;
    const sorted = members.toSorted((a, b) => saidAt(desk, a) - saidAt(desk, b));
    if (done(desk)) write(desk, cluster, sorted, "published");
    else if (desk.plan.inProcess.moment === "analyse" && desk.random.chance(0.6)) write(desk, cluster, sorted, "draft");
    else readSome(desk, cluster, sorted);
  }
}

function done({ plan }: Desk): boolean {
  return plan.inProcess.moment !== "gather" && plan.inProcess.moment !== "analyse";
}

function when({ random, since, until }: Desk): Date {
  return new Date(Math.floor((since + random.next() * (until - since)) / 1000) * 1000);
}

/** A working instant after the need was said; while people still speak, perhaps only minutes ago. */
function whenRead(desk: Desk, i: number): Date {
  const said = saidAt(desk, i);
  return new Date(Math.max(when(desk).getTime(), said, Math.min(desk.until, said + 3_600_000)));
}

function saidAt({ out }: Desk, i: number): number {
  return out.needs[i]?.saidAt.getTime() ?? 0;
}

function setFate({ out }: Desk, i: number, fate: NeedFate): void {
  const need = out.needs[i];
  if (need) out.needs[i] = { ...need, fate };
}

function code(desk: Desk, cluster: Cluster, i: number): void {
  const need = desk.out.needs[i];
  if (!need) return;
  const sector = sectorOf(desk.input, cluster.problem);
  desk.out.needs[i] = { ...need, sector, right: rightOf(desk.input, cluster.problem) };
}

/** While people still speak: some needs are read and coded, some of those merged, many still wait. */
function readSome(desk: Desk, cluster: Cluster, members: readonly number[]): void {
  const read = members.filter(() => desk.random.chance(0.55));
  const [main, ...others] = read;
  if (main === undefined) return;
  for (const i of read) {
    code(desk, cluster, i);
    setFate(desk, i, { kind: "waiting", read: true });
  }
  for (const i of others) {
    if (desk.random.chance(0.5)) setFate(desk, i, { kind: "merged", into: main, at: whenRead(desk, i) });
  }
}

function write(desk: Desk, cluster: Cluster, members: readonly number[], status: DemoInitiative["status"]): void {
  const { input, random, out } = desk;
  const index = out.initiatives.length;
  const at = when(desk);
  const [main, ...others] = members;
  if (main === undefined) return;
  for (const i of members) {
    code(desk, cluster, i);
    setFate(desk, i, { kind: "initiative", initiative: index, at });
  }
  for (const i of others)
    if (random.chance(0.3))
      setFate(desk, i, { kind: "merged", into: main, at: new Date(Math.max(desk.since, at.getTime() - 3_600_000)) });
  out.initiatives.push(
    cluster.story === "main"
      ? storyInitiative(input, cluster, members, at)
      : initiative(desk, cluster, members, { at, status }),
  );
  out.origins.push(cluster);
}

function storyInitiative(
  input: DemoInput,
  cluster: Cluster,
  needs: readonly number[],
  createdAt: Date,
): DemoInitiative {
  const words = input.bank.story?.initiative;
  if (!words) throw new RangeError("a story cluster without a story");
  return {
    process: cluster.process,
    territory: cluster.territory.code,
    title: words.title,
    text: words.text,
    place: cluster.places[0]?.name ?? "",
    sector: sectorOf(input, cluster.problem),
    right: rightOf(input, cluster.problem),
    groups: groupsOf(input, cluster.problem.groups),
    status: "published",
    cost: words.cost,
    agency: agencyOf(input, words.agency),
    feasibility: "viable",
    feasibilityNote: words.note,
    createdAt,
    needs,
  };
}

function initiative(
  { input, random }: Desk,
  cluster: Cluster,
  needs: readonly number[],
  { at, status }: { at: Date; status: DemoInitiative["status"] },
): DemoInitiative {
  const { problem, territory } = cluster;
  const place = random.pick(cluster.places.slice(0, 1));
  const slots = slotsOf(territory, place, true);
  const [low, high] = problem.cost;
  const feasibility =
    (["viable", "viable_with_conditions", "under_study"] as const)[random.weighted([0.66, 0.24, 0.1])] ?? "viable";
  const millions = Math.round((low + (high - low) * random.next() ** 1.6) / 5) * 5;
  return {
    process: cluster.process,
    territory: territory.code,
    title:
      typeof cluster.story === "object"
        ? cluster.story.title
        : capitalise(fill(random.pick(problem.title), slots, random)),
    text: fill(random.pick(problem.body), slots, random),
    place: place.name,
    sector: sectorOf(input, problem),
    right: rightOf(input, problem),
    groups: groupsOf(input, problem.groups),
    status,
    cost: feasibility === "under_study" || random.chance(0.06) ? undefined : millions * 1_000_000,
    agency: agencyOf(input, problem.agency),
    feasibility,
    feasibilityNote: random.pick(input.bank.feasibility[feasibility]),
    createdAt: at,
    needs,
  };
}
