// Votes that were cast before this database. They are only votes: counting them is left to the code that counts.
import { addHistory, loadParticipants, loadReceipts, participantKey } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { record, recordAll } from "#platform/ledger/ledger.ts";
import { digest, plainCode } from "#platform/secrets/secrets.ts";
import { HINT_LETTERS } from "./typed-twice/type-sheet.ts";
import { seal, voterKey } from "./vote/cast-vote.ts";

export interface LivedVote {
  territory: string;
  /** Who votes: the random bits of a browser, or the digest of the code of a paper ballot. */
  who: Buffer;
  on?: "browser" | "paper";
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

/** Votes of people known by their browsers or paper ballots, one each, into territories that nobody has counted yet. */
export async function loadVotes(
  tx: WriteTx,
  process: Process,
  ballotId: number,
  votes: readonly LivedVote[],
): Promise<void> {
  const rows = votes.map((vote) => ({ ...vote, voter: voterKey(process, vote.on ?? "browser", vote.who) }));
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

/** A paper ballot of a meeting, as far as it has been typed. */
export interface LivedSheet {
  code: string;
  /** What the first person read, and the second one if somebody typed it again: it counts where both are equal. */
  readings: readonly [Reading, Reading?];
}

interface Reading {
  by: number;
  choices: readonly number[];
  at: Date;
}

/** The sheets that were printed for a meeting and typed after it; `codes` holds also those that stayed in the drawer. */
export async function loadSheets(
  tx: WriteTx,
  process: Process,
  given: {
    ballotId: number;
    meetingId: number;
    territory: string;
    batch: string;
    codes: readonly string[];
    printedBy: number;
    printedAt: Date;
    sheets: readonly LivedSheet[];
  },
): Promise<void> {
  const { ballotId, meetingId, territory, batch, codes, printedBy, printedAt } = given;
  await insertMany(
    tx,
    "ballot_paper_codes",
    codes.map((code) => ({
      ballot_id: ballotId,
      code_hash: digest(plainCode(code)),
      batch,
      territory_code: territory,
      printed_at: printedAt,
      printed_by: printedBy,
    })),
  );
  const printed = { batch, codes: codes.length, reason: "" };
  await addHistory(tx, {
    thingId: ballotId,
    event: "ballots.printed",
    data: printed,
    public: true,
    by: printedBy,
    now: printedAt,
  });
  await record(tx, { kind: "ballots.printed", process: process.slug, at: printedAt, content: printed });
  await insertMany(
    tx,
    "ballot_paper_sheets",
    given.sheets.map((sheet) => ({ ballot_id: ballotId, meeting_id: meetingId, ...sheetRow(sheet) })),
  );
  await loadVotes(tx, process, ballotId, await paperVotes(tx, process, territory, given.sheets));
}

const agrees = ({ readings: [first, second] }: LivedSheet): boolean =>
  second !== undefined && first.choices.join() === second.choices.join();

/** As typing leaves it: once it agrees, what it said is forgotten. */
function sheetRow(sheet: LivedSheet) {
  const { code, readings } = sheet;
  const [first, second] = readings;
  const cast = agrees(sheet);
  return {
    code_hash: digest(plainCode(code)),
    state: cast ? "cast" : second === undefined ? "once" : "disagree",
    hint: cast ? null : plainCode(code).slice(-HINT_LETTERS),
    first_by: first.by,
    first_choices: cast ? null : [...first.choices],
    second_by: second?.by ?? null,
    second_choices: cast || second === undefined ? null : [...second.choices],
    typed_at: (second ?? first).at,
    cast_at: cast ? (second?.at ?? null) : null,
  };
}

async function paperVotes(
  tx: WriteTx,
  process: Process,
  territory: string,
  sheets: readonly LivedSheet[],
): Promise<LivedVote[]> {
  const votes = sheets.filter(agrees).map(({ code, readings: [first, second] }) => ({
    territory,
    who: digest(plainCode(code)),
    on: "paper" as const,
    choices: first.choices,
    at: second?.at ?? first.at,
  }));
  const ids = await loadParticipants(
    tx,
    votes.map(({ who, at }) => ({ processId: process.id, key: participantKey(process.participantKey, who), now: at })),
  );
  return votes.map((vote, index) => ({ ...vote, participantId: ids[index] ?? 0 }));
}
