// Weights first and for ever, scores after, each with its reason and its name. The program adds up; people decide.
import type { Authority } from "#core/people/index.ts";
import { addHistory } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { Initiative } from "../initiatives.sql.ts";
import { CRITERIA, type Criterion } from "./criteria.ts";
import { findMethod, listScores } from "./scores.sql.ts";

interface Who {
  authority: Authority;
  now: Date;
}

/** Fixes the weights of a process, once. @throws Problem 409 if they were fixed already. */
export async function fixWeights(
  tx: WriteTx,
  who: Who,
  process: Process,
  weights: ReadonlyMap<Criterion, number>,
): Promise<void> {
  who.authority.requireWhole("initiatives.method");
  if (![...weights.values()].some((weight) => weight > 0)) {
    throw new Problem(400, "initiatives.method.allZero", { field: CRITERIA[0] });
  }
  await tx.selectFrom("processes").select("id").where("id", "=", process.id).forNoKeyUpdate().execute();
  if ((await findMethod(tx, process.id)) !== undefined) throw new Problem(409, "initiatives.method.alreadyFixed");
  const by = who.authority.actor.accountId;
  await tx
    .insertInto("scoring_weights")
    .values(
      CRITERIA.map((criterion) => ({
        process_id: process.id,
        criterion,
        weight: weights.get(criterion) ?? 0,
        fixed_by: by ?? null,
        fixed_at: who.now,
      })),
    )
    .execute();
  await addHistory(tx, {
    thingId: process.id,
    event: "initiatives.weights_fixed",
    data: Object.fromEntries(weights),
    public: true,
    by,
    now: who.now,
  });
  const content = Object.fromEntries(weights);
  await record(tx, { kind: "weights", process: process.slug, at: who.now, content });
  await touch(tx, [methodTag(process.id), `process:${process.id}`]);
}

export interface NewScore {
  criterion: Criterion;
  score: number;
  note: string;
}

/**
 * Scores an initiative against some criteria; what is left as it was writes nothing.
 * `seen` is the last score that the official had in front: if another wrote one since, nothing is written and they are told.
 * @returns how many scores were written.
 */
export async function scoreInitiative(
  tx: WriteTx,
  who: Who,
  { process, initiative, seen }: { process: Process; initiative: Initiative; seen: number },
  scores: readonly NewScore[],
): Promise<number> {
  who.authority.require("initiatives.score", { territory: initiative.territory });
  if (initiative.state === "withdrawn") throw new Problem(409, "initiatives.score.withdrawn");
  if ((await findMethod(tx, process.id)) === undefined) throw new Problem(409, "initiatives.score.noWeights");
  const current = await listScores(tx, [initiative.id]);
  const newer = current.find(({ id }) => id > seen);
  if (newer !== undefined) {
    throw new Problem(409, "initiatives.score.changed", { parameters: { name: newer.by ?? "?" } });
  }
  const fresh = scores.filter(
    ({ criterion, score, note }) =>
      !current.some((one) => one.criterion === criterion && one.score === score && one.note === note),
  );
  if (fresh.length === 0) return 0;
  const by = who.authority.actor.accountId;
  await tx
    .insertInto("initiative_scores")
    .values(
      fresh.map((one) => ({
        ...one,
        initiative_id: initiative.id,
        process_id: process.id,
        made_by: by ?? null,
        at: who.now,
      })),
    )
    .execute();
  const data = Object.fromEntries(fresh.map(({ criterion, score }) => [criterion, score]));
  await addHistory(tx, {
    thingId: initiative.id,
    event: "initiatives.scored",
    data,
    public: initiative.state === "published",
    by,
    now: who.now,
  });
  await record(tx, { kind: "scores", process: process.slug, at: who.now, content: { id: initiative.id, ...data } });
  await touch(tx, [methodTag(process.id), `thing:${initiative.id}`]);
  return fresh.length;
}

/** What makes the page of the method stale. */
export function methodTag(processId: number): string {
  return `method:${processId}`;
}
