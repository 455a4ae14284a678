// What can be followed, by its name: a thing that anybody may see, or a territory.
import type { Entity } from "#core/territory/index.ts";
import { type Kinds, listLives } from "#core/trace/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import type { ThingTitle } from "#platform/module.ts";

export interface Target {
  thingId: number | null;
  territory: string | null;
}

export interface TargetNames {
  things: ReadonlyMap<number, ThingTitle>;
  places: ReadonlyMap<string, ThingTitle>;
}

interface Sources {
  read: ReadDb;
  kinds: Kinds;
  entity: Entity;
}

/** Names of many targets, in the reader's language. What is hidden has none. */
export async function listTargets({ read, kinds, entity }: Sources, targets: readonly Target[]): Promise<TargetNames> {
  const ids = [...new Set(targets.flatMap(({ thingId }) => thingId ?? []))];
  const lives = await listLives(read, ids, kinds);
  const codes = [...new Set(targets.flatMap(({ territory }) => territory ?? []))];
  return {
    things: new Map(lives.map((life) => [life.id, life])),
    places: new Map(
      codes.flatMap((code) => {
        const found = entity.find(code);
        return found === undefined ? [] : [[code, { title: found.name, path: `/territorios/${found.code}` }] as const];
      }),
    ),
  };
}

/** One target, if anybody may see it. */
export async function findTarget(sources: Sources, target: Target): Promise<ThingTitle | undefined> {
  return titleOfTarget(await listTargets(sources, [target]), target);
}

export function titleOfTarget(names: TargetNames, { thingId, territory }: Target): ThingTitle | undefined {
  return thingId === null ? names.places.get(territory ?? "") : names.things.get(thingId);
}

export function nameOfTarget(names: TargetNames, target: Target): string | undefined {
  return titleOfTarget(names, target)?.title;
}
