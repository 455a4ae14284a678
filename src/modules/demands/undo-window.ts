// Every act over several needs has one way back, while whoever did it still has it in mind. Later its authors have read of it,
// and others have worked on it: each need is then recovered, separated or coded again by itself.
import { Problem } from "#platform/http/problem.ts";

export const UNDO_MINUTES = 10;

/** Until when an act can be undone. */
export function undoUntil(at: Date): Date {
  return new Date(at.getTime() + UNDO_MINUTES * 60_000);
}

export function isUndoable(act: { at: Date; undoneAt: Date | null }, now: Date): boolean {
  return act.undoneAt === null && now < undoUntil(act.at);
}

/** @throws Problem 409 when it was undone already, or its minutes are over. */
export function requireUndoable(act: { at: Date; undoneAt: Date | null }, now: Date): void {
  if (act.undoneAt !== null) throw new Problem(409, "demands.join.alreadyUndone");
  if (!isUndoable(act, now)) throw new Problem(409, "demands.undo.late", { parameters: { n: UNDO_MINUTES } });
}
