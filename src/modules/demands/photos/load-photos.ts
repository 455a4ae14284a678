import type { WriteTx } from "#platform/db/db.ts";
import { storeFile } from "#platform/files/files.ts";
import type { PreparedFile } from "#platform/files/prepare-file.ts";

export interface LivedPhoto {
  demandId: number;
  file: PreparedFile;
  at: Date;
  /** Who looked at it and showed it; nobody yet. */
  shown?: { by: number; at: Date };
}

/** Photos that came with needs before this database. @returns their numbers, in the same order. */
export async function loadPhotos(tx: WriteTx, photos: readonly LivedPhoto[]): Promise<number[]> {
  const ids: number[] = [];
  const positions = new Map<number, number>();
  for (const { demandId, file, at, shown } of photos) {
    const position = (positions.get(demandId) ?? 0) + 1;
    positions.set(demandId, position);
    const { id } = await tx
      .insertInto("demand_photos")
      .values({
        demand_id: demandId,
        position,
        file_id: await storeFile(tx, file, at),
        state: shown === undefined ? "waiting" : "shown",
        decided_by: shown?.by ?? null,
        decided_at: shown?.at ?? null,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    ids.push(id);
  }
  return ids;
}
