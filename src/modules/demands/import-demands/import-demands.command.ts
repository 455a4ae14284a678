// `sigesi import demands FILE --process P …`.
import { basename } from "node:path";
import { type EntityDatabase, withEntityDatabase } from "#core/territory/index.ts";
import { findProcess } from "#modules/processes/index.ts";
import { systemClock } from "#platform/clock/clock.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { Command, CommandIo } from "#platform/module.ts";
import { IMPORT_EXIT, type ImportAsked, readImportWords, runImport } from "#platform/tabular/import/import-command.ts";
import { FIELDS, type Field, type RowReason } from "./check-row.ts";
import { demandsTarget } from "./import-demands.ts";

/** Reads needs from CSV, XLSX or JSON lines into a process. */
export const importDemands: Command = {
  name: "import demands",
  usage: t("demands.import.usage"),
  summary: t("demands.import.summary"),
  run: async (args, io) => {
    const asked = readImportWords(args, FIELDS, io);
    if (asked === undefined) return IMPORT_EXIT.badInput;
    const now = systemClock.now();
    return withEntityDatabase(io.env, now, (opened) => runImportDemands({ ...asked, now }, io, opened));
  },
};

/** Imports into an open database. @returns the exit code. */
export async function runImportDemands(
  asked: ImportAsked<Field> & { now: Date },
  io: Pick<CommandIo, "stdout" | "stderr">,
  { db, entity }: Pick<EntityDatabase, "db" | "entity">,
): Promise<number> {
  const process = await findProcess(db.read, asked.processSlug);
  if (process === undefined) {
    io.stderr(`${t("tabular.import.noProcess", { name: asked.processSlug })}\n`);
    return IMPORT_EXIT.badInput;
  }
  if (process.state === "closed") {
    io.stderr(`${t("demands.import.closed", { name: process.title })}\n`);
    return IMPORT_EXIT.notAllowed;
  }
  const target = await demandsTarget(db.read, entity, { process, fileName: basename(asked.file), now: asked.now });
  // Every reason comes from the rows above.
  const reasonOf = (reason: string): string => t(`demands.import.reason.${reason as RowReason}`);
  const code = await runImport(asked, io, { db, target, reasonOf });
  const kept = !asked.dryRun && !asked.json && code !== IMPORT_EXIT.badInput;
  if (kept && target.held() > 0) io.stdout(`${t("demands.import.held", { n: target.held() })}\n`);
  return code;
}
