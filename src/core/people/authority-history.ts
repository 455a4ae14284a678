import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import type { Role } from "#platform/module.ts";

export type AuthorityEvent =
  | "invited"
  | "withdrawn"
  | "granted"
  | "revoked"
  | "factor_added"
  | "factor_removed"
  | "signed_out"
  | "closed"
  | "registered"
  | "approved"
  | "refused";

interface Entry {
  event: AuthorityEvent;
  accountId?: number;
  organisationId?: number;
  role?: Role;
  agency?: string;
  territory?: string;
  /** Undefined for the link printed at start. */
  by: number | undefined;
  now: Date;
}

/** Writes down who did what to whose authority. Call it beside the write, in its transaction. */
export async function recordAuthority(tx: WriteTx, entry: Entry): Promise<void> {
  await tx
    .insertInto("authority_events")
    .values({
      event: entry.event,
      account_id: entry.accountId ?? null,
      organisation_id: entry.organisationId ?? null,
      role: entry.role ?? null,
      agency_code: entry.agency ?? null,
      territory_code: entry.territory ?? null,
      actor_id: entry.by ?? null,
      at: entry.now,
    })
    .execute();
}

export interface AuthorityLine {
  event: AuthorityEvent;
  role: Role | null;
  agency: string | null;
  territory: string | null;
  by: string | null;
  at: Date;
}

/** What happened to the authority of an account, newest first. */
export async function listAuthority(db: ReadDb, accountId: number): Promise<AuthorityLine[]> {
  const result = await sql<AuthorityLine>`
    select e.event, e.role, e.agency_code as agency, e.territory_code as territory, a.name as by, e.at
    from authority_events e left join accounts a on a.id = e.actor_id
    where e.account_id = ${accountId} order by e.id desc limit 100`.execute(db);
  return result.rows;
}
