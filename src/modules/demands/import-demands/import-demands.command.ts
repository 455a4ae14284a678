// `sigesi import demands FILE --process P …`.
import type { EntityDatabase } from "#core/territory/index.ts";
import { importIntoProcess, type ProcessImport, processImportCommand } from "#modules/processes/index.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { CommandIo } from "#platform/module.ts";
import type { ImportAsked } from "#platform/tabular/import/import-command.ts";
import type { NewDemand } from "../insert-demands.sql.ts";
import { FIELDS, type Field } from "./check-row.ts";
import { demandsTarget } from "./import-demands.ts";

const demands: ProcessImport<Field, NewDemand> = {
  name: "import demands",
  usage: t("demands.import.usage"),
  summary: t("demands.import.summary"),
  fields: FIELDS,
  refusal: ({ state, title }) => (state === "closed" ? t("demands.import.closed", { name: title }) : undefined),
  target: demandsTarget,
};

export const importDemands = processImportCommand(demands);

/** Imports into an open database. @returns the exit code. */
export function runImportDemands(
  asked: ImportAsked<Field> & { now: Date },
  io: Pick<CommandIo, "stdout" | "stderr">,
  opened: Pick<EntityDatabase, "db" | "entity">,
): Promise<number> {
  return importIntoProcess(demands, asked, io, opened);
}
