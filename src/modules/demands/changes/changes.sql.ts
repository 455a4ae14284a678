import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface MergeAct {
  id: number;
  at: Date;
  by: string | null;
  undoneAt: Date | null;
  target: { id: number; text: string };
  /** `joined`: still spoken for by the target. */
  members: readonly { id: number; text: string; joined: boolean }[];
}

export interface SetAside {
  id: number;
  text: string;
  reason: string;
  at: Date | null;
  by: string | null;
}

/** The last acts of merging in a process, newest first, with the words of their needs. */
export async function listMerges(
  db: ReadDb,
  where: { processId: number; territories?: readonly string[]; limit: number },
): Promise<MergeAct[]> {
  const { rows } = await sql<MergeAct>`
    select m.id, m.made_at as at, a.name as by, m.undone_at as "undoneAt",
      jsonb_build_object('id', d.id, 'text', d.text) as target,
      (select jsonb_agg(jsonb_build_object('id', o.id, 'text', o.text, 'joined', o.merged_into_id is not distinct from m.target_id) order by o.id)
        from demand_merge_members mm join demands o on o.id = mm.demand_id and o.hidden_reason is null
        where mm.merge_id = m.id) as members
    from demand_merges m
    join demands d on d.id = m.target_id
    left join accounts a on a.id = m.made_by
    where d.process_id = ${where.processId} and d.hidden_reason is null
      and (${where.territories ?? null}::text[] is null or d.territory_code = any (${where.territories ?? null}))
    order by m.id desc limit ${where.limit}`.execute(db);
  return rows.map((row) => ({ ...row, members: row.members ?? [] }));
}

/** Needs that are set aside now, the last first, with who did it. */
export async function listSetAside(
  db: ReadDb,
  where: { processId: number; territories?: readonly string[]; limit: number },
): Promise<SetAside[]> {
  const { rows } = await sql<SetAside>`
    select d.id, d.text, d.reason, h.at, a.name as by
    from demands d
    left join lateral (
      select at, actor_id from history where thing_id = d.id and event = 'demands.discarded' order by id desc limit 1
    ) h on true
    left join accounts a on a.id = h.actor_id
    where d.process_id = ${where.processId} and d.state = 'discarded' and d.hidden_reason is null
      and (${where.territories ?? null}::text[] is null or d.territory_code = any (${where.territories ?? null}))
    order by h.at desc nulls last, d.id desc limit ${where.limit}`.execute(db);
  return rows;
}

/** Needs that a moderator hid, without their words: those open on the page of each one. */
export async function listHidden(
  db: ReadDb,
  where: { processId: number; territories?: readonly string[]; limit: number },
): Promise<{ id: number; reason: string }[]> {
  const { rows } = await sql<{ id: number; reason: string }>`
    select d.id, d.hidden_reason as reason from demands d
    where d.process_id = ${where.processId} and d.hidden_reason is not null and d.withdrawn_at is null
      and exists (select 1 from things t where t.id = d.id and t.visibility = 'hidden')
      and (${where.territories ?? null}::text[] is null or d.territory_code = any (${where.territories ?? null}))
    order by d.id desc limit ${where.limit}`.execute(db);
  return rows;
}
