// Service points and procedures: the last version of each stands, and all of them stay.
import { sql } from "kysely";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";

export const GUIDE_KINDS = ["point", "procedure"] as const;
export type GuideKind = (typeof GUIDE_KINDS)[number];

/** What is said of one. Of a point there is no link; of a procedure, no address. */
export interface GuideWords {
  name: string;
  about: string;
  agency: string | null;
  territory: string | null;
  address: string | null;
  hours: string | null;
  phone: string | null;
  access: string | null;
  lat: number | null;
  lon: number | null;
  who: string | null;
  cost: string | null;
  takes: string | null;
  link: string | null;
  sector: string | null;
  retired: boolean;
}

export interface GuideVersion extends GuideWords {
  id: number;
  version: number;
  at: Date;
  /** Name of who wrote it. */
  by: string | null;
}

const COLUMNS =
  sql.raw(`v.entry_id as id, v.version, v.name, v.about, v.agency_code as agency, v.territory_code as territory,
  v.address, v.hours, v.phone, v.access, v.lat, v.lon, v.who, v.cost, v.takes, v.link, v.sector_code as sector, v.retired,
  v.made_at as at, a.name as by`);

const LAST = sql.raw(`guide_entries e
  join lateral (select * from guide_versions w where w.entry_id = e.id order by w.version desc limit 1) v on true
  left join accounts a on a.id = v.made_by`);

/** What stands today, by name; for the desk, also what is shown no more. */
export async function listGuide(
  db: ReadDb,
  kind: GuideKind,
  { retired = false, query = "" }: { retired?: boolean; query?: string } = {},
): Promise<GuideVersion[]> {
  const { rows } = await sql<GuideVersion>`
    select ${COLUMNS} from ${LAST} where e.kind = ${kind} and (${retired} or not v.retired)
      and (numnode(sigesi_search_query(${query}, false)) = 0 or v.search @@ sigesi_search_query(${query}, false))
    order by v.retired, sigesi_fold(v.name), e.id`.execute(db);
  return rows;
}

/** Procedures that share words with what somebody wrote, those that share more first. */
export async function suggestProcedures(db: ReadDb, text: string, limit: number): Promise<GuideVersion[]> {
  const { rows } = await sql<GuideVersion>`
    with words as (
      select string_agg(quote_literal(lexeme), ' | ')::tsquery as query from unnest(sigesi_search_vector(${text}))
    )
    select ${COLUMNS} from ${LAST}, words
    where e.kind = 'procedure' and not v.retired and v.search @@ words.query
    order by ts_rank(v.search, words.query) desc, e.id limit ${limit}`.execute(db);
  return rows;
}

/** All that was said of one, the last first. */
export async function listGuideVersions(db: ReadDb, kind: GuideKind, id: number): Promise<GuideVersion[]> {
  const { rows } = await sql<GuideVersion>`
    select ${COLUMNS} from guide_versions v join guide_entries e on e.id = v.entry_id
    left join accounts a on a.id = v.made_by
    where e.id = ${id} and e.kind = ${kind} order by v.version desc`.execute(db);
  return rows;
}

/** Writes the first version of a new one, or the next of one that is held. @returns its id */
export async function writeGuide(
  tx: WriteTx,
  {
    kind,
    id,
    version,
    words,
    by,
    now,
  }: { kind: GuideKind; id?: number; version: number; words: GuideWords; by?: number; now: Date },
): Promise<number> {
  const entry =
    id ??
    (await tx.insertInto("guide_entries").values({ kind, made_at: now }).returning("id").executeTakeFirstOrThrow()).id;
  const { agency, territory, sector, ...said } = words;
  await tx
    .insertInto("guide_versions")
    .values({
      ...said,
      entry_id: entry,
      version,
      agency_code: agency,
      territory_code: territory,
      sector_code: sector,
      made_by: by ?? null,
      made_at: now,
    })
    .execute();
  return entry;
}
