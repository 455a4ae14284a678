import type { VoteQueue } from "./vote/vote-queue.ts";

export {
  countVoters,
  findBallot,
  type InitiativeCount,
  listCounts,
  listTerritoryCounts,
  type TerritoryCount,
} from "./ballots.sql.ts";
export { closeTerritory, getBallot, listDue } from "./close/close-ballot.ts";
export { type LivedSheet, type LivedVote, loadBallot, loadSheets, loadVotes } from "./load.ts";
export type { Vote, VoteCast } from "./vote/cast-vote.ts";
export { type VoteQueue, voteQueue } from "./vote/vote-queue.ts";

declare module "#platform/http/route.ts" {
  interface RequestExtras {
    votes: VoteQueue;
  }
}
