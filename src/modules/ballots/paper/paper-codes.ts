// Single-use codes on paper, printed in batches. A code is shown once, when it is printed; the database keeps its hash.
import { sql } from "kysely";
import type { Authority } from "#core/people/index.ts";
import { addHistory } from "#core/trace/index.ts";
import { isOpen, type Process } from "#modules/processes/index.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { digest, newCode, plainCode } from "#platform/secrets/secrets.ts";
import { getBallot } from "../close/close-ballot.ts";
import { voterKey } from "../vote/cast-vote.ts";

export const MAX_BATCH = 200;
/** Ten letters of thirty: about 49 bits. With five tries a browser, guessing one of a million codes takes for ever. */
const CODE_LETTERS = 10;

interface Who {
  authority: Authority;
  now: Date;
}

export interface Batch {
  name: string;
  territory: string | null;
  printedAt: Date;
  voidedAt: Date | null;
  codes: number;
}

/** The batches of a vote, newest first. How many of a batch were used is not told: it would say who voted. */
export async function listBatches(db: ReadDb, ballotId: number): Promise<Batch[]> {
  const { rows } = await sql<Batch>`
    select batch as name, min(territory_code) as territory, min(printed_at) as "printedAt", max(voided_at) as "voidedAt", count(*) as codes
    from ballot_paper_codes where ballot_id = ${ballotId} group by batch order by min(printed_at) desc, batch desc`.execute(
    db,
  );
  return rows;
}

/**
 * Makes a batch of codes and gives them, this once.
 * @throws 409 when the batch exists: its codes were shown, and cannot be shown again.
 */
export async function printBatch(
  tx: WriteTx,
  who: Who,
  process: Process,
  batch: { name: string; territory: string; count: number },
): Promise<string[]> {
  who.authority.require("ballots.print", { territory: batch.territory });
  if (process.verification !== "paper") throw new Problem(409, "ballots.paper.notPaper");
  const ballot = await getBallot(tx, process, who.now);
  // Two people printing the same batch: the second one waits and finds it printed.
  await tx.selectFrom("ballots").select("id").where("id", "=", ballot.id).forUpdate().executeTakeFirst();
  const printed = await tx
    .selectFrom("ballot_paper_codes")
    .select("batch")
    .where("ballot_id", "=", ballot.id)
    .where("batch", "=", batch.name)
    .limit(1)
    .executeTakeFirst();
  if (printed !== undefined) throw new Problem(409, "ballots.paper.printed", { field: "count" });
  const codes = new Set<string>();
  while (codes.size < batch.count) codes.add(newCode(CODE_LETTERS));
  await sql`
    insert into ballot_paper_codes (ballot_id, code_hash, batch, territory_code, printed_at, printed_by)
    select ${ballot.id}, hash, ${batch.name}, ${batch.territory}, ${who.now}, ${who.authority.actor.accountId ?? null}
    from unnest(${[...codes].map((code) => digest(plainCode(code)))}::bytea[]) as hash`.execute(tx);
  await tell(tx, who, { process, ballotId: ballot.id, event: "ballots.printed", batch: batch.name, codes: codes.size });
  return [...codes];
}

/**
 * Cancels a batch that was lost or stolen. Its codes stop working, and the votes made with them where nobody has counted
 * are taken out: a stolen batch that kept its votes would be worth stealing. It is public, with its reason.
 * @returns how many votes were taken out.
 */
export async function cancelBatch(
  tx: WriteTx,
  who: Who,
  process: Process,
  batch: { name: string; reason: string },
): Promise<number> {
  const ballot = await getBallot(tx, process, who.now);
  // The same order of locks as a vote: territories, codes, votes. A territory being counted keeps its votes.
  const open = await sql<{ territory: string }>`
    select territory_code as territory from ballot_territories
    where ballot_id = ${ballot.id} and closed_at is null order by territory_code for share`.execute(tx);
  const codes = await sql<{ hash: Buffer; territory: string | null; cancelled: boolean }>`
    select code_hash as hash, territory_code as territory, voided_at is not null as cancelled from ballot_paper_codes
    where ballot_id = ${ballot.id} and batch = ${batch.name} order by code_hash for update`.execute(tx);
  if (codes.rows.length === 0) throw new Problem(404, "http.notFound.title");
  for (const territory of new Set(codes.rows.map((code) => code.territory))) {
    who.authority.require("ballots.print", { territory: territory ?? undefined });
  }
  if (codes.rows.every((code) => code.cancelled)) return 0;
  await sql`update ballot_paper_codes set voided_at = ${who.now}
    where ballot_id = ${ballot.id} and batch = ${batch.name} and voided_at is null`.execute(tx);
  const voters = codes.rows.map((code) => voterKey(process, "paper", code.hash));
  const removed = await sql<{ voter: Buffer }>`
    delete from votes where ballot_id = ${ballot.id} and voter = any(${voters}::bytea[])
      and territory_code = any(${open.rows.map((row) => row.territory)}::text[]) returning voter`.execute(tx);
  await tell(tx, who, {
    process,
    ballotId: ballot.id,
    event: "ballots.cancelled",
    batch: batch.name,
    codes: codes.rows.length,
    reason: batch.reason,
  });
  return removed.rows.length;
}

/** What is done with the codes is public and in the log: codes that nobody knows of would be votes from nowhere. */
async function tell(
  tx: WriteTx,
  who: Who,
  act: { process: Process; ballotId: number; event: string; batch: string; codes: number; reason?: string },
): Promise<void> {
  const data = { batch: act.batch, codes: act.codes, reason: act.reason ?? "" };
  await addHistory(tx, {
    thingId: act.ballotId,
    event: act.event,
    data,
    public: true,
    by: who.authority.actor.accountId,
    now: who.now,
  });
  await record(tx, { kind: act.event, process: act.process.slug, at: who.now, content: data });
}

/** Whether codes of a territory can still be used. */
export function isUseful(process: Process, territory: string, now: Date): boolean {
  const dates = process.phases.get(territory)?.find((one) => one.phase === "vote");
  return isOpen(process, territory, "vote", now) || (dates !== undefined && dates.opensAt > now);
}
