import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";

export interface DeliveryCounts {
  waiting: number;
  sending: number;
  sent: number;
  failed: number;
  held: number;
  /** Live follows and the addresses behind them. */
  follows: number;
  followers: number;
  unreachable: number;
}

/** How the messages of the last days stand. */
export async function countDeliveries(db: ReadDb, since: Date): Promise<DeliveryCounts> {
  const result = await sql<DeliveryCounts>`
    select count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'sending') as sending,
      count(*) filter (where state = 'sent' and done_at >= ${since}) as sent,
      count(*) filter (where state = 'failed' and done_at >= ${since}) as failed,
      count(*) filter (where state = 'held') as held,
      (select count(*) from follows where confirmed_at is not null and ended_at is null) as follows,
      (select count(distinct follower_id) from follows where confirmed_at is not null and ended_at is null) as followers,
      (select count(*) from followers where unreachable_at is not null) as unreachable
    from notices`.execute(db);
  const [row] = result.rows;
  if (row === undefined) throw new Error("A count answered nothing");
  return row;
}

export interface Delivery {
  id: number;
  kind: string;
  state: "waiting" | "failed";
  /** What stands after the @: enough to see that a whole mail server is refusing. */
  domain: string;
  attempts: number;
  error: string | null;
  at: Date;
}

/** What failed for good, and what waits after a failed try; newest first. Never the address. */
export async function listTroubled(db: ReadDb, limit: number): Promise<Delivery[]> {
  const result = await sql<Delivery>`
    select n.id, n.kind, n.state, split_part(coalesce(f.email, e.email, ''), '@', 2) as domain, n.attempts, n.error,
      coalesce(n.done_at, n.due_at) as at
    from notices n left join followers f on f.id = n.follower_id left join account_emails e on e.account_id = n.account_id
    where n.state = 'failed' or (n.state = 'waiting' and n.error is not null)
    order by coalesce(n.done_at, n.due_at) desc, n.id desc limit ${limit}`.execute(db);
  return result.rows;
}

/** Tries again at once everything that waits or was given up in these days; refusals for good stay as they are. */
export async function retryAll(tx: WriteTx, since: Date, now: Date): Promise<void> {
  await sql`update notices set state = 'waiting', attempts = 0, due_at = ${now}, done_at = null
    where (state = 'waiting' and error is not null)
      or (state = 'failed' and done_at >= ${since} and error !~ '^55[0-9]$')`.execute(tx);
}
