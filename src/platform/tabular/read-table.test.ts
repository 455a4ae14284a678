import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { csvBatches } from "./csv-rows.ts";
import { CsvScanner } from "./csv-scanner.ts";
import { readTable, type TableOptions, type TableRow } from "./read-table.ts";
import { TableProblem } from "./table-problem.ts";

async function read(source: string | Buffer, options?: TableOptions): Promise<TableRow[]> {
  return Array.fromAsync(readTable(source, options));
}

const csv = (text: string, encoding: BufferEncoding = "utf8"): Promise<TableRow[]> => read(Buffer.from(text, encoding));

async function problemOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    if (error instanceof TableProblem) return { code: error.code, ...error.where };
    throw error;
  }
  return undefined;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tabular-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("CSV", () => {
  test("rows by column name, with the line where each starts", async () => {
    expect(await csv('id,text\n1,"two\nlines"\n\n2,"a ""quoted"" word"\n3,last')).toEqual([
      { line: 2, values: { id: "1", text: "two\nlines" } },
      { line: 5, values: { id: "2", text: 'a "quoted" word' } },
      { line: 6, values: { id: "3", text: "last" } },
    ]);
  });

  test.each([
    ["BOM", "\uFEFFid,text\n1,vía\n"],
    ["CRLF", "id,text\r\n1,vía\r\n"],
    ["CR alone", "id,text\r1,vía\r"],
    ["semicolon", "id;text\n1;vía\n"],
    ["tab", "id\ttext\n1\tvía\n"],
    ["sep= line", "sep=;\nid;text\n1;vía\n"],
    ["quoted header with the other delimiter", '"id";"text"\r\n"1";"vía"\r\n'],
    ["spaces around names", " id , text \n1,vía\n"],
    ["empty columns after the last value", "id,text\n1,vía,,\n"],
    ["rows of delimiters alone", "id,text\n,\n1,vía\n,\n"],
  ])("%s", async (_name, text) => {
    expect((await csv(text)).map(({ values }) => values)).toEqual([{ id: "1", text: "vía" }]);
  });

  test("a sep= line counts as a line", async () => {
    expect((await csv("sep=;\nid;x\n1;2\n"))[0]?.line).toBe(3);
  });

  test("a comma inside quotes does not choose the delimiter", async () => {
    expect(await csv('"a, b, c";d\n1;2\n')).toEqual([{ line: 2, values: { "a, b, c": "1", d: "2" } }]);
  });

  test("Windows-1252, with its quotes and euro", async () => {
    const bytes = Buffer.concat([
      Buffer.from("id,text\n1,vereda Ca\xf1averal ", "latin1"),
      Buffer.from([0x93, 0x80, 0x94]),
    ]);
    expect((await read(bytes))[0]?.values.text).toBe("vereda Cañaveral “€”");
  });

  test("UTF-16 with BOM, as spreadsheets save “Unicode text”", async () => {
    expect((await csv("\uFEFFid\ttext\r\n1\tvía\r\n", "utf16le"))[0]?.values).toEqual({ id: "1", text: "vía" });
  });

  test("a character cut in two by the reading", async () => {
    const bytes = Buffer.from("id,text\n1,añil €\n");
    for (let at = 1; at < bytes.length; at += 1) {
      const pieces = [bytes.subarray(0, at), bytes.subarray(at)];
      const rows = await Array.fromAsync(csvBatches(toAsync(pieces)));
      expect(rows.flat()[1]?.fields, `cut at ${at}`).toEqual(["1", "añil €"]);
    }
  });

  test("UTF-8 that stops being it names the line", async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `${n},vía número ${n}\n`).join("");
    const bytes = Buffer.concat([Buffer.from(`id,text\n${lines}`), Buffer.from("x,ca\xf1a\n", "latin1")]);
    const pieces = [bytes.subarray(0, 1000), bytes.subarray(1000)];
    expect(await problemOf(Array.fromAsync(csvBatches(toAsync(pieces))))).toEqual({
      code: "bad-encoding",
      line: 20_002,
    });
  });

  test("UTF-8 with one broken letter is refused with its line, not read as Windows-1252", async () => {
    const bytes = Buffer.concat([
      Buffer.from("id,text\n1,vía\n2,acción\n3,ca"),
      Buffer.from([0xf1]),
      Buffer.from("a\n4,ñame\n"),
    ]);
    expect(await problemOf(read(bytes))).toEqual({ code: "bad-encoding", line: 4 });
  });

  test("broken rows keep their values and say so", async () => {
    expect(await csv("a,b\n1\n1,2,3\n1,2\n")).toEqual([
      { line: 2, values: { a: "1", b: "" }, fault: "too-few-fields" },
      { line: 3, values: { a: "1", b: "2" }, fault: "too-many-fields" },
      { line: 4, values: { a: "1", b: "2" } },
    ]);
  });

  test("a quote inside a bare field is only a quote", async () => {
    expect((await csv('a,b\n5" pipe,say "hi"\n'))[0]?.values).toEqual({ a: '5" pipe', b: 'say "hi"' });
  });

  test("column names of JavaScript itself are only names", async () => {
    const row = (await csv("__proto__,constructor\n1,2\n"))[0];
    expect(Object.entries(row?.values ?? {})).toEqual([
      ["__proto__", "1"],
      ["constructor", "2"],
    ]);
  });

  test.each([
    ["RIFF\u0012\u0000WEBP,VP8\n1,2\n", { code: "not-a-table" }],
    ["", { code: "no-header" }],
    ["\n\n", { code: "no-header" }],
    ["a,,c\n", { code: "empty-header", line: 1, column: 2 }],
    ["\na,b,a\n", { code: "repeated-header", line: 2, column: 3, name: "a" }],
    ['a,b\n1,"2\n3,4\n', { code: "unclosed-quote", line: 2 }],
  ])("%j cannot be read", async (text, problem) => {
    expect(await problemOf(csv(text))).toEqual(problem);
  });

  test("a quote that never closes is found before the whole file is in memory", async () => {
    const bytes = Buffer.from(`a,b\n1,"${"x\n".repeat(600_000)}`);
    expect(await problemOf(read(bytes))).toEqual({ code: "unclosed-quote", line: 2 });
  });
});

describe("gzip", () => {
  test("is recognised by its bytes, whatever the name", async () => {
    const path = join(folder, "needs.csv");
    await writeFile(path, gzipSync("id,text\n1,vía\n"));
    expect(await read(path)).toEqual([{ line: 2, values: { id: "1", text: "vía" } }]);
  });

  test("cut short or no file at all is a clear problem", async () => {
    const whole = gzipSync(`id,text\n${"1,vía\n".repeat(1000)}`);
    expect(await problemOf(read(whole.subarray(0, whole.length - 20)))).toEqual({ code: "bad-gzip" });
    const path = join(folder, "absent.csv");
    expect(await problemOf(read(path))).toEqual({ code: "unreadable", name: path });
  });

  test("a reader who stops early leaves nothing running", async () => {
    const path = join(folder, "long.csv.gz");
    await writeFile(path, gzipSync(`id,text\n${"1,vía\n".repeat(500_000)}`));
    for await (const row of readTable(path)) {
      expect(row.line).toBe(2);
      break;
    }
  });
});

describe("JSON lines", () => {
  test("objects, one a line", async () => {
    const text = '{"id":1,"text":"vía","ok":true,"none":null,"deep":{"a":[1]}}\n\n[1]\n{"id":\n{"id":2}';
    expect(await read(Buffer.from(text))).toEqual([
      { line: 1, values: { id: "1", text: "vía", ok: "true", none: "", deep: '{"a":[1]}' }, nested: ["deep"] },
      { line: 3, values: {}, fault: "not-an-object" },
      { line: 4, values: {}, fault: "bad-json" },
      { line: 5, values: { id: "2" } },
    ]);
  });

  test("also within gzip", async () => {
    expect(await read(gzipSync('{"a":"b"}\n'))).toEqual([{ line: 1, values: { a: "b" } }]);
  });
});

describe("workbooks", () => {
  const sheet = [
    [{ value: "id" }, { value: "text" }, { value: "day" }, { value: "at" }, { value: "ok" }, { value: "sum" }, null],
    [
      { value: 7 },
      { value: "vía\nrota" },
      { value: new Date("2026-11-21T00:00:00Z"), format: "yyyy-mm-dd" },
      { value: new Date("2026-11-21T09:30:00Z"), format: "yyyy-mm-dd hh:mm" },
      { value: true },
      { value: 0.1 },
      null,
    ],
    [null, null, null, null, null, null, null],
    [{ value: 8 }, { value: "007" }, null, null, null, null, null],
  ];

  test("text, numbers, days, instants and truth become text; lines are rows of the sheet", async () => {
    const bytes = await writeXlsxFile(sheet).toBuffer();
    expect(await read(bytes)).toEqual([
      {
        line: 2,
        values: { id: "7", text: "vía\nrota", day: "2026-11-21", at: "2026-11-21T09:30:00", ok: "true", sum: "0.1" },
      },
      { line: 4, values: { id: "8", text: "007", day: "", at: "", ok: "", sum: "" } },
    ]);
    expect(await problemOf(read(bytes, { sheet: 2 }))).toEqual({ code: "no-sheet", name: "2" });
  });

  test("a title above and a hole below do not move the lines; another sheet is read by name", async () => {
    const second = [[null], [{ value: "id" }], [null], [{ value: "x" }]];
    const bytes = await writeXlsxFile([
      { data: sheet, sheet: "One" },
      { data: second, sheet: "Two" },
    ]).toBuffer();
    expect(await read(bytes, { sheet: "Two" })).toEqual([{ line: 4, values: { id: "x" } }]);
    expect(await read(bytes, { sheet: 2 })).toEqual([{ line: 4, values: { id: "x" } }]);
  });

  test("white columns are nothing, a column with values and no name is a problem", async () => {
    const white = [
      [null, { value: "id" }, null, { value: "text" }],
      [null, { value: 1 }, null, { value: "a" }],
    ];
    expect(await read(await writeXlsxFile(white).toBuffer())).toEqual([{ line: 2, values: { id: "1", text: "a" } }]);
    const nameless = [
      [null, { value: "id" }, null],
      [null, { value: 1 }, { value: "a" }],
    ];
    const bytes = await writeXlsxFile(nameless).toBuffer();
    expect(await problemOf(read(bytes))).toEqual({ code: "empty-header", line: 1, column: 3 });
  });

  test("what unpacks to more than one asked for is not read, in gzip or in a workbook", async () => {
    const long = gzipSync(`id\n${"1\n".repeat(200_000)}`);
    expect(await read(long, { mostBytes: 500_000 })).toHaveLength(200_000);
    expect(await problemOf(read(long, { mostBytes: 300_000 }))).toEqual({ code: "too-big" });
    const bytes = await writeXlsxFile(sheet).toBuffer();
    expect(await problemOf(read(bytes, { mostBytes: 1000 }))).toEqual({ code: "too-big" });
  });

  test("what only begins like a workbook is a clear problem", async () => {
    expect(await problemOf(read(Buffer.from("PK\u0003\u0004 and then something else")))).toEqual({
      code: "bad-workbook",
    });
  });
});

describe("the scanner", () => {
  const field = fc.string({ unit: fc.constantFrom("a", "ñ", '"', ",", "\n", "\r", " "), maxLength: 6 });
  const table = fc.array(fc.array(field, { minLength: 2, maxLength: 3 }), { maxLength: 8 });

  test("reads back what is written, whatever the pieces it arrives in", () => {
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 7 }), fc.constantFrom("\n", "\r\n"), (rows, size, newline) => {
        const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(",") + newline).join("");
        const seen: string[][] = [];
        const starts: number[] = [];
        const scanner = new CsvScanner(",", (fields, line) => {
          seen.push(fields);
          starts.push(line);
        });
        for (let at = 0; at < text.length; at += size) scanner.push(text.slice(at, at + size));
        scanner.end();
        expect(seen).toEqual(rows);
        const breaks = rows.map((row) => 1 + row.join("").split("\n").length - 1);
        expect(starts).toEqual(breaks.map((_, row) => 1 + breaks.slice(0, row).reduce((sum, n) => sum + n, 0)));
      }),
    );
  });
});

async function* toAsync<T>(items: T[]): AsyncGenerator<T> {
  yield* items;
}
