// The needs of the demonstration, before anybody reads them: who says what, where, when and how many agree.
import type { Problem, StoryBank } from "./bank.ts";
import { phaseOf } from "./calendar.ts";
import type { Cluster, TerritoryPlan } from "./plan-clusters.ts";
import { type Random, randomOf } from "./random.ts";
import { type Speaker, speakAsOrganisation, speakAsPerson, Talk } from "./speech.ts";
import { capitalise, fill } from "./template.ts";
import type { Channel, DemoNeed, DemoOrganisation, DemoTerritory } from "./types.ts";
import { type DemoInput, daysAfter, groupsOf, type Place, placesOf, plain, slotsOf, tagsOf } from "./world.ts";

/** A need as it arrives; the analyst's codes and its fate come later. `discard` is why it will be put aside. */
export type SaidNeed = Omit<DemoNeed, "fate" | "sector" | "right"> & { discard?: string };

/** Needs as they arrived, the cluster of each number, and the organisations that spoke. */
export type SaidNeeds = {
  needs: SaidNeed[];
  clusters: Map<number, Cluster>;
  organisations: DemoOrganisation[];
};

/** No sentence is heard more often than this, far under one in a hundred. */
const sentenceLimit = 8;

/** Splits a text into its sentences, in plain letters, as the limit counts them. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/[.!?;]/)
    .map((sentence) => plain(sentence).trim())
    .filter((sentence) => sentence.length > 0);
}

/** Everything that people say in all municipalities, in order of municipality and cluster. */
export function sayNeeds(input: DemoInput, plans: readonly TerritoryPlan[]): SaidNeeds {
  const said: SaidNeeds = { needs: [], clusters: new Map(), organisations: [] };
  const heard = new Map<string, number>();
  let number = 0;
  if (input.bank.story) said.organisations.push(...storyOrganisation(input));
  for (const plan of plans) {
    const moments = new Moments(input, plan);
    for (const cluster of plan.clusters) {
      number += 1;
      said.clusters.set(number, cluster);
      const spoken =
        cluster.story === "main" ? sayStory(input, moments) : sayCluster(input, cluster, moments, said, heard);
      said.needs.push(...spoken.map((need) => ({ ...need, process: plan.process.key, cluster: number })));
    }
    for (const need of sayDiscards(input, plan, moments, heard)) {
      number += 1;
      said.needs.push({ ...need, process: plan.process.key, cluster: number });
    }
  }
  return said;
}

type Spoken = Omit<SaidNeed, "process" | "cluster">;

function storyOrganisation({ bank, territories }: DemoInput): DemoOrganisation[] {
  const story = bank.story;
  const representative = bank.people.find((p) => p.role === "representative");
  const junta = bank.orgs[0];
  const place = story?.needs.find((n) => n.voice === "junta")?.place;
  if (!story || !junta || place === undefined || !territories.some((t) => t.code === story.territory)) return [];
  const name = fill(junta.name, { nombre: place, de: `de ${place}` }, randomOf("story"));
  return [{ name, kind: junta.kind, territory: story.territory, representative: representative?.name }];
}

/** Instants in which a municipality speaks: on any day, or in one of its meetings. */
class Moments {
  private readonly opensAt: Date;
  private readonly until: Date;
  private readonly meetingDays: readonly number[];
  readonly random: Random;
  readonly territory: DemoTerritory;

  constructor(input: DemoInput, plan: TerritoryPlan) {
    const { opensAt, closesAt } = phaseOf(plan.inProcess, "gather");
    this.territory = plan.territory;
    this.random = randomOf(input.seed, "needs", plan.process.key, plan.territory.code);
    this.opensAt = opensAt;
    this.until = new Date(Math.min(closesAt.getTime(), input.today.getTime()));
    const days = Math.max(1, Math.floor((this.until.getTime() - opensAt.getTime()) / 86_400_000));
    this.meetingDays = Array.from({ length: 5 }, () => this.random.int(0, days - 1));
  }

  /** An instant inside the window; meetings are held in the morning or in the afternoon of their days. */
  at(channel: Channel): Date {
    const span = (this.until.getTime() - this.opensAt.getTime()) / 86_400_000;
    if (channel === "web") return this.inside(daysAfter(this.opensAt, this.wakingDays(span)));
    const day = channel === "meeting" ? this.random.pick(this.meetingDays) : Math.floor(this.random.next() * span);
    // Gathering opens at eight: one to nine hours later it is between nine and five.
    return this.inside(daysAfter(this.opensAt, day + (1 + 8 * this.random.next()) / 24));
  }

  /** First days of the window, for what was said first. */
  early(): Date {
    return this.inside(daysAfter(this.opensAt, 2 + this.random.next() / 4));
  }

  channel(): Channel {
    const options = ["web", "meeting", "paper", "phone"] as const;
    return options[this.random.weighted([0.52, 0.3, 0.11, 0.07])] ?? "web";
  }

  /** "Me too" of others: most needs have few, a few have hundreds. */
  supports(): number {
    const pareto = 1.25 * (1 - this.random.next()) ** -0.78 - 1;
    const most = Math.min(90 + this.random.int(0, 222), 12 + Math.round(this.territory.population / 300));
    return Math.min(most, Math.floor(pareto));
  }

  /** Between six in the morning and ten at night, counted from the opening at eight. */
  private wakingDays(span: number): number {
    return Math.floor(this.random.next() * Math.max(1, Math.floor(span))) + (13.8 * this.random.next()) / 24;
  }

  private inside(at: Date): Date {
    const last = this.until.getTime() - 60_000;
    const seconds = Math.floor(Math.min(at.getTime(), last) / 1000);
    return new Date(Math.max(seconds * 1000, this.opensAt.getTime() + 60_000));
  }
}

function sayStory(input: DemoInput, moments: Moments): Spoken[] {
  const story = input.bank.story;
  if (!story) return [];
  return story.needs.map((need, i): Spoken => {
    const channel = need.voice || i === 0 ? "meeting" : moments.channel();
    return {
      territory: story.territory,
      place: need.place,
      text: need.text,
      saidAt:
        i === 0
          ? moments.early()
          : new Date(Math.max(moments.at(channel).getTime(), moments.early().getTime() + 21_600_000)),
      channel,
      supports: i === 0 ? 31 : moments.supports(),
      groups: i % 6 === 0 ? groupsOf(input, ["infancia"]) : [],
      organisation: need.voice ? 0 : undefined,
      person: need.voice ? "efrain" : need.person,
    };
  });
}

function sayCluster(
  input: DemoInput,
  cluster: Cluster,
  moments: Moments,
  said: SaidNeeds,
  heard: Map<string, number>,
): Spoken[] {
  const { random } = moments;
  const talk = new Talk(cluster.problem, random);
  return Array.from({ length: cluster.size }, (_, i): Spoken => {
    const place = i === 0 ? random.pick(cluster.places.slice(0, 1)) : random.pick(cluster.places);
    const channel = moments.channel();
    const speaker: Speaker = { territory: cluster.territory, place, channel, random };
    const organised = random.chance(0.085);
    const organisation = organised
      ? organisationAt(input, speaker, cluster.problem.sector, said.organisations)
      : undefined;
    const speech = listen(heard, () =>
      organisation
        ? {
            text: speakAsOrganisation(input.bank, cluster.problem, talk, { ...speaker, the: organisation.the }),
            groups: [],
          }
        : speakAsPerson(input.bank, cluster.problem, talk, speaker),
    );
    if (i === 0 && cluster.opening) return sayOpening(input, cluster.problem, cluster.opening, place, moments);
    const told = speech.groups.length > 0 ? speech.groups : random.chance(0.22) ? cluster.problem.groups : [];
    return {
      territory: cluster.territory.code,
      sub: place.sub,
      place: place.name,
      text: speech.text,
      saidAt: moments.at(channel),
      channel,
      supports: moments.supports(),
      groups: groupsOf(input, told),
      organisation: organisation?.index,
    };
  });
}

function sayOpening(
  input: DemoInput,
  problem: Problem,
  { text, supports, person }: StoryBank["now"][number],
  place: Place,
  moments: Moments,
): Spoken {
  return {
    territory: moments.territory.code,
    place: place.name,
    text,
    saidAt: moments.early(),
    channel: "web",
    supports,
    groups: groupsOf(input, problem.groups),
    person,
  };
}

/** Asks again while some sentence was already heard too often or the whole text was. */
function listen<T extends { text: string }>(heard: Map<string, number>, speak: () => T): T {
  let speech = speak();
  for (let tries = 0; tries < 25 && heardTooOften(heard, speech.text); tries++) speech = speak();
  for (const sentence of [...sentencesOf(speech.text), `whole:${plain(speech.text)}`]) {
    heard.set(sentence, (heard.get(sentence) ?? 0) + 1);
  }
  return speech;
}

function heardTooOften(heard: ReadonlyMap<string, number>, text: string): boolean {
  if (heard.has(`whole:${plain(text)}`)) return true;
  return sentencesOf(text).some((sentence) => (heard.get(sentence) ?? 0) >= sentenceLimit);
}

function organisationAt(
  input: DemoInput,
  { territory, place, random }: Speaker,
  sector: string,
  organisations: DemoOrganisation[],
): { index: number; the: string } {
  const tags = tagsOf(input, territory);
  const fitting = input.bank.orgs.filter((org) => {
    if (org.place && (org.place === "rural") !== place.rural) return false;
    if (org.sectors && !org.sectors.includes(sector)) return false;
    return org.tags === undefined || org.tags.some((tag) => tags.includes(tag));
  });
  // The first kind is the commonest everywhere: the neighbours' own board.
  const words = random.chance(0.6) ? random.pick(input.bank.orgs.slice(0, 1)) : random.pick(fitting);
  const slots = slotsOf(territory, place);
  const name = fill(words.name, slots, random);
  const found = organisations.findIndex((o) => o.name === name && o.territory === territory.code);
  const index = found >= 0 ? found : organisations.push({ name, kind: words.kind, territory: territory.code }) - 1;
  return { index, the: fill(words.the, slots, random) };
}

function sayDiscards(input: DemoInput, plan: TerritoryPlan, moments: Moments, heard: Map<string, number>): Spoken[] {
  const { random } = moments;
  const story = input.bank.story;
  const ofStory = plan.clusters.some((c) => c.story === "main") ? (story?.leftOut ?? []) : [];
  const places = [...placesOf(input, plan.territory, false), ...placesOf(input, plan.territory, true)];
  return Array.from({ length: plan.discards }, (_, i): Spoken => {
    const place: Place = random.pick(places);
    const fixed = ofStory[i];
    const slots = slotsOf(plan.territory, place);
    const { text, reason } = listen(heard, () => {
      const kind = random.pick(input.bank.discards);
      return { text: capitalise(fill(random.pick(kind.says), slots, random)), reason: kind.reason };
    });
    return {
      territory: plan.territory.code,
      sub: fixed ? undefined : place.sub,
      place: fixed?.place ?? place.name,
      text: fixed?.text ?? text,
      saidAt: moments.at("web"),
      channel: "web",
      supports: fixed ? 3 : Math.min(2, moments.supports()),
      groups: [],
      discard: fixed?.reason ?? reason,
    };
  });
}
