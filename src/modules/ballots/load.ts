// Votes that were cast before this database. They are only votes: counting them is left to the code that counts.
import { loadReceipts } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import { seal, voterKey } from "./vote/cast-vote.ts";

export interface LivedVote {
  territory: string;
  browserBits: Buffer;
  participantId: number;
  choices: readonly number[];
  at: Date;
}

/** The ballot of a process, open in all its territories, on a thing made before. */
export async function loadBallot(tx: WriteTx, process: Process, ballotId: number): Promise<void> {
  await tx.insertInto("ballots").values({ id: ballotId, process_id: process.id }).execute();
  await insertMany(
    tx,
    "ballot_territories",
    [...process.phases.keys()].map((code) => ({ ballot_id: ballotId, territory_code: code })),
  );
}

/** Votes of people known by their browsers, one each, into territories that nobody has counted yet. */
export async function loadVotes(
  tx: WriteTx,
  process: Process,
  ballotId: number,
  votes: readonly LivedVote[],
): Promise<void> {
  const rows = votes.map((vote) => ({ ...vote, voter: voterKey(process, "browser", vote.browserBits) }));
  // By key, so that the order of the rows does not tell who voted after whom.
  const stored = rows.toSorted((a, b) => Buffer.compare(a.voter, b.voter));
  await insertMany(
    tx,
    "votes",
    stored.map(({ voter, territory, choices }) => ({
      ballot_id: ballotId,
      voter,
      territory_code: territory,
      choices: choices.toSorted((a, b) => a - b),
    })),
  );
  const byTime = rows.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  await loadReceipts(
    tx,
    byTime.map(({ participantId, at }) => ({ thingId: ballotId, participantId, act: "voted", now: at })),
  );
  await recordAll(
    tx,
    byTime.map((vote) => ({
      kind: "vote",
      process: process.slug,
      at: vote.at,
      content: { ballot: ballotId, sealed: seal(vote) },
    })),
  );
}
