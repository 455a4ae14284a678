import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countGraphemes } from "./graphemes.ts";
import { hasControls, normalizeLine, normalizeText, showControls } from "./normalize-text.ts";

describe("normalizeText", () => {
  test.each([
    ["spaces around and at the end of lines", "  la vía \t\n rota  ", "la vía\n rota"],
    ["CRLF, CR and separators", "a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne"],
    ["many empty lines, also with spaces in them", "a\n\n \n\t\n\nb", "a\n\nb"],
    ["NFC", "vi\u0301a nin\u0303o", "vía niño"],
    ["controls", "a\u0000b\u0007c\u009Fd\u007F", "abcd"],
    ["tabs", "a\tb", "a b"],
    ["directions", "\u202Eaíreves\u202C \u2066a\u2069", "aíreves a"],
    ["right-to-left text keeps its marks", "שלום\u200F!", "שלום\u200F!"],
    ["zero-width junk inside a word", "a\u200Bc\u2060u\uFEFFe\u00ADd\u200Cu\u200Dcto", "acueducto"],
    [
      "joiners of emoji",
      "👩\u200D🚀 👩🏽\u200D🌾 🏳️\u200D🌈 👨\u200D👩\u200D👧",
      "👩\u200D🚀 👩🏽\u200D🌾 🏳️\u200D🌈 👨\u200D👩\u200D👧",
    ],
    ["a joiner after an accent that is a mark of its own", "cafe\u0301\u200Dtería", "cafétería"],
    ["joiners that join nothing", "👩\u200D\u200D🚀 a\u200D🚀 👩\u200D", "👩🚀 a🚀 👩"],
    ["non-joiners of Persian and joiners of Sinhala", "می\u200Cخواهم ශ්\u200Dරී", "می\u200Cخواهم ශ්\u200Dරී"],
    [
      "flags made of tags, and tags alone",
      "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} x\u{E0041}",
      "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} x",
    ],
    ["halves of characters", "a\uD83D b\uDE80", "a\uFFFD b\uFFFD"],
    ["markup is text", "<b>hola</b> & adiós", "<b>hola</b> & adiós"],
    ["nothing that is seen", " \u200B\u202E\u0000\n\uFEFF ", ""],
  ])("%s", (_name, input, output) => {
    expect(normalizeText(input)).toBe(output);
  });

  const odd = fc.array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 5 }),
      fc.constantFrom(
        "\uD800",
        "\uDC00",
        "\u200D",
        "\u200C",
        "\u202E",
        "\uFE0F",
        "👩",
        "🏽",
        "🚀",
        "🏴",
        "\u{E0067}",
        "\n",
        "\r",
        " ",
        "\t",
        "\u0301",
        "e",
        "ñ",
        "ب",
        "\u094D",
        "一",
        "\u{E0100}",
      ),
    ),
    { maxLength: 14 },
  );

  test("doing it twice changes nothing more", () => {
    fc.assert(
      fc.property(odd, (parts) => {
        const once = normalizeText(parts.join(""));
        expect(normalizeText(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  test("what comes out is well formed, composed, trimmed, without controls, directions or long gaps", () => {
    fc.assert(
      fc.property(odd, (parts) => {
        const text = normalizeText(parts.join(""));
        expect(text.isWellFormed()).toBe(true);
        expect(text.normalize("NFC")).toBe(text);
        expect(text.trim()).toBe(text);
        expect(text).not.toMatch(/[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069\u200B\uFEFF]|\n\n\n| \n/u);
      }),
      { numRuns: 1000 },
    );
  });

  test("plain text only loses spaces", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zñáéíóúü¿?¡!,.]{1,8}$/), { minLength: 1 }), (words) => {
        expect(normalizeText(`  ${words.join(" ")}\n`)).toBe(words.join(" ").normalize("NFC"));
      }),
    );
  });

  test("huge runs of anything take no time to speak of", () => {
    for (const piece of [" ", "\n", "\t\n", "\u200D", "\u{E0067}", "\u0301", " a"]) {
      const text = `x${piece.repeat(100_000)}y`;
      expect(normalizeText(text).startsWith("x")).toBe(true);
    }
  });
});

describe("normalizeLine", () => {
  test.each([
    ["a\nb \t c", "a b c"],
    ["  El\u00A0Porvenir ", "El Porvenir"],
    ["", ""],
  ])("%j → %j", (input, output) => {
    expect(normalizeLine(input)).toBe(output);
  });
});

describe("countGraphemes", () => {
  test.each([
    ["", 0],
    ["vía", 3],
    ["vi\u0301a", 3],
    ["👩‍🚀👨‍👩‍👧", 2],
    ["🇨🇴", 1],
    ["a\r\nb", 3],
    ["abc\n", 4],
  ])("%j has %i", (text, count) => {
    expect(countGraphemes(text)).toBe(count);
  });

  test("stops where it is told, and is never more than the code points", () => {
    expect(countGraphemes("ñ".repeat(1_000_000), 4001)).toBe(4001);
    expect(countGraphemes("n".repeat(10), 4)).toBe(4);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(countGraphemes(text)).toBeLessThanOrEqual([...text].length);
        expect(countGraphemes(text, 3)).toBe(Math.min(3, countGraphemes(text)));
      }),
    );
  });
});

describe("controls of a file", () => {
  test.each(["a\u0000b", "\u0007", "a\u001B[0m", "\u007F", "a\u009F", "a\u0084"])("%j has them", (text) => {
    expect(hasControls(text)).toBe(true);
    expect(hasControls(showControls(text))).toBe(false);
  });

  test("ends of lines and tabs are none", () => {
    expect(hasControls("una\tvía\r\notra\u000Botra\u000Cotra\u0085")).toBe(false);
    expect(showControls("a\u0007b")).toBe("a\\u0007b");
  });
});
