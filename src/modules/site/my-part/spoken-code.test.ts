import { describe, expect, it } from "vitest";
import { t, withLocale } from "#platform/i18n/i18n.ts";
import { spokenCode } from "./spoken-code.ts";

const region = { tags: { es: "es", en: "en" }, timeZone: "UTC", currency: "USD" };
const names = (locale: "es" | "en"): string[] => withLocale(locale, region, () => t("site.receipt.letters")).split(" ");

describe("a code read aloud", () => {
  it("has a name for every letter and digit in both languages, none of them twice", () => {
    for (const locale of ["es", "en"] as const) {
      expect(names(locale)).toHaveLength(36);
      expect(new Set(names(locale)).size).toBe(36);
    }
  });

  it("goes letter by letter, in its groups", () => {
    expect(spokenCode("K7QM-2XHD", names("es"))).toBe("ka, siete, cu, eme · dos, equis, hache, de");
    expect(spokenCode("k7", names("en"))).toBe("kay, seven");
  });
});
