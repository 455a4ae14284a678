// What was reported, decided and looked at again before this database.
import { addHistory } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany, insertManyForIds } from "#platform/db/insert-many.ts";
import { pseudonym } from "#platform/secrets/secrets.ts";
import type { HideReason, ReportReason, Source } from "./reasons.ts";

export interface LivedCase {
  kind: string;
  subjectId: number;
  thingId: number;
  authorId: number | null;
  processId: number;
  territory: string;
  source: Source;
  openedAt: Date;
  reports: readonly { reason: ReportReason; note?: string }[];
  /** Without a reason it was left as it was. */
  decision?: { hide?: { reason: HideReason; words: string }; by: number; at: Date };
  appeal?: { text: string; at: Date; outcome?: { granted: boolean; words: string; by: number; at: Date } };
}

/** Writes cases, their reports, second looks and history. What a decision hides is hidden by who calls. */
export async function loadCases(tx: WriteTx, cases: readonly LivedCase[]): Promise<void> {
  const ids = await insertManyForIds(
    tx,
    "moderation_cases",
    cases.map(({ kind, subjectId, thingId, authorId, processId, territory, source, openedAt, decision }) => ({
      kind,
      subject_id: subjectId,
      thing_id: thingId,
      author_id: authorId,
      process_id: processId,
      territory_code: territory,
      source,
      opened_at: openedAt,
      decision: decision === undefined ? null : decision.hide === undefined ? "keep" : "hide",
      reason: decision?.hide?.reason ?? null,
      words: decision?.hide?.words ?? null,
      decided_by: decision?.by ?? null,
      decided_at: decision?.at ?? null,
    })),
  );
  await insertMany(
    tx,
    "moderation_reports",
    cases.flatMap(({ reports, openedAt }, index) =>
      reports.map(({ reason, note = null }, n) => ({
        case_id: ids[index] ?? 0,
        reason,
        note,
        // People of whom nothing is known.
        reporter: pseudonym(Buffer.from("reports"), String(index), String(n)),
        at: openedAt,
      })),
    ),
  );
  await insertMany(
    tx,
    "moderation_appeals",
    cases.flatMap(({ appeal, decision }, index) =>
      appeal === undefined || decision === undefined
        ? []
        : [
            {
              case_id: ids[index] ?? 0,
              first_decider: decision.by,
              text: appeal.text,
              at: appeal.at,
              granted: appeal.outcome?.granted ?? null,
              words: appeal.outcome?.words ?? null,
              decided_by: appeal.outcome?.by ?? null,
              decided_at: appeal.outcome?.at ?? null,
            },
          ],
    ),
  );
  for (const one of cases) await tell(tx, one);
}

async function tell(tx: WriteTx, { thingId, kind, subjectId, decision, appeal }: LivedCase): Promise<void> {
  if (decision === undefined) return;
  const line = { thingId, data: { kind, subject: subjectId } };
  const { hide, by, at } = decision;
  const told = hide === undefined ? {} : { reason: hide.words };
  await addHistory(tx, {
    ...line,
    event: hide === undefined ? "moderation.kept" : "moderation.hidden",
    data: { ...line.data, ...told },
    public: hide !== undefined,
    by,
    now: at,
  });
  if (appeal?.outcome === undefined) return;
  const { granted, words, by: second, at: later } = appeal.outcome;
  await addHistory(tx, {
    ...line,
    event: granted ? "moderation.appeal-granted" : "moderation.appeal-refused",
    data: { ...line.data, reason: words },
    public: true,
    by: second,
    now: later,
  });
}
