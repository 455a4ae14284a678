import { t } from "#platform/i18n/i18n.ts";

/** «3 de 5 veredas», or «3 veredas» when nobody said of how many. */
export function figureWords({ done, of, unit }: { done: number; of: number | null; unit: string }): string {
  return of === null
    ? t("commitments.show.figureAlone", { done, unit })
    : t("commitments.show.figure", { done, of, unit });
}
