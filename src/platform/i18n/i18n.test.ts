import { expect, it } from "vitest";
import {
  ENGLISH,
  formatDate,
  formatDateShort,
  formatDayMonthYear,
  formatDeadline,
  formatMoney,
  formatPercent,
  formatTime,
  href,
  type Region,
  withLocale,
} from "./i18n.ts";

const REGION: Region = { tags: { es: "es-CO", en: ENGLISH }, timeZone: "America/Bogota", currency: "COP" };
const plain = (text: string) => text.replaceAll("\u00A0", " ");

it("writes days, hours, amounts and shares as people do", () => {
  withLocale("es", REGION, () => {
    expect(plain(formatDate("2026-12-05"))).toBe("sábado 5 de diciembre de 2026");
    expect(plain(formatTime(new Date("2026-12-05T14:42:00Z")))).toBe("9:42 a. m.");
    expect(plain(formatMoney(1_240_000_000))).toBe("$ 1.240 millones");
    expect(plain(formatMoney(950_000))).toBe("$ 950.000");
    expect(plain(formatPercent(86, 100))).toBe("86 %");
    expect(formatPercent(0, 0)).toBe("");
  });
});

it("writes days in one form and names the currency in English", () => {
  withLocale("en", REGION, () => {
    expect(plain(formatDate("2026-12-05"))).toBe("Saturday 5 December 2026");
    expect(plain(formatDayMonthYear("2026-12-05"))).toBe("5 December 2026");
    expect(plain(formatDateShort("2026-12-05"))).toBe("5 December");
    expect(plain(formatTime(new Date("2026-12-05T14:42:00Z")))).toBe("9:42 am");
    expect(plain(formatMoney(392_000_000))).toBe("COP 392 million");
    expect(plain(formatMoney(950_000))).toBe("COP 950,000");
  });
});

it("tells a close at midnight as the last minute of the day before", () => {
  withLocale("es", REGION, () => {
    expect(plain(formatDeadline(new Date("2026-05-26T05:00:00Z")))).toMatch(
      /^lunes 25 de mayo de 2026, 11:59 p\. m\.?$/,
    );
    expect(plain(formatDeadline(new Date("2026-05-26T23:00:00Z")))).toMatch(
      /^martes 26 de mayo de 2026, 6:00 p\. m\.?$/,
    );
  });
});

it("keeps the reader's language in the address", () => {
  expect(href("/procesos")).toBe("/procesos");
  expect(withLocale("en", REGION, () => [href("/"), href("/procesos")])).toEqual(["/en", "/en/procesos"]);
});
