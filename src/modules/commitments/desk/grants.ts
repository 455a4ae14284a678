import type { Authority } from "#core/people/index.ts";
import type { Entity } from "#core/territory/index.ts";
import type { BoardFilter } from "../commitments.sql.ts";

/** Where somebody holds a verb, as conditions of a list: the territories of each grant with all that is inside them. */
export function withinGrants(authority: Authority, entity: Entity, verb: string): BoardFilter["within"] {
  return authority.grantsOf(verb).map((grant) => {
    const code = grant.territoryCode;
    const inside = code === null ? null : entity.allTerritories().filter((one) => entity.isWithin(one.code, code));
    return { agency: grant.agencyCode, territories: inside?.map((one) => one.code) ?? null };
  });
}
