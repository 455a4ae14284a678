// What in the words of people says who somebody is, and the same words with it covered.
import { coverPersonalData, findPersonalData } from "#analysis/text/personal-data.ts";
import { t } from "#platform/i18n/i18n.ts";

export function holdsPersonal(text: string | undefined, jurisdiction: string): boolean {
  return text !== undefined && findPersonalData(text, jurisdiction).length > 0;
}

/** In the language of the reader: who wrote it chooses, and it stays as they saw it. */
export function coverPersonal(text: string, jurisdiction: string): string {
  return coverPersonalData(text, findPersonalData(text, jurisdiction), (kind) => t(`moderation.personal.kind.${kind}`));
}

/** The words covered, when there is something to cover. */
export function coveredText(text: string, jurisdiction: string): string | undefined {
  return holdsPersonal(text, jurisdiction) ? coverPersonal(text, jurisdiction) : undefined;
}

interface Asked<T> {
  /** As they will be public. */
  words: T;
  /** Something says who somebody is, and whoever wrote it has not chosen what to do with it. */
  undecided: boolean;
  /** They chose to leave it: somebody of the team looks at it. */
  left: boolean;
}

/** What becomes of words that may say who somebody is. @param chosen `yes` covers them; undefined: nobody was asked yet. */
export function askPersonal<T extends Record<string, string | undefined>>(
  words: T,
  chosen: string | undefined,
  jurisdiction: string,
): Asked<T> {
  const personal = Object.values(words).some((text) => holdsPersonal(text, jurisdiction));
  const covered = Object.entries(words).map(([name, text]) => [name, text && coverPersonal(text, jurisdiction)]);
  return {
    // The same names, each with its text covered.
    words: chosen === "yes" ? (Object.fromEntries(covered) as T) : words,
    undecided: personal && chosen === undefined,
    left: personal && chosen !== undefined && chosen !== "yes",
  };
}
