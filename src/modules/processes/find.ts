import type { Authority } from "#core/people/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import type { Recall } from "#platform/memory/recall.ts";
import { isOpen, type Phase, type Process } from "./process.ts";
import { findProcess } from "./processes.sql.ts";

/** The published or closed process of an address; 404 for drafts, whose existence is nobody's business yet. */
export async function getPublicProcess(db: ReadDb, slug: string): Promise<Process> {
  const process = await findProcess(db, slug);
  if (process === undefined || process.state === "draft") throw notFound();
  return process;
}

/** The same, for pages that are kept for visitors: a process changes seldom and many pages begin with it. */
export function recallPublicProcess({ db, recall }: { db: ReadDb; recall: Recall }, slug: string): Promise<Process> {
  const fact = { key: `process ${slug}`, seconds: 60, tags: ["processes"] } as const;
  return recall(fact, () => getPublicProcess(db, slug));
}

/** Any process, drafts too, for somebody who prepares them. */
export async function getProcessForStaff(db: ReadDb, slug: string, authority: Authority): Promise<Process> {
  authority.require("processes.prepare");
  const process = await findProcess(db, slug);
  if (process === undefined) throw notFound();
  return process;
}

/** Throws 409 when a phase is not open in a territory: an old form, or a clock that moved on while somebody typed. */
export function requirePhase(process: Process, territory: string, phase: Phase, now: Date): void {
  if (!isOpen(process, territory, phase, now)) throw new Problem(409, `processes.closed.${phase}`);
}
