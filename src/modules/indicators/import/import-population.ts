// How many people of each age live in each territory, from the projections of the statistics office.
import { sql } from "kysely";
import type { Entity } from "#core/territory/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { record } from "#platform/ledger/ledger.ts";
import { type ImportedRow, type ImportTarget, RowRefusal } from "#platform/tabular/import/import-file.ts";
import { INDICATORS_TAG } from "../approve/approve-load.ts";

const FIELDS = ["territory_code", "year", "sex", "age", "population"] as const;
type Field = (typeof FIELDS)[number];
/** Each is a text of `messages/{language}/indicators.json`. */
export const POPULATION_REASONS = ["unknownTerritory", "notYear", "notSex", "notAge", "notCount"] as const;
export type PopulationReason = (typeof POPULATION_REASONS)[number];

interface People {
  territory: string;
  year: number;
  sex: string;
  age: number;
  people: number;
}

const MAX_AGE = 120;
const MAX_PEOPLE = 100_000_000;

/** How a file of people by age is read. A later file corrects an earlier one. */
export function populationTarget(
  entity: Entity,
  { file, now }: { file: string; now: Date },
): ImportTarget<Field, People> {
  return {
    fields: FIELDS,
    required: FIELDS,
    lock: "import population",
    check: (_row, value) => {
      const whole = (field: Field, most: number, reason: PopulationReason): number => {
        const number = /^\d{1,9}$/.test(value(field)) ? Number(value(field)) : most + 1;
        if (number > most) throw new RowRefusal(field, reason, value(field));
        return number;
      };
      const territory = entity.find(value("territory_code"))?.code;
      if (territory === undefined) throw new RowRefusal("territory_code", "unknownTerritory", value("territory_code"));
      if (!/^(19|20)\d\d$/.test(value("year"))) throw new RowRefusal("year", "notYear", value("year"));
      if (!["F", "M"].includes(value("sex"))) throw new RowRefusal("sex", "notSex", value("sex"));
      const age = whole("age", MAX_AGE, "notAge");
      const people = whole("population", MAX_PEOPLE, "notCount");
      return { territory, year: Number(value("year")), sex: value("sex"), age, people };
    },
    known: listKnown,
    save,
    close: async (tx, { read, loaded, repeated, rejected }) => {
      const content = { what: "population", file, read, loaded, repeated, rejected: rejected.length };
      await record(tx, { kind: "import", at: now, content });
      await touch(tx, [INDICATORS_TAG]);
    },
  };
}

async function listKnown(tx: WriteTx, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key: string }>`
    select encode(row_key, 'hex') as key from populations
    where row_key = any (select decode(k, 'hex') from unnest(${keys}::text[]) as k)`.execute(tx);
  return new Set(rows.map((row) => row.key));
}

async function save(tx: WriteTx, rows: readonly ImportedRow<People>[]): Promise<void> {
  const items = rows.map(({ item }) => item);
  await sql`
    insert into populations (territory_code, year, sex, age, people, row_key)
    select t, y, s, a, p, decode(k, 'hex') from unnest(${items.map((one) => one.territory)}::text[],
      ${items.map((one) => one.year)}::smallint[], ${items.map((one) => one.sex)}::text[],
      ${items.map((one) => one.age)}::smallint[], ${items.map((one) => one.people)}::integer[],
      ${rows.map(({ key }) => key)}::text[]) as r (t, y, s, a, p, k)
    on conflict (territory_code, year, sex, age) do update set people = excluded.people, row_key = excluded.row_key`.execute(
    tx,
  );
}
