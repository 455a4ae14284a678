// Photos for everybody, and pictures of paper sheets for those who work here.
import { addHistory } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { storeFile } from "#platform/files/files.ts";
import type { PreparedFile } from "#platform/files/prepare-file.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { lockMeeting, type Runner } from "../lock-meeting.ts";
import { hasBegun } from "../meeting.ts";
import { tagsOf } from "../tags.ts";

export type FileKind = "photo" | "sheet";

export interface MeetingFile {
  id: number;
  fileId: number;
  caption: string;
  width: number;
  height: number;
}

/** Pictures of a meeting that were not taken down, in order. */
export async function listFiles(db: ReadDb, meetingId: number, kind: FileKind): Promise<MeetingFile[]> {
  const rows = await db
    .selectFrom("meeting_files as m")
    .innerJoin("files as f", "f.id", "m.file_id")
    .select(["m.id", "m.file_id as fileId", "m.caption", "f.width", "f.height"])
    .where("m.meeting_id", "=", meetingId)
    .where("m.kind", "=", kind)
    .where("m.removed_at", "is", null)
    .where("m.hidden_reason", "is", null)
    .orderBy("m.id")
    .execute();
  return rows.map((row) => ({ ...row, width: row.width ?? 1, height: row.height ?? 1 }));
}

/** Why photos of a meeting were hidden, one line for each. */
export async function listHiddenPhotos(db: ReadDb, meetingId: number): Promise<string[]> {
  const rows = await db
    .selectFrom("meeting_files")
    .select("hidden_reason")
    .where("meeting_id", "=", meetingId)
    .where("hidden_reason", "is not", null)
    .where("removed_at", "is", null)
    .orderBy("id")
    .execute();
  return rows.flatMap(({ hidden_reason }) => hidden_reason ?? []);
}

export interface NewPicture {
  kind: FileKind;
  caption: string;
  /** What whoever adds it confirms of a photo. */
  faces: "none" | "consented" | undefined;
  file: PreparedFile;
}

/** Adds a picture, also after the minutes: it changes nothing of what they say. The same picture twice is one. */
export async function addPicture(tx: WriteTx, who: Runner, meetingId: number, picture: NewPicture): Promise<void> {
  const meeting = await lockMeeting(tx, who, meetingId);
  if (meeting.state === "cancelled") throw new Problem(409, "meetings.refused.cancelled");
  if (!hasBegun(meeting, who.now)) throw new Problem(409, "meetings.files.notYet", { field: "picture" });
  if (picture.file.size === undefined) throw new Problem(400, "meetings.files.notPhoto", { field: "picture" });
  const fileId = await storeFile(tx, picture.file, who.now);
  const by = who.authority.actor.accountId;
  await tx
    .insertInto("meeting_files")
    .values({
      meeting_id: meetingId,
      file_id: fileId,
      kind: picture.kind,
      caption: picture.caption,
      faces: picture.kind === "photo" ? (picture.faces ?? null) : null,
      added_by: by ?? null,
      added_at: who.now,
    })
    .onConflict((conflict) => conflict.columns(["meeting_id", "kind", "file_id"]).doNothing())
    .execute();
  await touch(tx, tagsOf(meeting));
}

/** Takes a picture down: at once, whoever asks, because somebody may be recognised in it. */
export async function removePicture(tx: WriteTx, who: Runner, meetingId: number, id: number): Promise<void> {
  const meeting = await lockMeeting(tx, who, meetingId);
  const by = who.authority.actor.accountId;
  const removed = await tx
    .updateTable("meeting_files")
    .set({ removed_at: who.now, removed_by: by ?? null })
    .where("id", "=", id)
    .where("meeting_id", "=", meetingId)
    .where("removed_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (removed === undefined) throw notFound();
  await addHistory(tx, {
    thingId: meetingId,
    event: "meetings.picture-removed",
    data: { picture: id },
    public: false,
    by,
    now: who.now,
  });
  await touch(tx, tagsOf(meeting));
}
