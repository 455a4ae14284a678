// The money of a place: what is only its own, and what it shares with others, which nobody divided.
import type { Entity, Territory } from "#core/territory/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { liesIn } from "../list/filter.ts";
import { type Money, sumMoney } from "../project.ts";
import { listProjects } from "../projects.sql.ts";

export interface PlaceMoney {
  /** Projects that are nowhere else, and their money. */
  own: { n: number; money: Money };
  shared: { n: number; money: Money };
}

/** What was planned and paid in a place and in all that lies inside it. */
export async function findPlaceMoney(db: ReadDb, entity: Entity, { code }: Territory): Promise<PlaceMoney> {
  const here = (await listProjects(db)).filter((project) => liesIn(entity, project, code));
  const own = here.filter(({ places }) => places.every((place) => entity.isWithin(place, code)));
  const shared = here.filter((project) => !own.includes(project));
  const sum = (some: typeof here) => ({ n: some.length, money: sumMoney(some.map(({ money }) => money)) });
  return { own: sum(own), shared: sum(shared) };
}
