// What people find in their mailbox, once the jobs have run.
import { modules } from "../../src/modules.ts";
import type { TestApp } from "./test-app.ts";

const jobs = new Map(modules.flatMap((module) => module.jobs ?? []).map((job) => [job.name, job]));

/** Runs one job now, as the worker would. */
export async function runJob(house: TestApp, name: string): Promise<void> {
  const job = jobs.get(name);
  if (job === undefined) throw new Error(`There is no job ${name}`);
  await job.run(house.services, {});
}

export interface Letter {
  subject: string;
  /** Header → value. */
  headers: ReadonlyMap<string, string>;
  text: string;
  /** Paths of this site in the text, in its order. */
  paths: readonly string[];
}

/** The messages that an address got, oldest first, after telling and sending what waits. */
export async function lettersTo(house: TestApp, address: string): Promise<Letter[]> {
  await runJob(house, "follows.tell");
  await runJob(house, "follows.send");
  const letters = (await house.mail()).map((file) => readLetter(file, house.config.publicUrl));
  return letters.filter(({ headers }) => headers.get("To") === address);
}

/** A message as `fileMail` leaves it. @param origin of this site. */
export function readLetter(file: string, origin: string): Letter {
  const [head = "", ...text] = file.split("\n\n");
  const headers = new Map(
    head.split("\n").map((line) => [line.split(": ")[0] ?? "", line.split(": ").slice(1).join(": ")]),
  );
  const body = text.join("\n\n");
  return { subject: headers.get("Subject") ?? "", headers, text: body, paths: pathsOf(body, origin) };
}

function pathsOf(text: string, origin: string): string[] {
  return text.split("\n").flatMap((line) => (line.startsWith(origin) ? line.slice(origin.length) : []));
}

/** The first path of a letter that begins so. */
export function pathOf(letter: Letter | undefined, begin: string): string {
  const found = letter?.paths.find((path) => path.replace(/^\/en/, "").startsWith(begin));
  if (found === undefined) throw new Error(`No link to ${begin} in the letter «${letter?.subject}»`);
  return found;
}
