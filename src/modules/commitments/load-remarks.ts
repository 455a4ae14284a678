// What people said of commitments before this database, read by a moderator since.
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";

export interface LivedRemark {
  commitment: number;
  participantId: number;
  isSo: boolean;
  text: string;
  at: Date;
}

export async function loadRemarks(tx: WriteTx, remarks: readonly LivedRemark[]): Promise<void> {
  await insertMany(
    tx,
    "commitment_remarks",
    remarks.map(({ commitment, participantId, isSo, text, at }) => ({
      commitment_id: commitment,
      participant_id: participantId,
      is_so: isSo,
      text,
      file_id: null,
      at,
      state: "shown",
      hidden_reason: null,
    })),
  );
}
