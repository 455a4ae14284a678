import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface RunCounts {
  needs: number;
  agreements: number;
  photos: number;
  sheets: number;
  versions: number;
  slips: number;
}

/** How much of each task of a meeting is done. */
export async function countRun(db: ReadDb, id: number): Promise<RunCounts> {
  const { rows } = await sql<RunCounts>`
    select count(*) filter (where l.relation = 'heard') as needs, count(*) filter (where l.relation = 'agreed') as agreements,
      (select count(*) from meeting_files f where f.meeting_id = ${id} and f.kind = 'photo' and f.removed_at is null) as photos,
      (select count(*) from meeting_files f where f.meeting_id = ${id} and f.kind = 'sheet' and f.removed_at is null) as sheets,
      (select count(*) from meeting_minutes m where m.meeting_id = ${id}) as versions,
      (select count(*) from meeting_slips s where s.meeting_id = ${id}) as slips
    from links l join things t on t.id = l.to_id and t.visibility = 'public'
    where l.from_id = ${id} and l.ended_at is null`.execute(db);
  return rows[0] ?? { needs: 0, agreements: 0, photos: 0, sheets: 0, versions: 0, slips: 0 };
}
