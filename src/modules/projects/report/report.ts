import type { Authority } from "#core/people/index.ts";
import { addHistory } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { storeFile } from "#platform/files/files.ts";
import type { PreparedFile } from "#platform/files/prepare-file.ts";
import { Problem } from "#platform/http/problem.ts";
import { record } from "#platform/ledger/ledger.ts";
import { placeOf, REPORT } from "../get-project.ts";
import { PROJECTS_TAG, type ProjectState } from "../project.ts";
import type { Project } from "../projects.sql.ts";

export interface Progress {
  state: ProjectState;
  /** How much is done, 1 = whole. */
  physical: number;
  /** Day up to which it counts, `YYYY-MM-DD`. */
  asOf: string;
  note: string;
  files: readonly PreparedFile[];
}

/** Says how far a project went, with its evidence. Nothing is edited: a correction is another report, and the last one counts. */
export async function reportProgress(
  tx: WriteTx,
  who: { authority: Authority; now: Date; today: string },
  project: Project,
  { state, physical, asOf, note, files }: Progress,
): Promise<void> {
  who.authority.require(REPORT, placeOf(project));
  if (asOf > who.today) throw new Problem(400, "projects.report.future", { field: "asOf" });
  if (state === "finished" && physical < 1) throw new Problem(400, "projects.report.notWhole", { field: "physical" });
  const by = who.authority.actor.accountId;
  const { id } = await tx
    .insertInto("project_reports")
    .values({ project_id: project.id, as_of: asOf, state, physical, note, reported_by: by ?? null, at: who.now })
    .returning("id")
    .executeTakeFirstOrThrow();
  const ids: number[] = [];
  for (const file of files) ids.push(await storeFile(tx, file, who.now));
  const evidence = ids.map((file_id, index) => ({ report_id: id, position: index + 1, file_id }));
  if (evidence.length > 0) await tx.insertInto("project_evidence").values(evidence).execute();
  await addHistory(tx, {
    thingId: project.id,
    event: "projects.reported",
    data: { share: Math.round(100 * physical), asOf, note, state, files: ids },
    public: true,
    by,
    now: who.now,
  });
  const content = { project: project.code, state, physical, asOf, note, files: ids };
  await record(tx, { kind: "project-report", at: who.now, content });
  await touch(tx, [PROJECTS_TAG]);
}
