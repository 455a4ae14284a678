import { expect, test } from "vitest";
import { readAmount } from "#platform/http/amount.ts";
import { readNumber } from "#platform/tabular/import/number.ts";
import { readDay } from "./cells.ts";

test.each([
  ["12.5", { number: 12.5 }],
  ["0", { number: 0 }],
  ["-3", { number: -3 }],
  ["15.00%", { number: 0.15, how: "percent" }],
  ["7%", { number: 0.07, how: "percent" }],
  ["1.234.567", { number: 1234567, how: "thousands" }],
  ["12,5", { number: 12.5, how: "comma" }],
  // Twelve thousand or twelve: nobody can say.
  ["12,345", undefined],
  ["1,234,567", undefined],
  ["quince", undefined],
  ["1e9", undefined],
  ["", undefined],
])("the number «%s»", (text, read) => expect(readNumber(text)).toEqual(read));

test.each([
  ["2025-12-31", { day: "2025-12-31", repaired: false }],
  ["2025-12-31 00:00:00", { day: "2025-12-31", repaired: false }],
  ["28/5/0205", { day: "2025-05-28", repaired: true }],
  ["2/2/2026", { day: "2026-02-02", repaired: false }],
  // Of the plan of 2024–2027 only 2026 loses a digit and is 206; 202 may be any of the four.
  ["1/1/0206", { day: "2026-01-01", repaired: true }],
  ["1/1/0202", undefined],
  ["31/2/2025", undefined],
  ["5/28/2025", undefined],
  ["mañana", undefined],
])("the day «%s»", (text, read) => expect(readDay(text, [2024, 2027])).toEqual(read));

test.each([
  ["1.250", 1250],
  ["12,5", 12.5],
  ["12.5", 12.5],
  ["1.250,75", 1250.75],
  [" 40 ", 40],
  ["-3", -3],
  ["1.2.3", undefined],
  ["mil", undefined],
  ["99999999999999999", undefined],
])("what people write, «%s»", (text, read) => expect(readAmount(text)).toBe(read));
