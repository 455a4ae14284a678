// Requests that everybody may read: only what was read before by an official, never who asks.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { CaseState } from "../case-event.ts";
import type { Form } from "../forms.ts";

export interface PublicCase {
  id: number;
  number: string;
  form: Form;
  text: string;
  territory: string;
  sector: string | null;
  agency: string;
  receivedAt: Date;
  state: CaseState;
  dueOn: string | null;
  closedAt: Date | null;
  /** Other people who asked for the same since. */
  alike: number;
  /** The answer to many that it was answered with. */
  joint: number | null;
}

const COLUMNS =
  sql.raw(`c.id, c.number, c.form, c.public_text as text, c.territory_code as territory, c.sector_code as sector,
  c.agency_code as agency, c.received_at as "receivedAt", c.state, c.due_on as "dueOn", c.closed_at as "closedAt",
  (select count(*) from cases o where o.like_id = c.id)::int as alike,
  (select r.joint_id from case_answers r where r.case_id = c.id and r.reviewed_at is not null order by r.round desc limit 1) as joint`);

export async function findPublicCase(db: ReadDb, id: number): Promise<PublicCase | undefined> {
  const { rows } = await sql<PublicCase>`
    select ${COLUMNS} from cases c where c.id = ${id} and c.public_text is not null`.execute(db);
  return rows[0];
}

/** The last that were published. */
export async function listPublicCases(db: ReadDb, limit: number): Promise<PublicCase[]> {
  const { rows } = await sql<PublicCase>`
    select ${COLUMNS} from cases c where c.public_text is not null
    order by c.published_at desc, c.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Least likeness, of trigrams to a part of the public words: under it two requests only share words such as "en la calle". */
const ALIKE = 0.3;

/** Public requests about a place that say something like a text, nearest first. */
export async function findSimilarCases(
  db: ReadDb,
  { text, territory, limit }: { text: string; territory: string; limit: number },
): Promise<PublicCase[]> {
  const { rows } = await sql<PublicCase>`
    with words as (
      select string_agg(quote_literal(lexeme), ' | ')::tsquery as query
      from unnest(sigesi_search_vector(${text}))
    )
    select ${COLUMNS} from cases c, words w
    where c.public_text is not null and c.territory_code = ${territory} and c.search @@ w.query
      and word_similarity(sigesi_fold(${text.slice(0, 300)}), sigesi_fold(c.public_text)) > ${ALIKE}
    order by word_similarity(sigesi_fold(${text.slice(0, 300)}), sigesi_fold(c.public_text)) desc, c.id desc
    limit ${limit}`.execute(db);
  return rows;
}
