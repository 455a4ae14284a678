// What the database says of itself: the tables, their columns and their comments, in a stable order.
import type pg from "pg";

export interface Column {
  name: string;
  /** As PostgreSQL writes it: `bigint`, `text[]`, `timestamp with time zone`. */
  type: string;
  /** Name of the base type without its array: `int8`, `text`, `timestamptz`, the name of an enum. */
  baseType: string;
  isArray: boolean;
  enumValues: string[];
  nullable: boolean;
  /** `always`: never written by hand; `default`: may be left out when inserting. */
  generated: "always" | "default" | "no";
  /** `table.column` that a foreign key of this one column points to. */
  reference: string | null;
  comment: string | null;
}

export interface Table {
  name: string;
  kind: "table" | "view";
  comment: string | null;
  columns: Column[];
}

/** The tables and views of the schema `public`, without those of extensions, by name; columns in their own order. */
export async function readCatalog(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<{ tables: Table[] }>(CATALOG);
  return rows[0]?.tables ?? [];
}

const CATALOG = `
with columns as (
  select a.attrelid, a.attnum, json_build_object(
    'name', a.attname,
    'type', format_type(a.atttypid, a.atttypmod),
    'baseType', base.typname,
    'isArray', whole.typelem <> 0 and whole.typcategory = 'A',
    'enumValues', coalesce((select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = base.oid), '[]'),
    'nullable', not a.attnotnull,
    'generated', case
      when a.attidentity = 'a' or a.attgenerated <> '' then 'always'
      when a.attidentity = 'd' or a.atthasdef then 'default'
      else 'no' end,
    'reference', (
      select min(k.confrelid::regclass || '.' || f.attname) from pg_constraint k
      join pg_attribute f on f.attrelid = k.confrelid and f.attnum = k.confkey[1]
      where k.contype = 'f' and k.conrelid = a.attrelid and k.conkey = array[a.attnum]),
    'comment', col_description(a.attrelid, a.attnum)
  ) as info
  from pg_attribute a
  join pg_type declared on declared.oid = a.atttypid
  join pg_type whole on whole.oid = case when declared.typtype = 'd' then declared.typbasetype else declared.oid end
  join pg_type base on base.oid = case when whole.typcategory = 'A' then whole.typelem else whole.oid end
  where a.attnum > 0 and not a.attisdropped
)
select coalesce(json_agg(json_build_object(
  'name', c.relname,
  'kind', case when c.relkind in ('v', 'm') then 'view' else 'table' end,
  'comment', obj_description(c.oid, 'pg_class'),
  'columns', (select json_agg(info order by attnum) from columns where attrelid = c.oid)
) order by c.relname collate "C"), '[]') as tables
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;
