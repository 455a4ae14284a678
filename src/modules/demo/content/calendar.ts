// The processes of the demonstration, each municipality at its own moment. Every date hangs from today.
import { type Random, randomOf } from "./random.ts";
import type { DemoPhase, DemoProcess, DemoProcessTerritory, DemoTerritory, Moment } from "./types.ts";
import { type DemoInput, daysAfter, localInstant } from "./world.ts";

/** How many of every 42 municipalities are at each moment of the current process. */
const shares: readonly [Moment, number][] = [
  ["gather", 21],
  ["analyse", 3],
  ["vote", 8],
  ["commit", 4],
  ["follow", 6],
];

/** Length of each phase, in days. */
const lengths: readonly [Moment, number][] = [
  ["gather", 55],
  ["analyse", 14],
  ["vote", 14],
  ["commit", 21],
  ["follow", 700],
];

/** Days since gathering opened in the previous process, for the municipality of the story. */
const storyStart = 607;

/** The three processes: this cycle, the one before (closed) and one that is only being prepared. */
export function planProcesses(input: DemoInput): DemoProcess[] {
  const current = currentTerritories(input);
  const previous = input.territories.map((t) => previousTerritory(input, t));
  const year = yearOf(input, startOf(current));
  return [
    describe(input, "current", year, current),
    describe(input, "previous", year - 1, previous),
    {
      ...describe(input, "draft", year + 1, []),
      status: "draft",
      publishedAt: undefined,
      createdAt: localInstant(input, -9, 600),
    },
  ];
}

function describe(
  input: DemoInput,
  key: DemoProcess["key"],
  year: number,
  territories: readonly DemoProcessTerritory[],
): DemoProcess {
  const texts = input.bank.process[key];
  const start = startOf(territories);
  const named = (text: string): string => text.replaceAll("{year}", String(year));
  const base = {
    key,
    slug: named(texts.slug),
    title: named(texts.title),
    purpose: texts.purpose,
    createdAt: daysAfter(start, -60),
    publishedAt: daysAfter(start, -30),
    rules: { choices: 5, winners: 5, verification: key === "draft" ? "email" : "none" } as const,
    level: "planning",
    territories,
  } as const;
  if (key !== "previous") return { ...base, status: "published", cyclePhase: "diagnosis" };
  const agreed = territories.map((t) => phaseOf(t, "commit").closesAt.getTime());
  return { ...base, status: "closed", cyclePhase: "monitoring", closedAt: daysAfter(new Date(Math.max(...agreed)), 7) };
}

function startOf(territories: readonly DemoProcessTerritory[]): Date {
  return new Date(Math.min(...territories.map((t) => phaseOf(t, "gather").opensAt.getTime())));
}

/** The process carries the year in which its gathering opens. */
function yearOf({ today, bank }: DemoInput, start: Date): number {
  const at = Number.isFinite(start.getTime()) ? start : today;
  return new Date(at.getTime() + bank.utcOffsetMinutes * 60_000).getUTCFullYear();
}

/** A phase of a municipality. Throws RangeError when it has none. */
export function phaseOf(territory: DemoProcessTerritory, kind: Moment): DemoPhase {
  const phase = territory.phases.find((p) => p.kind === kind);
  if (!phase) throw new RangeError(`${territory.code} has no phase ${kind}`);
  return phase;
}

function currentTerritories(input: DemoInput): DemoProcessTerritory[] {
  const moments = momentsOf(input);
  return input.territories.map((t) => {
    const moment = moments.get(t.code) ?? "gather";
    const start = startDay(moment, randomOf(input.seed, "calendar", t.code));
    return { code: t.code, moment, phases: phasesFrom(input, start) };
  });
}

/** Moments that the bank names stand; the rest are dealt until every share is full. */
function momentsOf({ seed, bank, territories }: DemoInput): Map<string, Moment> {
  const moments = new Map<string, Moment>();
  const wanted = new Map(shares.map(([m, n]) => [m, Math.round((n * territories.length) / 42)]));
  for (const t of territories) {
    const named = bank.moments[t.code];
    if (!named) continue;
    moments.set(t.code, named);
    wanted.set(named, (wanted.get(named) ?? 0) - 1);
  }
  const rest = randomOf(seed, "moments").shuffle(territories.filter((t) => !moments.has(t.code)));
  const dealt = [...wanted].filter(([m]) => m !== "gather").flatMap(([m, n]) => Array<Moment>(Math.max(0, n)).fill(m));
  for (const [i, t] of rest.entries()) moments.set(t.code, dealt[i] ?? "gather");
  return moments;
}

/** Day on which gathering opened, relative to today, so that the moment is the one wanted. */
function startDay(moment: Moment, random: Random): number {
  switch (moment) {
    case "gather":
      return random.int(4, 24) - 55;
    case "analyse":
      return -random.int(3, 9) - 55;
    case "vote":
      return -random.int(4, 10) - 69;
    case "commit":
      return -random.int(5, 14) - 83;
    case "follow":
      return -random.int(14, 55) - 104;
  }
}

function previousTerritory(input: DemoInput, territory: DemoTerritory): DemoProcessTerritory {
  const isStory = territory.code === input.bank.story?.territory;
  const start = isStory ? storyStart : randomOf(input.seed, "previous", territory.code).int(600, 616);
  return { code: territory.code, moment: "follow", phases: phasesFrom(input, -start) };
}

/** Five phases one after the other: the first opens at 8:00, the others when the one before closes, at 18:00. */
function phasesFrom(input: DemoInput, start: number): DemoPhase[] {
  let day = start;
  let opensAt = localInstant(input, start, 8 * 60);
  return lengths.map(([kind, length]) => {
    day += length;
    const phase = { kind, opensAt, closesAt: localInstant(input, day, 18 * 60) };
    opensAt = phase.closesAt;
    return phase;
  });
}
