// Needs that the demonstration says besides those that its generator makes up: each an hour after another one of the same place.
import { loadReceipts, loadThings } from "#core/trace/index.ts";
import { type LivedDemand, loadDemands } from "#modules/demands/index.ts";
import type { Load } from "./load-demo.ts";
import { numberOf } from "./number-things.ts";

const HOUR = 3_600_000;

/** A need that somebody said in the process of today, beside which the demonstration puts others. */
export interface Said {
  id: number;
  territory: string;
  participantId: number;
  at: Date;
  /** Whether an analyst has read it. */
  read: boolean;
}

/** Needs of the process of today that speak for themselves, the last said first. */
export function saidNow({ content, acts, numbers, crowd, processes }: Load): Said[] {
  if (processes.get("current") === undefined) return [];
  return content.needs
    .flatMap((need, index) => {
      const author = acts.needs[index]?.author;
      if (need.process !== "current" || need.fate.kind !== "waiting" || author === undefined) return [];
      const { territory, saidAt } = need;
      return [
        {
          id: numberOf(numbers.needs, index),
          territory,
          participantId: crowd.idOf("current", author),
          at: saidAt,
          read: need.fate.read,
        },
      ];
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime() || a.id - b.id);
}

type Words = Pick<LivedDemand, "text" | "sheet" | "point">;

/** Says other words beside those of `beside`, as many as there are of both. */
export async function sayBeside(
  { tx, processes }: Load,
  words: readonly Words[],
  beside: readonly Said[],
): Promise<(Said & { processId: number })[]> {
  const process = processes.get("current");
  if (process === undefined) return [];
  const pairs = words.flatMap((each, index) => {
    const one = beside[index];
    return one === undefined ? [] : [{ ...one, ...each, process, at: new Date(one.at.getTime() + HOUR) }];
  });
  const ids = await loadThings(
    tx,
    pairs.map(({ territory, at }) => ({ kind: "demand", processId: process.id, territory, now: at })),
  );
  const needs = pairs.map((pair, index) => ({ ...pair, processId: process.id, id: ids[index] ?? 0 }));
  await loadDemands(
    tx,
    needs.map(({ at, ...need }) => ({ ...need, channel: "web", saidAt: at, groups: [], supports: [] })),
  );
  await loadReceipts(
    tx,
    needs.map(({ id, at, participantId }) => ({ thingId: id, participantId, act: "said", now: at })),
  );
  return needs;
}
