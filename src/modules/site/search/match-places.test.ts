import { describe, expect, it } from "vitest";
import { getEntity } from "#core/territory/index.ts";
import { readConfig } from "#platform/config/config.ts";
import { matchPlaces } from "./match-places.ts";

const entity = getEntity(readConfig({}));
const names = (typed: string): string[] => matchPlaces(entity, typed).territories.map((place) => place.name);

describe("a place by what people type", () => {
  it("is found by its exact name without accents or capitals", () => {
    const [someone] = entity.participationTerritories();
    expect(someone).toBeDefined();
    if (someone === undefined) return;
    const { exact } = matchPlaces(entity, ` ${someone.name.toUpperCase()} `);
    expect(exact?.code).toBe(someone.code);
  });

  it("is found by the name people use and by a half typed one", () => {
    const short = entity.participationTerritories().find((place) => place.shortName !== place.name);
    expect(short).toBeDefined();
    if (short === undefined) return;
    expect(matchPlaces(entity, short.shortName).territories).toContain(short);
    expect(names(short.name.slice(0, 4))).toContain(short.name);
  });

  it("finds what lies inside a place too", () => {
    const inside = entity
      .allTerritories()
      .find(
        (place) =>
          entity.participationTerritoryOf(place.code) !== undefined && !entity.isParticipationTerritory(place.code),
      );
    expect(inside).toBeDefined();
    if (inside !== undefined) expect(names(inside.name)).toContain(inside.name);
  });

  it("finds nothing for nothing, signs or a name of nowhere", () => {
    expect(names("")).toEqual([]);
    expect(names("?!%")).toEqual([]);
    expect(names("xyzzy")).toEqual([]);
  });
});
