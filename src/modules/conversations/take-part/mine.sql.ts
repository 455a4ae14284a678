import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { Answer } from "../conversation.ts";

/** What one person has answered so far. */
export interface Mine {
  /** Where they take part; undefined before their first answer. */
  territory: string | undefined;
  answers: ReadonlyMap<number, Answer>;
  /** The statement that they answered last. */
  last: number | undefined;
}

/** The answers of a browser in a conversation. */
export async function findMine(
  db: ReadDb,
  where: { conversationId: number; processId: number; participant: Buffer },
): Promise<Mine> {
  const { rows } = await sql<{ territory: string; statement: number | null; value: Answer | null }>`
    select v.territory_code as territory, a.statement_id as statement, a.value
    from participants p
      join conversation_voters v on v.conversation_id = ${where.conversationId} and v.participant_id = p.id
      left join conversation_votes a on a.conversation_id = v.conversation_id and a.participant_id = v.participant_id
    where p.process_id = ${where.processId} and p.key = ${where.participant}
    order by a.at desc, a.statement_id`.execute(db);
  return {
    territory: rows[0]?.territory,
    answers: new Map(
      rows.flatMap(({ statement, value }) =>
        statement === null || value === null ? [] : [[statement, value] as const],
      ),
    ),
    last: rows[0]?.statement ?? undefined,
  };
}
