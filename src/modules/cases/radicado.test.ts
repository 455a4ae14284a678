import fc from "fast-check";
import { expect, it } from "vitest";
import { damm, radicado, readRadicado } from "./radicado.ts";

it("Damm's own example", () => {
  expect(damm("572")).toBe("4");
  expect(damm("5724")).toBe("0");
});

const numbers = fc.tuple(fc.integer({ min: 2020, max: 2099 }), fc.integer({ min: 1, max: 9_999_999 }));

it("what was given is read back, also in small letters and with spaces", () => {
  fc.assert(
    fc.property(numbers, ([year, sequence]) => {
      const number = radicado("GVC", year, sequence);
      expect(readRadicado(number)).toBe(number);
      expect(readRadicado(number.toLowerCase().replaceAll("-", " "))).toBe(number);
    }),
  );
});

it("no wrong digit and no two swapped ones are read as another number", () => {
  fc.assert(
    fc.property(numbers, fc.nat(5), fc.integer({ min: 1, max: 9 }), ([year, sequence], at, add) => {
      const number = radicado("GVC", year, sequence);
      const start = number.indexOf("-", 4) + 1;
      const digits = [...(number.slice(start).split("-")[0] ?? "")];
      const wrong = digits.with(at, String((Number(digits[at]) + add) % 10)).join("");
      expect(readRadicado(`${number.slice(0, start)}${wrong}${number.slice(-2)}`)).toBeUndefined();
      const [a = "", b = ""] = digits.slice(at, at + 2);
      if (b === "" || a === b) return;
      const swapped = digits
        .with(at, b)
        .with(at + 1, a)
        .join("");
      expect(readRadicado(`${number.slice(0, start)}${swapped}${number.slice(-2)}`)).toBeUndefined();
    }),
  );
  expect(readRadicado("hola")).toBeUndefined();
});
