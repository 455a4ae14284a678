import { expect, test } from "vitest";
import { writeInventedEntity } from "#test/support/invented-entity.ts";
import { Entity } from "./entity.ts";
import { readEntity } from "./entity-files.ts";

function invented(territories?: string): Entity {
  const reading = readEntity(writeInventedEntity(territories === undefined ? {} : { "territories.csv": territories }));
  if ("errors" in reading) throw new Error(JSON.stringify(reading.errors));
  return reading.entity;
}

test("walks its tree up and down", () => {
  const entity = invented();
  expect(entity.root.name).toBe("Tres Ríos");
  expect(entity.children("90").map(({ code }) => code)).toEqual(["90001", "90002", "90003"]);
  expect(entity.path("90002").map(({ code }) => code)).toEqual(["90", "90002"]);
  expect(entity.isWithin("90002", "90")).toBe(true);
  expect(entity.isWithin("90", "90002")).toBe(false);
  expect(entity.isWithin("nowhere", "90")).toBe(false);
  expect(entity.participationTerritoryOf("90002")?.name).toBe("Peñas Blancas");
  expect(entity.participationTerritoryOf("90")).toBeUndefined();
  expect(entity.find("nowhere")).toBeUndefined();
  expect(() => entity.territory("nowhere")).toThrow();
});

test("namesakes get different addresses, and the voting place keeps the plain one", () => {
  const entity = invented(`code,level,parent_code,name
90,province,,San José
90001,town,90,San José
90002,town,90,San Jose
90003,town,90,Ñ
`);
  expect(entity.slugOf("90001")).toBe("san-jose");
  expect(entity.slugOf("90002")).toBe("san-jose-90002");
  expect(entity.slugOf("90")).toBe("san-jose-90");
  for (const territory of entity.allTerritories()) expect(entity.bySlug(territory.slug)).toBe(territory);
});

test("a retired code still has its name, and is offered no more", () => {
  const { definition } = invented();
  const entity = new Entity(definition, {
    ...definition,
    territories: [{ code: "90004", level: "town", parent_code: "90", name: "Villa Vieja" }],
    groupings: [],
    agencies: [{ code: "correos", name_es: "Correos", name_en: "Post" }],
    sectors: [],
    rights: [],
    populationGroups: [],
    differential: [],
  });
  expect(entity.territory("90004")).toMatchObject({ name: "Villa Vieja", retired: true, slug: "villa-vieja" });
  expect(entity.isWithin("90004", "90")).toBe(true);
  expect(entity.children("90").map(({ code }) => code)).not.toContain("90004");
  expect(entity.participationTerritories()).toHaveLength(3);
  expect(entity.isParticipationTerritory("90004")).toBe(false);
  expect(entity.name(entity.agency("correos"), "en")).toBe("Post");
  expect(entity.catalogs.agencies.offers("correos")).toBe(false);
  expect(entity.catalogs.agencies.offers("obras")).toBe(true);
  expect(entity.agencies().map(({ code }) => code)).toEqual(["obras", "bienestar"]);
});
