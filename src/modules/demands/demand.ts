// A need and the states it goes through, as pure values.
export const DEMAND_STATES = ["received", "read", "merged", "taken", "discarded"] as const;
export type DemandState = (typeof DEMAND_STATES)[number];
/** States in which a need speaks for itself and is still in the running. */
export const OPEN_STATES = ["received", "read", "taken"] as const satisfies readonly DemandState[];
/** States that wait for an analyst. */
export const WAITING_STATES = ["received", "read"] as const satisfies readonly DemandState[];

export interface Demand {
  id: number;
  processId: number;
  territory: string;
  sub: string | null;
  place: string | null;
  text: string;
  state: DemandState;
  sector: string | null;
  right: string | null;
  mergedInto: number | null;
  reason: string | null;
  supports: number;
  saidAt: Date;
  organisation: string | null;
  /** Public reason of a moderator; null while everybody may read it. */
  hiddenReason: string | null;
  /** Rounded to some 100 m. */
  lat: number | null;
  lon: number | null;
  editedAt: Date | null;
  /** Its author withdrew it: it has no words any more. */
  withdrawnAt: Date | null;
}

/** What an analyst may do with a need. Undoing a merge brings back the state it had before. */
export type DemandAct = "read" | "discard" | "take" | "merge" | "recover" | "release";

const NEXT: Record<DemandState, Partial<Record<DemandAct, DemandState>>> = {
  received: { read: "read", discard: "discarded", take: "taken", merge: "merged" },
  read: { read: "read", discard: "discarded", take: "taken", merge: "merged" },
  taken: { take: "taken", read: "taken", merge: "merged", release: "read" },
  merged: {},
  discarded: { recover: "read" },
};

/** The state after an act; undefined when the act is not possible in that state. */
export function nextState(state: DemandState, act: DemandAct): DemandState | undefined {
  return NEXT[state][act];
}
