// Photos of needs: nobody sees one until a moderator has, and each one can be reported and hidden by itself.
import { openCase } from "#core/moderation/index.ts";
import { addHistory } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { notFound } from "#platform/http/problem.ts";
import type { Reportable, ReportedItem } from "#platform/module.ts";
import { findAuthor } from "../moderate/find-author.ts";
import { setDemandReserved } from "../moderate/moderate-demand.ts";

export interface DemandPhoto {
  id: number;
  fileId: number;
  width: number;
  height: number;
  state: "waiting" | "shown" | "hidden";
  reason: string | null;
}

const UNKNOWN_SIDE = 480;

export async function listPhotos(db: ReadDb, demandId: number): Promise<DemandPhoto[]> {
  const rows = await db
    .selectFrom("demand_photos as p")
    .innerJoin("files as f", "f.id", "p.file_id")
    .select(["p.id", "p.file_id", "p.state", "p.reason", "f.width", "f.height"])
    .where("p.demand_id", "=", demandId)
    .orderBy("p.position")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    fileId: row.file_id,
    // The table takes no other.
    state: row.state as DemandPhoto["state"],
    reason: row.reason,
    width: row.width ?? UNKNOWN_SIDE,
    height: row.height ?? UNKNOWN_SIDE,
  }));
}

/** Gives photos to a need, and each one to the desk of moderation. */
export async function addPhotos(
  tx: WriteTx,
  demand: { id: number; processId: number; territory: string },
  fileIds: readonly number[],
  now: Date,
): Promise<void> {
  const authorId = (await findAuthor(tx, demand.id)) ?? null;
  for (const [index, fileId] of fileIds.entries()) {
    const { id } = await tx
      .insertInto("demand_photos")
      .values({ demand_id: demand.id, position: index + 1, file_id: fileId })
      .returning("id")
      .executeTakeFirstOrThrow();
    const { processId, territory } = demand;
    await openCase(tx, {
      thingId: demand.id,
      processId,
      territory,
      authorId,
      kind: "demand-photo",
      id,
      source: "first_look",
      now,
    });
  }
}

export const photoReportable: Reportable = {
  label: "demands.photo.kind",
  find: findReported,
  setHidden: setPhotoHidden,
  setReserved: setPhotoReserved,
};

async function findReported(
  db: ReadDb,
  id: number,
  { reserved = false }: { reserved?: boolean } = {},
): Promise<ReportedItem | undefined> {
  const row = await db
    .selectFrom("demand_photos as p")
    .innerJoin("demands as d", "d.id", "p.demand_id")
    .innerJoin("things as t", "t.id", "d.id")
    .innerJoin("files as f", "f.id", "p.file_id")
    .select([
      "d.id as demandId",
      "d.process_id",
      "d.territory_code",
      "d.text",
      "p.state",
      "t.visibility",
      "f.width",
      "f.height",
    ])
    .where("p.id", "=", id)
    .where("d.withdrawn_at", "is", null)
    .executeTakeFirst();
  if (row === undefined || (row.visibility === "reserved" && !reserved)) return undefined;
  return {
    thingId: row.demandId,
    processId: row.process_id,
    territory: row.territory_code,
    authorId: (await findAuthor(db, row.demandId)) ?? null,
    text: row.text,
    path: `/necesidades/${row.demandId}`,
    photo: { path: `/fotos/${id}`, width: row.width ?? UNKNOWN_SIDE, height: row.height ?? UNKNOWN_SIDE },
    public: row.visibility === "public" && row.state === "shown",
  };
}

/** A photo of somebody in danger takes its need with it: the words tell who and where. */
async function setPhotoReserved(tx: WriteTx, { id, reserved }: { id: number; reserved: boolean }): Promise<void> {
  const photo = await tx.selectFrom("demand_photos").select("demand_id").where("id", "=", id).executeTakeFirst();
  if (photo === undefined) throw notFound();
  await setDemandReserved(tx, photo.demand_id, reserved);
}

async function setPhotoHidden(
  tx: WriteTx,
  { id, words, by, now }: { id: number; words: string | undefined; by: number; now: Date },
): Promise<void> {
  const row = await tx
    .updateTable("demand_photos")
    .set({ state: words === undefined ? "shown" : "hidden", reason: words ?? null, decided_by: by, decided_at: now })
    .where("id", "=", id)
    .returning("demand_id")
    .executeTakeFirst();
  if (row === undefined) throw notFound();
  await addHistory(tx, {
    thingId: row.demand_id,
    event: words === undefined ? "demands.photo-shown" : "demands.photo-hidden",
    data: { photo: id },
    public: false,
    by,
    now,
  });
  await touch(tx, [`thing:${row.demand_id}`]);
}
