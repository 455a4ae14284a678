import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { emptyDatabase, testDatabase } from "#test/support/database.ts";
import { asOwner } from "./migrate.ts";
import { describeSchema, MODEL_FILE, TYPES_FILE } from "./types.ts";

const ROOT = join(import.meta.dirname, "../../..");

test("the committed types and data model are those of the migrations: else run `npm run db:types`", async () => {
  const database = await testDatabase();
  const { types, model } = await describeSchema(database.ownerUrl);
  expect(await readFile(join(ROOT, TYPES_FILE), "utf8")).toBe(types);
  expect(await readFile(join(ROOT, MODEL_FILE), "utf8")).toBe(model);
  await database.drop();
});

test("each kind of column gets the type that the driver hands over", async () => {
  const database = await emptyDatabase();
  await asOwner(database.ownerUrl, (client) =>
    client.query(`
      create type mood as enum ('calm', 'late');
      create domain slug as text check (value <> '');
      create table places (id bigint generated always as identity primary key, name slug not null);
      comment on table places is 'Where | things are.';
      create table visits (
        place_id bigint not null references places (id),
        at timestamptz not null default '2026-01-01',
        day date,
        cost numeric(12, 2),
        mood mood not null,
        tags text[] not null,
        facts jsonb,
        proof bytea,
        cost_text text generated always as (lower(tags[1])) stored
      );
      create view calm_visits as select place_id, at from visits where mood = 'calm';
    `),
  );
  const { types, model } = await describeSchema(database.ownerUrl);
  expect(types).toBe(`// Generated from the database by \`npm run db:types\`. Do not edit.
import type { Generated, GeneratedAlways } from "kysely";

export interface DB {
  calm_visits: {
    place_id: number | null;
    at: Date | null;
  };
  places: {
    id: GeneratedAlways<number>;
    name: string;
  };
  visits: {
    place_id: number;
    at: Generated<Date>;
    day: string | null;
    cost: string | null;
    mood: "calm" | "late";
    tags: string[];
    facts: unknown | null;
    proof: Buffer | null;
    cost_text: GeneratedAlways<string | null>;
  };
}
`);
  expect(model).toContain("Where \\| things are.");
  expect(model).toContain("| place_id | bigint, → places.id |");
  expect(model).toContain("| mood | mood (calm, late) |");
  await database.drop();
});

test("a type that the driver would hand over as something else is refused", async () => {
  const database = await emptyDatabase();
  await asOwner(database.ownerUrl, (client) => client.query("create table t (wait interval)"));
  await expect(describeSchema(database.ownerUrl)).rejects.toThrow("t.wait es de tipo interval");
  await database.drop();
});
