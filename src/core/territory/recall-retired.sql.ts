import type { ReadDb } from "#platform/db/db.ts";
import type { EntityRows } from "./catalog.ts";
import { Entity } from "./entity.ts";

/** The same entity, which also knows the codes that left its folder: old needs and commitments still name them. */
export async function recallRetired(db: ReadDb, entity: Entity): Promise<Entity> {
  return new Entity(entity.definition, await findRetired(db));
}

async function findRetired(db: ReadDb): Promise<EntityRows> {
  const [territories, agencies, sectors, rights, groups, differential, groupings] = [
    await db
      .selectFrom("territories")
      .select(["code", "level", "kind", "parent_code", "name", "short_name", "lat", "lon", "population"])
      .where("retired_at", "is not", null)
      .orderBy("code")
      .execute(),
    await db
      .selectFrom("agencies")
      .select(["code", "name_es", "name_en", "parent_code"])
      .where("retired_at", "is not", null)
      .orderBy("code")
      .execute(),
    await findRetiredNames(db, "sectors"),
    await findRetiredNames(db, "rights"),
    await db
      .selectFrom("population_groups")
      .select(["code", "kind", "name_es", "name_en", "age_from", "age_to"])
      .where("retired_at", "is not", null)
      .orderBy("code")
      .execute(),
    await db
      .selectFrom("differential_answers")
      .select(["dimension", "code", "name_es", "name_en"])
      .where("retired_at", "is not", null)
      .orderBy("dimension")
      .orderBy("code")
      .execute(),
    await findRetiredGroupings(db),
  ];
  return {
    territories: territories.map(({ parent_code, short_name, lat, lon, population, ...row }) => ({
      ...row,
      parent_code: parent_code ?? undefined,
      short_name: short_name ?? undefined,
      lat: lat ?? undefined,
      lon: lon ?? undefined,
      population: population ?? undefined,
    })),
    agencies: agencies.map(({ parent_code, ...row }) => ({ ...row, parent_code: parent_code ?? undefined })),
    sectors,
    rights,
    populationGroups: groups.map(({ kind, age_from, age_to, ...row }) => ({
      ...row,
      kind: kind === "life-course" ? kind : "other",
      age_from: age_from ?? undefined,
      age_to: age_to ?? undefined,
    })),
    differential,
    groupings,
  };
}

async function findRetiredNames(db: ReadDb, table: "sectors" | "rights") {
  return db
    .selectFrom(table)
    .select(["code", "name_es", "name_en"])
    .where("retired_at", "is not", null)
    .orderBy("code")
    .execute();
}

async function findRetiredGroupings(db: ReadDb): Promise<EntityRows["groupings"]> {
  const groupings = await db
    .selectFrom("groupings")
    .select(["code", "kind", "name_es", "name_en"])
    .where("retired_at", "is not", null)
    .orderBy("code")
    .execute();
  const members = await db
    .selectFrom("grouping_members")
    .select(["grouping_code", "territory_code"])
    .orderBy("grouping_code")
    .orderBy("position")
    .execute();
  return groupings.map((grouping) => ({
    ...grouping,
    members: members
      .filter((row) => row.grouping_code === grouping.code)
      .map((row) => row.territory_code)
      .join(" "),
  }));
}
