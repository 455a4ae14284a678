// Opening and closing the vote of a territory. Closing waits for the votes under way, counts, and writes the result once.
import { sql } from "kysely";
import { lotOf } from "#analysis/tally/tally.ts";
import { createThing, loadHistory, threadTag } from "#core/trace/index.ts";
import { findPhase, type Process } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { type Ballot, findBallot } from "../ballots.sql.ts";

/** The ballot of a process, made the first time somebody needs it. */
export async function getBallot(tx: WriteTx, process: Process, now: Date): Promise<Ballot> {
  const found = await findBallot(tx, process.id);
  if (found !== undefined) return found;
  await sql`select pg_advisory_xact_lock(${process.id})`.execute(tx);
  const made = await findBallot(tx, process.id);
  if (made !== undefined) return made;
  const id = await createThing(tx, { kind: "ballot", processId: process.id, now });
  await tx.insertInto("ballots").values({ id, process_id: process.id }).execute();
  const territories = [...process.phases.keys()];
  await tx
    .insertInto("ballot_territories")
    .values(territories.map((code) => ({ ballot_id: id, territory_code: code })))
    .execute();
  return { id, processId: process.id };
}

interface Counted {
  initiativeId: number;
  votes: number;
}

interface Count {
  /** People who voted. */
  ballots: number;
  counts: Counted[];
}

/**
 * The votes of one territory, by initiative. Equal ballots are added up first: taking apart every single ballot of a million is
 * four times slower, and people choose alike.
 */
async function countVotes(db: ReadDb, ballotId: number, territory: string): Promise<Count> {
  const { rows } = await sql<{ initiativeId: number | null; votes: number }>`
    with alike as materialized (
      select choices, count(*) as n from votes
      where ballot_id = ${ballotId} and territory_code = ${territory} group by choices)
    select choice as "initiativeId", sum(n)::bigint as votes from alike, unnest(choices) as choice group by choice
    union all select null, coalesce(sum(n), 0)::bigint from alike`.execute(db);
  const counts = rows.flatMap(({ initiativeId, votes }) => (initiativeId === null ? [] : [{ initiativeId, votes }]));
  return { ballots: rows.find((row) => row.initiativeId === null)?.votes ?? 0, counts };
}

/** Most votes first; equal votes in the order of the lot. The first `winners` win. */
function rank(process: Process, territory: string, counts: readonly Counted[]) {
  const lot = (count: Counted): string =>
    lotOf({ tie: { lot: process.lotSeed } }, territory, String(count.initiativeId));
  return counts
    .map((count) => ({ ...count, lot: lot(count) }))
    .sort((a, b) => b.votes - a.votes || (a.lot < b.lot ? -1 : 1))
    .map(({ initiativeId, votes }, index) => ({
      initiativeId,
      votes,
      position: index + 1,
      won: index < process.winners,
    }));
}

/**
 * Closes a territory whose voting time is over and writes its count. Closing twice changes nothing.
 * @throws 409 while the vote is still open.
 */
export async function closeTerritory(tx: WriteTx, process: Process, territory: string, now: Date): Promise<void> {
  const dates = findPhase(process, territory, "vote");
  if (dates === undefined || dates.closesAt > now) throw new Problem(409, "ballots.close.early");
  const ballot = await getBallot(tx, process, now);
  const row = await tx
    .selectFrom("ballot_territories")
    .select("closed_at")
    .where("ballot_id", "=", ballot.id)
    .where("territory_code", "=", territory)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || row.closed_at !== null) return;
  const { ballots, counts } = await countVotes(tx, ballot.id, territory);
  const ranked = rank(process, territory, counts);
  if (ranked.length > 0) {
    await tx
      .insertInto("ballot_counts")
      .values(
        ranked.map((count) => ({
          ballot_id: ballot.id,
          territory_code: territory,
          initiative_id: count.initiativeId,
          position: count.position,
          votes: count.votes,
          won: count.won,
        })),
      )
      .execute();
  }
  await tx
    .updateTable("ballot_territories")
    .set({ closed_at: now, ballots })
    .where("ballot_id", "=", ballot.id)
    .where("territory_code", "=", territory)
    .execute();
  await loadHistory(
    tx,
    ranked.map((count) => ({
      thingId: count.initiativeId,
      event: count.won ? "ballots.won" : "ballots.not-won",
      data: { votes: count.votes, position: count.position, of: ranked.length, ballots },
      public: true,
      now,
    })),
  );
  await record(tx, { kind: "count", process: process.slug, at: now, content: { territory, ranked } });
  await touchPages(
    tx,
    process,
    territory,
    ranked.map((count) => count.initiativeId),
  );
}

/** Every page that shows a count: the results (known by the address of the process), the place, and the threads. */
async function touchPages(tx: WriteTx, process: Process, territory: string, initiatives: readonly number[]) {
  const results = ["results", `results:${process.slug}`, `results:${process.id}:${territory}`];
  await touch(tx, [...results, `process:${process.id}`, `place:${territory}`, threadTag(process.id)]);
  const things = initiatives.map((id) => `thing:${id}`);
  // A notice holds 8,000 bytes.
  for (let at = 0; at < things.length; at += 200) await touch(tx, things.slice(at, at + 200));
}

/** The territories of a process whose voting time is over and that nobody has counted. */
export async function listDue(db: ReadDb, process: Process, now: Date): Promise<string[]> {
  const ballot = await findBallot(db, process.id);
  const closed =
    ballot === undefined
      ? []
      : await db
          .selectFrom("ballot_territories")
          .select("territory_code")
          .where("ballot_id", "=", ballot.id)
          .where("closed_at", "is not", null)
          .execute();
  const done = new Set(closed.map((row) => row.territory_code));
  return [...process.phases.keys()].filter((code) => {
    const dates = findPhase(process, code, "vote");
    return dates !== undefined && dates.closesAt <= now && !done.has(code);
  });
}
