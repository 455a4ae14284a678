// A participation process and its phases, as pure values.

export const PHASES = ["gather", "analyse", "vote", "commit", "follow"] as const;
export type Phase = (typeof PHASES)[number];
export const LEVELS = ["information", "consultation", "planning", "control", "execution"] as const;
export type Level = (typeof LEVELS)[number];
export const CYCLE_PHASES = ["diagnosis", "formulation", "implementation", "monitoring", "evaluation"] as const;
export type CyclePhase = (typeof CYCLE_PHASES)[number];
export const VERIFICATIONS = ["none", "email", "paper"] as const;
export type Verification = (typeof VERIFICATIONS)[number];
export type ProcessState = "draft" | "published" | "closed";

/** Open from `opensAt` (included) to `closesAt` (excluded). */
export interface PhaseDates {
  phase: Phase;
  opensAt: Date;
  closesAt: Date;
}

export interface Process {
  id: number;
  slug: string;
  title: string;
  purpose: string;
  level: Level;
  cyclePhase: CyclePhase;
  state: ProcessState;
  choices: number;
  winners: number;
  verification: Verification;
  rules: string;
  lotSeed: string;
  participantKey: Buffer;
  publishedAt: Date | null;
  closedAt: Date | null;
  /** Territory code → its phases, in the order of the cycle. */
  phases: ReadonlyMap<string, readonly PhaseDates[]>;
}

/** The dates of one phase in a territory; undefined where the process does not reach it. */
export function findPhase(process: Process, territory: string, phase: Phase): PhaseDates | undefined {
  return process.phases.get(territory)?.find((dates) => dates.phase === phase);
}

/** Whether a phase is open in a territory at an instant. Only a published process receives anything. */
export function isOpen(process: Process, territory: string, phase: Phase, now: Date): boolean {
  if (process.state === "draft") return false;
  if (process.state === "closed" && phase !== "follow") return false;
  const dates = findPhase(process, territory, phase);
  return dates !== undefined && dates.opensAt <= now && now < dates.closesAt;
}

/**
 * The first phase whose opening does not fit what goes before: phases open in the order of the cycle, nothing is voted while needs still
 * come in, and nothing is promised while people still vote.
 */
export function outOfOrder(phases: readonly PhaseDates[]): Phase | undefined {
  const closes = new Map(phases.map(({ phase, closesAt }) => [phase, closesAt]));
  const after: Partial<Record<Phase, Phase>> = { vote: "gather", commit: "vote" };
  return phases.find(({ phase, opensAt }, index) => {
    const [previous, ended] = [phases[index - 1], closes.get(after[phase] ?? phase)];
    if (previous !== undefined && opensAt < previous.opensAt) return true;
    return after[phase] !== undefined && ended !== undefined && opensAt < ended;
  })?.phase;
}

/** The phase a territory is in: the last one that has opened; the first one before any has. */
export function currentPhase(process: Process, territory: string, now: Date): Phase | undefined {
  const dates = process.phases.get(territory);
  if (dates === undefined) return undefined;
  const opened = dates.filter((one) => one.opensAt <= now);
  return (opened.at(-1) ?? dates[0])?.phase;
}
