import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTable } from "./read-table.ts";
import { type CsvColumn, writeCsv } from "./write-csv.ts";

const columns: CsvColumn[] = [
  { name: "code", kind: "plain" },
  { name: "text", kind: "text" },
];

async function write(rows: (string | number | null)[][]): Promise<string> {
  return (await Array.fromAsync(writeCsv(columns, rows))).join("");
}

describe("writing CSV", () => {
  test("quotes only what needs it", async () => {
    expect(
      await write([
        ["05001", "la vía"],
        [-3, 'dijo "ya", y\nse fue'],
        [null, " "],
      ]),
    ).toBe('code,text\n05001,la vía\n-3,"dijo ""ya"", y\nse fue"\n," "\n');
  });

  test.each(["=1+1", "+57 300", "-agua", "@nombre", "\ttab", "\rreturn"])(
    "%j is not run as a formula",
    async (text) => {
      const [row] = await Array.fromAsync(readTable(Buffer.from(await write([["=plain", text]]))));
      expect(row?.values).toEqual({ code: "=plain", text: `'${text}` });
    },
  );

  test("what is written is read back", async () => {
    const safe = fc.string({ unit: "grapheme" }).filter((text) => text !== "" && !/^[=+\-@\t\r\uFEFF]/.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(safe, safe), { minLength: 1 }), async (pairs) => {
        const rows = await Array.fromAsync(readTable(Buffer.from(await write(pairs)), { format: "csv" }));
        expect(rows.map(({ values }) => [values.code, values.text])).toEqual(pairs);
      }),
    );
  });
});
