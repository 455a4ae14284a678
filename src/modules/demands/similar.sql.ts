// Needs that say something like a text: what a person sees before sending theirs, and an analyst before merging.
//
// Comparing the text with every need of a large process would take seconds, and so does a trigram index on sentences, because
// all sentences share most of their trigrams (measured on 100,000 needs: 0.4 to 2 s). So the words choose and the letters order:
//   1. The lexemes of the text, from the rarest to the commonest by the statistics that PostgreSQL keeps of the search column. Lexemes
//      it has never met cost nothing and are all taken; known ones are taken until they would bring more than some 2 % of
//      the table, but at least two of them. A table not yet analysed has no statistics, and is then searched by all.
//   2. The needs of that place with any of those lexemes, found by the index on `search`.
//   3. Of them, the two hundred that share most lexemes with the text (comparing letters costs ten times more); of those, the fifty
//      with most trigrams in common, then ordered by the better of two measures: likeness of the whole, and likeness of the
//      short text to a part of the long one (discounted, for a part is not the whole).
// If that finds nothing (every rare word may be misspelt), the beginnings of the words never met before are tried.
// A need that was merged is answered by the one that speaks for it now.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

/** A need that may be supported instead of writing another. */
export interface SimilarDemand {
  id: number;
  text: string;
  place: string | null;
  supports: number;
}

/** Where to look and for what. `limit` is how many to answer at most. */
export interface SimilarTo {
  processId: number;
  territoryCode: string;
  text: string;
  limit: number;
}

/** Share of the table that the chosen words may bring, by the statistics. */
const BUDGET = 0.02;
const AT_LEAST = 2;
/** Long texts say what they are about in their rarest words. */
const AT_MOST = 24;
/** How many letters of a misspelt word are trusted. */
const BEGINNING = 5;
/** Under both, from 0 to 1, two needs only share words such as "en la vereda": of the whole, and of the text to a part. */
const ALIKE = 0.35;
const PART_ALIKE = 0.65;

/** The public needs of a process and territory that say something like a text, nearest first. */
export async function findSimilarDemands(db: ReadDb, near: SimilarTo): Promise<SimilarDemand[]> {
  const all = await lexemesOf(db, near.text);
  const words = rarest(all);
  if (words.length === 0) return [];
  const every = all.map(({ lexeme }) => quoted(lexeme));
  const some = words.map(({ lexeme }) => quoted(lexeme));
  const found = await nearest(db, near, { some, every });
  const misspelt = words.filter(({ lexeme, share }) => share === 0 && lexeme.length > BEGINNING);
  if (found.length > 0 || misspelt.length === 0) return found;
  const begun = misspelt.map(({ lexeme }) => `${quoted(lexeme.slice(0, BEGINNING))}:*`);
  return nearest(db, near, { some: begun, every: [...every, ...begun] });
}

type Lexeme = { lexeme: string; share: number };

/** The lexemes of a text, those that tell it best from others first. */
async function lexemesOf(db: ReadDb, text: string): Promise<Lexeme[]> {
  const { rows } = await sql<Lexeme>`
    select own.lexeme, coalesce(known.share, 0)::float8 as share
    from unnest(tsvector_to_array(sigesi_search_vector(${text}))) as own(lexeme)
    left join (
      -- The list of shares is longer than the list of words: it ends with their minimum and maximum.
      select word, share
      from pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) as common(word, share)
      where schemaname = 'public' and tablename = 'demands' and attname = 'search' and word is not null
    ) as known on known.word = own.lexeme
    order by share, char_length(own.lexeme) desc, own.lexeme
    limit ${AT_MOST}`.execute(db);
  return rows;
}

/** The lexemes to search by. */
function rarest(rows: readonly Lexeme[]): Lexeme[] {
  let spent = 0;
  let known = 0;
  const chosen: Lexeme[] = [];
  for (const row of rows) {
    spent += row.share;
    if (row.share > 0) known += 1;
    if (spent > BUDGET && known > AT_LEAST) break;
    chosen.push(row);
  }
  return chosen;
}

async function nearest(
  db: ReadDb,
  near: SimilarTo,
  words: { some: readonly string[]; every: readonly string[] },
): Promise<SimilarDemand[]> {
  const { rows } = await sql<SimilarDemand>`
    with recursive asked as materialized (
      select sigesi_fold(${near.text}) as folded, ${words.every.join(" | ")}::tsquery as words
    ), sharing as materialized (
      select d.id, d.folded from demands d cross join asked
      where d.process_id = ${near.processId} and d.territory_code = ${near.territoryCode} and d.hidden_reason is null
        and d.search @@ ${words.some.join(" | ")}::tsquery and d.state <> 'discarded'
      order by ts_rank(d.search, asked.words) desc, d.id
      limit 200
    ), close as materialized (
      select s.id, s.folded, similarity(s.folded, asked.folded) as whole
      from sharing s cross join asked
      order by whole desc, s.id
      limit 50
    ), scored as (
      select close.id, greatest(close.whole, 0.8 * part) as likeness
      from close cross join asked, word_similarity(asked.folded, close.folded) as part
      where close.whole >= ${ALIKE} or part >= ${PART_ALIKE}
    ), speaking as (
      select d.id, d.merged_into_id, s.likeness from scored s join demands d on d.id = s.id
      union all
      select d.id, d.merged_into_id, s.likeness from speaking s join demands d on d.id = s.merged_into_id
    )
    select d.id, d.text, d.place, d.supports
    from speaking s
    join demands d on d.id = s.id
    join things t on t.id = d.id and t.visibility = 'public'
    where s.merged_into_id is null and d.state <> 'discarded'
    group by d.id
    order by max(s.likeness) desc, d.id
    limit ${near.limit}`.execute(db);
  return rows;
}

/** A lexeme as tsquery writes it. */
function quoted(lexeme: string): string {
  return `'${lexeme.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
