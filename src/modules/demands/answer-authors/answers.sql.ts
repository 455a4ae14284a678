// What was decided of each need and its authors were not told yet, and what they were told.
import { type RawBuilder, sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { Locale } from "#platform/i18n/i18n.ts";

export const DECISIONS = ["merged", "discarded", "taken"] as const;
export type Decision = (typeof DECISIONS)[number];

interface Where {
  processId: number;
  /** Codes among which the reader may answer; undefined: everywhere. */
  territories?: readonly string[];
}

/** Needs whose last answer does not tell what stands decided today. */
const unanswered = ({ processId, territories }: Where): RawBuilder<boolean> => sql<boolean>`
  d.process_id = ${processId} and d.hidden_reason is null and d.state in ('merged', 'discarded', 'taken')
  and (${territories ?? null}::text[] is null or d.territory_code = any (${territories ?? null}))
  and (select a.decision from demand_answers a where a.demand_id = d.id order by a.id desc limit 1)
    is distinct from d.state`;

/** How many needs wait for their answer, by decision. */
export async function countUnanswered(db: ReadDb, where: Where): Promise<ReadonlyMap<Decision, number>> {
  const { rows } = await sql<{ decision: Decision; n: number }>`
    select d.state as decision, count(*) as n from demands d where ${unanswered(where)} group by 1`.execute(db);
  return new Map(rows.map(({ decision, n }) => [decision, n]));
}

/** What an answer is made of. */
export interface ToAnswer {
  id: number;
  text: string;
  territory: string;
  /** Why it was left out. */
  reason: string | null;
  /** The thing that it is part of now: the need that speaks for it, or the initiative. */
  partOf: number | null;
  partOfKind: string | null;
}

/** The oldest needs of a decision that wait for their answer. */
export async function listUnanswered(
  db: ReadDb,
  where: Where & { decision: Decision; limit: number },
): Promise<ToAnswer[]> {
  const { rows } = await sql<ToAnswer>`
    select d.id, d.text, d.territory_code as territory, d.reason, l.to_id as "partOf", l.kind as "partOfKind"
    from demands d left join lateral (
      select links.to_id, t.kind from links join things t on t.id = links.to_id and t.visibility = 'public'
      where links.from_id = d.id and links.ended_at is null and links.relation in ('joined_into', 'became', 'promised_as')
      order by links.id desc limit 1
    ) l on true
    where ${unanswered(where)} and d.state = ${where.decision}
    order by d.id limit ${where.limit}`.execute(db);
  return rows;
}

/** The words of a process where they were changed from those of the program. */
export async function listTemplates(
  db: ReadDb,
  processId: number,
): Promise<ReadonlyMap<`${Decision}-${Locale}`, string>> {
  const rows = await db
    .selectFrom("answer_templates")
    .select(["decision", "locale", "text"])
    .where("process_id", "=", processId)
    .execute();
  return new Map(rows.map(({ decision, locale, text }) => [`${decision as Decision}-${locale as Locale}`, text]));
}

export interface Answered {
  demand: number;
  decision: Decision;
  es: string;
  en: string;
  at: Date;
}

/** The last answer to each of these needs. */
export async function listAnswers(db: ReadDb, ids: readonly number[]): Promise<ReadonlyMap<number, Answered>> {
  const { rows } = await sql<Answered>`
    select distinct on (a.demand_id) a.demand_id as demand, a.decision, a.text_es as es, a.text_en as en, a.sent_at as at
    from demand_answers a where a.demand_id = any (${ids}::bigint[]) order by a.demand_id, a.id desc`.execute(db);
  return new Map(rows.map((row) => [row.demand, row]));
}
