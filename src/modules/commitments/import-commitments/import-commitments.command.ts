// `sigesi import commitments FILE --process P …`.
import type { EntityDatabase } from "#core/territory/index.ts";
import { importIntoProcess, type ProcessImport, processImportCommand } from "#modules/processes/index.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { CommandIo } from "#platform/module.ts";
import type { ImportAsked } from "#platform/tabular/import/import-command.ts";
import { FIELDS, type Field, type ImportedCommitment } from "./check-row.ts";
import { commitmentsTarget } from "./import-commitments.ts";

const commitments: ProcessImport<Field, ImportedCommitment> = {
  name: "import commitments",
  usage: t("commitments.import.usage"),
  summary: t("commitments.import.summary"),
  fields: FIELDS,
  refusal: ({ state, title }) => (state === "draft" ? t("commitments.import.draft", { name: title }) : undefined),
  target: commitmentsTarget,
};

export const importCommitments = processImportCommand(commitments);

/** Imports into an open database. @returns the exit code. */
export function runImportCommitments(
  asked: ImportAsked<Field> & { now: Date },
  io: Pick<CommandIo, "stdout" | "stderr">,
  opened: Pick<EntityDatabase, "db" | "entity">,
): Promise<number> {
  return importIntoProcess(commitments, asked, io, opened);
}
