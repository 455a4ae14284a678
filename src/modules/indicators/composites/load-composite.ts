// An index made before this database, with its first edition, of indicators loaded in the same transaction.
import { sql } from "kysely";
import type { WriteTx } from "#platform/db/db.ts";
import { listSheets } from "../sheets.ts";
import { composeEdition, type MeasureValues, seedOf } from "./compose.ts";
import { findComposite, type Method, saveMethod } from "./composites.sql.ts";
import { beginComposite, publishEdition } from "./publish-edition.ts";

export interface LivedComposite {
  name: string;
  purpose: string;
  note: string;
  /** Its indicators, each with the same weight, from the worst to the best value of any place. */
  codes: readonly string[];
  places: readonly string[];
  year: number;
  by: number;
  now: Date;
}

export async function loadComposite(tx: WriteTx, lived: LivedComposite): Promise<void> {
  const { name, purpose, note, codes, places, year, by, now } = lived;
  const code = await beginComposite(tx, { name, purpose, year, by, now });
  const composite = await findComposite(tx, code);
  if (composite === undefined) throw new Error(`No index ${code}`);
  const measures = await measuresIn(tx, { codes, places, year });
  const method: Method = {
    year,
    aggregation: "geometric",
    gaps: "median",
    measures: measures.map(({ measure: { series, worst, best, weight } }) => ({ series, worst, best, weight })),
  };
  await saveMethod(tx, composite.id, { method, by, now });
  const content = composeEdition(method, measures, { places, seed: seedOf(code, 1) });
  await publishEdition(tx, { composite, year, content, note, by, now });
}

async function measuresIn(
  tx: WriteTx,
  { codes, places, year }: Pick<LivedComposite, "codes" | "places" | "year">,
): Promise<MeasureValues[]> {
  const { rows } = await sql<{ code: string; series: number; territory: string; value: number }>`
    select i.code, s.id as series, o.territory_code as territory, o.value
    from observations o join indicator_series s on s.id = o.series_id join indicators i on i.id = s.indicator_id
    where i.code = any (${codes}::text[]) and o.period = ${year} and o.value is not null`.execute(tx);
  const sheets = await listSheets(tx);
  return codes.flatMap((code) => {
    const own = rows.filter((row) => row.code === code);
    const sheet = sheets.find((one) => one.code === code);
    const [low, high] = [Math.min(...own.map(({ value }) => value)), Math.max(...own.map(({ value }) => value))];
    if (sheet === undefined || own[0] === undefined || low === high) return [];
    const [worst, best] = sheet.better === "down" ? [high, low] : [low, high];
    const { name, unit, source, generated } = sheet;
    const measure = {
      series: own[0].series,
      worst,
      best,
      weight: 1,
      code,
      name,
      group: "",
      unit,
      source,
      year,
      generated,
    };
    const values = places.map((place) => own.find(({ territory }) => territory === place)?.value ?? null);
    return [{ measure, values }];
  });
}
