// A commitment and its states, as pure values. Being late is not a state: it is computed from the date and the clock.
export const COMMITMENT_STATES = ["proposed", "agreed", "in_progress", "met", "partly_met", "not_met"] as const;
export type CommitmentState = (typeof COMMITMENT_STATES)[number];

const NEXT: Record<CommitmentState, readonly CommitmentState[]> = {
  proposed: ["proposed", "agreed", "in_progress", "not_met"],
  agreed: ["agreed", "in_progress", "met", "partly_met", "not_met"],
  in_progress: ["in_progress", "met", "partly_met", "not_met"],
  partly_met: ["partly_met", "in_progress", "met", "not_met"],
  not_met: ["not_met", "in_progress"],
  met: ["met", "in_progress"],
};

/** The states that an update may tell from here; saying that it goes on the same is one of them. */
export function nextStates(state: CommitmentState): readonly CommitmentState[] {
  return NEXT[state];
}

/** Whether a promised day has passed without the promise being settled. `today` is the day on the entity's calendar. */
export function isOverdue(commitment: { state: CommitmentState; dueDate: string }, today: string): boolean {
  const settled = commitment.state === "met" || commitment.state === "not_met";
  return !settled && commitment.dueDate < today;
}

/**
 * Whether those who asked may be asked if it was met: the agency says it is settled, or a promised day has passed. The first
 * promised day counts: moving the date does not put the question off.
 */
export function canBeJudged(
  commitment: { state: CommitmentState; dueDate: string; firstDueDate: string | null },
  today: string,
): boolean {
  const settled = ["met", "partly_met", "not_met"].includes(commitment.state);
  return settled || (commitment.firstDueDate ?? commitment.dueDate) < today || commitment.dueDate < today;
}

/** The share of a figure that is done, from 0 to 100; undefined when nobody said of how many. */
export function shareDone(figure: { done: number | null; of: number | null }): number | undefined {
  if (figure.done === null || figure.of === null) return undefined;
  return Math.min(100, Math.round((100 * figure.done) / figure.of));
}

/** Days from the promised day to today; negative while there is still time. */
export function daysLate(dueDate: string, today: string): number {
  return Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${dueDate}T00:00:00Z`)) / 86_400_000);
}
