// Weights and scores that were lived before this database.
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import { CRITERIA, type Criterion } from "./score/criteria.ts";

export interface LivedScores {
  process: { id: number; slug: string };
  weights: Readonly<Record<Criterion, number>>;
  fixedBy: number;
  /** Before any of the scores. */
  fixedAt: Date;
  scores: readonly { initiative: number; criterion: Criterion; score: number; note: string; by: number; at: Date }[];
}

/** Writes the weights of a process and its scores, with their ledger entries. */
export async function loadScores(tx: WriteTx, { process, weights, fixedBy, fixedAt, scores }: LivedScores) {
  await insertMany(
    tx,
    "scoring_weights",
    CRITERIA.map((criterion) => ({
      process_id: process.id,
      criterion,
      weight: weights[criterion],
      fixed_by: fixedBy,
      fixed_at: fixedAt,
    })),
  );
  const inOrder = scores.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  await insertMany(
    tx,
    "initiative_scores",
    inOrder.map(({ initiative, criterion, score, note, by, at }) => ({
      initiative_id: initiative,
      process_id: process.id,
      criterion,
      score,
      note,
      made_by: by,
      at,
    })),
  );
  await recordAll(tx, [
    { kind: "weights", process: process.slug, at: fixedAt, content: { ...weights } },
    ...[...Map.groupBy(inOrder, ({ initiative }) => initiative)].map(([id, own]) => ({
      kind: "scores",
      process: process.slug,
      at: own[0]?.at ?? fixedAt,
      content: { id, ...Object.fromEntries(own.map(({ criterion, score }) => [criterion, score])) },
    })),
  ]);
}
