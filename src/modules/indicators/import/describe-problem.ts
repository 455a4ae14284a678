// Why a file of indicators cannot be read, whichever part of it is to blame.
import { t } from "#platform/i18n/i18n.ts";
import { describeTableProblem } from "#platform/tabular/describe.ts";
import { ImportProblem } from "#platform/tabular/import/import-file.ts";
import { TableProblem } from "#platform/tabular/table-problem.ts";
import { CatalogProblem } from "./read-catalog.ts";

/** One sentence; undefined for a failure that is not of the file. */
export function describeProblem(error: unknown): string | undefined {
  if (error instanceof TableProblem) return describeTableProblem(error);
  if (error instanceof CatalogProblem) return error.message;
  if (!(error instanceof ImportProblem)) return undefined;
  const { problem, name, columns = "" } = error.detail;
  return t(`tabular.import.${problem}`, { name, columns, fields: "" });
}
