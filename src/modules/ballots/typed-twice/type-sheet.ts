// A paper ballot enters the vote when two people, each on their own, read the same in it. Where they do not, both readings
// are shown side by side and somebody looks at the paper again; until then it counts nowhere.
import type { Authority } from "#core/people/index.ts";
import { participantKey } from "#core/trace/index.ts";
import { getMeeting, type Meeting } from "#modules/meetings/index.ts";
import { getProcess, isOpen, type Process } from "#modules/processes/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { digest, plainCode } from "#platform/secrets/secrets.ts";
import { findVote } from "../ballots.sql.ts";
import { getBallot } from "../close/close-ballot.ts";
import { voterKey, writeVotes } from "../vote/cast-vote.ts";
import { listNumbered } from "./numbered.sql.ts";

interface Who {
  authority: Authority;
  now: Date;
}

export type SheetState = "once" | "disagree" | "cast";

/** Last letters of a code that find its sheet in the pile. */
export const HINT_LETTERS = 4;

/** Throws 403 for who may not type votes, 409 where votes on paper are not taken now. */
export function requireTyping(who: Who, meeting: Meeting, process: Process): void {
  who.authority.require("ballots.type", { territory: meeting.territory });
  if (process.verification !== "paper") throw new Problem(409, "ballots.paper.notPaper");
  if (!isOpen(process, meeting.territory, "vote", who.now)) throw new Problem(409, "processes.closed.vote");
}

/**
 * Types a sheet. The same person typing it again corrects their own reading.
 * @param given `numbers`: as they are printed on the sheet. @returns where the sheet is now.
 */
export async function typeSheet(
  tx: WriteTx,
  who: Who,
  meetingId: number,
  given: { code: string; numbers: readonly number[] },
): Promise<SheetState> {
  const meeting = await getMeeting(tx, meetingId);
  const process = await getProcess(tx, meeting.processId);
  requireTyping(who, meeting, process);
  const ballot = await getBallot(tx, process, who.now);
  const code = digest(plainCode(given.code));
  // Two people who type the same sheet at once: the second waits, and is the second.
  const printed = await tx
    .selectFrom("ballot_paper_codes")
    .select(["territory_code", "voided_at"])
    .where("ballot_id", "=", ballot.id)
    .where("code_hash", "=", code)
    .forUpdate()
    .executeTakeFirst();
  if (printed === undefined) throw new Problem(400, "ballots.typed.unknown", { field: "code" });
  if (printed.voided_at !== null) throw new Problem(409, "ballots.paper.cancelled", { field: "code" });
  if (printed.territory_code !== null && printed.territory_code !== meeting.territory) {
    throw new Problem(400, "ballots.typed.elsewhere", { field: "code" });
  }
  const choices = await readChoices(tx, process, meeting.territory, given.numbers);
  const by = who.authority.actor.accountId ?? 0;
  const sheet = {
    ballotId: ballot.id,
    code,
    meetingId,
    hint: plainCode(given.code).slice(-HINT_LETTERS),
    by,
    now: who.now,
  };
  const agreed = await keepReading(tx, sheet, choices);
  if (agreed === undefined) return (await findSheet(tx, ballot.id, code))?.state ?? "once";
  await castSheet(tx, who, { process, meeting, ballotId: ballot.id, code }, agreed);
  return "cast";
}

async function readChoices(tx: WriteTx, process: Process, territory: string, numbers: readonly number[]) {
  const offered = new Map((await listNumbered(tx, process.id, territory)).map((one) => [one.number, one]));
  const chosen = numbers.map((number) => offered.get(number));
  if (numbers.length === 0) throw new Problem(400, "ballots.typed.none", { field: "numbers" });
  if (chosen.some((one) => one === undefined || one.withdrawn) || new Set(numbers).size !== numbers.length) {
    throw new Problem(400, "ballots.typed.wrongNumber", { field: "numbers" });
  }
  if (numbers.length > process.choices) {
    throw new Problem(400, "ballots.typed.tooMany", { field: "numbers", parameters: { n: process.choices } });
  }
  return chosen.flatMap((one) => one?.id ?? []).sort((a, b) => a - b);
}

async function findSheet(tx: WriteTx, ballotId: number, code: Buffer) {
  const row = await tx
    .selectFrom("ballot_paper_sheets")
    .select(["state", "first_by", "first_choices", "second_by", "second_choices"])
    .where("ballot_id", "=", ballotId)
    .where("code_hash", "=", code)
    .executeTakeFirst();
  return row && { ...row, state: row.state as SheetState };
}

interface Typed {
  ballotId: number;
  code: Buffer;
  meetingId: number;
  hint: string;
  by: number;
  now: Date;
}

const same = (a: readonly number[] | null, b: readonly number[]): boolean => a?.join() === b.join();

/** Keeps what somebody read. @returns the choices when two people read the same, else undefined. */
async function keepReading(tx: WriteTx, typed: Typed, choices: number[]): Promise<number[] | undefined> {
  const { ballotId, code, by, now } = typed;
  const sheet = await findSheet(tx, ballotId, code);
  if (sheet === undefined) {
    await tx
      .insertInto("ballot_paper_sheets")
      .values({
        ballot_id: ballotId,
        code_hash: code,
        meeting_id: typed.meetingId,
        state: "once",
        hint: typed.hint,
        first_by: by,
        first_choices: choices,
        typed_at: now,
      })
      .execute();
    return undefined;
  }
  if (sheet.state === "cast") throw new Problem(409, "ballots.typed.counted", { field: "code" });
  const change = (set: {
    state?: string;
    first_choices?: number[];
    second_choices?: number[];
    second_by?: number;
    third_by?: number;
  }) =>
    tx
      .updateTable("ballot_paper_sheets")
      .set({ ...set, typed_at: now })
      .where("ballot_id", "=", ballotId)
      .where("code_hash", "=", code)
      .execute();
  if (by === sheet.first_by) {
    await change({ first_choices: choices });
    return sheet.second_by !== null && same(sheet.second_choices, choices) ? choices : undefined;
  }
  if (sheet.second_by === null || by === sheet.second_by) {
    await change({ state: "disagree", second_by: by, second_choices: choices });
    return same(sheet.first_choices, choices) ? choices : undefined;
  }
  if (!same(sheet.first_choices, choices) && !same(sheet.second_choices, choices)) {
    throw new Problem(409, "ballots.typed.third", { field: "numbers" });
  }
  await change({ third_by: by });
  return choices;
}

/** Puts the vote of a sheet in the ballot under its rules, and forgets what the sheet said. */
async function castSheet(
  tx: WriteTx,
  who: Who,
  where: { process: Process; meeting: Meeting; ballotId: number; code: Buffer },
  choices: readonly number[],
): Promise<void> {
  const { process, meeting, ballotId, code } = where;
  const voter = voterKey(process, "paper", code);
  // Whoever voted by phone with the code of their sheet has voted: paper does not undo it in silence.
  if ((await findVote(tx, ballotId, voter)) !== undefined)
    throw new Problem(409, "ballots.typed.voted", { field: "code" });
  const [result] = await writeVotes(tx, [
    {
      process,
      ballotId,
      territory: meeting.territory,
      voter,
      paperCode: code,
      participant: participantKey(process.participantKey, digest(code)),
      choices,
      now: who.now,
    },
  ]);
  if (result !== undefined && !result.ok) throw result.error;
  await tx
    .updateTable("ballot_paper_sheets")
    .set({ state: "cast", cast_at: who.now, first_choices: null, second_choices: null, hint: null })
    .where("ballot_id", "=", ballotId)
    .where("code_hash", "=", code)
    .execute();
}
