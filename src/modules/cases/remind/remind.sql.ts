import { sql } from "kysely";
import type { WriteTx } from "#platform/db/db.ts";

export interface DueCase {
  id: number;
  title: string;
  agency: string;
  territory: string;
  dueDate: string;
  /** Official who works on it. */
  assignedTo: number | null;
  /** Reminders of this last day that were sent. */
  sent: readonly string[];
}

/**
 * Open requests whose last day has passed or comes before `until`: those that only the protection role reads, or the others. No words
 * of them: letters travel by mail.
 */
export async function listDueCases(tx: WriteTx, until: string, reserved: boolean): Promise<DueCase[]> {
  const { rows } = await sql<DueCase>`
    select c.id, c.number as title, c.agency_code as agency, c.territory_code as territory, c.due_on as "dueDate",
      c.assigned_to as "assignedTo",
      array(select r.step from case_reminders r where r.case_id = c.id and r.due_on = c.due_on) as sent
    from cases c where c.closed_at is null and (c.route_code is not null) = ${reserved} and c.due_on < ${until}
    order by c.due_on, c.id`.execute(tx);
  return rows;
}
