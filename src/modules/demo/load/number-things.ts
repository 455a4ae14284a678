// Gives everything its number in the order in which it came to be, as if the demonstration had been lived here.
import { loadThings } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import type { DemoContent, DemoInitiative } from "../content/types.ts";

/** Ids of the things of the content: processes and ballots by key, the rest by index. */
export interface Numbers {
  processes: Map<string, number>;
  ballots: Map<string, number>;
  needs: Map<number, number>;
  initiatives: Map<number, number>;
  commitments: Map<number, number>;
  meetings: Map<number, number>;
}

/** The id of something that was numbered. */
export function numberOf<K>(numbers: ReadonlyMap<K, number>, key: K): number {
  const id = numbers.get(key);
  if (id === undefined) throw new Error(`Nothing was numbered as ${key}`);
  return id;
}

/** Makes the things of a whole demonstration. */
export async function numberThings(tx: WriteTx, content: DemoContent): Promise<Numbers> {
  const processes = content.processes.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const processIds = await loadThings(
    tx,
    processes.map(({ createdAt, status }) => ({
      kind: "process",
      visibility: status === "draft" ? ("staff" as const) : ("public" as const),
      now: createdAt,
    })),
  );
  const numbers: Numbers = {
    processes: new Map(processes.map(({ key }, index) => [key, processIds[index] ?? 0])),
    ballots: new Map(),
    needs: new Map(),
    initiatives: new Map(),
    commitments: new Map(),
    meetings: new Map(),
  };
  const things = [
    ...content.needs.map((need, index) => ({
      kind: "demand",
      ...placeOf(numbers, need),
      now: need.saidAt,
      number: (id: number) => numbers.needs.set(index, id),
    })),
    ...content.initiatives.map((initiative, index) => ({
      kind: "initiative",
      ...placeOf(numbers, initiative),
      visibility: visibilityOf(initiative),
      now: initiative.createdAt,
      number: (id: number) => numbers.initiatives.set(index, id),
    })),
    ...ballotsOf(content).map(({ process, now }) => ({
      kind: "ballot",
      processId: numbers.processes.get(process),
      now,
      number: (id: number) => numbers.ballots.set(process, id),
    })),
    ...content.commitments.map((commitment, index) => ({
      kind: "commitment",
      ...placeOf(numbers, commitment),
      now: commitment.createdAt,
      number: (id: number) => numbers.commitments.set(index, id),
    })),
    ...content.meetings.map((meeting, index) => ({
      kind: "meeting",
      ...placeOf(numbers, meeting),
      now: meeting.calledAt,
      number: (id: number) => numbers.meetings.set(index, id),
    })),
  ].sort((a, b) => a.now.getTime() - b.now.getTime());
  const ids = await loadThings(tx, things);
  for (const [index, thing] of things.entries()) thing.number(ids[index] ?? 0);
  return numbers;
}

function placeOf(numbers: Numbers, at: { process: string; territory: string }) {
  return { processId: numbers.processes.get(at.process), territory: at.territory };
}

function visibilityOf({ status }: DemoInitiative) {
  return status === "published" ? ("public" as const) : ("staff" as const);
}

/** The ballot of a process is made with its first vote. */
function ballotsOf({ ballots }: DemoContent): { process: string; now: Date }[] {
  return [...Map.groupBy(ballots, (ballot) => ballot.process)].map(([process, cast]) => ({
    process,
    now: new Date(Math.min(...cast.map((ballot) => ballot.at.getTime()))),
  }));
}
