import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

/** A place as people wrote it in their needs. */
export interface WrittenPlace {
  place: string;
  territory: string;
  n: number;
}

/** Places that people wrote, by what is typed; the index of words narrows before the letters are compared. */
export async function listWrittenPlaces(db: ReadDb, typed: string, limit: number): Promise<WrittenPlace[]> {
  const result = await sql<WrittenPlace>`
    select min(d.place) as place, d.territory_code as territory, count(*) as n
    from demands d join things t on t.id = d.id and t.visibility = 'public'
    where d.search @@ sigesi_search_query(${typed}, false) and d.place is not null
      and position(sigesi_fold(${typed}) in sigesi_fold(d.place)) > 0
    group by sigesi_fold(d.place), 2 order by 3 desc, 1, 2 limit ${limit}`.execute(db);
  return result.rows;
}
