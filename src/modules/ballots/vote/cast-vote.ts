// Voting. The batch holds the row of each territory in share mode, and closing takes it alone: an acknowledged vote is
// counted, and nothing lands after the close. Nothing here emits or notifies: that would serialise the commits.
import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { giveReceipts, type PseudonymousAct } from "#core/trace/index.ts";
import { type Process, requirePhase } from "#modules/processes/index.ts";
import type { Database, WriteTx } from "#platform/db/db.ts";
import { GroupCommit, type ItemResult } from "#platform/db/group-commit.ts";
import { Problem } from "#platform/http/problem.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import { pseudonym } from "#platform/secrets/secrets.ts";

export interface Vote {
  process: Process;
  ballotId: number;
  territory: string;
  /** Who votes: pseudonym of what was verified (browser, address or paper code). */
  voter: Buffer;
  /** Pseudonym of the browser, for the receipt; another one than the voter, so that nothing joins them. */
  participant: Buffer;
  choices: readonly number[];
  now: Date;
}

/** `receipt` is undefined when the person had voted before: the first one stands. */
export interface VoteCast {
  receipt: string | undefined;
}

/** The pseudonym under which something votes in a process. */
export function voterKey(process: Process, kind: "browser" | "email" | "paper", who: string | Buffer): Buffer {
  return pseudonym(process.participantKey, `voter:${kind}:`, who);
}

/** The votes of one web process on their way to the database. */
export function voteQueue(db: Database): GroupCommit<Vote, VoteCast> {
  return new GroupCommit((votes) => db.write((tx) => writeVotes(tx, votes)));
}

async function writeVotes(tx: WriteTx, votes: readonly Vote[]): Promise<ItemResult<VoteCast>[]> {
  const refusals = await refusalsOf(tx, votes);
  // The last choice of a person in the batch is their choice; the order by key keeps two batches from waiting in a ring.
  const accepted = votes.filter((_, index) => refusals[index] === undefined);
  const last = new Map(accepted.map((vote) => [`${vote.ballotId}:${vote.voter.toString("hex")}`, vote]));
  const rows = [...last.values()].sort((a, b) => a.ballotId - b.ballotId || Buffer.compare(a.voter, b.voter));
  if (rows.length === 0) return votes.map((_, index) => refused(refusals[index]));
  await saveVotes(tx, rows);
  const codes = await giveReceipts(tx, rows.map(actOf));
  const receipts = new Map(rows.map((vote, index) => [receiptId(vote), codes[index]]));
  await recordVotes(tx, rows);
  return votes.map((vote, index) => {
    const error = refusals[index];
    if (error !== undefined) return refused(error);
    return { ok: true, value: { receipt: receipts.get(receiptId(vote)) } };
  });
}

function refused(error: Error | undefined): ItemResult<VoteCast> {
  return { ok: false, error: error ?? new Error("A vote was neither written nor refused") };
}

function receiptId(vote: Vote): string {
  return `${vote.ballotId}:${vote.participant.toString("hex")}`;
}

/** What is wrong with each vote, if anything, under the lock that closing respects. */
async function refusalsOf(tx: WriteTx, votes: readonly Vote[]): Promise<(Problem | undefined)[]> {
  const open = await sql<{ id: string }>`
    select ballot_id || ':' || territory_code as id from ballot_territories
    where (ballot_id, territory_code) in (${sql.join(votes.map((vote) => sql`(${vote.ballotId}::bigint, ${vote.territory}::text)`))})
      and closed_at is null order by ballot_id, territory_code for share`.execute(tx);
  const openIds = new Set(open.rows.map((row) => row.id));
  const chosen = [...new Set(votes.flatMap((vote) => vote.choices))];
  const initiatives = await tx
    .selectFrom("initiatives")
    .select(["id", "process_id", "territory_code"])
    .where("id", "in", chosen)
    .where("state", "=", "published")
    .execute();
  const offered = new Set(initiatives.map((row) => `${row.id}:${row.process_id}:${row.territory_code}`));
  return votes.map((vote) => {
    if (!openIds.has(`${vote.ballotId}:${vote.territory}`)) return new Problem(409, "processes.closed.vote");
    try {
      requirePhase(vote.process, vote.territory, "vote", vote.now);
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
    const foreign = vote.choices.some((id) => !offered.has(`${id}:${vote.process.id}:${vote.territory}`));
    return foreign ? new Problem(409, "ballots.vote.gone", { field: "choices" }) : undefined;
  });
}

async function saveVotes(tx: WriteTx, votes: readonly Vote[]): Promise<void> {
  await tx
    .insertInto("votes")
    .values(
      votes.map((vote) => ({
        ballot_id: vote.ballotId,
        voter: vote.voter,
        territory_code: vote.territory,
        choices: [...vote.choices].sort((a, b) => a - b),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["ballot_id", "voter"]).doUpdateSet((set) => ({
        territory_code: set.ref("excluded.territory_code"),
        choices: set.ref("excluded.choices"),
      })),
    )
    .execute();
}

/** The ballot is the thing that they voted in; what they chose stays apart. */
function actOf(vote: Vote): PseudonymousAct {
  return { processId: vote.process.id, key: vote.participant, thingId: vote.ballotId, act: "voted", now: vote.now };
}

/** The ledger learns that a vote was received, sealed: its receipt proves that it is there and never opens. */
async function recordVotes(tx: WriteTx, votes: readonly Vote[]): Promise<void> {
  await recordAll(
    tx,
    votes.map((vote) => ({
      kind: "vote",
      process: vote.process.slug,
      at: vote.now,
      content: { ballot: vote.ballotId, sealed: seal(vote) },
    })),
  );
}

/** What the ledger says of a vote: that it was received, and nothing of what it chose. */
export function seal(vote: Pick<Vote, "voter" | "choices">): string {
  return createHash("sha256").update(randomBytes(32)).update(vote.voter).update(vote.choices.join(",")).digest("hex");
}
