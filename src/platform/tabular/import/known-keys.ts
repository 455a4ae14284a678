import { type RawBuilder, sql } from "kysely";
import type { WriteTx } from "../../db/db.ts";

/** Which of these keys are kept already. `kept`: a query of one column, `key`. */
export async function knownKeys(
  tx: WriteTx,
  kept: RawBuilder<unknown>,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key: string }>`
    select encode(key, 'hex') as key from (${kept}) as kept
    where key = any (select decode(k, 'hex') from unnest(${keys}::text[]) as k)`.execute(tx);
  return new Set(rows.map((row) => row.key));
}
