import { expect, it } from "vitest";
import { onlyCovers } from "./only-covers.ts";

const SAID = "Doña Rosa, la de la casa azul, no tiene agua: llámenla al 3001234567";

it.each([
  [SAID, true],
  ["Doña [nombre], la de la casa azul, no tiene agua: llámenla al [teléfono]", true],
  ["[nombre], la de la [casa], no tiene agua: llámenla al [teléfono]", true],
  ["[todo]", true],
  ["Doña Rosa, la de la casa azul, no tiene agua: llámenla al 3001234568", false],
  ["Doña Rosa, la de la casa azul, sí tiene agua: llámenla al [teléfono]", false],
  ["Doña [nombre], la de la casa azul, no tiene agua ni luz: llámenla al [teléfono]", false],
  ["no tiene agua: [casa] Doña Rosa", false],
  ["Doña Rosa [x] 3001234567 y más", false],
  ["", false],
])("%s", (after, allowed) => {
  expect(onlyCovers(SAID, after)).toBe(allowed);
});

it("does not let two pieces share the same letters", () => {
  expect(onlyCovers("abc", "ab[x]bc")).toBe(false);
  expect(onlyCovers("abbc", "ab[x]bc")).toBe(true);
});
