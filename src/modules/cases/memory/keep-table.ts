// The table of requests of each process: read once, and before each question what changed since the one before. So every count is of now,
// and nobody tells anybody that something changed.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import { type CaseNumbers, CaseTable } from "./case-table.ts";

/** Rows of one answer of the database: the process does other things between two of them. */
const PAGE = 10_000;

const COLUMNS =
  sql.raw(`c.id, c.agency_code as agency, c.territory_code as territory, c.sector_code as sector, c.form, c.channel, c.state,
  c.assigned_to as assigned, extract(epoch from c.received_at)::int4 as received, extract(epoch from c.closed_at)::int4 as closed,
  c.due_on - date '1970-01-01' as due, c.in_time as "inTime", c.helped, c.route_code is not null as reserved`);

interface Kept {
  table: CaseTable;
  /** Every transaction before this one had ended, and is in the table. */
  seen: string;
  /** What is being read now; whoever asks meanwhile waits for it and reads what came after. */
  reading: Promise<void> | undefined;
}

const kept = new WeakMap<ReadDb, Promise<Kept>>();

/** Every request as it is now. Nobody may change it, nor keep it beyond one pass. */
export async function caseTable(db: ReadDb): Promise<CaseTable> {
  const known = kept.get(db) ?? readAll(db);
  kept.set(db, known);
  known.catch(() => kept.delete(db));
  const own = await known;
  // A reading that began before this question may miss what was committed just before it.
  await own.reading;
  own.reading ??= catchUp(db, own).finally(() => {
    own.reading = undefined;
  });
  await own.reading;
  return own.table;
}

async function readAll(db: ReadDb): Promise<Kept> {
  const table = new CaseTable();
  const { rows } = await sql<{ seen: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as seen`.execute(
    db,
  );
  for (let last = 0; ; ) {
    const page = await sql<CaseNumbers>`
      select ${COLUMNS} from cases c where c.id > ${last} order by c.id limit ${PAGE}`.execute(db);
    for (const one of page.rows) table.put(one);
    last = page.rows.at(-1)?.id ?? last;
    if (page.rows.length < PAGE) return { table, seen: rows[0]?.seen ?? "0", reading: undefined };
  }
}

/** Transactions that had not ended when the table was last read, and those that came after. After a restore rows name transactions to come. */
async function catchUp(db: ReadDb, own: Kept): Promise<void> {
  const { rows } = await sql<{ seen: string } & { [K in keyof CaseNumbers]: CaseNumbers[K] | null }>`
    select now.seen::text as seen, ${COLUMNS}
    from (select pg_snapshot_xmin(pg_current_snapshot()) as seen, pg_snapshot_xmax(pg_current_snapshot()) as next) now
    left join cases c on c.changed_in >= ${own.seen}::xid8 and c.changed_in < now.next`.execute(db);
  for (const row of rows) if (row.id !== null) own.table.put(row as CaseNumbers);
  own.seen = rows[0]?.seen ?? own.seen;
}
