// Counts needs by population group, once, when a process gathers and analyses no more. Counts that moved while people look
// would tell the group of each new need: whoever looks before and after knows it.
import { sql } from "kysely";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import type { Job } from "#platform/module.ts";

/**
 * Counts the needs of every process whose analysis has ended in all its places (or that was closed) and that was not counted
 * yet. All that was said counts, also what was hidden or discarded later.
 */
export async function countGroups(tx: WriteTx, now: Date): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select p.id from processes p
    where p.state <> 'draft'
      and not exists (select from demand_group_counts c where c.process_id = p.id)
      and exists (select from demands d where d.process_id = p.id)
      and (p.state = 'closed' or not exists (
        select from process_phases f
        where f.process_id = p.id and f.phase in ('gather', 'analyse') and f.closes_at > ${now}))
    order by p.id for update`.execute(tx);
  for (const { id } of rows) {
    await sql`
      insert into demand_group_counts (process_id, territory_code, group_code, needs, counted_at)
      select d.process_id, d.territory_code, g.group_code, count(distinct d.id), ${now}
      from demands d cross join lateral (
        select null as group_code union all select group_code from demand_groups where demand_id = d.id
      ) g
      where d.process_id = ${id}
      group by 1, 2, 3`.execute(tx);
    await touch(tx, [`process:${id}`]);
  }
}

export const countGroupsJob: Job = {
  name: "demands.count-groups",
  cron: "*/10 * * * *",
  run: ({ write, now }) => write((tx) => countGroups(tx, now())),
};
