// A government that outgrew one machine: two web processes and two workers of jobs, each a process of the system, behind a
// balancer that sends every request to the next. One of each is killed on the way.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createAccount, grantRole, openSession } from "#core/people/index.ts";
import { type EntityDatabase, openEntityDatabase } from "#core/territory/index.ts";
import { readConfig } from "#platform/config/config.ts";
import { ROOT } from "#platform/config/root.ts";
import { makeThrowawayFolder, removeServerFolder } from "#platform/db/server.ts";
import { freePort } from "#platform/http/free-port.ts";
import type { Role } from "#platform/module.ts";
import { type Balancer, startBalancer } from "../support/balancer.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { Person } from "../support/person.ts";
import { type Program, spawnProgram, startProgram } from "../support/program.ts";
import { browserMaker, prepareVote, sendVote, type VoteSet } from "../support/voting.ts";

const HOUR = 3_600_000;
const PEOPLE = 24;
const SOON = { timeout: 60_000, interval: 50 };
const quiet = { debug: () => undefined, info: () => undefined };

let dir: string;
let database: TestDatabase;
let opened: EntityDatabase;
let webs: Program[];
let workers: Program[];
let balancer: Balancer;
/** A process whose people vote now, and one whose people say what they need now. */
let voting: VoteSet;
let place: { code: string; slug: string };

beforeAll(async () => {
  dir = await makeThrowawayFolder("sigesi-two-machines-");
  database = await testDatabase();
  const port = await freePort();
  const env = { DATABASE_URL: database.ownerUrl, VAR_DIR: dir, PUBLIC_URL: `http://localhost:${port}` };
  webs = await Promise.all([0, 1].map(() => startProgram({ ...env, JOBS: "off" })));
  workers = await Promise.all([0, 1].map(() => spawnProgram(env, [], "worker")));
  balancer = await startBalancer(
    port,
    webs.map(({ url }) => url),
  );
  const config = { ...readConfig(env), migrations: join(ROOT, "migrations") };
  opened = await openEntityDatabase(config, { now: new Date(), log: quiet });
  const [first] = opened.entity.participationTerritories();
  if (first === undefined) throw new Error("The entity is empty");
  place = first;
  voting = await prepareVote(opened.db, opened.entity, {
    slug: "votan",
    places: { [place.code]: HOUR },
    now: new Date(),
  });
  await prepareVote(opened.db, opened.entity, {
    slug: "dicen",
    places: { [place.code]: HOUR },
    now: new Date(Date.now() + 2.5 * HOUR),
  });
});

afterAll(async () => {
  await balancer?.stop();
  await Promise.all([...(webs ?? []), ...(workers ?? [])].map((program) => program.end("SIGINT")));
  await opened?.close();
  await database?.drop();
  await removeServerFolder(dir);
});

const somebody = (): Person => new Person({ url: balancer.url });

async function official(name: string, role: Role): Promise<Person> {
  const session = await opened.db.write(async (tx) => {
    const now = new Date();
    const accountId = await createAccount(tx, { name, locale: "es", now });
    await grantRole(tx, { accountId, role, by: undefined, now });
    return openSession(tx, { accountId, now, strong: true });
  });
  return new Person({ url: balancer.url, session });
}

async function mailTo(address: string): Promise<string[]> {
  const folder = join(dir, "mail");
  const names = await readdir(folder).catch(() => []);
  const all = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return all.filter((mail) => mail.includes(`To: ${address}`));
}

/** What became of the workers, for whoever reads why a letter did not come. */
function ofWorkers(): string {
  return workers.map(({ child, output }) => `worker: ${child.exitCode ?? "runs"} ${output()}`).join("\n");
}

async function sayNeed(text: string): Promise<{ code: string; person: Person }> {
  const person = somebody();
  await person.visit(`/procesos/dicen/${place.slug}/decir`);
  const { action, body } = person.form("Enviar mi necesidad", { text });
  // As who was shown what says something alike, and sends theirs all the same.
  body.append("seen", "1");
  const page = await person.throwAt(action, String(body));
  return { code: /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(page.text)?.[0] ?? "", person };
}

const THINGS = ["un puente", "una escuela", "agua limpia", "luz en la cancha", "un médico", "la vía pavimentada"];

describe("two web processes and two workers", () => {
  test("what is said at one is found at the other, with the same cookies, tokens and codes", async () => {
    const said = await Promise.all(
      Array.from({ length: PEOPLE }, (_, n) => sayNeed(`En la vereda ${n} hace falta ${THINGS[n % THINGS.length]} ya`)),
    );
    expect(new Set(said.map(({ code }) => code)).size).toBe(PEOPLE);
    for (const { person } of said)
      expect((await person.visit("/mis-aportes")).text).toMatch(/En la vereda \d+ hace falta/);
    const rows = await opened.db.read.selectFrom("demands").select("id").execute();
    expect(rows).toHaveLength(PEOPLE);
    expect(Math.min(...balancer.answered())).toBeGreaterThan(PEOPLE);
  });

  test("two votes of one person at the same time, one at each, count once", async () => {
    const browser = await browserMaker(opened.db);
    const path = `/procesos/votan/${place.slug}/votar`;
    const [one = 0, other = 0] = voting.initiatives.get(place.code) ?? [];
    const voters = Array.from({ length: PEOPLE }, browser);
    const statuses = await Promise.all(
      voters.flatMap((voter) => webs.map(({ url }, n) => sendVote(url, path, voter, [n === 0 ? one : other]))),
    );
    expect(new Set(statuses)).toEqual(new Set([303]));
    const votes = await opened.db.read.selectFrom("votes").select("choices").execute();
    expect(votes).toHaveLength(PEOPLE);
  });

  test("a need hidden through one is gone from the other", async () => {
    await sayNeed("Que pinten el salón comunal de Pepita Pérez");
    const row = await opened.db.read
      .selectFrom("demands")
      .select("id")
      .where("text", "like", "%Pepita%")
      .executeTakeFirstOrThrow();
    const read = () => Promise.all(webs.map(async ({ url }) => (await fetch(`${url}/hilo/${row.id}`)).status));
    expect(await read()).toEqual([200, 200]);
    const moderator = await official("Nubia", "moderator");
    await moderator.visit(`/gestion/necesidades/moderar/${row.id}`);
    await moderator.send("Ocultarla", { reason: "Tenía el nombre de una persona." });
    await vi.waitFor(async () => expect(await read()).toEqual([404, 404]), SOON);
  });

  test("two officials who save the same at once, one at each: the second is told and keeps what they typed", async () => {
    const path = `/gestion/procesos/votan/fechas/${place.code}`;
    const [gloria, tomas] = [await official("Gloria", "planner"), await official("Tomás", "planner")];
    await Promise.all([gloria.visit(path), tomas.visit(path)]);
    const saved = await Promise.all([
      gloria.press("Guardar", { reason: "Creció el río" }),
      tomas.press("Guardar", { reason: "Hubo fiesta en el pueblo" }),
    ]);
    expect(saved.map(({ status }) => status).sort()).toEqual([200, 409]);
    const told = saved.find(({ status }) => status === 409);
    expect(told?.html).toMatch(/Creció el río|Hubo fiesta en el pueblo/);
  });

  test("each letter is sent once, whoever of the two workers takes it, also after one of them is killed", async () => {
    const ask = async (address: string): Promise<void> => {
      const person = somebody();
      await person.visit("/entrar");
      await person.send(/código/i, { email: address });
    };
    const addresses = Array.from({ length: PEOPLE }, (_, n) => `vecina${n}@ejemplo.org`);
    await Promise.all(addresses.map(ask));
    for (const address of addresses) {
      await vi.waitFor(async () => expect(await mailTo(address), ofWorkers()).toHaveLength(1), SOON);
    }
    await workers[0]?.end("SIGKILL");
    await ask("despues@ejemplo.org");
    await vi.waitFor(async () => expect(await mailTo("despues@ejemplo.org"), ofWorkers()).toHaveLength(1), SOON);
    for (const address of addresses) expect(await mailTo(address), address).toHaveLength(1);
  });

  test("when one web process is killed, the other goes on with everybody", async () => {
    const { person } = await sayNeed("Que vuelva la ruta de la escuela los lunes");
    await webs[0]?.end("SIGKILL");
    expect((await person.visit("/mis-aportes")).text).toContain("ruta de la escuela");
    await sayNeed("Que arreglen el techo del puesto de salud");
  });
});
