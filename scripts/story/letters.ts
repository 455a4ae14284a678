// People follow by mail what matters to them, and the story reads what arrived: each message once, each with its reason and
// with the one click that stops it.
import { sql } from "kysely";
import { type Letter, pathOf } from "#test/support/letter-box.ts";
import { hold, type Tale } from "./tale.ts";

/** As many follow a commitment, each change of it, as follow the whole process in a summary a week. */
const FOLLOWERS = 20;
const ONE_CLICK = "List-Unsubscribe=One-Click";
const WHY = /Te escribimos porque|Te llega este resumen porque/;
const SUMMARY = /novedad(es)? de lo que sigues/;
const CONFIRM = /^Confirma que quieres seguir/;

export interface Follower {
  email: string;
  how: "each" | "weekly";
  /** What they follow. */
  thing: number;
  since: Date;
  /** How many messages they had when they pressed the button of their mail program. */
  stoppedAt?: number;
}

export interface Read {
  confirmations: number;
  changes: number;
  summaries: number;
  notices: number;
}

/** Asks on the page, and says yes with the button that the message brings. */
export async function followThings(tale: Tale): Promise<number> {
  const { world, slug } = tale;
  // Something will be told of these.
  const commitments = tale.commitments.filter(({ fate }) => fate !== "late");
  const wishes = Array.from({ length: FOLLOWERS }, (_, n) => [
    { email: `atenta${n + 1}@example.org`, how: "each" as const, path: `/compromisos/${commitments[n]?.id}` },
    { email: `ocupado${n + 1}@example.org`, how: "weekly" as const, path: `/procesos/${slug}` },
  ]).flat();
  const asked: { email: string; how: "each" | "weekly"; thing: number }[] = [];
  for (const { email, how, path } of wishes) {
    const person = world.visitor();
    await person.visit(path);
    await person.follow("Seguir por correo");
    asked.push({ email, how, thing: Number(/\d+/.exec(person.page.path)?.[0]) });
    await person.send("Seguir", { email, how });
  }
  await world.post.deliver();
  const boxes = await boxesOf(tale);
  for (const { email } of asked) {
    const person = world.visitor();
    await person.visit(pathOf(boxes.get(email)?.[0], "/seguir/confirmar/"));
    await person.send("Sí, seguir");
  }
  world.clock.advance(1000);
  tale.followers = asked.map((one) => ({ ...one, since: world.clock.now() }));
  return asked.length;
}

/**
 * Reads every letter box once everything is told: who follows each change has one message for each line of its history, who asked
 * for summaries one for each Monday since, and who stopped has no more than before.
 * @param mondays summaries that each of those who did not stop has by now.
 */
export async function readLetters(tale: Tale, mondays: number): Promise<Read> {
  const boxes = await boxesOf(tale);
  const read: Read = { confirmations: 0, changes: 0, summaries: 0, notices: 0 };
  hold(tale.world.post.repeated() === 0, `${tale.world.post.repeated()} messages were sent twice.`);
  for (const follower of tale.followers) {
    const letters = boxes.get(follower.email) ?? [];
    const told = letters.filter(({ subject }) => !CONFIRM.test(subject));
    const expected = await countExpected(tale, follower, mondays);
    hold(told.length === expected, `${follower.email} should have ${expected} messages and has ${told.length}.`);
    for (const letter of told) await checkLetter(tale, letter);
    read.confirmations += letters.length - told.length;
    read.changes += told.filter(({ subject }) => !SUMMARY.test(subject)).length;
    read.summaries += told.filter(({ subject }) => SUMMARY.test(subject)).length;
  }
  for (const { email, outcome } of tale.offenders) {
    const subjects = (boxes.get(email) ?? []).map(({ subject }) => subject);
    const last = {
      accepts: [],
      granted: ["Volvimos a mostrar lo que dijiste"],
      refused: ["Otra persona miró lo que dijiste"],
    };
    for (const subject of ["Ocultamos algo que dijiste", ...last[outcome]]) {
      const n = subjects.filter((one) => one === subject).length;
      hold(n === 1, `«${subject}» arrived ${n} times at ${email}.`);
      read.notices += 1;
    }
  }
  return read;
}

/** Every second follower stops as their mail program does it: another machine, without cookie, token or redirect (RFC 8058). */
export async function unsubscribe(tale: Tale): Promise<number> {
  const boxes = await boxesOf(tale);
  const leaving = tale.followers.filter((_, n) => n % 4 < 2);
  for (const follower of leaving) {
    const letters = boxes.get(follower.email) ?? [];
    const letter = letters.find(({ headers }) => headers.has("List-Unsubscribe"));
    hold(letter !== undefined, `No message to ${follower.email} can be stopped.`);
    const answer = await fetch(tale.world.url + pathInHeader(tale, letter), {
      method: "POST",
      body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
      redirect: "manual",
    });
    hold(answer.status === 200, `The one click of ${follower.email} answered ${answer.status}.`);
    follower.stoppedAt = letters.filter(({ subject }) => !CONFIRM.test(subject)).length;
  }
  return leaving.length;
}

/** Letters by address. */
async function boxesOf({ world }: Tale): Promise<Map<string, Letter[]>> {
  return Map.groupBy(await world.post.letters(), ({ headers }) => headers.get("To") ?? "");
}

/** A summary each Monday, or a message for each line that the history of the thing says in public since they follow it. */
async function countExpected({ world }: Tale, follower: Follower, mondays: number): Promise<number> {
  const { how, thing, since, stoppedAt } = follower;
  if (stoppedAt !== undefined) return stoppedAt;
  if (how === "weekly") return mondays;
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from history where thing_id = ${thing} and public and at >= ${since}`.execute(world.db.read);
  return rows[0]?.n ?? 0;
}

/** It says why it came, on itself and on the page that it leads to, and names the address that stops it. */
async function checkLetter(tale: Tale, letter: Letter): Promise<void> {
  hold(letter.headers.get("List-Unsubscribe-Post") === ONE_CLICK, `«${letter.subject}» has no one-click to stop it.`);
  hold(WHY.test(letter.text), `«${letter.subject}» does not say why it came.`);
  const path = pathInHeader(tale, letter);
  hold(letter.paths.includes(path), `«${letter.subject}» does not show the address that stops it.`);
  const page = await tale.world.visitor().visit(path);
  hold(/Por qué te llega esto|Lo que sigues|Ya no sigues esto/.test(page.heading), `${path} is «${page.heading}».`);
}

function pathInHeader({ world }: Tale, { headers, subject }: Letter): string {
  const url = /^<(.+)>$/.exec(headers.get("List-Unsubscribe") ?? "")?.[1];
  hold(url?.startsWith(world.post.origin) === true, `«${subject}» names no address to stop it.`);
  return url.slice(world.post.origin.length);
}
