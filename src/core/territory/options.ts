import { locale } from "#platform/i18n/i18n.ts";
import type { CatalogEntry } from "./catalog.ts";

/** Entries of a catalogue as the choices of a form, with their names in the reader's language. */
export function optionsOf(entries: readonly CatalogEntry[]): { value: string; label: string }[] {
  return entries.map(({ code, names }) => ({ value: code, label: names[locale()] }));
}
