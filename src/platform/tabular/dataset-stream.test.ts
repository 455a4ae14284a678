import { once } from "node:events";
import { expect, it } from "vitest";
import type { DatasetColumn } from "../module.ts";
import { csvText, dataStream, jsonText } from "./dataset-stream.ts";

const columns: readonly DatasetColumn[] = [
  { name: "n", about: "data.column.need", type: "integer" },
  { name: "text", about: "data.column.need_text", type: "text" },
];

async function* rows(many: number, made: { n: number } = { n: 0 }) {
  for (let n = 1; n <= many; n += 1) {
    made.n = n;
    yield { n, text: `Fila ${n}` };
  }
}

const all = async (text: AsyncIterable<string>): Promise<string> => (await Array.fromAsync(text)).join("");

it("writes nothing but the frame of an empty dataset", async () => {
  expect(await all(csvText(columns, rows(0)))).toBe("n,text\n");
  expect(JSON.parse(await all(jsonText(columns, rows(0))))).toEqual([]);
});

it("writes every row once, with every column", async () => {
  expect(JSON.parse(await all(jsonText(columns, rows(3))))).toHaveLength(3);
  expect((await all(csvText(columns, rows(3)))).split("\n")).toEqual([
    "n,text",
    "1,Fila 1",
    "2,Fila 2",
    "3,Fila 3",
    "",
  ]);
});

it("makes rows only as fast as somebody reads them, and stops when they go away", async () => {
  const made = { n: 0 };
  const stream = dataStream(csvText(columns, rows(10_000_000, made)));
  await once(stream, "readable");
  stream.read(1);
  await new Promise((resolve) => setImmediate(resolve));
  const held = made.n;
  expect(held).toBeGreaterThan(0);
  expect(held).toBeLessThan(50_000);
  stream.destroy();
  await once(stream, "close");
  expect(made.n).toBeLessThan(50_000);
});
