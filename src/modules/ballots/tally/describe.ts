import type { TallyProblem } from "#analysis/tally/tally-error.ts";
import { t } from "#platform/i18n/i18n.ts";

/** One sentence that says what is wrong with a ballot or a rule, and where. */
export function describeTallyProblem(problem: TallyProblem): string {
  switch (problem.code) {
    case "bad-rules":
      return problem.field === "tie.lot" ? t("tally.noLot") : t("tally.badRules", { field: problem.field });
    case "no-winners-for-territory":
      return t("tally.noWinners", { territory: problem.territory });
    case "empty-ballot":
      return t("tally.emptyBallot", { line: problem.line });
    case "empty-territory":
      return t("tally.emptyTerritory", { line: problem.line });
    case "two-territories":
      return t("tally.twoTerritories", problem);
    case "too-many-choices":
      return t("tally.tooManyChoices", problem);
  }
}
