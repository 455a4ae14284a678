// Themes with what is in them, and the sentences that say best what each is about.
import { sql } from "kysely";
import { mostTypical, type Sentence } from "#analysis/text/typical.ts";
import type { ReadDb } from "#platform/db/db.ts";

export interface Theme {
  id: number;
  processId: number;
  parentId: number | null;
  name: string;
  about: string | null;
  /** Needs in it, themes within it included. */
  needs: number;
  /** People who said or supported them; whoever did both counts twice. */
  people: number;
}

const themeQuery = (where: ReturnType<typeof sql>) => sql<Theme>`
  select t.id, t.process_id as "processId", t.parent_id as "parentId", t.name, t.about,
    count(d.id) as needs, coalesce(sum(d.supports + 1), 0)::int8 as people
  from demand_themes t
    left join demand_themes c on c.id = t.id or (c.parent_id = t.id and c.closed_at is null)
    left join demand_theme_members m on m.theme_id = c.id and m.taken_at is null
    left join demands d on d.id = m.demand_id and d.hidden_reason is null
  where t.closed_at is null and ${where}
  group by t.id order by coalesce(t.parent_id, t.id), t.parent_id nulls first, lower(t.name), t.id`;

/** The open themes of a process: each followed by those within it. */
export async function listThemes(db: ReadDb, processId: number): Promise<Theme[]> {
  return (await themeQuery(sql`t.process_id = ${processId}`).execute(db)).rows;
}

export async function findTheme(db: ReadDb, id: number): Promise<Theme | undefined> {
  return (await themeQuery(sql`t.id = ${id}`).execute(db)).rows[0];
}

export interface ThemedNeed {
  id: number;
  text: string;
  territory: string;
  place: string | null;
  people: number;
  /** The theme it is in: the one asked for, or one within it. */
  theme: number;
}

/** The needs of a theme and of those within it, most supported first. */
export async function listThemeNeeds(
  db: ReadDb,
  themeId: number,
  page: { territories?: readonly string[]; limit: number; offset: number },
): Promise<ThemedNeed[]> {
  const { rows } = await sql<ThemedNeed>`
    select d.id, d.text, d.territory_code as territory, d.place, d.supports + 1 as people, m.theme_id as theme
    from demand_theme_members m join demand_themes t on t.id = m.theme_id
      join demands d on d.id = m.demand_id and d.hidden_reason is null
    where m.taken_at is null and (t.id = ${themeId} or (t.parent_id = ${themeId} and t.closed_at is null))
      and (${page.territories ?? null}::text[] is null or d.territory_code = any (${page.territories ?? null}))
    order by d.supports desc, d.id limit ${page.limit} offset ${page.offset}`.execute(db);
  return rows;
}

export interface TypicalNeed {
  id: number;
  text: string;
}

/** Needs read of each theme to find its typical ones: enough to know it, few enough for a page. */
const READ = 500;

/** The most typical needs of each theme, in words: themes within one speak for it too. */
export async function listTypical(
  db: ReadDb,
  processId: number,
  most: number,
): Promise<ReadonlyMap<number, readonly TypicalNeed[]>> {
  const { rows } = await sql<{ theme: number; id: number; text: string; stems: string[] }>`
    select theme, id, text, tsvector_to_array(search) as stems from (
      select m.theme_id as theme, d.id, d.text, d.search,
        row_number() over (partition by m.theme_id order by d.supports desc, d.id) as n
      from demand_theme_members m join demand_themes t on t.id = m.theme_id and t.closed_at is null
        join demands d on d.id = m.demand_id and d.hidden_reason is null
      where t.process_id = ${processId} and m.taken_at is null
    ) members where n <= ${READ} order by id`.execute(db);
  const themes = await listThemes(db, processId);
  const of = new Map<string, number>();
  for (const { stems } of rows) for (const stem of stems) of.set(stem, (of.get(stem) ?? 0) + 1);
  const texts = new Map(rows.map(({ id, text }) => [id, text]));
  return new Map(
    themes.map(({ id }) => {
      const own = new Set([id, ...themes.filter(({ parentId }) => parentId === id).map((theme) => theme.id)]);
      const sentences: Sentence[] = rows.filter(({ theme }) => own.has(theme));
      const typical = mostTypical(sentences, { total: rows.length, of }, most);
      return [id, typical.map((one) => ({ id: one.id, text: texts.get(one.id) ?? "" }))];
    }),
  );
}
