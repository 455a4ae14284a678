// What was found, as moderation reads it: hidden, its place and the reason stay in sight, and its term no longer runs.
import { setVisibility } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import { notFound } from "#platform/http/problem.ts";
import type { Reportable } from "#platform/module.ts";
import { findFinding } from "../oversight.sql.ts";
import { findingPath, OVERSIGHT_TAG } from "../oversight.ts";

export const findingReportable: Reportable = {
  label: "oversight.findingKind",
  find: async (db, id) => {
    const finding = await findFinding(db, id);
    if (finding === undefined) return undefined;
    const { file } = finding;
    const photo =
      file?.type.startsWith("image/") === true
        ? { path: `/veedurias/archivos/${file.id}`, width: file.width ?? 0, height: file.height ?? 0 }
        : undefined;
    return {
      thingId: id,
      processId: null,
      territory: finding.territory,
      authorId: null,
      text: finding.text,
      path: findingPath(finding.oversight, id),
      ...(photo && { photo }),
      public: finding.hiddenReason === null,
    };
  },
  setHidden: async (tx, { id, words }) => {
    const row = await tx
      .updateTable("oversight_findings")
      .set({ hidden_reason: words ?? null })
      .where("id", "=", id)
      .returning("subject_id")
      .executeTakeFirst();
    if (row === undefined) throw notFound();
    await setVisibility(tx, id, words === undefined ? "public" : "hidden");
    await touch(tx, [OVERSIGHT_TAG, `thing:${row.subject_id}`]);
  },
};
