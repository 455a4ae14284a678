// How many people stand behind needs. A person who said one and supported another of the same bundle counts once; those
// whose voices came in a file are not known one by one and count as many as the file said.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface Voices {
  /** Needs that were said, those merged into it too. */
  needs: number;
  people: number;
}

/** The voices behind each of these needs and all that were merged into it, directly or not; hidden ones are left out. */
export function countVoices(db: ReadDb, ids: readonly number[]): Promise<Map<number, Voices>> {
  return countBundles(
    db,
    ids.map((id) => ({ bundle: id, need: id })),
  );
}

/** The voices behind bundles of needs, by the key of the bundle: the same person in two needs of a bundle counts once. */
export async function countBundles(
  db: ReadDb,
  members: readonly { bundle: number; need: number }[],
): Promise<Map<number, Voices>> {
  if (members.length === 0) return new Map();
  const { rows } = await sql<{ bundle: number } & Voices>`
    with recursive given as (
      select g.bundle, g.need from jsonb_to_recordset(${JSON.stringify(members)}::jsonb) as g(bundle bigint, need bigint)
    ), spoken as (
      select bundle, need as id from given
      union
      select s.bundle, d.id from spoken s join demands d on d.merged_into_id = s.id
    ), heard as materialized (
      select s.bundle, d.id, d.supports from spoken s join demands d on d.id = s.id and d.hidden_reason is null
    ), known as (
      select h.bundle, count(*) as acts, count(distinct r.participant_id) as people
      from heard h join receipts r on r.thing_id = h.id and r.act in ('said', 'supported')
      group by h.bundle
    )
    select h.bundle, count(*) as needs,
      (sum(1 + h.supports) - coalesce(min(k.acts), 0) + coalesce(min(k.people), 0))::bigint as people
    from heard h left join known k on k.bundle = h.bundle
    group by h.bundle`.execute(db);
  return new Map(rows.map(({ bundle, needs, people }) => [bundle, { needs, people }]));
}
