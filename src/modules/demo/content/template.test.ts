import { describe, expect, it } from "vitest";
import { randomOf } from "./random.ts";
import { capitalise, decapitalise, fill } from "./template.ts";

const write = (template: string, slots = {}): string => fill(template, slots, randomOf("t"));

describe("a sentence with choices", () => {
  it("takes one of the options, also nested and empty", () => {
    const seen = new Set(Array.from({ length: 200 }, (_, i) => fill("a{ b{ c| d}|}", {}, randomOf(i))));
    expect([...seen].sort()).toEqual(["a", "a b c", "a b d"]);
  });

  it("fills slots, and leaves what is no slot as it stands", () => {
    expect(write("{en} hay {agua}", { en: "en el filo" })).toBe("en el filo hay agua");
  });

  it("draws numbers inside their range", () => {
    for (let i = 0; i < 50; i++) expect(Number(fill("{#3-5}", {}, randomOf(i)))).toBeGreaterThanOrEqual(3);
  });

  it("contracts articles but not those of proper names", () => {
    expect(write("de el barrio, a el río, de El Roble")).toBe("del barrio, al río, de El Roble");
  });

  it("refuses a brace that nobody closes", () => expect(() => write("{a|b")).toThrow(SyntaxError));

  it("changes the first letter, acronyms apart", () => {
    expect(capitalise("ágil")).toBe("Ágil");
    expect(decapitalise("Hoy")).toBe("hoy");
    expect(decapitalise("TIC para todos")).toBe("TIC para todos");
  });
});

describe("seeded chance", () => {
  it("repeats with the same name and differs with another", () => {
    const draw = (name: string): number[] => {
      const random = randomOf(name);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(draw("a")).toEqual(draw("a"));
    expect(draw("a")).not.toEqual(draw("b"));
  });

  it("never draws what weighs nothing, and shuffles without losing", () => {
    const random = randomOf("w");
    for (let i = 0; i < 100; i++) expect(random.weighted([0, 1, 0])).toBe(1);
    expect(random.shuffle([1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4]);
    expect(() => random.pick([])).toThrow(RangeError);
  });
});
