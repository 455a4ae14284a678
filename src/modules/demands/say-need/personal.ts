// What in the words of a need says who somebody is, and the same words with it covered.
import { coverPersonalData, findPersonalData } from "#analysis/text/personal-data.ts";
import { t } from "#platform/i18n/i18n.ts";

export function holdsPersonal(text: string | undefined, jurisdiction: string): boolean {
  return text !== undefined && findPersonalData(text, jurisdiction).length > 0;
}

/** In the language of the reader: who wrote it chooses, and it stays as they saw it. */
export function coverPersonal(text: string, jurisdiction: string): string {
  return coverPersonalData(text, findPersonalData(text, jurisdiction), (kind) => t(`demands.personal.kind.${kind}`));
}
