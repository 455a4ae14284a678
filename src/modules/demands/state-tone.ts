import type { TagTone } from "#platform/views/content.tsx";
import type { DemandState } from "./demand.ts";

/** The colour that goes with the word of each state, the same on every page. */
export const STATE_TONE: Record<DemandState, TagTone> = {
  received: "plain",
  read: "info",
  merged: "accent",
  taken: "open",
  discarded: "late",
};
