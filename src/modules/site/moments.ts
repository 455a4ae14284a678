// Where each territory is in its cycle, and what anybody can do there today. Pure.
import { currentPhase, isOpen, PHASES, type Phase, type Process } from "#modules/processes/index.ts";

/** `soon`: published and not begun; `none`: no process reaches it. */
export type Moment = Phase | "soon" | "none";
export const MOMENTS: readonly Moment[] = [...PHASES, "soon", "none"];

/** The moment of a territory in a process. What was promised in a closed one is still followed. */
export function momentOf(process: Process, territory: string, now: Date): Moment {
  const dates = process.phases.get(territory);
  if (dates === undefined) return "none";
  if (process.state === "closed") return "follow";
  const [first] = dates;
  if (first !== undefined && now < first.opensAt) return "soon";
  return currentPhase(process, territory, now) ?? "none";
}

export interface PlaceMoment {
  process: Process | undefined;
  moment: Moment;
}

/** The moment of every territory today: of its live process, or else of the last one that was closed. */
export function momentsByPlace(
  processes: readonly Process[],
  codes: readonly string[],
  now: Date,
): ReadonlyMap<string, PlaceMoment> {
  return new Map(
    codes.map((code) => {
      const reaching = processes.filter((process) => process.phases.has(code));
      const process = reaching.find((one) => one.state === "published") ?? reaching[0];
      return [code, { process, moment: process === undefined ? "none" : momentOf(process, code, now) }];
    }),
  );
}

/** How many places are at each moment, in the order of the cycle; moments without places are left out. */
export function countMoments(moments: Iterable<PlaceMoment>): [Moment, number][] {
  const groups = Map.groupBy(moments, ({ moment }) => moment);
  return MOMENTS.flatMap((moment) => {
    const n = groups.get(moment)?.length ?? 0;
    return n === 0 ? [] : [[moment, n] as [Moment, number]];
  });
}

export interface OpenDoor {
  process: Process;
  territory: string;
  phase: "gather" | "vote";
  closesAt: Date;
}

/** What can be done today, nearest deadline first. */
export function openDoors(processes: readonly Process[], now: Date): OpenDoor[] {
  return processes
    .flatMap((process) =>
      [...process.phases].flatMap(([territory, dates]) =>
        dates.flatMap(({ phase, closesAt }) =>
          (phase === "gather" || phase === "vote") && isOpen(process, territory, phase, now)
            ? [{ process, territory, phase, closesAt }]
            : [],
        ),
      ),
    )
    .sort((a, b) => a.closesAt.getTime() - b.closesAt.getTime() || (a.territory < b.territory ? -1 : 1));
}

/** The first `most` doors, with one of each kind among them if there is any: a vote must not hide what can be said. */
export function nearestDoors(doors: readonly OpenDoor[], most: number): OpenDoor[] {
  const chosen = new Set(doors.slice(0, most));
  for (const phase of ["gather", "vote"] as const) {
    const first = doors.find((door) => door.phase === phase);
    if (first === undefined || chosen.has(first)) continue;
    const last = [...chosen].at(-1);
    if (last !== undefined) chosen.delete(last);
    chosen.add(first);
  }
  return doors.filter((door) => chosen.has(door));
}

/** Whole days from one instant to another, rounded up: what is left, as people say it. */
export function daysLeft(now: Date, until: Date): number {
  return Math.max(0, Math.ceil((until.getTime() - now.getTime()) / 86_400_000));
}
