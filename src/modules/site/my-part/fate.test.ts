import { describe, expect, it } from "vitest";
import type { Fate } from "./fate.sql.ts";
import { askedNow, fateSentence } from "./fate.ts";

const said: Fate = {
  id: 1,
  demand: "received",
  reason: null,
  others: 0,
  need: null,
  initiative: null,
  won: null,
  commitment: null,
  state: null,
  dueDate: null,
  firstDueDate: null,
};
const promised: Fate = {
  ...said,
  demand: "taken",
  others: 41,
  initiative: 2,
  won: true,
  commitment: 3,
  state: "in_progress",
  dueDate: "2026-12-18",
};

describe("what happened, in one sentence", () => {
  it("follows the need from the first reading to the promise", () => {
    expect(fateSentence(said)).toBe("La recibimos y falta leerla.");
    expect(fateSentence({ ...said, demand: "read" })).toContain("leyeron");
    expect(fateSentence({ ...said, demand: null, need: 7 })).toBe("Se volvió una necesidad, y la están leyendo.");
    expect(fateSentence({ ...said, demand: "discarded", reason: "Es de otra entidad." })).toContain(
      "Es de otra entidad.",
    );
    expect(fateSentence({ ...promised, commitment: null, state: null, dueDate: null, won: null })).toContain(
      "otras 41",
    );
    expect(fateSentence({ ...promised, commitment: null, state: null, dueDate: null })).toContain("ganó");
    expect(fateSentence({ ...promised, commitment: null, state: null, dueDate: null, won: false })).toContain(
      "no alcanzó",
    );
    expect(fateSentence(promised)).toMatch(/^Se juntó con otras 41, ganó y hoy va así: en marcha/);
  });
});

describe("who is asked whether it was done", () => {
  it("is asked when the agency says it is settled or a promised day passed, and not before", () => {
    expect(askedNow(said, "2030-01-01")).toBe(false);
    expect(askedNow(promised, "2026-12-18")).toBe(false);
    expect(askedNow(promised, "2026-12-19")).toBe(true);
    expect(askedNow({ ...promised, state: "met" }, "2026-01-01")).toBe(true);
    // Moving the date does not put the question off.
    expect(askedNow({ ...promised, dueDate: "2027-12-18", firstDueDate: "2026-12-18" }, "2026-12-19")).toBe(true);
  });
});
