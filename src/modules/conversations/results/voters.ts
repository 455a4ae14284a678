// Who takes part in a conversation, in the order of the published files.
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

/** Somebody who takes part. */
export interface Voter {
  participantId: number;
  territory: string;
  /** Number that they had in the files from which the conversation was loaded, and keep. */
  fileNumber: number | null;
  /** People stand in its order, the same each time, which tells nothing of who they are or when they came. */
  order: string;
}

/** Who joined since an instant; everybody without it. In no order: see `compareVoters`. */
export async function listVoters(db: ReadDb, conversationId: number, since = new Date(0)): Promise<Voter[]> {
  const { rows } = await sql<Omit<Voter, "order"> & { key: Buffer }>`
    select v.participant_id as "participantId", v.territory_code as territory, v.file_number as "fileNumber", p.key
    from conversation_voters v join participants p on p.id = v.participant_id
    where v.conversation_id = ${conversationId} and v.joined_at >= ${since}`.execute(db);
  return rows.map(({ key, ...voter }) => ({
    ...voter,
    order: createHash("sha256").update(`conversation ${conversationId}|`).update(key).digest("hex"),
  }));
}

/** By the number of the files, where they came from some; else by the digest. */
export function compareVoters(a: Voter, b: Voter): number {
  if (a.fileNumber !== null && b.fileNumber !== null) return a.fileNumber - b.fileNumber;
  return a.order < b.order ? -1 : 1;
}

const PSEUDONYM_LETTERS = 8;

/** What the staff calls somebody of whom it knows only what they answered: it means nothing in another conversation. */
export function pseudonymOf({ order }: Voter): string {
  return order.slice(0, PSEUDONYM_LETTERS);
}

/** Number of somebody in the published files, who stands at a position among all in their order. */
export function numberOf({ fileNumber }: Voter, position: number): number {
  return fileNumber ?? position;
}
