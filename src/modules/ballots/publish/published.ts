// What is published of a vote, so that anybody can count it again: the ballots, the rules and the lot.
import { sql } from "kysely";
import { serialize } from "#analysis/tally/tally.ts";
import type { Process } from "#modules/processes/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { digest } from "#platform/secrets/secrets.ts";
import { findBallot, listCounts, listTerritoryCounts } from "../ballots.sql.ts";

const PAGE = 4000;
const FIRST = "00000000-0000-0000-0000-000000000000";

/** One line of the file: a choice of a ballot. */
export interface PublishedChoice {
  ballot: string;
  territory: string;
  initiative: string;
}

interface PublishedBallot {
  id: string;
  territory: string;
  choices: number[];
}

/**
 * The ballots of the closed territories of a process, in the order of their random names, a page at a time: the same file
 * each time, whatever its size, without holding a connection between pages nor the file in memory.
 */
export async function* readBallots(db: ReadDb, processId: number): AsyncGenerator<readonly PublishedBallot[]> {
  const ballot = await findBallot(db, processId);
  if (ballot === undefined) return;
  const closed = (await listTerritoryCounts(db, ballot.id)).filter((one) => one.closedAt !== null);
  const codes = closed.map((one) => one.territory);
  let after = FIRST;
  for (;;) {
    const { rows } = await sql<PublishedBallot>`
      select file_id as id, territory_code as territory, choices from votes
      where ballot_id = ${ballot.id} and file_id > ${after}::uuid and territory_code = any(${codes}::text[])
      order by file_id limit ${PAGE}`.execute(db);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.id;
  }
}

/** The same, a choice at a time. */
export async function* readChoices(db: ReadDb, processId: number): AsyncGenerator<PublishedChoice> {
  for await (const page of readBallots(db, processId)) {
    for (const { id, territory, choices } of page) {
      for (const choice of choices) yield { ballot: id, territory, initiative: String(choice) };
    }
  }
}

/** The lines of `votos.csv`. Nothing in them needs quotes: names, codes and numbers are ours. */
export async function* ballotsCsv(db: ReadDb, processId: number): AsyncGenerator<string> {
  yield "ballot,territory,initiative\n";
  for await (const page of readBallots(db, processId)) {
    let text = "";
    for (const { id, territory, choices } of page) {
      for (const choice of choices) text += `${id},${territory},${choice}\n`;
    }
    yield text;
  }
}

/** The lot of a process: what was committed to before the vote and, once nobody can vote any more, the seed. */
export interface Lot {
  /** SHA-256 of the seed in hexadecimal: `printf %s SEED | sha256sum`. */
  commitment: string;
  seed: string | undefined;
}

/** The seed is told when every territory is closed: before that, whoever knew it could play with ties. */
export async function findLot(db: ReadDb, process: Process): Promise<Lot> {
  const ballot = await findBallot(db, process.id);
  const totals = ballot === undefined ? [] : await listTerritoryCounts(db, ballot.id);
  const over = totals.length > 0 && totals.every((total) => total.closedAt !== null);
  return { commitment: digest(process.lotSeed).toString("hex"), seed: over ? process.lotSeed : undefined };
}

/** The rules as `sigesi tally --rules` reads them; without `tie.lot` until the seed is told. */
export function rulesJson(process: Process, lot: Lot): string {
  const rules = {
    process: process.slug,
    choices: process.choices,
    winners: process.winners,
    verification: process.verification,
    tie: { ...(lot.seed !== undefined && { lot: lot.seed }), commitment: lot.commitment },
  };
  return `${JSON.stringify(rules, undefined, 2)}\n`;
}

/**
 * The result exactly as `sigesi tally` prints it for the published ballots: only closed territories where somebody voted,
 * the same that can be counted from the file.
 */
export async function resultJson(db: ReadDb, process: Process): Promise<string> {
  const ballot = await findBallot(db, process.id);
  if (ballot === undefined) return serialize({ territories: {} });
  const totals = await listTerritoryCounts(db, ballot.id);
  const counts = Map.groupBy(await listCounts(db, ballot.id), (count) => count.territory);
  const territories = totals
    .filter((total) => total.closedAt !== null && (total.ballots ?? 0) > 0)
    .map((total) => [
      total.territory,
      {
        ballots: total.ballots ?? 0,
        initiatives: (counts.get(total.territory) ?? []).map((count) => ({
          id: String(count.initiativeId),
          votes: count.votes,
          won: count.won,
        })),
      },
    ]);
  return serialize({ territories: Object.fromEntries(territories) });
}
