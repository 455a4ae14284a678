// Anybody may point at something, without an account. It never hides by itself: a person looks. Only what tells of somebody in
// danger leaves public at once, and its first look belongs to the protection role.
import type { WriteTx } from "#platform/db/db.ts";
import { notFound, tooMany } from "#platform/http/problem.ts";
import type { Reportable } from "#platform/module.ts";
import { pseudonym, sharedKey } from "#platform/secrets/secrets.ts";
import { openCase } from "../cases.ts";
import { openProtection, wasReturned } from "../protection/protection.ts";
import type { ReportReason } from "../reasons.ts";

const DAY_MS = 86_400_000;
/** Somebody who points at more things in a day is asked to rest: a desk can be flooded too. */
const MOST_A_DAY = 30;

export interface Report {
  kind: string;
  id: number;
  reason: ReportReason;
  note?: string;
}

/**
 * Writes a report down. Pointing twice at the same subject counts once.
 * @throws 404 when there is nothing that this person could have seen, 429 past the limit of a day.
 */
export async function reportSubject(
  tx: WriteTx,
  who: { reportables: ReadonlyMap<string, Reportable>; browserBits: Buffer; now: Date },
  report: Report,
): Promise<void> {
  const item = await who.reportables.get(report.kind)?.find(tx, report.id);
  if (item === undefined || !item.public) throw notFound();
  // A key of its own: what a person says and what they report never meet, not even for who holds the database.
  const reporter = pseudonym(await sharedKey(tx, "reports"), "reporter", who.browserBits);
  const recent = await tx
    .selectFrom("moderation_reports")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("reporter", "=", reporter)
    .where("at", ">", new Date(who.now.getTime() - DAY_MS))
    .executeTakeFirstOrThrow();
  if (recent.n >= MOST_A_DAY) throw tooMany();
  const reportable = who.reportables.get(report.kind);
  if (
    report.reason === "risk" &&
    reportable?.setReserved !== undefined &&
    !(await wasReturned(tx, report.kind, report.id))
  ) {
    const { thingId, territory } = item;
    const { kind, id, note } = report;
    await openProtection(tx, reportable, { kind, id, thingId, territory, source: "report", note, now: who.now });
    return;
  }
  const caseId = await openCase(tx, { ...item, kind: report.kind, id: report.id, source: "report", now: who.now });
  await tx
    .insertInto("moderation_reports")
    .values({ case_id: caseId, reason: report.reason, note: report.note ?? null, reporter, at: who.now })
    .onConflict((conflict) => conflict.columns(["case_id", "reporter"]).doNothing())
    .execute();
}
