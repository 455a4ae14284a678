// The sheet of an indicator: what it is, in what unit, how territories are put together. A change is a new version.
import { sql } from "kysely";
import { RULES, type Rule } from "#analysis/cube/roll-up.ts";
import { createThing } from "#core/trace/index.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";

export interface Sheet {
  code: string;
  name: string;
  definition: string;
  unit: string;
  better: "up" | "down" | null;
  source: string;
  sdgTarget: string | null;
  caveat: string | null;
  rule: Rule;
  /** Of a ratio: 100, 1,000, 100,000… */
  scale: number;
  /** Ages of the people under a rate; null when it is not a rate of people. */
  ages: readonly [from: number, to: number] | null;
  /** Made up for the demonstration. */
  generated: boolean;
}

const BETTER = ["up", "down"] as const;

export interface SheetVersion extends Sheet {
  indicatorId: number;
  version: number;
  at: Date;
}

/** The sheets in force, by name. */
export async function listSheets(db: ReadDb): Promise<SheetVersion[]> {
  const rows = await db
    .selectFrom("indicators as i")
    .innerJoin("indicator_sheets as s", "s.indicator_id", "i.id")
    .distinctOn("i.id")
    .select(["i.id", "i.code", "s.version", "s.name", "s.definition", "s.unit", "s.better", "s.source"])
    .select(["s.sdg_target", "s.caveat", "s.rule", "s.scale", "s.age_from", "s.age_to", "s.generated", "s.at"])
    .orderBy("i.id")
    .orderBy("s.version", "desc")
    .execute();
  return rows
    .map((row) => ({
      indicatorId: row.id,
      version: row.version,
      at: row.at,
      code: row.code,
      name: row.name,
      definition: row.definition,
      unit: row.unit,
      better: BETTER.find((one) => one === row.better) ?? null,
      source: row.source,
      sdgTarget: row.sdg_target,
      caveat: row.caveat,
      rule: RULES.find((rule) => rule === row.rule) ?? "none",
      scale: row.scale,
      ages: agesOf(row.age_from, row.age_to),
      generated: row.generated,
    }))
    .sort((a, b) => a.name.localeCompare(b.name, "es") || a.indicatorId - b.indicatorId);
}

function agesOf(from: number | null, to: number | null): Sheet["ages"] {
  return from === null || to === null ? null : [from, to];
}

/**
 * Keeps a sheet: the first version, or the next one where it says something else (with `onlyNew`, only the first).
 * @returns the id of the indicator.
 */
export async function saveSheet(
  tx: WriteTx,
  sheet: Sheet,
  { by, note, now, onlyNew = false }: { by: number | null; note: string; now: Date; onlyNew?: boolean },
): Promise<number> {
  const known = (await listSheets(tx)).find((one) => one.code === sheet.code);
  if (known !== undefined && (onlyNew || sameSheet(known, sheet))) return known.indicatorId;
  const id = known?.indicatorId ?? (await createIndicator(tx, sheet.code, now));
  await tx
    .insertInto("indicator_sheets")
    .values({
      indicator_id: id,
      version: (known?.version ?? 0) + 1,
      name: sheet.name,
      definition: sheet.definition,
      unit: sheet.unit,
      better: sheet.better,
      source: sheet.source,
      sdg_target: sheet.sdgTarget,
      caveat: sheet.caveat,
      rule: sheet.rule,
      scale: sheet.scale,
      age_from: sheet.ages?.[0] ?? null,
      age_to: sheet.ages?.[1] ?? null,
      generated: sheet.generated,
      comparable: true,
      note: known === undefined ? null : note,
      made_by: by,
      at: now,
    })
    .execute();
  return id;
}

async function createIndicator(tx: WriteTx, code: string, now: Date): Promise<number> {
  const id = await createThing(tx, { kind: "indicator", now });
  await tx.insertInto("indicators").values({ id, code, created_at: now }).execute();
  return id;
}

/** Whether two sheets say the same. */
export function sameSheet(a: Sheet, b: Sheet): boolean {
  const words = (one: Sheet) => [
    [one.name, one.definition, one.unit, one.better, one.source, one.sdgTarget, one.caveat],
    [one.rule, one.scale, one.ages, one.generated],
  ];
  return JSON.stringify(words(a)) === JSON.stringify(words(b));
}

/** The series of a breakdown, made where there was none. @returns its id. */
export async function saveSeries(
  tx: WriteTx,
  series: { indicatorId: number; sex: string; ageGroup: string; breakdown: string; unit: string },
): Promise<number> {
  const { indicatorId, sex, ageGroup, breakdown, unit } = series;
  const { rows } = await sql<{ id: number }>`
    with made as (
      insert into indicator_series (indicator_id, sex, age_group, breakdown, unit)
      values (${indicatorId}, ${sex}, ${ageGroup}, ${breakdown}, ${unit})
      on conflict (indicator_id, sex, age_group, breakdown) do nothing returning id)
    select id from made union all
    select id from indicator_series where indicator_id = ${indicatorId} and sex = ${sex} and age_group = ${ageGroup}
      and breakdown = ${breakdown} limit 1`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error(`No series of ${indicatorId}`);
  return row.id;
}
