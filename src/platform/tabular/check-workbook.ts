// What a workbook must not hold, looked at before it is read: more bytes than a spreadsheet of people has once unpacked (a zip
// bomb), and, for who asks, merged cells and formulas.
import { unzipSync } from "fflate";
import { TableProblem } from "./table-problem.ts";

/** Bytes of a workbook once unpacked, unless who asks says fewer: a hundred thousand long rows take a tenth of it. */
const MOST_BYTES = 300 * 1024 * 1024;

/** @throws TableProblem `too-big`; with `strict` also `merged-cells` and `formulas`, with the place of the first. */
export function checkWorkbook(
  bytes: Buffer,
  { sheet, strict, mostBytes = MOST_BYTES }: { sheet: string | number; strict: boolean; mostBytes?: number },
): void {
  let total = 0;
  // The sizes that the archive declares; the unpacker holds it to them.
  unzip(bytes, ({ originalSize }) => {
    total += originalSize;
    if (total > mostBytes) throw new TableProblem("too-big");
    return false;
  });
  if (!strict) return;
  const path = sheetPath(bytes, sheet);
  if (path === undefined) return;
  const xml = textOf(bytes, path);
  const merged = /<mergeCell\s[^>]*ref="([^"]+)"/.exec(xml)?.[1];
  if (merged !== undefined) throw new TableProblem("merged-cells", { name: merged });
  const formula = /<c\s(?:[^>]*\s)?r="([A-Z]+\d+)"[^>]*>\s*<f[\s/>]/.exec(xml)?.[1];
  if (formula !== undefined) throw new TableProblem("formulas", { name: formula });
}

type Filter = Parameters<typeof unzipSync>[1] extends infer O | undefined ? NonNullable<O>["filter" & keyof O] : never;

function unzip(bytes: Buffer, filter: NonNullable<Filter>): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    throw error instanceof TableProblem ? error : new TableProblem("bad-workbook");
  }
}

function textOf(bytes: Buffer, path: string): string {
  return Buffer.from(unzip(bytes, ({ name }) => name === path)[path] ?? []).toString("utf8");
}

/** Where a sheet, by name or number from 1, stands in the archive; undefined when there is none. */
function sheetPath(bytes: Buffer, sheet: string | number): string | undefined {
  const sheets = [...textOf(bytes, "xl/workbook.xml").matchAll(/<sheet\s[^>]*>/g)].map(([tag]) => ({
    name: attribute(tag, "name"),
    id: attribute(tag, "r:id"),
  }));
  const found = sheets.find(({ name }) => name === String(sheet)) ?? sheets[Number(sheet) - 1];
  const relations = textOf(bytes, "xl/_rels/workbook.xml.rels").matchAll(/<Relationship\s[^>]*>/g);
  const target = [...relations].find(([tag]) => attribute(tag, "Id") === found?.id)?.[0];
  const path = target && attribute(target, "Target");
  return path && (path.startsWith("/") ? path.slice(1) : `xl/${path}`);
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value?.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
