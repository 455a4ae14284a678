import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface Ballot {
  id: number;
  processId: number;
}

export interface TerritoryCount {
  territory: string;
  closedAt: Date | null;
  ballots: number | null;
}

export interface InitiativeCount {
  territory: string;
  initiativeId: number;
  position: number;
  votes: number;
  won: boolean;
}

export async function findBallot(db: ReadDb, processId: number): Promise<Ballot | undefined> {
  return db
    .selectFrom("ballots")
    .select(["id", "process_id as processId"])
    .where("process_id", "=", processId)
    .executeTakeFirst();
}

export async function listTerritoryCounts(db: ReadDb, ballotId: number): Promise<TerritoryCount[]> {
  return db
    .selectFrom("ballot_territories")
    .select(["territory_code as territory", "closed_at as closedAt", "ballots"])
    .where("ballot_id", "=", ballotId)
    .orderBy("territory_code")
    .execute();
}

/** The counts of a closed territory, in the published order. */
export async function listCounts(db: ReadDb, ballotId: number, territory?: string): Promise<InitiativeCount[]> {
  let query = db
    .selectFrom("ballot_counts")
    .select(["territory_code as territory", "initiative_id as initiativeId", "position", "votes", "won"])
    .where("ballot_id", "=", ballotId);
  if (territory !== undefined) query = query.where("territory_code", "=", territory);
  return query.orderBy("territory_code").orderBy("position").execute();
}

/** The choices that a voter has made so far. */
export async function findVote(
  db: ReadDb,
  ballotId: number,
  voter: Buffer,
): Promise<{ territory: string; choices: number[] } | undefined> {
  return db
    .selectFrom("votes")
    .select(["territory_code as territory", "choices"])
    .where("ballot_id", "=", ballotId)
    .where("voter", "=", voter)
    .executeTakeFirst();
}

/** How many people have voted so far, by territory; shown while the vote is open, without saying for what. */
export async function countVoters(db: ReadDb, ballotId: number): Promise<Map<string, number>> {
  const result = await sql<{ territory: string; n: number }>`
    select territory_code as territory, count(*) as n from votes where ballot_id = ${ballotId} group by 1`.execute(db);
  return new Map(result.rows.map((row) => [row.territory, row.n]));
}

const FEW = 5;

/** Whether fewer than five people have voted in a territory: who knows that one of them did could guess what. */
export async function hasFewVotes(db: ReadDb, ballotId: number, territory: string): Promise<boolean> {
  const rows = await db
    .selectFrom("votes")
    .select("territory_code")
    .where("ballot_id", "=", ballotId)
    .where("territory_code", "=", territory)
    .limit(FEW)
    .execute();
  return rows.length < FEW;
}
