// What goes with a need besides its words: sheet, photos, and what somebody of the team has to look at.
import { openCase, openProtection } from "#core/moderation/index.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { findAuthor } from "../moderate/find-author.ts";
import { demandReportable } from "../moderate/moderate-demand.ts";
import { addPhotos } from "../photos/photos.ts";
import { releaseUploads } from "../photos/uploads.ts";
import { addRecording } from "../voice/recordings.ts";
import type { Sheet } from "./need-fields.ts";

interface NeedWithExtras {
  id: number;
  processId: number;
  territory: string;
  sheet?: Sheet;
  photos?: readonly number[];
  personal?: boolean;
  /** Its author says that somebody is in danger. */
  risk?: boolean;
  recording?: { fileId: number; seconds: number };
  wordless?: boolean;
  now: Date;
}

/** Written after the need and its receipt, in the same transaction. */
export async function saveExtras(tx: WriteTx, needs: readonly NeedWithExtras[]): Promise<void> {
  for (const need of needs) {
    const { id, territory, now } = need;
    if (need.sheet !== undefined) await saveSheet(tx, id, need.sheet);
    if (need.photos !== undefined && need.photos.length > 0) {
      await addPhotos(tx, need, need.photos, now);
      await releaseUploads(tx, need.photos);
    }
    const { recording, wordless = false } = need;
    if (recording !== undefined) {
      await addRecording(tx, { id, recording, wordless });
      await releaseUploads(tx, [recording.fileId]);
    }
    if (need.risk === true)
      await openProtection(tx, demandReportable, { kind: "demand", id, thingId: id, territory, source: "author", now });
    else if (need.personal === true) await openPersonalCase(tx, need, now);
  }
}

/** Whoever wrote it left in a need what may say who somebody is: somebody of the team looks at it. */
export async function openPersonalCase(
  tx: WriteTx,
  need: { id: number; processId: number; territory: string },
  now: Date,
): Promise<void> {
  const { id, processId, territory } = need;
  const authorId = (await findAuthor(tx, id)) ?? null;
  await openCase(tx, { thingId: id, processId, territory, authorId, kind: "demand", id, source: "personal_data", now });
}

async function saveSheet(tx: WriteTx, id: number, sheet: Sheet): Promise<void> {
  const { problem = null, symptoms = null, causes = null, consequences = null, tried = null } = sheet;
  await tx
    .insertInto("demand_sheets")
    .values({ demand_id: id, problem, symptoms, causes, consequences, tried })
    .execute();
}

/** What was written in the sheet of causes of a need. */
export async function findSheet(db: ReadDb, id: number): Promise<Sheet | undefined> {
  const row = await db
    .selectFrom("demand_sheets")
    .select(["problem", "symptoms", "causes", "consequences", "tried"])
    .where("demand_id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return Object.fromEntries(Object.entries(row).filter(([, text]) => text !== null));
}
