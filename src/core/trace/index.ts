export { eventText } from "./event-text.ts";
export {
  findLife,
  type JoinedThing,
  type Kinds,
  type Life,
  type LifeEvent,
  type LifeLink,
  type LifeThing,
  listJoined,
  listLives,
  listOutcomes,
} from "./life.ts";
export { loadHistory, loadLinks, loadParticipants, loadReceipts, loadThings } from "./load.ts";
export { findOverseen, type Outcome, Outcomes, type Overseen, OverseenBy } from "./outcomes.view.tsx";
export {
  type Act,
  claimParticipants,
  findGivenCodes,
  findParticipant,
  findReceipt,
  getParticipant,
  giveReceipt,
  giveReceipts,
  listReceipts,
  type PseudonymousAct,
  participantKey,
  type Receipt,
  receiptsToGive,
  takeBackReceipts,
} from "./participants.ts";
export { eraseSeals, sealOne, sealWords } from "./sealed-words.ts";
export {
  addHistory,
  addStaffHistory,
  createThing,
  link,
  type Relation,
  setVisibilities,
  setVisibility,
  takeUntold,
  threadTag,
  unlink,
  type Visibility,
} from "./things.ts";
export { TitleOf } from "./title-of.tsx";
export { requireUnwritten, seenField, seenValue, withSeen } from "./written-meanwhile.ts";

import type { Story } from "#platform/module.ts";
import type { Kinds } from "./life.ts";

declare module "#platform/http/route.ts" {
  interface RequestExtras {
    /** How every kind of thing is titled and addressed. */
    kinds: Kinds;
    /** What every module tells in a thread, in the order of the modules. */
    stories: readonly Story[];
  }
}

declare module "#platform/module.ts" {
  interface JobServices {
    kinds: Kinds;
  }
}
