// A process that was lived before this database: its rules, its dates and what was said of them when it was published.
import { loadHistory } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import { setPhases } from "./prepare/prepare.ts";
import type { PhaseDates, Process } from "./process.ts";

/** Writes a process whose thing is `process.id`, as its preparation, publication and close would have left it. */
export async function loadProcess(
  tx: WriteTx,
  process: Process,
  made: { by: number; at: Date; phases: readonly { territory: string; phases: readonly PhaseDates[] }[] },
): Promise<void> {
  const { by } = made;
  await tx
    .insertInto("processes")
    .values({
      id: process.id,
      slug: process.slug,
      title: process.title,
      purpose: process.purpose,
      level: process.level,
      cycle_phase: process.cyclePhase,
      state: process.state,
      choices: process.choices,
      winners: process.winners,
      verification: process.verification,
      rules: process.rules,
      lot_seed: process.lotSeed,
      participant_key: process.participantKey,
      created_by: by,
      published_at: process.publishedAt,
      closed_at: process.closedAt,
    })
    .execute();
  for (const { territory, phases } of made.phases) await setPhases(tx, process.id, [territory], phases);
  const { publishedAt, closedAt } = process;
  await loadHistory(tx, [
    { thingId: process.id, event: "processes.created", public: false, by, now: made.at },
    ...(publishedAt ? [{ thingId: process.id, event: "processes.published", public: true, by, now: publishedAt }] : []),
    ...(closedAt ? [{ thingId: process.id, event: "processes.closed", public: true, by, now: closedAt }] : []),
  ]);
  if (publishedAt === null) return;
  await recordAll(tx, [
    {
      kind: "process-published",
      process: process.slug,
      at: publishedAt,
      content: {
        title: process.title,
        choices: process.choices,
        winners: process.winners,
        verification: process.verification,
        rules: process.rules,
        phases: [...process.phases],
      },
    },
  ]);
}
