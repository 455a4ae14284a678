import { expect, test } from "vitest";
import { tileWords } from "./tile-words.ts";

test.each<[string, string[]]>([
  ["Lago", ["Lago"]],
  ["La Loma", ["La Loma"]],
  ["El Naranjo", ["El", "Naranjo"]],
  ["Peñas Blancas", ["Peñas", "Blancas"]],
  ["Isla de Maíz", ["Isla de", "Maíz"]],
  ["San Cosme de Mayo", ["San Cosme", "de Mayo"]],
  ["Pedro Antonio Cerda", ["Pedro A.", "Cerda"]],
  ["Aguaclara", ["Agua-", "clara"]],
  ["Sembradora", ["Sembra-", "dora"]],
  ["Bellavistana", ["Bella-", "vistana"]],
  ["Ñandubay", ["Ñandubay"]],
  ["Constantinopolitana", ["Constan-", "tinopoli."]],
])("%s", (name, lines) => {
  expect(tileWords(name)).toEqual(lines);
});

test("no line is longer than its square", () => {
  for (const name of ["Wwwwwwwwwwwwwwww", "Extraordinariamente Largo Nombre", "A b c d e f g h i j k l m"]) {
    const lines = tileWords(name);
    expect(lines.length).toBeLessThanOrEqual(2);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(9);
  }
});
