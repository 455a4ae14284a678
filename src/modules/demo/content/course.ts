// The life of one promise after it was agreed: updates, moved dates, and what those who asked say of it.
import type { Problem } from "./bank.ts";
import type { Random } from "./random.ts";
import { fill, type Slots } from "./template.ts";
import type { CommitmentState, DemoCommitment, DemoDateChange, DemoJudgement, DemoPhase, DemoUpdate } from "./types.ts";
import { type DemoInput, daysAfter, localDay, localInstant } from "./world.ts";

/** How a promise goes. `late` is overdue today; `agreeing` is still being agreed. */
export type Outcome = "met" | "partly" | "on_time" | "late" | "not_started" | "not_met" | "agreeing";

/** What the life of a promise depends on. `askers` are the people behind it. */
export type Course = {
  outcome: Outcome;
  kind: Problem["kind"];
  slots: Slots;
  unit?: { of: number; name: string };
  agreement: DemoPhase;
  askers: number;
  random: Random;
};

/** The part of a commitment that time writes. */
export type Told = Pick<DemoCommitment, "createdAt" | "dueDate" | "updates" | "dateChanges" | "judgement">;

const dayMs = 86_400_000;

/** Tells the whole course until today. */
export function tellCourse(input: DemoInput, course: Course): Told {
  const { random, agreement } = course;
  const today = input.today.getTime();
  const opened = agreement.opensAt.getTime();
  const closed = Math.min(agreement.closesAt.getTime(), today);
  const createdAt = atOffice(input, new Date(opened + random.next() * 0.4 * (closed - opened)), agreement.opensAt);
  const agreedAt = atOffice(input, new Date(opened + (0.6 + 0.35 * random.next()) * (closed - opened)), createdAt);
  const due = dueDate(input, course, agreedAt);
  const updates = tellUpdates(input, course, { createdAt, agreedAt, due });
  const dateChanges = moveDate(input, course, agreedAt, due);
  const last = updates.at(-1)?.at ?? agreedAt;
  return {
    createdAt,
    dueDate: localDay(input, due),
    updates,
    dateChanges,
    judgement: judge(input, course, last),
  };
}

/** Moves an instant into office hours of its local day, never before `earliest` nor after today. */
function atOffice(input: DemoInput, at: Date, earliest: Date): Date {
  const offset = input.bank.utcOffsetMinutes * 60_000;
  const local = at.getTime() + offset;
  const minutes = 8 * 60 + (Math.floor(local / 60_000) % (9 * 60));
  const inOffice = Math.floor(local / dayMs) * dayMs + minutes * 60_000 - offset;
  const latest = input.today.getTime() - 60_000;
  return new Date(Math.min(latest, Math.max(inOffice, earliest.getTime() + 60_000)));
}

/** Promised dates fall in the middle or at the end of a month, as they do in promises. */
function dueDate(input: DemoInput, { outcome, random }: Course, agreedAt: Date): Date {
  const age = Math.floor((input.today.getTime() - agreedAt.getTime()) / dayMs);
  const ago = (low: number, high: number): number => -Math.min(random.int(low, high), Math.max(low, age - 60));
  const days = {
    met: ago(20, 300),
    partly: ago(20, 220),
    not_met: ago(40, 300),
    late: ago(20, 170),
    on_time: random.int(35, 330),
    not_started: random.int(50, 330),
    agreeing: random.int(120, 360),
  }[outcome];
  const local = new Date(localInstant(input, days, 12 * 60).getTime() + input.bank.utcOffsetMinutes * 60_000);
  const year = local.getUTCFullYear();
  const month = local.getUTCMonth();
  const day = local.getUTCDate() <= 15 ? 15 : new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, day, 12) - input.bank.utcOffsetMinutes * 60_000);
}

type Dates = { createdAt: Date; agreedAt: Date; due: Date };

function tellUpdates(input: DemoInput, course: Course, dates: Dates): DemoUpdate[] {
  const { outcome, random, slots } = course;
  const { updates: words } = input.bank;
  const say = (lines: readonly string[]): string => `${fill(random.pick(lines), slots, random)}.`;
  const first: DemoUpdate[] = [{ at: dates.createdAt, state: "proposed", text: say(words.proposed) }];
  if (outcome === "agreeing" && random.chance(0.5)) return first;
  first.push({
    at: dates.agreedAt,
    state: "agreed",
    text: say(words.agreed),
    percent: 0,
    link: link(input, course, 0.5),
  });
  if (outcome === "not_started" || outcome === "agreeing") return first;
  const end = endOf(input, course, dates);
  const steps = random.int(1, 3);
  const recent = end.getTime() - dates.agreedAt.getTime() < 120 * dayMs;
  const top = recent && outcome === "on_time" ? random.int(1, 5) * 5 : topPercent(outcome, random);
  const starts = random.shuffle(words.start[course.kind]);
  const goings = random.shuffle(words.progress[course.kind]);
  const works = Array.from({ length: steps }, (_, i): DemoUpdate => {
    const share = (i + 1) / (steps + 1);
    const at = new Date(dates.agreedAt.getTime() + (share * 0.9 + 0.05) * (end.getTime() - dates.agreedAt.getTime()));
    const line = i === 0 ? starts[0] : goings[i];
    const percent = Math.round((top * share * 0.85) / 5) * 5;
    return {
      at: atOffice(input, at, dates.agreedAt),
      state: "in_progress",
      text: say(line === undefined ? goings : [line]),
      percent,
      figure: figure(course, percent),
      link: link(input, course, 0.35),
    };
  });
  const last: DemoUpdate = {
    at: atOffice(input, end, dates.agreedAt),
    state: stateOf(outcome),
    text: say(lastWords(input, course, goings.slice(0, 1))),
    percent: top,
    figure: figure(course, top),
    link: link(input, course, outcome === "met" ? 0.9 : 0.5),
  };
  return [...first, ...works, last];
}

function stateOf(outcome: Outcome): CommitmentState {
  switch (outcome) {
    case "met":
      return "met";
    case "partly":
      return "partly_met";
    case "not_met":
      return "not_met";
    default:
      return "in_progress";
  }
}

function lastWords({ bank }: DemoInput, { outcome, random }: Course, goesOn: readonly string[]): readonly string[] {
  const { updates } = bank;
  if (outcome === "met") return updates.met;
  if (outcome === "partly") return updates.partly;
  if (outcome === "not_met") return updates.notmet;
  return outcome === "late" && random.chance(0.6) ? updates.stalled : goesOn;
}

function topPercent(outcome: Outcome, random: Random): number {
  switch (outcome) {
    case "met":
      return 100;
    case "partly":
      return random.int(8, 16) * 5;
    case "not_met":
      return random.int(0, 3) * 5;
    case "late":
      return random.int(4, 17) * 5;
    default:
      return random.int(4, 15) * 5;
  }
}

/** When the last thing was told: around the promised date if it ended, in the last weeks if it goes on. */
function endOf(input: DemoInput, { outcome, random }: Course, { agreedAt, due }: Dates): Date {
  const today = input.today.getTime();
  const goesOn = outcome === "on_time" || outcome === "late";
  const wanted = goesOn ? today - random.int(4, 45) * dayMs : due.getTime() + random.int(-25, 12) * dayMs;
  const earliest = agreedAt.getTime() + 0.3 * Math.max(0, today - agreedAt.getTime());
  return new Date(Math.min(today - dayMs, Math.max(earliest, wanted)));
}

function figure({ unit, outcome }: Course, percent: number): DemoUpdate["figure"] {
  if (!unit) return undefined;
  const rounded = Math.floor((unit.of * percent) / 100);
  const done = outcome === "met" && percent === 100 ? unit.of : Math.min(unit.of - 1, rounded);
  return { done: outcome === "partly" && percent > 0 ? Math.max(1, done) : done, of: unit.of, unit: unit.name };
}

function link({ bank }: DemoInput, { random }: Course, probability: number): DemoUpdate["link"] {
  if (!random.chance(probability)) return undefined;
  return { url: `https://example.org/pruebas/${random.int(1000, 9999)}`, title: random.pick(bank.links) };
}

function moveDate(input: DemoInput, { outcome, random }: Course, agreedAt: Date, due: Date): DemoDateChange[] {
  const moves = { met: 0.12, partly: 0.4, on_time: 0.22, late: 0.35, not_started: 0, not_met: 0.2, agreeing: 0 }[
    outcome
  ];
  if (!random.chance(moves)) return [];
  const from = daysAfter(due, -random.int(45, 150));
  const at = daysAfter(from, -random.int(2, 25));
  if (at.getTime() <= agreedAt.getTime() + 20 * dayMs || at.getTime() > input.today.getTime() - dayMs) return [];
  const reason = `${fill(random.pick(input.bank.dateReasons), {}, random)}.`;
  return [{ at: atOffice(input, at, agreedAt), from: localDay(input, from), to: localDay(input, due), reason }];
}

/** How those who asked answer, by how it went: shares of yes, partly and no. */
const verdicts: Partial<Record<Outcome, readonly [number, number, number]>> = {
  met: [0.74, 0.2, 0.06],
  partly: [0.2, 0.58, 0.22],
  not_met: [0.03, 0.12, 0.85],
  late: [0.04, 0.34, 0.62],
};

function judge(input: DemoInput, { outcome, askers, random, slots }: Course, last: Date): DemoJudgement | undefined {
  const shares = verdicts[outcome];
  if (!shares || (outcome === "late" && random.chance(0.5))) return undefined;
  const today = input.today.getTime();
  const opensAt = daysAfter(last, Math.min(1, (today - last.getTime()) / dayMs / 2));
  const answered = Math.max(1, Math.floor(askers * (0.15 + 0.4 * random.next())));
  const counts = [0, 0, 0];
  for (let i = 0; i < answered; i++) {
    const at = random.weighted(shares);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const [yes = 0, partly = 0, no = 0] = counts;
  const verdictCounts = { yes, partly, no };
  const comments = (["yes", "partly", "no"] as const).flatMap((verdict) => {
    const most = Math.min(2, verdictCounts[verdict]);
    const words = random.shuffle(input.bank.comments[verdict]).slice(0, random.int(0, most));
    return words.map((text) => ({
      verdict,
      text: `${fill(text, slots, random)}.`,
      at: new Date(opensAt.getTime() + Math.floor(random.next() * Math.min(30 * dayMs, today - opensAt.getTime()))),
    }));
  });
  return { opensAt, closesAt: daysAfter(opensAt, 75), yes, partly, no, comments };
}
