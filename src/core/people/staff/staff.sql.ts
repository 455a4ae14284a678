import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { Role } from "#platform/module.ts";

export interface HeldRole {
  id: number;
  role: Role;
  agency: string | null;
  territory: string | null;
  since: Date;
}

export interface StaffMember {
  id: number;
  name: string;
  email: string | null;
  factor: boolean;
  roles: readonly HeldRole[];
}

interface Row extends Omit<StaffMember, "roles"> {
  roles: (Omit<HeldRole, "since"> & { since: string })[];
}

/** Everybody who holds a role, or one person whether or not they hold any, by name. */
export async function listStaff(db: ReadDb, only?: { accountId: number }): Promise<StaffMember[]> {
  const result = await sql<Row>`
    select a.id, a.name, e.email,
      exists (select from totp_factors f where f.account_id = a.id and f.confirmed_at is not null and f.ended_at is null)
        or exists (select from passkeys p where p.account_id = a.id and p.ended_at is null) as factor,
      coalesce(g.roles, '[]') as roles
    from accounts a left join account_emails e on e.account_id = a.id
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', r.id, 'role', r.role, 'agency', r.agency_code,
        'territory', r.territory_code, 'since', r.granted_at) order by r.id) as roles
      from role_grants r where r.account_id = a.id and r.revoked_at is null
    ) g on true
    where a.closed_at is null and
      case when ${only?.accountId ?? null}::int8 is null then g.roles is not null else a.id = ${only?.accountId ?? null}::int8 end
    order by lower(a.name), a.id limit 1000`.execute(db);
  return result.rows.map((row) => ({
    ...row,
    roles: row.roles.map((held) => ({ ...held, since: new Date(held.since) })),
  }));
}

export interface Invitation {
  id: number;
  email: string;
  name: string;
  role: Role;
  agency: string | null;
  territory: string | null;
  expiresAt: Date;
}

/** Invitations that were sent and can still be accepted, newest first; or that one. */
export async function listInvitations(db: ReadDb, now: Date, only?: number): Promise<Invitation[]> {
  const result = await sql<Invitation>`
    select id, email, name, role, agency_code as agency, territory_code as territory, expires_at as "expiresAt"
    from one_time_links where kind = 'invitation' and used_at is null and withdrawn_at is null
      and expires_at > ${now} and email is not null
      and (${only ?? null}::int8 is null or id = ${only ?? null}::int8)
    order by id desc limit 200`.execute(db);
  return result.rows;
}
