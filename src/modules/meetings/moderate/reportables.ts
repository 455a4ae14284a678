// What people may report of a meeting, as moderation reads it: the words of an objection, and photos.
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { notFound } from "#platform/http/problem.ts";
import type { Reportable, ReportedItem } from "#platform/module.ts";
import { getMeeting } from "../meetings.sql.ts";
import { tagsOf } from "../tags.ts";

const REASON_CHARACTERS = 600;
type Change = Parameters<Reportable["setHidden"]>[1];

const cut = (words: string): string => [...words].slice(0, REASON_CHARACTERS).join("");

/** That somebody objected stays in sight; only the words can be hidden. */
export const objectionReportable: Reportable = {
  label: "meetings.minutes.objection.kind",
  find: findObjection,
  setHidden: async (tx, { id, words, by, now }) => {
    const meetingId = (await objectionQuery(tx, id).executeTakeFirst())?.meetingId;
    if (meetingId === undefined) throw notFound();
    await tx.deleteFrom("meeting_hidden_opinions").where("opinion_id", "=", id).execute();
    if (words !== undefined)
      await tx
        .insertInto("meeting_hidden_opinions")
        .values({ opinion_id: id, reason: cut(words), hidden_by: by, at: now })
        .execute();
    await touch(tx, tagsOf(await getMeeting(tx, meetingId)));
  },
};

function objectionQuery(db: ReadDb, id: number) {
  return db
    .selectFrom("meeting_opinions as o")
    .innerJoin("meeting_minutes as m", "m.id", "o.minutes_id")
    .leftJoin("meeting_hidden_opinions as h", "h.opinion_id", "o.id")
    .select(["o.text", "m.meeting_id as meetingId", "h.reason"])
    .where("o.id", "=", id)
    .where("o.text", "is not", null);
}

async function findObjection(db: ReadDb, id: number): Promise<ReportedItem | undefined> {
  const row = await objectionQuery(db, id).executeTakeFirst();
  if (row === undefined) return undefined;
  const meeting = await getMeeting(db, row.meetingId);
  return {
    thingId: meeting.id,
    processId: meeting.processId,
    territory: meeting.territory,
    authorId: null,
    text: row.text ?? "",
    path: `/reuniones/${meeting.id}/acta`,
    public: meeting.state === "published" && row.reason === null,
  };
}

export const meetingPhotoReportable: Reportable = {
  label: "meetings.files.kind",
  find: findPhoto,
  setHidden: setPhotoHidden,
};

async function findPhoto(db: ReadDb, id: number): Promise<ReportedItem | undefined> {
  const row = await db
    .selectFrom("meeting_files as m")
    .innerJoin("files as f", "f.id", "m.file_id")
    .select(["m.meeting_id", "m.caption", "m.hidden_reason", "f.width", "f.height"])
    .where("m.id", "=", id)
    .where("m.kind", "=", "photo")
    .where("m.removed_at", "is", null)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const meeting = await getMeeting(db, row.meeting_id);
  return {
    thingId: meeting.id,
    processId: meeting.processId,
    territory: meeting.territory,
    authorId: null,
    text: row.caption,
    path: `/reuniones/${meeting.id}`,
    photo: { path: `/reuniones/${meeting.id}/fotos/${id}`, width: row.width ?? 1, height: row.height ?? 1 },
    public: row.hidden_reason === null,
  };
}

async function setPhotoHidden(tx: WriteTx, { id, words }: Change): Promise<void> {
  const row = await tx
    .updateTable("meeting_files")
    .set({ hidden_reason: words === undefined ? null : cut(words) })
    .where("id", "=", id)
    .where("kind", "=", "photo")
    .returning("meeting_id")
    .executeTakeFirst();
  if (row === undefined) throw notFound();
  await touch(tx, tagsOf(await getMeeting(tx, row.meeting_id)));
}
