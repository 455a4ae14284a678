import { sql } from "kysely";
import type { ReadDb } from "#platform/db/db.ts";
import type { Criterion, Weights } from "./criteria.ts";

export interface Method {
  weights: Weights;
  fixedAt: Date;
  fixedBy: string | null;
}

/** The weights of a process; undefined while they are not fixed. */
export async function findMethod(db: ReadDb, processId: number): Promise<Method | undefined> {
  const rows = await db
    .selectFrom("scoring_weights as w")
    .leftJoin("accounts as a", "a.id", "w.fixed_by")
    .select(["w.criterion", "w.weight", "w.fixed_at", "a.name"])
    .where("w.process_id", "=", processId)
    .execute();
  const [first] = rows;
  if (first === undefined) return undefined;
  return {
    weights: new Map(rows.map(({ criterion, weight }) => [criterion as Criterion, weight])),
    fixedAt: first.fixed_at,
    fixedBy: first.name,
  };
}

export interface Score {
  id: number;
  initiative: number;
  criterion: Criterion;
  score: number;
  note: string;
  by: string | null;
  at: Date;
}

/** The scores that count today of some initiatives: the last of each criterion. */
export async function listScores(db: ReadDb, initiatives: readonly number[]): Promise<Score[]> {
  const { rows } = await sql<Score>`
    select distinct on (s.initiative_id, s.criterion) s.id, s.initiative_id as initiative, s.criterion, s.score, s.note,
      a.name as by, s.at
    from initiative_scores s left join accounts a on a.id = s.made_by
    where s.initiative_id = any (${initiatives}::bigint[])
    order by s.initiative_id, s.criterion, s.id desc`.execute(db);
  return rows;
}

/** Scores by initiative and criterion, as the order is computed from them. */
export function scoreTable(scores: readonly Score[]): Map<number, Map<Criterion, number>> {
  const table = new Map<number, Map<Criterion, number>>();
  for (const { initiative, criterion, score } of scores) {
    table.set(initiative, (table.get(initiative) ?? new Map()).set(criterion, score));
  }
  return table;
}
