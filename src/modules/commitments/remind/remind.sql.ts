import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import type { Locale } from "#platform/i18n/i18n.ts";
import type { Role } from "#platform/module.ts";
import type { Official } from "./reminders.ts";

export interface DueCommitment {
  id: number;
  title: string;
  agency: string;
  territory: string;
  dueDate: string;
  /** Reminders of this promised day that were sent. */
  sent: readonly string[];
}

/** Promises that are not settled and whose day has passed or comes before `until`, with what was sent about that day. */
export async function listDue(tx: WriteTx, until: string): Promise<DueCommitment[]> {
  const result = await sql<DueCommitment>`
    select c.id, c.title, c.agency_code as agency, c.territory_code as territory, c.due_date as "dueDate",
      array(select r.step from commitment_reminders r where r.commitment_id = c.id and r.due_date = c.due_date) as sent
    from commitments c join things t on t.id = c.id and t.visibility = 'public'
    where c.state not in ('met', 'not_met') and c.due_date < ${until}
    order by c.due_date, c.id`.execute(tx);
  return result.rows;
}

/** Everybody who has a role or administers, by their grants: whoever left has none. */
export async function listOfficials(db: ReadDb, role: Role): Promise<(Official & { locale: Locale })[]> {
  const result = await sql<Official & { locale: Locale; territory: string | null }>`
    select g.account_id as "accountId", g.role, g.agency_code as agency, g.territory_code as territory, a.locale
    from role_grants g join accounts a on a.id = g.account_id and a.closed_at is null
      join account_emails e on e.account_id = a.id
    where g.revoked_at is null and g.role in (${role}, 'administrator') order by g.id`.execute(db);
  return result.rows.map((row) => ({ ...row, territory: row.territory ?? undefined }));
}
