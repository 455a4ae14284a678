import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { ActName } from "./act-on-all.ts";

export interface BulkActDone {
  id: number;
  act: ActName;
  n: number;
  at: Date;
  by: string | null;
  undoneAt: Date | null;
}

/** The last acts over several needs in a process, the newest first; or one of them. */
export async function listBulkActs(
  db: ReadDb,
  processId: number,
  { limit, id }: { limit: number; id?: number },
): Promise<BulkActDone[]> {
  const { rows } = await sql<BulkActDone>`
    select a.id, a.act, a.made_at as at, p.name as by, a.undone_at as "undoneAt",
      (select count(*) from demand_bulk_members m where m.act_id = a.id) as n
    from demand_bulk_acts a left join accounts p on p.id = a.made_by
    where a.process_id = ${processId} and (${id ?? null}::bigint is null or a.id = ${id ?? null}) order by a.id desc limit ${limit}`.execute(
    db,
  );
  return rows;
}
