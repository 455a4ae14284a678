// `sigesi import commitments FILE --process P …`.
import { basename } from "node:path";
import { type EntityDatabase, withEntityDatabase } from "#core/territory/index.ts";
import { findProcess } from "#modules/processes/index.ts";
import { systemClock } from "#platform/clock/clock.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { Command, CommandIo } from "#platform/module.ts";
import { IMPORT_EXIT, type ImportAsked, readImportWords, runImport } from "#platform/tabular/import/import-command.ts";
import { FIELDS, type Field, type RowReason } from "./check-row.ts";
import { commitmentsTarget } from "./import-commitments.ts";

/** Reads commitments from CSV, XLSX or JSON lines into a process. */
export const importCommitments: Command = {
  name: "import commitments",
  usage: t("commitments.import.usage"),
  summary: t("commitments.import.summary"),
  run: async (args, io) => {
    const asked = readImportWords(args, FIELDS, io);
    if (asked === undefined) return IMPORT_EXIT.badInput;
    const now = systemClock.now();
    return withEntityDatabase(io.env, now, (opened) => runImportCommitments({ ...asked, now }, io, opened));
  },
};

/** Imports into an open database. @returns the exit code. */
export async function runImportCommitments(
  asked: ImportAsked<Field> & { now: Date },
  io: Pick<CommandIo, "stdout" | "stderr">,
  { db, entity }: Pick<EntityDatabase, "db" | "entity">,
): Promise<number> {
  const process = await findProcess(db.read, asked.processSlug);
  if (process === undefined) {
    io.stderr(`${t("tabular.import.noProcess", { name: asked.processSlug })}\n`);
    return IMPORT_EXIT.badInput;
  }
  if (process.state === "draft") {
    io.stderr(`${t("commitments.import.draft", { name: process.title })}\n`);
    return IMPORT_EXIT.notAllowed;
  }
  const target = await commitmentsTarget(db.read, entity, { process, fileName: basename(asked.file), now: asked.now });
  // Every reason comes from the rows above.
  const reasonOf = (reason: string): string => t(`commitments.import.reason.${reason as RowReason}`);
  return runImport(asked, io, { db, target, reasonOf });
}
