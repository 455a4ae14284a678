// Voting. A batch holds the row of each of its territories in share mode, and closing takes it alone: an acknowledged
// vote is counted, and nothing lands after the close. Nothing here emits or notifies: that would serialise the commits.
import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { giveReceipts } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import type { ItemResult } from "#platform/db/group-commit.ts";
import { busy, Problem } from "#platform/http/problem.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import { pseudonym } from "#platform/secrets/secrets.ts";

export interface Vote {
  process: Process;
  ballotId: number;
  territory: string;
  /** Who votes: pseudonym of what was verified (browser, address or paper code). */
  voter: Buffer;
  /** SHA-256 of the paper code, where it was one: its batch may have been cancelled meanwhile. */
  paperCode?: Buffer;
  /** Pseudonym of the browser, for the receipt; another one than the voter, so that nothing joins them. */
  participant: Buffer;
  choices: readonly number[];
  now: Date;
}

/** `receipt` is undefined when the person had voted before: the first one stands. */
export interface VoteCast {
  receipt: string | undefined;
}

/** The pseudonym under which something votes in a process: browser bits, a plain address, or the digest of a paper code. */
export function voterKey(process: Process, kind: "browser" | "email" | "paper", who: string | Buffer): Buffer {
  return pseudonym(process.participantKey, `voter:${kind}:`, who);
}

/** Writes votes of any ballots at once. Each one gets its own answer: a refusal concerns it alone. */
export async function writeVotes(tx: WriteTx, votes: readonly Vote[]): Promise<ItemResult<VoteCast>[]> {
  const open = await lockTerritories(tx, votes);
  const refusals = await refusalsOf(tx, votes, open);
  // The last choice of a person in the batch is their choice; the order by key keeps two batches from waiting in a ring.
  const accepted = votes.filter((_, index) => refusals[index] === undefined);
  const last = new Map(accepted.map((vote) => [voterId(vote.ballotId, vote.voter), vote]));
  const rows = [...last.values()].sort((a, b) => a.ballotId - b.ballotId || Buffer.compare(a.voter, b.voter));
  const stuck = rows.length === 0 ? new Map<string, Problem>() : await saveVotes(tx, rows, open);
  const saved = rows.filter((vote) => !stuck.has(voterId(vote.ballotId, vote.voter)));
  const given = await giveReceipts(tx, saved.map(actOf));
  const receipts = new Map(saved.map((vote, index) => [receiptId(vote), given[index]?.code]));
  await recordVotes(tx, saved);
  return votes.map((vote, index) => {
    const error = refusals[index] ?? stuck.get(voterId(vote.ballotId, vote.voter));
    if (error !== undefined) return { ok: false, error };
    return { ok: true, value: { receipt: receipts.get(receiptId(vote)) } };
  });
}

const voterId = (ballotId: number, voter: Buffer): string => `${ballotId}:${voter.toString("hex")}`;
const receiptId = (vote: Vote): string => voterId(vote.ballotId, vote.participant);
const territoryId = (ballotId: number, territory: string): string => `${ballotId}:${territory}`;

interface OpenTerritory {
  ballotId: number;
  territory: string;
  published: boolean;
  opensAt: Date;
  closesAt: Date;
}

/**
 * Holds, until the commit, the territories of these votes and those where these people had voted before, if nobody has
 * closed them. A row that somebody holds is being closed: waiting for the count would stop the votes of everywhere else.
 */
async function lockTerritories(tx: WriteTx, votes: readonly Vote[]): Promise<Map<string, OpenTerritory>> {
  const ballots = votes.map((vote) => vote.ballotId);
  const { rows } = await sql<OpenTerritory>`
    select bt.ballot_id as "ballotId", bt.territory_code as territory, p.state = 'published' as published,
      ph.opens_at as "opensAt", ph.closes_at as "closesAt"
    from ballot_territories bt
      join ballots b on b.id = bt.ballot_id
      join processes p on p.id = b.process_id
      join process_phases ph on ph.process_id = b.process_id and ph.territory_code = bt.territory_code and ph.phase = 'vote'
    where (bt.ballot_id, bt.territory_code) in (
        select * from unnest(${ballots}::bigint[], ${votes.map((vote) => vote.territory)}::text[])
        union
        select v.ballot_id, v.territory_code from votes v
          join unnest(${ballots}::bigint[], ${votes.map((vote) => vote.voter)}::bytea[]) as mine (ballot_id, voter)
            on v.ballot_id = mine.ballot_id and v.voter = mine.voter)
      and bt.closed_at is null
    order by 1, 2 for share of bt skip locked`.execute(tx);
  return new Map(rows.map((row) => [territoryId(row.ballotId, row.territory), row]));
}

/** What is wrong with each vote, if anything, under the lock that closing respects. */
async function refusalsOf(
  tx: WriteTx,
  votes: readonly Vote[],
  open: ReadonlyMap<string, OpenTerritory>,
): Promise<(Problem | undefined)[]> {
  const offered = await listOffered(tx, votes);
  const codes = await lockCodes(tx, votes);
  return votes.map((vote) => {
    const place = open.get(territoryId(vote.ballotId, vote.territory));
    if (place === undefined || !place.published || vote.now < place.opensAt || vote.now >= place.closesAt) {
      return new Problem(409, "processes.closed.vote");
    }
    if (vote.paperCode !== undefined && !codes.has(`${voterId(vote.ballotId, vote.paperCode)}:${vote.territory}`)) {
      return new Problem(409, "ballots.paper.cancelled");
    }
    const foreign = vote.choices.some((id) => !offered.has(`${id}:${vote.process.id}:${vote.territory}`));
    return foreign ? new Problem(409, "ballots.vote.gone", { field: "choices" }) : undefined;
  });
}

async function listOffered(tx: WriteTx, votes: readonly Vote[]): Promise<Set<string>> {
  const chosen = [...new Set(votes.flatMap((vote) => vote.choices))];
  const { rows } = await sql<{ id: number; process: number; territory: string }>`
    select id, process_id as process, territory_code as territory from initiatives
    where id = any(${chosen}::bigint[]) and state = 'published'`.execute(tx);
  return new Set(rows.map((row) => `${row.id}:${row.process}:${row.territory}`));
}

/** The paper codes that still work where they are used; held, so that cancelling their batch waits for this commit. */
async function lockCodes(tx: WriteTx, votes: readonly Vote[]): Promise<Set<string>> {
  const onPaper = votes.flatMap(({ ballotId, paperCode, territory }) =>
    paperCode === undefined ? [] : [{ ballotId, paperCode, territory }],
  );
  if (onPaper.length === 0) return new Set();
  const { rows } = await sql<{ ballot: number; code: Buffer; territory: string }>`
    select c.ballot_id as ballot, c.code_hash as code, mine.territory
    from ballot_paper_codes c
      join unnest(${onPaper.map((vote) => vote.ballotId)}::bigint[], ${onPaper.map((vote) => vote.paperCode)}::bytea[],
        ${onPaper.map((vote) => vote.territory)}::text[]) as mine (ballot_id, code, territory)
        on c.ballot_id = mine.ballot_id and c.code_hash = mine.code
    where c.voided_at is null and (c.territory_code is null or c.territory_code = mine.territory)
    order by c.ballot_id, c.code_hash for share of c`.execute(tx);
  return new Set(rows.map((row) => `${voterId(row.ballot, row.code)}:${row.territory}`));
}

/**
 * Writes the votes. A vote that stood in a territory already counted stays where it was counted.
 * @returns the refusals, by voter.
 */
async function saveVotes(
  tx: WriteTx,
  votes: readonly Vote[],
  open: ReadonlyMap<string, OpenTerritory>,
): Promise<Map<string, Problem>> {
  const held = [...open.values()];
  const { rows } = await sql<{ ballot: number; voter: Buffer }>`
    insert into votes (ballot_id, voter, territory_code, choices)
    select ballot_id, voter, territory, choices::bigint[] from unnest(
      ${votes.map((vote) => vote.ballotId)}::bigint[], ${votes.map((vote) => vote.voter)}::bytea[],
      ${votes.map((vote) => vote.territory)}::text[], ${votes.map(choicesLiteral)}::text[]
    ) with ordinality as mine (ballot_id, voter, territory, choices, n) order by n
    on conflict (ballot_id, voter) do update set territory_code = excluded.territory_code, choices = excluded.choices
      where (votes.ballot_id, votes.territory_code) in (
        select * from unnest(${held.map((one) => one.ballotId)}::bigint[], ${held.map((one) => one.territory)}::text[]))
    returning ballot_id as ballot, voter`.execute(tx);
  if (rows.length === votes.length) return new Map();
  const written = new Set(rows.map((row) => voterId(row.ballot, row.voter)));
  return refuseCounted(
    tx,
    votes.filter((vote) => !written.has(voterId(vote.ballotId, vote.voter))),
  );
}

const choicesLiteral = (vote: Vote): string => `{${[...vote.choices].sort((a, b) => a - b).join(",")}}`;

/** Why votes were left as they stood: counted elsewhere, or moved by another process since this batch took its rows. */
async function refuseCounted(tx: WriteTx, votes: readonly Vote[]): Promise<Map<string, Problem>> {
  const { rows } = await sql<{ ballot: number; voter: Buffer; open: boolean }>`
    select v.ballot_id as ballot, v.voter, bt.closed_at is null as open
    from votes v join ballot_territories bt on bt.ballot_id = v.ballot_id and bt.territory_code = v.territory_code
    where (v.ballot_id, v.voter) in (select * from unnest(
      ${votes.map((vote) => vote.ballotId)}::bigint[], ${votes.map((vote) => vote.voter)}::bytea[]))`.execute(tx);
  const counted = new Set(rows.filter((row) => !row.open).map((row) => voterId(row.ballot, row.voter)));
  return new Map(
    votes.map((vote) => {
      const id = voterId(vote.ballotId, vote.voter);
      return [id, counted.has(id) ? new Problem(409, "ballots.vote.counted") : busy()];
    }),
  );
}

/** The ballot is the thing that they voted in; what they chose stays apart. */
function actOf(vote: Vote) {
  return {
    processId: vote.process.id,
    key: vote.participant,
    thingId: vote.ballotId,
    act: "voted",
    now: vote.now,
  } as const;
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
