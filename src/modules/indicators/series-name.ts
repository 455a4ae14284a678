import { t } from "#platform/i18n/i18n.ts";
import type { Series } from "./cube/load-cube.ts";

/** The words of a breakdown: "0-17 · sector: oficial". */
export function seriesName({ sex, ageGroup, breakdown }: Series): string {
  const parts = [
    sex === "F" || sex === "M" ? t(`indicators.sex.${sex}`) : sex,
    ageGroup === "" ? "" : t("indicators.show.ages", { ages: ageGroup }),
    breakdown.replace("=", ": "),
  ].filter((part) => part !== "");
  return parts.length === 0 ? t("indicators.show.all") : parts.join(" · ");
}
