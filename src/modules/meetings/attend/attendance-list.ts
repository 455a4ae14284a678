// Names of who was there, only of those who said yes, each one; apart from everything else, and forgotten after a year.
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import type { JobServices } from "#platform/module.ts";
import { lockMeeting, type Runner, requireAct } from "../lock-meeting.ts";
import { hasBegun } from "../meeting.ts";

const KEPT_DAYS = 365;
const DAY_MS = 86_400_000;

export interface ListedPerson {
  id: number;
  name: string;
  organisation: string | null;
  consent: string;
  forgetAfter: string;
}

export function listPeople(db: ReadDb, meetingId: number): Promise<ListedPerson[]> {
  return db
    .selectFrom("meeting_people")
    .select(["id", "name", "organisation", "consent", "forget_after as forgetAfter"])
    .where("meeting_id", "=", meetingId)
    .orderBy("id")
    .execute();
}

/** Writes a name with the yes of its owner. */
export async function listPerson(
  tx: WriteTx,
  who: Runner,
  id: number,
  person: { name: string; organisation?: string; consent: "spoken" | "signed" },
): Promise<void> {
  const meeting = await lockMeeting(tx, who, id);
  if (meeting.state === "planned" && !hasBegun(meeting, who.now)) {
    throw new Problem(409, "meetings.attend.future", { field: "name" });
  }
  if (meeting.state !== "planned") requireAct(meeting, "count");
  const forget = new Date(meeting.endsAt.getTime() + KEPT_DAYS * DAY_MS).toISOString().slice(0, 10);
  await tx
    .insertInto("meeting_people")
    .values({
      meeting_id: id,
      name: person.name,
      organisation: person.organisation ?? null,
      consent: person.consent,
      consented_at: who.now,
      written_by: who.authority.actor.accountId ?? null,
      forget_after: forget,
    })
    .execute();
}

/** A yes can be taken back at any time: the row is deleted, whatever became of the meeting. */
export async function unlistPerson(tx: WriteTx, who: Runner, id: number, personId: number): Promise<void> {
  await lockMeeting(tx, who, id);
  await tx.deleteFrom("meeting_people").where("id", "=", personId).where("meeting_id", "=", id).execute();
}

/** Forgets the names whose time is over. */
export async function forgetPeople(services: JobServices): Promise<void> {
  const today = services.now().toISOString().slice(0, 10);
  await services.write((tx) => tx.deleteFrom("meeting_people").where("forget_after", "<", today).execute());
}
