// People say what is missing and others join them.
import type { Random } from "#analysis/shuffle/random.ts";
import type { Person } from "#test/support/person.ts";
import type { RealNeed } from "./real-needs.ts";
import { chanceOf, crowd, hold, idIn, type SaidNeed, type Tale } from "./tale.ts";

const NEIGHBOURS_MORE = 10;

/** Everybody says theirs; who is shown others alike sends theirs all the same, for the analyst to see. */
export async function sayNeeds(tale: Tale, needs: readonly RealNeed[]): Promise<void> {
  const said: SaidNeed[] = [];
  await crowd(needs, async (need, index) => {
    const author = tale.world.visitor();
    const chance = chanceOf("groups", index);
    const { id, alike } = await say(tale, author, need, chance.below(4) === 0 ? chance : undefined);
    said.push({ ...need, id, author, joined: [], alike });
    neighboursOf(tale, need.place.code).push(author);
  });
  tale.needs = said.sort((a, b) => a.id - b.id);
}

/** Somebody says one need. @param chance names one of the groups that the form offers, by it. */
export async function say(
  { slug }: Tale,
  author: Person,
  need: RealNeed,
  chance?: Random,
): Promise<{ id: number; alike: readonly number[] }> {
  await author.visit(`/procesos/${slug}/${need.place.slug}`);
  await author.follow("Decir qué hace falta");
  const groups = author.page.choices("groups").map(({ value }) => value);
  const group = chance && groups[chance.below(groups.length)];
  await author.send("Enviar mi necesidad", { text: need.text, ...(group && { groups: [group] }) });
  const alike = author.page
    .all("button")
    .flatMap((button) => button.attributes.get("formaction") ?? [])
    .filter((action) => action.endsWith("/tambien"))
    .map(idIn);
  if (alike.length > 0) await author.send("La mía es distinta: enviarla");
  hold(author.page.heading === "Recibimos tu necesidad", `Saying «${need.text}» led to «${author.page.heading}».`);
  const [thread] = author.page.links("Ver el hilo");
  hold(thread !== undefined, "The receipt has no link to the thread.");
  return { id: idIn(thread), alike };
}

export function neighboursOf({ neighbours }: Tale, place: string): Person[] {
  const list = neighbours.get(place) ?? [];
  neighbours.set(place, list);
  return list;
}

/** Others of the same commune say "me too": authors of other needs there and some who said nothing. @returns how many. */
export async function joinNeeds(tale: Tale): Promise<number> {
  for (const place of tale.neighbours.keys()) {
    for (let n = 0; n < NEIGHBOURS_MORE; n += 1) neighboursOf(tale, place).push(tale.world.visitor());
  }
  const acts = tale.needs.flatMap((need) => {
    const others = neighboursOf(tale, need.place.code).filter((one) => one !== need.author);
    const from = chanceOf("join", need.text).below(others.length);
    return Array.from({ length: Math.min(need.others, others.length) }, (_, n) => ({
      need,
      other: others[(from + n) % others.length],
    }));
  });
  // A person does one thing at a time: what each of them does is a queue.
  const queues = [...Map.groupBy(acts, (act) => act.other).values()];
  await crowd(queues, async (queue) => {
    for (const { need, other } of queue) {
      if (other === undefined) continue;
      await other.visit(`/necesidades/${need.id}`);
      await other.send("A mí también");
      hold(other.page.heading === "Te sumaste", `Joining «${need.text}» led to «${other.page.heading}».`);
      need.joined.push(other);
    }
  });
  return acts.length;
}
