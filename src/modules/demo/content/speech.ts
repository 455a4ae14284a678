// How a need is said: a lead, perhaps what follows from it and a request, in the voice of a person or an organisation,
// and finally as people type on a phone.
import type { DemoBank, Problem } from "./bank.ts";
import type { Random } from "./random.ts";
import { capitalise, decapitalise, fill, type Slots } from "./template.ts";
import type { Channel, DemoTerritory } from "./types.ts";
import { type Place, plain, slotsOf } from "./world.ts";

type Lead = { kind: "say" | "ask" | "want"; template: string };

/** Where and about what somebody speaks. */
export type Speaker = { territory: DemoTerritory; place: Place; channel: Channel; random: Random };

/** What was said, and the words for the groups that the voice gives away. */
export type Speech = { text: string; groups: readonly string[] };

/** Cards dealt one by one and shuffled again when they run out, so that neighbours do not say the same. */
class Deck<T> {
  private cards: T[] = [];
  private readonly refill: () => readonly T[];
  private readonly random: Random;

  constructor(refill: () => readonly T[], random: Random) {
    this.refill = refill;
    this.random = random;
  }

  draw(): T {
    if (this.cards.length === 0) this.cards = this.random.shuffle(this.refill());
    const card = this.cards.pop();
    if (card === undefined) throw new RangeError("a deck without cards");
    return card;
  }
}

/** What is left to say about a problem in a municipality: how to begin, what follows from it, what to ask. */
export class Talk {
  readonly leads: Deck<Lead>;
  readonly whys: Deck<string>;
  readonly asks: Deck<string>;

  constructor(problem: Problem, random: Random) {
    const told = problem.say.map((template): Lead => ({ kind: "say", template }));
    const asked = [
      ...problem.ask.map((template): Lead => ({ kind: "ask", template })),
      ...problem.want.map((template): Lead => ({ kind: "want", template })),
    ];
    // People tell more often than they ask.
    const half = (): Lead[] => random.shuffle(asked).slice(0, Math.ceil(asked.length / 2));
    this.leads = new Deck(() => [...told, ...half()], random);
    this.whys = new Deck(() => problem.why, random);
    this.asks = new Deck(() => problem.ask, random);
  }
}

/** A person says it. */
export function speakAsPerson(bank: DemoBank, problem: Problem, talk: Talk, speaker: Speaker): Speech {
  const { random, channel } = speaker;
  const slots = slotsOf(speaker.territory, speaker.place, random.chance(0.55));
  const lead = talk.leads.draw();
  const body = sayBody({ bank, problem, talk, lead, slots, random });
  const opened = random.chance(0.2) ? withOpener(bank, body, lead.kind === "say", speaker) : { text: body, groups: [] };
  const closed = random.chance(0.05) ? `${opened.text}. ${random.pick(bank.closings)}` : opened.text;
  const text = typed(bank, capitalise(closed), channel, random);
  return { text, groups: opened.groups };
}

/** An organisation says it; `the` is its name with the article, as it fits in a sentence. */
export function speakAsOrganisation(
  bank: DemoBank,
  problem: Problem,
  talk: Talk,
  speaker: Speaker & { the: string },
): string {
  const { random, the } = speaker;
  const slots = slotsOf(speaker.territory, speaker.place, true);
  const frame = random.pick(bank.orgFrames);
  const ask = fill(talk.asks.draw(), slots, random);
  const says = problem.say.filter((template) => !speaksOfSelf(bank, template));
  const lead = talk.leads.draw();
  const own =
    lead.kind === "say" && !speaksOfSelf(bank, lead.template)
      ? lead.template
      : random.pick(says.length ? says : problem.say);
  const rest = decapitalise(fill(own, slots, random));
  const text = fill(frame, { the, ask, rest }, random);
  const plural = bank.askFrames.filter((words) => !speaksOfSelf(bank, words));
  if (frame.includes("{ask}")) return `${capitalise(text)}. ${capitalise(rest)}.`;
  return random.chance(0.6)
    ? `${capitalise(text)}. ${fill(random.pick(plural), { ask }, random)}.`
    : `${capitalise(text)}.`;
}

function speaksOfSelf(bank: DemoBank, text: string): boolean {
  return plain(text)
    .split(/[^a-zñ]+/)
    .some((word) => bank.selfWords.includes(word));
}

type Body = { bank: DemoBank; problem: Problem; talk: Talk; lead: Lead; slots: Slots; random: Random };

function sayBody({ bank, problem, talk, lead, slots, random }: Body): string {
  const why = (): string => fill(talk.whys.draw(), slots, random);
  const ask = (): string => fill(talk.asks.draw(), slots, random);
  const request = (clause: string): string => fill(random.pick(bank.askFrames), { ask: clause }, random);
  const said = fill(lead.template, slots, random);
  const shape = random.next();
  if (lead.kind === "say") {
    const others = problem.say.filter((template) => template !== lead.template && !speaksOfSelf(bank, template));
    if (shape < 0.08 && others.length > 0) {
      return `${said}. ${fill(random.pick(others), slots, random)}. ${request(ask())}`;
    }
    if (shape < 0.3) return said;
    if (shape < 0.5) return `${said}. ${why()}`;
    if (shape < 0.62) return `${said}, ${decapitalise(why())}`;
    if (shape < 0.76) return `${said}. ${request(ask())}`;
    if (shape < 0.84) return `${said}, ${fill(random.pick(bank.askJoins), { ask: ask() }, random)}`;
    return `${said}. ${why()}. ${request(ask())}`;
  }
  const asked = lead.kind === "ask" ? request(said) : wish(bank, said, random);
  if (shape < 0.5) return asked;
  if (shape < 0.8) return `${asked}. ${why()}`;
  return `${asked}. ${fill(random.pick(problem.say), slots, random)}`;
}

function wish(bank: DemoBank, want: string, random: Random): string {
  const frames = want.includes(",") ? bank.wantFrames.filter((frame) => frame.endsWith("{want}")) : bank.wantFrames;
  return fill(random.pick(frames), { want }, random);
}

function withOpener(bank: DemoBank, body: string, tells: boolean, { territory, place, random }: Speaker): Speech {
  const self = speaksOfSelf(bank, body);
  const fitting = bank.openers.filter((opener) => {
    if (opener.place && (opener.place === "rural") !== place.rural) return false;
    if (opener.groups && self) return false;
    if (self && speaksOfSelf(bank, opener.text)) return false;
    if (opener.tells === true && !tells) return false;
    return !(body.includes(place.name) && /\{(nombre|lugar|de)\}/.test(opener.text));
  });
  if (fitting.length === 0) return { text: body, groups: [] };
  const opener = random.pick(fitting);
  const slots = { ...slotsOf(territory, place), rest: decapitalise(body) };
  return { text: fill(opener.text, slots, random), groups: opener.groups ?? [] };
}

/** What a meeting or a counter writes down is tidy; what a thumb writes is not always. */
function typed(bank: DemoBank, text: string, channel: Channel, random: Random): string {
  const ends = /[?!]$/.test(text) ? text : `${text}.`;
  if (channel !== "web") return ends;
  const manner = random.next();
  if (manner < 0.13) return withoutAccents(text).toLowerCase();
  if (manner < 0.2) return misspelt(bank, withoutAccents(text).toLowerCase(), random);
  if (manner < 0.215 && text.length < 110) return withoutAccents(text).toUpperCase();
  if (manner < 0.3) return withoutAccents(text);
  return manner < 0.55 ? text : ends;
}

function withoutAccents(text: string): string {
  return text.replace(/[áéíóú]/gi, (letter) => letter.normalize("NFD").charAt(0));
}

function misspelt(bank: DemoBank, text: string, random: Random): string {
  return text.replace(/\p{L}+/gu, (word) => {
    const wrong = bank.typos[word];
    return wrong !== undefined && random.chance(0.6) ? wrong : word;
  });
}
