// How what the boards count is called, and in which order it is told.
import type { Context } from "#platform/http/route.ts";
import { type Locale, t } from "#platform/i18n/i18n.ts";
import { CHANNELS } from "../channels.ts";
import { FORMS } from "../forms.ts";
import type { Dimension, Figures } from "./figures.ts";

/** The name of a code of a dimension. */
export function codeName(
  { entity, locale }: Pick<Context, "entity"> & { locale: Locale },
  dimension: Exclude<Dimension, "assigned">,
  code: string,
): string {
  if (dimension === "agency") return entity.name(entity.agency(code), locale);
  if (dimension === "territory") return entity.territory(code).name;
  if (dimension === "sector") return entity.catalogs.sectors.find(code)?.names[locale] ?? t("cases.board.noSector");
  if (dimension === "form")
    return FORMS.filter((form) => form === code).map((form) => t(`cases.form.${form}.name`))[0] ?? code;
  return CHANNELS.filter((channel) => channel === code).map((channel) => t(`cases.channel.${channel}`))[0] ?? code;
}

/** The latest first, then what has most. */
export function byLate(a: Figures, b: Figures): number {
  return b.late - a.late || b.open - a.open || b.received - a.received || a.code.localeCompare(b.code);
}

/** The same instant a year before. */
export function yearBefore(at: Date): Date {
  const before = new Date(at);
  before.setUTCFullYear(before.getUTCFullYear() - 1);
  return before;
}
