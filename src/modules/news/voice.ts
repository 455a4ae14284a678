import type { Entity } from "#core/territory/index.ts";
import { locale } from "#platform/i18n/i18n.ts";

/** Who speaks in a note: an agency, or the whole entity. */
export function voiceOf({ agency }: { agency: string | null }, entity: Entity): string {
  return agency === null ? entity.officialName(locale()) : entity.name(entity.agency(agency), locale());
}
