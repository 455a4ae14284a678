// People vote until the instant at which the vote closes, the planner has it counted, and everything acknowledged is there.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Territory } from "#core/territory/index.ts";
import type { Person } from "#test/support/person.ts";
import { CHOICES, WINNERS } from "./prepare.ts";
import { draw } from "./real-needs.ts";
import { neighboursOf } from "./say.ts";
import { chanceOf, crowd, DAY, hold, type Tale } from "./tale.ts";

export interface Vote {
  voters: number;
  changed: number;
  winners: number;
}

/** One in so many changes their mind. */
const CHANGES = 10;
/** Most voters of a commune. */
const VOTERS = 12;

export async function vote(tale: Tale): Promise<Vote> {
  const { world, dates } = tale;
  world.clock.set(new Date(dates.vote.opens.getTime() + DAY));
  const places = [...new Set(tale.initiatives.map(({ place }) => place))];
  const voters = places.flatMap((place) =>
    neighboursOf(tale, place.code)
      .slice(-VOTERS)
      .map((person) => ({ person, place })),
  );
  const acknowledged = new Map<Person, { place: Territory; choices: string[] }>();
  await crowd(voters, async ({ person, place }, index) => {
    const choices = await cast(tale, person, place, index);
    acknowledged.set(person, { place, choices });
  });
  const changing = voters.filter((_, index) => index % CHANGES === 0);
  await crowd(changing, async ({ person, place }, index) => {
    const choices = await cast(tale, person, place, voters.length + index);
    acknowledged.set(person, { place, choices });
  });
  await closeAtTheInstant(tale, places[0]);
  const planner = await world.official("Marcela, planificadora", "planner");
  await planner.visit(`/gestion/procesos/${tale.slug}/votacion`);
  await planner.send("Contar los votos");
  const winners = await recount(tale, places, [...acknowledged.values()]);
  return { voters: acknowledged.size, changed: changing.length, winners };
}

/** Opens the ballot, chooses what more people asked for more often, and sends it. */
async function cast(tale: Tale, person: Person, place: Territory, mark: number): Promise<string[]> {
  const chance = chanceOf("vote", mark);
  await person.visit(`/procesos/${tale.slug}/${place.slug}/votar`);
  let offered = person.page.choices("choices");
  const here = new Map(tale.initiatives.map((one) => [String(one.id), one.needs.length]));
  hold(
    offered.every(({ value }) => here.has(value)),
    `The ballot of ${place.name} offers what nobody published.`,
  );
  const choices: string[] = [];
  const wanted = 1 + chance.below(CHOICES);
  while (choices.length < wanted && offered.length > 0) {
    const { value } = draw(offered, (one) => here.get(one.value) ?? 1, chance);
    choices.push(value);
    offered = offered.filter((one) => one.value !== value);
  }
  await person.send("Revisar mi voto", { choices });
  await person.send("Enviar mi voto");
  hold(/voto está guardado/i.test(`${person.page.heading} ${person.page.text}`), "A vote was not acknowledged.");
  return choices;
}

/** Somebody reviewed their vote and sends it when the clock strikes: it is refused, and says that it was not counted. */
async function closeAtTheInstant({ world, slug, dates }: Tale, place: Territory | undefined): Promise<void> {
  hold(place !== undefined, "There is nowhere to vote.");
  world.clock.set(new Date(dates.vote.closes.getTime() - 1000));
  const late = world.visitor();
  await late.visit(`/procesos/${slug}/${place.slug}/votar`);
  const choices = late.page.choices("choices").flatMap(({ value }, index) => (index === 0 ? [value] : []));
  await late.send("Revisar mi voto", { choices });
  world.clock.set(dates.vote.closes);
  const page = await late.press("Enviar mi voto");
  hold(page.status === 409 && page.problems.length > 0, `A vote at the closing instant was answered ${page.status}.`);
}

const published = z.object({
  territories: z.record(
    z.string(),
    z.object({
      ballots: z.number(),
      initiatives: z.array(z.object({ id: z.coerce.string(), votes: z.number(), won: z.boolean() })),
    }),
  ),
});

/** What the web publishes is what was acknowledged, vote by vote, and what the command counts. @returns how many won. */
async function recount(
  tale: Tale,
  places: readonly Territory[],
  votes: readonly { place: Territory; choices: readonly string[] }[],
): Promise<number> {
  const text = await countAgain(tale);
  const counted = published.parse(JSON.parse(text)).territories;
  let winners = 0;
  for (const place of places) {
    const here = votes.filter((vote) => vote.place === place);
    const count = counted[place.code];
    hold(count?.ballots === here.length, `${place.name}: ${here.length} voted, ${count?.ballots} were counted.`);
    for (const { id, votes: n } of count.initiatives) {
      const mine = here.filter((vote) => vote.choices.includes(id)).length;
      hold(mine === n, `${place.name}: initiative ${id} got ${mine} votes and ${n} were counted.`);
    }
    const won = count.initiatives.filter((one) => one.won).length;
    const standing = tale.initiatives.filter((one) => one.place === place).length;
    hold(won === Math.min(WINNERS, standing), `${place.name} has ${won} winners of ${standing} initiatives.`);
    winners += won;
  }
  return winners;
}

/** Somebody downloads the ballots and the rules and counts them with the command. @returns the count, as the web gives it. */
async function countAgain({ world, slug }: Tale): Promise<string> {
  const reader = world.visitor();
  await reader.visit(`/procesos/${slug}/votacion`);
  await reader.follow("Contar tú los votos");
  const page = reader.page;
  const addressOf = (name: string): string => {
    const found = page.all("a").flatMap((link) => link.attributes.get("href") ?? []);
    const address = found.find((href) => href.endsWith(name));
    hold(address !== undefined, `${page.path} does not offer ${name}.`);
    return address;
  };
  const [ballots, rules, results] = ["votos.csv", "reglas.json", "resultados.json"].map(addressOf);
  const folder = await mkdtemp(join(tmpdir(), "sigesi-count-"));
  try {
    const files = { csv: join(folder, "votos.csv"), rules: join(folder, "reglas.json") };
    await writeFile(files.csv, (await reader.visit(ballots ?? "")).html);
    await writeFile(files.rules, (await reader.visit(rules ?? "")).html);
    const counted = await world.command("tally", files.csv, "--rules", files.rules, "--json");
    const shown = (await reader.visit(results ?? "")).html;
    hold(
      shown.trim() === counted.trim(),
      "«sigesi tally» over the published ballots does not give what the web publishes.",
    );
    return shown;
  } finally {
    await rm(folder, { recursive: true });
  }
}
