// What may be known of needs by population group. Pages and files read it here and nowhere else.
import { sql } from "kysely";
import { type PublishedGroup, publishByPlace } from "#analysis/suppress/publish-by-place.ts";
import type { ReadDb } from "#platform/db/db.ts";

export interface GroupCounts {
  countedAt: Date;
  /** All the needs of the process. */
  all: number;
  /** By code of the group. */
  groups: ReadonlyMap<string, PublishedGroup<string>>;
}

/** The counts of a process; undefined while its analysis goes on. */
export async function findGroupCounts(db: ReadDb, processId: number): Promise<GroupCounts | undefined> {
  const { rows } = await sql<{ territory: string; group: string | null; needs: number; at: Date }>`
    select territory_code as territory, group_code as "group", needs, counted_at as at
    from demand_group_counts where process_id = ${processId} order by 2 nulls first, 1`.execute(db);
  const [first] = rows;
  if (first === undefined) return undefined;
  const byGroup = Map.groupBy(rows, (row) => row.group);
  const table = (group: string | null) => new Map((byGroup.get(group) ?? []).map((row) => [row.territory, row.needs]));
  const sizes = table(null);
  const codes = [...byGroup.keys()].filter((code) => code !== null);
  return {
    countedAt: first.at,
    all: [...sizes.values()].reduce((sum, needs) => sum + needs, 0),
    groups: new Map(codes.map((code) => [code, publishByPlace(table(code), sizes)])),
  };
}
