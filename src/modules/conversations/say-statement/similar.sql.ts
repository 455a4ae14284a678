// Statements of a conversation that say something like a text. A conversation has at most some thousands, each of one
// sentence: comparing with all of them is quick, and needs no index.
import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";

export interface SimilarStatement {
  id: number;
  number: number;
  text: string;
}

/** Under both, from 0 to 1, two sentences only share common words: likeness of the whole, and of the text to a part. */
const ALIKE = 0.32;
const PART_ALIKE = 0.65;

/**
 * The statements nearest to a text, nearest first.
 * @param where `least`: 1 only accepted ones, 0 also those that nobody has looked at; `except`: the statement itself.
 */
export async function findSimilarStatements(
  db: ReadDb,
  where: { conversationId: number; text: string; least: 0 | 1; except?: number; limit: number },
): Promise<SimilarStatement[]> {
  const { rows } = await sql<SimilarStatement>`
    with asked as materialized (select sigesi_fold(${where.text}) as folded), near as (
      select s.id, s.number, s.text, similarity(s.folded, asked.folded) as whole,
        word_similarity(asked.folded, s.folded) as part
      from conversation_statements s cross join asked
      where s.conversation_id = ${where.conversationId} and s.moderated >= ${where.least} and s.id <> ${where.except ?? 0})
    select id, number, text from near where whole >= ${ALIKE} or part >= ${PART_ALIKE}
    order by greatest(whole, 0.8 * part) desc, id limit ${where.limit}`.execute(db);
  return rows;
}
