// `sigesi import … FILE --process P`: loading a file into a process, whatever its rows are. A module says which fields there
// are, what a good row is and what it leaves behind.
import { basename } from "node:path";
import { type Entity, type EntityDatabase, withEntityDatabase } from "#core/territory/index.ts";
import { systemClock } from "#platform/clock/clock.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { t } from "#platform/i18n/i18n.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { Command, CommandIo } from "#platform/module.ts";
import { IMPORT_EXIT, type ImportAsked, readImportWords, runImport } from "#platform/tabular/import/import-command.ts";
import type { ImportResult, ImportTarget } from "#platform/tabular/import/import-file.ts";
import type { Process } from "../process.ts";
import { findProcess } from "../processes.sql.ts";

/** A file that is being loaded. */
export interface ProcessFile {
  /** Its name, for the history. */
  fileName: string;
  process: Process;
  now: Date;
}

/** What is loaded into a process, and how. */
export interface ProcessImport<F extends string, T> extends Pick<Command, "name" | "usage" | "summary"> {
  fields: readonly F[];
  /** Why a process takes none of it, in one sentence; undefined when it does. */
  refusal: (process: Process) => string | undefined;
  target: (db: ReadDb, entity: Entity, file: ProcessFile) => Promise<ImportTarget<F, T>>;
}

/** The command that loads it from CSV, XLSX or JSON lines. */
export function processImportCommand<F extends string, T>(kind: ProcessImport<F, T>): Command {
  return {
    name: kind.name,
    usage: kind.usage,
    summary: kind.summary,
    run: async (args, io) => {
      const asked = readImportWords(args, kind.fields, io);
      if (asked === undefined) return IMPORT_EXIT.badInput;
      const now = systemClock.now();
      return withEntityDatabase(io.env, now, (opened) => importIntoProcess(kind, { ...asked, now }, io, opened));
    },
  };
}

/** Imports into an open database. @returns the exit code. */
export async function importIntoProcess<F extends string, T>(
  kind: ProcessImport<F, T>,
  asked: ImportAsked<F> & { now: Date },
  io: Pick<CommandIo, "stdout" | "stderr">,
  { db, entity }: Pick<EntityDatabase, "db" | "entity">,
): Promise<number> {
  const process = await findProcess(db.read, asked.processSlug);
  if (process === undefined) {
    io.stderr(`${t("tabular.import.noProcess", { name: asked.processSlug })}\n`);
    return IMPORT_EXIT.badInput;
  }
  const refusal = kind.refusal(process);
  if (refusal !== undefined) {
    io.stderr(`${refusal}\n`);
    return IMPORT_EXIT.notAllowed;
  }
  const target = await kind.target(db.read, entity, { process, fileName: basename(asked.file), now: asked.now });
  return runImport(asked, io, { db, target });
}

/** Leaves in the ledger what a file brought; `what` where it is not needs. */
export async function recordImport(
  tx: WriteTx,
  { process, fileName, now }: ProcessFile,
  { read, loaded, repeated, rejected }: ImportResult,
  what: { what?: string } = {},
): Promise<void> {
  await record(tx, {
    kind: "import",
    process: process.slug,
    at: now,
    content: { ...what, file: fileName, read, loaded, repeated, rejected: rejected.length },
  });
}
