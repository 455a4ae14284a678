// What the page of the demonstration offers to whoever arrives: people to be, and where to begin.
import type { Entity } from "#core/territory/index.ts";
import type { DemoContent, DemoPerson, Moment } from "./content/types.ts";

export interface DemoGuide {
  people: readonly DemoPerson[];
  /** Paths, without language, of places worth seeing first; absent where the entity has none. */
  thread?: string;
  say?: string;
  vote?: string;
  results?: string;
  /** Where votes on paper are being typed, for who may. */
  sheets?: string;
}

/** The guide of a loaded demonstration; `idOfCommitment` gives the thing of a commitment by its index. */
export function guideOf(entity: Entity, content: DemoContent, idOfCommitment: (index: number) => number): DemoGuide {
  const { story } = content;
  return {
    people: content.people,
    thread: story && `/hilo/${idOfCommitment(story.commitment)}`,
    say: placeAt(entity, content, "gather", "decir"),
    vote: placeAt(entity, content, "vote", "votar"),
    results: placeAt(entity, content, "follow", "resultados"),
  };
}

/** A page of the most populated municipality that is at a moment of the open process. */
function placeAt(entity: Entity, { processes }: DemoContent, moment: Moment, page: string): string | undefined {
  const process = processes.find((one) => one.status === "published");
  const places = (process?.territories ?? []).filter((territory) => territory.moment === moment);
  const [largest] = places
    .map(({ code }) => entity.territory(code))
    .sort((a, b) => (b.population ?? 0) - (a.population ?? 0));
  return process && largest && `/procesos/${process.slug}/${largest.slug}/${page}`;
}
