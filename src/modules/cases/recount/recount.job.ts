// A law that adds a holiday comes with a version of this program: the night after, every open request is counted with it.
import type { Job, JobServices } from "#platform/module.ts";
import { recountRound } from "../many-cases.ts";

export const recountJob: Job = {
  name: "cases.recount",
  cron: "23 5 * * *",
  run: async (services) => {
    await recountOpenCases(services);
  },
};

/** Counts the terms of all open requests again, some thousands in each transaction. @returns how many moved */
export async function recountOpenCases({
  write,
  now,
  entity,
}: Pick<JobServices, "write" | "now" | "entity">): Promise<number> {
  let moved = 0;
  for (let after = 0; ; ) {
    const round = await write((tx) => recountRound(tx, entity, { after, now: now() }));
    if (round === undefined) return moved;
    moved += round.moved;
    after = round.last;
  }
}
