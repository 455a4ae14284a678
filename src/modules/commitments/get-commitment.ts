import type { ReadDb } from "#platform/db/db.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Commitment, findCommitment } from "./commitments.sql.ts";

/** The public commitment of an address; 404 if there is none or it was hidden. */
export async function getCommitment(db: ReadDb, id: number): Promise<Commitment> {
  const commitment = await findCommitment(db, id);
  if (commitment === undefined) throw notFound();
  return commitment;
}
