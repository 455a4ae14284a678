import type { GroupCommit } from "#platform/db/group-commit.ts";
import type { Vote, VoteCast } from "./vote/cast-vote.ts";

export {
  countVoters,
  findBallot,
  type InitiativeCount,
  listCounts,
  listTerritoryCounts,
  type TerritoryCount,
} from "./ballots.sql.ts";
export { closeTerritory, getBallot, listDue } from "./close/close-ballot.ts";
export { type LivedVote, loadBallot, loadVotes } from "./load.ts";
export { type Vote, type VoteCast, voteQueue } from "./vote/cast-vote.ts";

declare module "#platform/http/route.ts" {
  interface RequestExtras {
    votes: GroupCommit<Vote, VoteCast>;
  }
}
