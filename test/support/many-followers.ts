// Many addresses that follow one process, for what must hold for all of them at once.
import { sql } from "kysely";
import type { WriteTx } from "#platform/db/db.ts";

/** Writes `count` addresses that follow a thing since `at`. */
export async function followByMany(
  tx: WriteTx,
  many: { thingId: number; count: number; how: "each" | "weekly"; at: Date },
): Promise<void> {
  await sql`
    with made as (
      insert into followers (email, locale, created_at)
      select 'vecina' || n || '@example.org', case when n % 10 = 0 then 'en' else 'es' end, ${many.at}::timestamptz
      from generate_series(1, ${many.count}::int) n returning id
    )
    insert into follows (follower_id, thing_id, how, asked_at, confirmed_at)
    select id, ${many.thingId}::bigint, ${many.how}, ${many.at}::timestamptz, ${many.at}::timestamptz from made`.execute(
    tx,
  );
}
