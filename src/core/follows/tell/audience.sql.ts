import { type RawBuilder, sql } from "kysely";

/**
 * Live follows that hear of changes, as `(id, follower_id, confirmed_at, history_id, thing_id)`: by the thing, by the territory,
 * and of what concerns every place, by any territory.
 * @param changes name of a relation with a column `history_id`.
 */
export function audience(changes: string, how: "each" | "weekly"): RawBuilder<unknown> {
  const hears = (on: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    select f.id, f.follower_id, f.confirmed_at, c.history_id, f.thing_id
    from ${sql.table(changes)} d join change_targets c on c.history_id = d.history_id join follows f on ${on}
    where f.how = ${how} and f.confirmed_at is not null and f.ended_at is null`;
  return sql`${hears(sql`f.thing_id = c.thing_id`)}
    union all ${hears(sql`f.territory_code = c.territory_code`)}
    union all ${hears(sql`c.thing_id is null and c.territory_code is null and f.territory_code is not null`)}`;
}
