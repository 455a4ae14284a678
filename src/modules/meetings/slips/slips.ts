// Paper slips: each has a number, which is what is typed, and a code, which is the receipt of who keeps the stub.
import { sql } from "kysely";
import { addHistory } from "#core/trace/index.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { derivedCode, digest, plainCode } from "#platform/secrets/secrets.ts";
import { lockMeeting, type Runner, requireAct } from "../lock-meeting.ts";

export const MOST_SLIPS = 400;
const CODE_LETTERS = 12;

export interface Slip {
  number: number;
  /** As it is printed: `K7QM-2XHD-94TB`. */
  code: string;
}

/** The code of a slip of the meeting with this key. */
export function slipCode(key: Buffer, number: number): string {
  return derivedCode(key, ["slip", String(number)], CODE_LETTERS);
}

async function getKey(db: ReadDb, meetingId: number): Promise<Buffer> {
  const row = await db.selectFrom("meetings").select("slip_key").where("id", "=", meetingId).executeTakeFirstOrThrow();
  return row.slip_key;
}

/** The slips that were prepared for a meeting, in order. Printed again they have the same codes. */
export async function listSlips(db: ReadDb, meetingId: number): Promise<Slip[]> {
  const key = await getKey(db, meetingId);
  const rows = await db
    .selectFrom("meeting_slips")
    .select("number")
    .where("meeting_id", "=", meetingId)
    .orderBy("number")
    .execute();
  return rows.map(({ number }) => ({ number, code: slipCode(key, number) }));
}

/** Prepares more slips, up to `MOST_SLIPS` in all; preparing fewer than there are takes none away. */
export async function prepareSlips(tx: WriteTx, who: Runner, meetingId: number, count: number): Promise<void> {
  const meeting = await lockMeeting(tx, who, meetingId);
  requireAct(meeting, "edit");
  if (count > MOST_SLIPS) throw new Problem(400, "meetings.kit.slips.wrong", { field: "slips" });
  const key = await getKey(tx, meetingId);
  const known = await listSlips(tx, meetingId);
  const by = who.authority.actor.accountId ?? null;
  const rows = Array.from({ length: Math.max(0, count - known.length) }, (_, index) => {
    const number = known.length + index + 1;
    const code_hash = digest(plainCode(slipCode(key, number)));
    return { meeting_id: meetingId, number, code_hash, printed_by: by, printed_at: who.now };
  });
  if (rows.length === 0) return;
  await tx.insertInto("meeting_slips").values(rows).execute();
  await addHistory(tx, {
    thingId: meetingId,
    event: "meetings.slips",
    data: { slips: count },
    public: false,
    by: by ?? undefined,
    now: who.now,
  });
}

/**
 * The slip of a meeting that somebody typed, by its number or by its whole code.
 * @returns `foreign` for the code of another meeting, undefined for what is no slip at all.
 */
export async function findSlip(db: ReadDb, meetingId: number, typed: string): Promise<Slip | "foreign" | undefined> {
  const { rows } = await sql<{ number: number; meeting: number }>`
    select number, meeting_id as meeting from meeting_slips
    where (meeting_id = ${meetingId} and number = ${/^\d{1,4}$/.test(typed) ? Number(typed) : 0})
      or code_hash = ${digest(plainCode(typed))}`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  if (row.meeting !== meetingId) return "foreign";
  return { number: row.number, code: slipCode(await getKey(db, meetingId), row.number) };
}
