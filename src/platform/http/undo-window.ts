// An act over many things at once has one way back, while whoever did it still has it in mind. Later people have read of it, and others
// have worked on it: each thing is then put right by itself.
import type { MessageKey } from "../i18n/i18n.ts";
import { Problem } from "./problem.ts";

export const UNDO_MINUTES = 10;

/** An act that may be undone, as its table keeps it. */
export interface UndoableAct {
  at: Date;
  undoneAt: Date | null;
}

/** Until when an act can be undone. */
export function undoUntil(at: Date): Date {
  return new Date(at.getTime() + UNDO_MINUTES * 60_000);
}

export function isUndoable(act: UndoableAct, now: Date): boolean {
  return act.undoneAt === null && now < undoUntil(act.at);
}

/**
 * @param late what is said once its minutes are over: how to put each thing right
 * @throws Problem 409 when it was undone already, or its minutes are over
 */
export function requireUndoable(act: UndoableAct, now: Date, late: MessageKey): void {
  if (act.undoneAt !== null) throw new Problem(409, "common.undo.again");
  if (!isUndoable(act, now)) throw new Problem(409, late, { parameters: { n: UNDO_MINUTES } });
}
