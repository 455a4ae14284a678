import { t } from "#platform/i18n/i18n.ts";
import type { RowFault, TableProblem } from "./table-problem.ts";

/** One sentence that says why a file cannot be read as a table, and where. */
export function describeTableProblem({ code, where }: TableProblem): string {
  const { line = 1, column = 1, name = "" } = where;
  switch (code) {
    case "no-header":
      return t("tabular.noHeader");
    case "not-a-table":
      return t("tabular.notTable");
    case "empty-header":
      return t("tabular.emptyHeader", { line, column });
    case "repeated-header":
      return t("tabular.repeatedHeader", { line, name });
    case "unclosed-quote":
      return t("tabular.unclosedQuote", { line });
    case "bad-encoding":
      return t("tabular.badEncoding", { line });
    case "bad-workbook":
      return t("tabular.badWorkbook");
    case "merged-cells":
      return t("tabular.mergedCells", { name });
    case "formulas":
      return t("tabular.formulas", { name });
    case "two-headers":
      return t("tabular.twoHeaders", { line });
    case "controls":
      return t("tabular.controlsAt", { line, name });
    case "too-big":
      return t("tabular.tooBig");
    case "no-sheet":
      return t("tabular.noSheet", { name });
    case "bad-gzip":
      return t("tabular.badGzip");
    case "unreadable":
      return t("tabular.unreadable", { name });
  }
}

/** Why a row was left out, in a few words for a report of rejected rows. */
export function describeRowFault(fault: RowFault): string {
  switch (fault) {
    case "too-few-fields":
      return t("tabular.tooFewFields");
    case "too-many-fields":
      return t("tabular.tooManyFields");
    case "bad-json":
      return t("tabular.badJson");
    case "not-an-object":
      return t("tabular.notAnObject");
  }
}
