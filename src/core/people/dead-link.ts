import type { ReadDb } from "#platform/db/db.ts";
import { gone, notFound, type Problem } from "#platform/http/problem.ts";
import { digest } from "#platform/secrets/secrets.ts";

/** What to say of a link that does not work: whoever holds a token that was given to somebody is told that it is over. */
export async function deadLink(db: ReadDb, token: string): Promise<Problem> {
  const known = await db
    .selectFrom("one_time_links")
    .select("id")
    .where("token_hash", "=", digest(token))
    .executeTakeFirst();
  return known === undefined ? notFound() : gone();
}
