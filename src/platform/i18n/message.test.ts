import { expect, it } from "vitest";
import { compileMessage } from "./message.ts";

it("puts values where the text names them", () => {
  expect(compileMessage("Hola, {name}: {n}.", "es")({ name: "Ana", n: 1234 })).toBe("Hola, Ana: 1234.");
  expect(compileMessage("En {place} no hay", "es")({ place: "" })).toBe("En  no hay");
});

it("counts as the language does", () => {
  const text = "{n, plural, =0 {nadie} one {# persona} other {# personas}}";
  const es = compileMessage(text, "es-CO");
  expect([0, 1, 2, 12_345].map((n) => es({ n }))).toEqual(["nadie", "1 persona", "2 personas", "12.345 personas"]);
  expect(compileMessage("{n, number}", "en")({ n: 12_345.5 })).toBe("12,345.5");
});

it("chooses, and a choice may count inside", () => {
  const message = compileMessage(
    "{who, select, me {Votaste {n, plural, one {# vez} other {# veces}}} other {{who} votó}}",
    "es",
  );
  expect(message({ who: "me", n: 2 })).toBe("Votaste 2 veces");
  expect(message({ who: "Ana", n: 2 })).toBe("Ana votó");
});

it("reads an apostrophe as the format does, and angle brackets as plain signs", () => {
  expect(compileMessage("'{'n'}' <b>", "es")({})).toBe("{n} <b>");
});

it("says which value is missing", () => {
  expect(() => compileMessage("Hola, {name}", "es")({})).toThrow('"name"');
});
