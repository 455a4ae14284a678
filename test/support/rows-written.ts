// Tells which tables have more or fewer rows than before, without counting any of them: each table notes what comes and goes.
import type pg from "pg";

/** Every table of the database, but for the parts of one that is divided: they do as the whole. */
const TABLES = `
  select c.oid::regclass::text as name from pg_class c
  where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'`;

/** The program may not truncate, so a row comes by an insert and goes by a delete. */
const NOTES = `
  create table rows_written (name text not null, more integer not null);
  create function note_row() returns trigger language plpgsql security definer as $$
  begin
    insert into public.rows_written values (tg_relid::regclass::text, case tg_op when 'INSERT' then 1 else -1 end);
    return null;
  end $$`;

const CHANGED = `
  with noted as (delete from rows_written returning name, more)
  select name from noted group by name having sum(more) <> 0 order by name`;

/** Watches a database from now on, as its owner; what it gives tells the tables whose rows are not as many as when it was last asked. */
export async function watchRows(owner: pg.Client): Promise<() => Promise<string[]>> {
  const { rows: tables } = await owner.query<{ name: string }>(TABLES);
  await owner.query(NOTES);
  for (const { name } of tables) {
    await owner.query(
      `create trigger note_row after insert or delete on ${name} for each row execute function note_row()`,
    );
  }
  return async () =>
    (await owner.query<{ name: string }>({ name: "changed", text: CHANGED })).rows.map(({ name }) => name);
}
