// Puts together what every module tells of a life: knots and moments in the order in which things happened.
import type { Entity } from "#core/territory/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { calendarDay, type Locale } from "#platform/i18n/i18n.ts";
import type { Story, StoryMoment, StoryNames, StoryPart } from "#platform/module.ts";
import type { Life } from "../life.ts";

export interface Told {
  knots: NonNullable<StoryPart["knots"]>;
  moments: readonly StoryMoment[];
  facts: NonNullable<StoryPart["facts"]>;
  state: StoryPart["state"];
  lead: StoryPart["lead"];
  actions: NonNullable<StoryPart["actions"]>;
  /** Instant of the first thing that happened. */
  since: Date;
}

/** Asks every module for its part. Each is given only what the reader of `life` may see. */
export async function tell(
  db: ReadDb,
  life: Life,
  reader: { stories: readonly Story[]; names: StoryNames; now: Date },
): Promise<Told> {
  const groups = Map.groupBy(life.things, (thing) => thing.kind);
  const ids = new Map([...groups].map(([kind, things]) => [kind, things.map((thing) => thing.id)]));
  const input = { focus: life.focus.id, ids, names: reader.names, now: reader.now };
  const parts: StoryPart[] = [];
  for (const story of reader.stories) {
    const part = await story(db, input);
    if (part !== undefined) parts.push(part);
  }
  return assemble(parts, life.focus.createdAt);
}

/** What is still a question stands last; the rest, as it happened. The last module that knows the state says it. */
export function assemble(parts: readonly StoryPart[], createdAt: Date): Told {
  const moments = parts.flatMap((part) => part.moments ?? []);
  const instants = moments.filter((moment) => moment.open !== true).map((moment) => moment.at.getTime());
  return {
    knots: parts.flatMap((part) => part.knots ?? []),
    moments: moments.toSorted(
      (a, b) => Number(a.open === true) - Number(b.open === true) || a.at.getTime() - b.at.getTime(),
    ),
    facts: parts.flatMap((part) => part.facts ?? []),
    state: parts.findLast((part) => part.state !== undefined)?.state,
    lead: parts.findLast((part) => part.lead !== undefined)?.lead,
    actions: parts.findLast((part) => part.actions !== undefined)?.actions ?? [],
    since: new Date(Math.min(createdAt.getTime(), ...instants)),
  };
}

export function namesOf(entity: Entity, locale: Locale, now: Date): StoryNames {
  return {
    agency: (code) => entity.name(entity.agency(code), locale),
    territory: (code) => entity.find(code)?.name ?? code,
    sector: (code) => entity.name(entity.sector(code), locale),
    slug: (code) => entity.slugOf(code),
    today: calendarDay(now, entity.timeZone),
  };
}

/** Whole years and months from one instant to another; days when there is not a month yet. */
export function spanOf(from: Date, to: Date): { years: number; months: number; days: number } {
  const days = Math.max(0, Math.floor((to.getTime() - from.getTime()) / 86_400_000));
  let months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  const early = to.getUTCDate() < from.getUTCDate();
  if (early) months -= 1;
  if (months <= 0) return { years: 0, months: 0, days };
  return { years: Math.floor(months / 12), months: months % 12, days: 0 };
}
