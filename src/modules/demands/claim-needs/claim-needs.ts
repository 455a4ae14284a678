// Four analysts over one list: whoever takes needs in hands has them for an hour, everybody sees it, and who comes second is
// told with nothing lost. A claim is a courtesy with a clock, not a lock: it expires by itself.
import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { formatTime } from "#platform/i18n/i18n.ts";
import type { DemandState } from "../demand.ts";
import { lockDemands } from "../demands.sql.ts";
import type { Analyst } from "../join-needs/join-needs.ts";

const CLAIM_MS = 60 * 60_000;
/** Needs taken at once from the top of a list. */
export const BATCH = 50;
/** Needs that one pair of hands may hold. */
const MOST_HELD = 200;
const WAITING: readonly DemandState[] = ["received", "read"];

export interface Claim {
  demandId: number;
  accountId: number;
  name: string;
  until: Date;
}

/** Who has each of these needs in hands now. */
export async function listClaims(db: ReadDb, ids: readonly number[], now: Date): Promise<Map<number, Claim>> {
  const { rows } = await sql<Claim>`
    select c.demand_id as "demandId", c.account_id as "accountId", a.name, c.expires_at as until
    from demand_claims c join accounts a on a.id = c.account_id
    where c.demand_id = any (${ids}::bigint[]) and c.expires_at > ${now}`.execute(db);
  return new Map(rows.map((claim) => [claim.demandId, claim]));
}

/** How many needs of a process each person has in hands now, and until when the first of them. */
export async function countClaims(
  db: ReadDb,
  processId: number,
  now: Date,
): Promise<readonly { accountId: number; name: string; n: number; until: Date }[]> {
  const { rows } = await sql<{ accountId: number; name: string; n: number; until: Date }>`
    select c.account_id as "accountId", a.name, count(*) as n, min(c.expires_at) as until
    from demand_claims c join accounts a on a.id = c.account_id join demands d on d.id = c.demand_id
    where d.process_id = ${processId} and c.expires_at > ${now} and d.state = any (${WAITING}::text[])
    group by 1, 2 order by 2, 1`.execute(db);
  return rows;
}

/**
 * Takes needs in hands for an hour; those already in one's own hands get another hour.
 * @returns how many. Throws 409 if another person has one of them, and takes none.
 */
export async function claimNeeds(tx: WriteTx, who: Analyst, ids: readonly number[]): Promise<number> {
  const demands = await lockDemands(tx, [...new Set(ids)]);
  for (const demand of demands) who.authority.require("demands.code", { territory: demand.territory });
  await requireUnclaimed(tx, who, ids);
  const accountId = accountOf(who);
  const { n } = await sql<{ n: number }>`
    select count(*) as n from demand_claims where account_id = ${accountId} and expires_at > ${who.now}
      and not (demand_id = any (${ids}::bigint[]))`
    .execute(tx)
    .then(({ rows }) => rows[0] ?? { n: 0 });
  if (n + demands.length > MOST_HELD) throw new Problem(409, "demands.claim.tooMany", { field: "d" });
  await sql`
    insert into demand_claims (demand_id, account_id, claimed_at, expires_at)
    select id, ${accountId}, ${who.now}, ${new Date(who.now.getTime() + CLAIM_MS)}
    from unnest(${demands.map(({ id }) => id)}::bigint[]) as id
    on conflict (demand_id) do update
      set account_id = excluded.account_id, claimed_at = excluded.claimed_at, expires_at = excluded.expires_at`.execute(
    tx,
  );
  return demands.length;
}

/** Lets go of all the needs of a process that one has in hands. @returns how many. */
export async function releaseNeeds(tx: WriteTx, who: Analyst, processId: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    delete from demand_claims c using demands d
    where d.id = c.demand_id and d.process_id = ${processId} and c.account_id = ${accountOf(who)}
      and c.expires_at > ${who.now} returning c.demand_id as id`.execute(tx);
  return rows.length;
}

/** Throws 409, with who and until when, if somebody else has one of these needs in hands. */
export async function requireUnclaimed(tx: WriteTx, who: Analyst, ids: readonly number[]): Promise<void> {
  const claims = await listClaims(tx, ids, who.now);
  const others = [...claims.values()].filter(({ accountId }) => accountId !== who.authority.actor.accountId);
  const [first] = others;
  if (first === undefined) return;
  throw new Problem(409, "demands.claim.other", {
    field: "d",
    parameters: { n: others.length, name: first.name, until: formatTime(first.until) },
  });
}

function accountOf({ authority }: Analyst): number {
  const { accountId } = authority.actor;
  if (accountId === undefined) throw new Error("Whoever holds the verb has signed in");
  return accountId;
}
