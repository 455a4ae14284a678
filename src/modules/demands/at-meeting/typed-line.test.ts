import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findByKey, readLine, shortKeys, writeLine } from "./typed-line.ts";

const entries = ["Agua", "Agricultura", "Salud", "Vías y transporte", "Vivienda"].map((name, index) => ({
  code: `s${index}`,
  names: { es: name, en: name },
  retired: false,
}));

describe("a typed line", () => {
  it.each([
    ["Falta luz en la cancha", { text: "Falta luz en la cancha", groups: [] }],
    ["Falta luz #vi @ju *17", { text: "Falta luz", sector: "vi", groups: ["ju"], slip: "17" }],
    ["Falta luz  @ju @mu  #vi", { text: "Falta luz", sector: "vi", groups: ["ju", "mu"] }],
    ["El bus #3 no pasa", { text: "El bus #3 no pasa", groups: [] }],
    ["Queremos jugar *K7QM-2XHD-94TB", { text: "Queremos jugar", groups: [], slip: "K7QM-2XHD-94TB" }],
    ["  ", { text: "", groups: [] }],
    ["#vi", { text: "", sector: "vi", groups: [] }],
  ])("%s", (line, expected) => {
    expect(readLine(line)).toEqual({ sector: undefined, slip: undefined, ...expected });
  });

  it("written again says the same", () => {
    const word = fc.stringMatching(/^[a-z]{2,6}$/);
    fc.assert(
      fc.property(
        word,
        fc.option(word, { nil: undefined }),
        fc.array(word, { maxLength: 3 }),
        (text, sector, groups) => {
          const line = { text, sector, groups, slip: undefined };
          expect(readLine(writeLine(line))).toEqual(line);
        },
      ),
    );
  });
});

describe("short keys", () => {
  const keys = shortKeys(entries);
  it("are the fewest letters that tell one from another", () => {
    expect(Object.fromEntries(keys)).toEqual({ s0: "agu", s1: "agr", s2: "sa", s3: "via", s4: "viv" });
  });

  it.each([
    ["agu", "s0"],
    ["AGU", "s0"],
    ["sal", "s2"],
    ["vía", "s3"],
    ["viasy", "s3"],
    ["vi", undefined],
    ["zz", undefined],
    ["", undefined],
    ["s4", "s4"],
  ])("%s", (typed, code) => {
    expect(findByKey(entries, keys, typed)).toBe(code);
  });
});
