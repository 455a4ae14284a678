// A dozen people insult somebody, neighbours report it, a moderator hides it with a reason, and eight of the authors ask for a
// second look: another moderator gives it, and shows half of it again.
import type { Person } from "#test/support/person.ts";
import { neighboursOf, say } from "./say.ts";
import { crowd, hold, type SaidNeed, type Tale } from "./tale.ts";

const OFFENDERS = 12;
const APPEALS = 8;
/** Of those who ask, every second one is right: it was a strong complaint and no insult. */
const RIGHT = 2;
/** Reported needs that the moderator leaves as they are. */
const KEPT = 6;
const HIDDEN_WORDS = "Tenía un insulto o discriminaba a alguien.";
const GRANTED_WORDS = "Es una queja fuerte, pero no insulta a nadie.";
const REFUSED_WORDS = "Llama ladrona a una persona sin ninguna prueba.";

export interface Moderated {
  reported: number;
  kept: number;
  hidden: number;
  granted: number;
  refused: number;
}

/** Somebody who said something that was hidden, with the address where they are told. */
export interface Offender {
  need: SaidNeed;
  email: string;
  outcome: "accepts" | "granted" | "refused";
}

export async function moderate(tale: Tale): Promise<Moderated> {
  const kept = tale.needs.slice(0, KEPT);
  const offenders = await offend(tale);
  for (const { id } of [...kept, ...offenders.map(({ need }) => need)]) await report(tale, id);
  const marta = await tale.world.official("Marta, moderadora", "moderator");
  await decideAll(marta, new Set(kept.map(({ text }) => text)));
  await tale.world.post.deliver();
  const appealing = offenders.filter(({ outcome }) => outcome !== "accepts");
  for (const one of offenders) await readWhy(one, HIDDEN_WORDS);
  for (const { need } of appealing) await appeal(need.author);
  await guardFirst(marta);
  const luis = await tale.world.official("Luis, moderador", "moderator");
  for (const one of appealing) await lookAgain(tale, luis, one);
  await tale.world.post.deliver();
  for (const one of appealing) await readWhy(one, one.outcome === "granted" ? GRANTED_WORDS : REFUSED_WORDS);
  const granted = appealing.filter(({ outcome }) => outcome === "granted");
  tale.offenders = offenders;
  tale.needs = [...tale.needs, ...granted.map(({ need }) => need)].sort((a, b) => a.id - b.id);
  return {
    reported: kept.length + offenders.length,
    kept: kept.length,
    hidden: offenders.length,
    granted: granted.length,
    refused: appealing.length - granted.length,
  };
}

/** They say it, and keep it in an account with a confirmed address. */
async function offend(tale: Tale): Promise<Offender[]> {
  const offenders: Offender[] = [];
  const places = tale.world.entity.participationTerritories().slice(0, OFFENDERS);
  await crowd(places, async (place, index) => {
    const author = tale.world.visitor();
    const text = `La tesorera de la junta de ${place.name} se roba la plata del agua`;
    const given = { text, label: "", sector: "servicios", others: 0, place, lengthened: false };
    const need = { ...given, author, joined: [], ...(await say(tale, author, given)) };
    const email = `enojada${index + 1}@example.org`;
    await enter(tale, author, email);
    await author.visit("/mis-aportes");
    await author.send("Guardar esto en mi cuenta");
    neighboursOf(tale, place.code).push(author);
    const right = index % RIGHT === 0 ? "granted" : "refused";
    offenders.push({ need, email, outcome: index < APPEALS ? right : "accepts" });
  });
  return offenders;
}

async function enter(tale: Tale, person: Person, email: string): Promise<void> {
  await person.visit("/entrar");
  await person.send("Enviarme el código", { email });
  await tale.world.post.deliver();
  const letter = (await tale.world.post.letters()).find(({ headers }) => headers.get("To") === email);
  const code = /\b\d{6}\b/.exec(letter?.text ?? "")?.[0];
  hold(code !== undefined, `No code to enter arrived at ${email}.`);
  await person.send("Entrar", { code });
}

async function report(tale: Tale, need: number): Promise<void> {
  const neighbour = tale.world.visitor();
  await neighbour.visit(`/necesidades/${need}`);
  await neighbour.follow("Avisar que algo está mal");
  await neighbour.send("Insulta o discrimina");
}

/** The whole queue, one after the other: what is no insult stays. */
async function decideAll(marta: Person, kept: ReadonlySet<string>): Promise<void> {
  await marta.visit("/gestion/moderacion");
  await marta.send(/^Empezar con la primera/);
  while (marta.page.path !== "/gestion/moderacion") {
    const stays = [...kept].some((text) => marta.page.text.includes(text));
    await marta.send(stays ? /^Dejarla/ : /^Insulto/);
  }
}

/** What its author reads: among their things, and in their letter box by then. */
async function readWhy({ need }: Offender, words: string): Promise<void> {
  const page = await need.author.visit("/mis-aportes");
  hold(page.text.includes(words), `The author of «${need.text}» does not read why: «${words}».`);
}

async function appeal(author: Person): Promise<void> {
  await author.visit("/mis-aportes");
  await author.follow(/^Pedir que lo mire otra persona/);
  await author.send("Pedir la segunda mirada", { why: "Lo que digo está en las cuentas de la junta." });
  hold(author.page.text.includes("Otra persona lo va a mirar"), "A second look was asked for and nobody will give it.");
}

/** Who decided first is offered none of them. */
async function guardFirst(marta: Person): Promise<void> {
  await marta.visit("/gestion/moderacion?estante=appeals");
  hold(!marta.page.text.includes("tesorera"), "The first moderator is offered the second look.");
}

async function lookAgain(tale: Tale, luis: Person, { need, outcome }: Offender): Promise<void> {
  await luis.visit("/gestion/moderacion?estante=appeals");
  const [link] = luis.page.links(RegExp(`junta de ${need.place.name} `));
  hold(link !== undefined, `Nobody is offered the second look of «${need.text}».`);
  await luis.visit(link);
  const granted = outcome === "granted";
  await luis.send(granted ? /^Volver a mostrarla/ : /^Dejarla oculta/, {
    second: granted ? GRANTED_WORDS : REFUSED_WORDS,
  });
  const seen = await tale.world.visitor().open(`/necesidades/${need.id}`);
  hold(seen.status === (granted ? 200 : 410), `«${need.text}» answers ${seen.status} after the second look.`);
}
