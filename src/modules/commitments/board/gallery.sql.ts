import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import { type BoardFilter, conditions } from "../commitments.sql.ts";

export interface ProofPhoto {
  /** Of the file. */
  id: number;
  width: number | null;
  height: number | null;
  commitment: number;
  title: string;
  territory: string;
  /** What was told with it. */
  text: string;
  at: Date;
}

const proofs = (filter: BoardFilter) => sql`
  from commitment_evidence e join files f on f.id = e.file_id and f.type like 'image/%'
    join commitment_updates u on u.id = e.update_id
    join commitments c on c.id = u.commitment_id join things t on t.id = c.id
  where ${conditions(filter)}`;

/** The photos that prove what was told of some commitments, the last told first. */
export async function listProofPhotos(
  db: ReadDb,
  filter: BoardFilter,
  page: { limit: number; offset: number },
): Promise<ProofPhoto[]> {
  const { rows } = await sql<ProofPhoto>`
    select f.id, f.width, f.height, c.id as commitment, c.title, c.territory_code as territory, u.text, u.at
    ${proofs(filter)} order by u.at desc, u.id desc, e.position limit ${page.limit} offset ${page.offset}`.execute(db);
  return rows;
}

/** How many photos there are, and of how many commitments. */
export async function countProofPhotos(
  db: ReadDb,
  filter: BoardFilter,
): Promise<{ photos: number; commitments: number }> {
  const { rows } = await sql<{ photos: number; commitments: number }>`
    select count(*) as photos, count(distinct c.id) as commitments ${proofs(filter)}`.execute(db);
  return rows[0] ?? { photos: 0, commitments: 0 };
}
