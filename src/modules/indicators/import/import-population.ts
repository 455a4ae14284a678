// How many people of each age live in each territory, from the projections of the statistics office.
import { sql } from "kysely";
import type { Entity } from "#core/territory/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { t } from "#platform/i18n/i18n.ts";
import { record } from "#platform/ledger/ledger.ts";
import { type ImportedRow, type ImportTarget, RowRefusal } from "#platform/tabular/import/import-file.ts";
import { knownKeys } from "#platform/tabular/import/known-keys.ts";
import { INDICATORS_TAG } from "../approve/approve-load.ts";

const FIELDS = ["territory_code", "year", "sex", "age", "population"] as const;
type Field = (typeof FIELDS)[number];
/** Each is a text of `messages/{language}/indicators.json`. */
type PopulationReason = "unknownTerritory" | "notYear" | "notSex" | "notAge" | "notCount";

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
        if (number > most) throw refuse(field, reason, value(field));
        return number;
      };
      const territory = entity.find(value("territory_code"))?.code;
      if (territory === undefined) throw refuse("territory_code", "unknownTerritory", value("territory_code"));
      if (!/^(19|20)\d\d$/.test(value("year"))) throw refuse("year", "notYear", value("year"));
      if (!["F", "M"].includes(value("sex"))) throw refuse("sex", "notSex", value("sex"));
      const age = whole("age", MAX_AGE, "notAge");
      const people = whole("population", MAX_PEOPLE, "notCount");
      return { territory, year: Number(value("year")), sex: value("sex"), age, people };
    },
    known: (tx, keys) => knownKeys(tx, sql`select row_key as key from populations`, keys),
    save,
    close: async (tx, { read, loaded, repeated, rejected }) => {
      const content = { what: "population", file, read, loaded, repeated, rejected: rejected.length };
      await record(tx, { kind: "import", at: now, content });
      await touch(tx, [INDICATORS_TAG]);
    },
  };
}

function refuse(field: Field, reason: PopulationReason, value: string): RowRefusal {
  return new RowRefusal(field, { text: t(`indicators.population.reason.${reason}`) }, value);
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
