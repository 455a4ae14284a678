// Every form of the program, found by listing the routes, gets what no page would send. A refusal is a page that a person
// understands, never a failure of ours, and leaves nothing written. Two test files share the forms, and run side by side.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole } from "#core/people/index.ts";
import { getPublicProcess } from "#modules/processes/index.ts";
import type { PostRoute } from "#platform/http/route.ts";
import type { Role } from "#platform/module.ts";
import { fillRequest } from "#test/support/asking.ts";
import { openConversation } from "#test/support/conversing.ts";
import { openLongSession } from "#test/support/long-session.ts";
import { modules } from "../../src/modules.ts";
import { type Page, Person } from "../support/person.ts";
import { watchRows } from "../support/rows-written.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";
import { BODIES_OF_NO_FORM, EXTRAS, NOWHERE, VALUES } from "./bad-values.ts";

const DAY = 86_400_000;
const SLUG = "conversatorios-2026";
const TALK = "el-parque";
const PLACE = `/procesos/${SLUG}/buenaventura`;
const ROLES: readonly Role[] = ["administrator", "analyst", "planner", "facilitator", "moderator", "case_officer"];
/** What these do when they are obeyed would leave nothing for the others to try. */
const AT_THE_END = /\/(cerrar|fechas|editar)/;

const forms = modules
  .flatMap((module) => module.routes ?? [])
  // Narrow routes have no form: what they refuse is in answers.test.ts.
  .filter((route): route is PostRoute => route.method === "POST" && route.commit !== "narrow")
  .sort((a, b) => Number(AT_THE_END.test(a.path)) - Number(AT_THE_END.test(b.path)));

/** Addresses of other programs, which are refused in their own format. */
const programs = new Set(forms.filter((route) => route.failed !== undefined).map((route) => route.path));

let test: TestApp;
let owner: pg.Client;
let changedTables: () => Promise<string[]>;
let visitor: Sender;
/** Those who send, side by side: what one of them ends (a session, a role) is not ended for the others. */
const officials: Sender[] = [];
/** The things of the village, and the folder of the addresses of each. */
const numbers = { demand: "0", initiative: "0", commitment: "0", meeting: "0", request: "0" };
const NUMBERED = [
  ["reuniones", "meeting"],
  ["solicitudes", "request"],
  ["necesidades", "demand"],
  ["iniciativas", "initiative"],
  ["compromisos", "commitment"],
] as const;

/** Somebody new with every role, signed in: some forms end a session, a role or an account. */
async function newOfficial(): Promise<Person> {
  const session = await test.db.write(async (tx) => {
    const now = test.clock.now();
    const accountId = await createAccount(tx, { name: "Inés", locale: "es", now });
    for (const role of ROLES) await grantRole(tx, { accountId, role, by: undefined, now });
    return openLongSession(tx, accountId, now);
  });
  return new Person({ url: test.url, session });
}

/** A process in its vote with a need, an initiative that is voted in one place and another that won, and its commitment. */
async function live(): Promise<void> {
  const inés = await newOfficial();
  const ana = new Person({ url: test.url });
  await inés.visit("/gestion/procesos/nuevo");
  const local = (n: number): string => new Date(test.clock.now().getTime() + n * DAY).toISOString().slice(0, 16);
  const days = [-1, 5, 6, 8, 10, 400];
  const dates = ["gather", "analyse", "vote", "commit", "follow"].flatMap((phase, index) => [
    [`${phase}-opens`, local(days[index] ?? 0)],
    [`${phase}-closes`, local(days[index + 1] ?? 0)],
  ]);
  await inés.send("Guardar el borrador", {
    title: "Conversatorios 2026",
    purpose: "Para decidir juntos qué se hace.",
    ...Object.fromEntries(dates),
  });
  await inés.send("Publicar el proceso y sus reglas");
  await inés.visit(`/gestion/reuniones/nueva/${SLUG}/buenaventura`);
  await inés.send("Guardar la reunión", {
    title: "Reunión de la comuna 12",
    place: "Caseta comunal",
    day: local(0).slice(0, 10),
    startsAt: "08:00",
    endsAt: "18:00",
  });
  numbers.meeting = /\/reuniones\/(\d+)/.exec(inés.page.path)?.[1] ?? "0";
  await ana.visit(`${PLACE}/decir`);
  await ana.send("Enviar mi necesidad", { text: "El agua llega turbia cuando llueve" });
  await inés.visit(`/gestion/necesidades/${SLUG}`);
  const [need] = inés.page.choices("d");
  numbers.demand = need?.value ?? "0";
  await inés.send(/^Escribir una iniciativa/, { d: [numbers.demand] });
  await inés.send("Guardar la iniciativa", {
    title: "Planta de agua",
    text: "Una planta de agua potable.",
    sector: inés.page.choices("sector")[0]?.value ?? "",
    agency: inés.page.choices("agency")[0]?.value ?? "",
  });
  await inés.send(/^Poner en la votación/);
  test.clock.advance(7 * DAY);
  await ana.visit(`${PLACE}/votar`);
  numbers.initiative = ana.page.choices("choices")[0]?.value ?? "0";
  await ana.send("Revisar mi voto", { choices: [numbers.initiative] });
  await ana.send("Enviar mi voto");
  test.clock.advance(2 * DAY);
  await inés.visit(`/gestion/procesos/${SLUG}/votacion`);
  await inés.send("Contar los votos");
  await inés.visit(`/gestion/compromisos/nuevo/${numbers.initiative}`);
  await inés.send("Guardar el compromiso", { responsible: "Jefa de agua", dueDate: "2026-12-18" });
  numbers.commitment = /\/compromisos\/(\d+)/.exec(inés.page.path)?.[1] ?? "0";
  await fillRequest(ana, "76109");
  await ana.send("Enviar mi solicitud");
  await inés.visit("/gestion/solicitudes");
  numbers.request = /solicitudes\/(\d+)/.exec(inés.page.links(/no llega agua/)[0] ?? "")?.[1] ?? "0";
  const process = await getPublicProcess(test.db.read, SLUG);
  // From here on needs are said again: the phases are as before, and the clock goes back.
  test.clock.advance(-8 * DAY);
  const talk = await openConversation(test.db, test.entity, { process, now: test.clock.now(), slug: TALK });
  const load =
    "insert into indicator_loads (name, state, rows_read, rows_loaded, rows_repeated, rows_rejected, loaded_at) values ('a.csv', 'loaded', 0, 0, 0, 0, $1)";
  await owner.query(load, [test.clock.now()]);
  const sign =
    "insert into conversation_cases (conversation_id, number, rule, figures, found_at) values ($1, 1, 'copies', '{}', $2)";
  await owner.query(sign, [talk.conversation.id, test.clock.now()]);
}

/** Where a route is, with things that exist; what it names otherwise is the first of its kind. */
function addressOf(path: string): string {
  const [, kind] = NUMBERED.find(([folder]) => path.includes(`/${folder}/`)) ?? [];
  const id = kind === undefined ? "1" : numbers[kind];
  const known: Record<string, string> = {
    slug: path.includes("/conversaciones/") ? TALK : SLUG,
    place: "buenaventura",
    territory: "76109",
    id,
    initiative: numbers.initiative,
  };
  return path.replaceAll(/:(\w+)/g, (_, name: string) => known[name] ?? "1");
}

/** The names of the fields that a form reads, found in its schema. */
function fieldsOf(schema: unknown, depth = 0): string[] {
  if (typeof schema !== "object" || schema === null || depth > 8) return [];
  if ("shape" in schema && typeof schema.shape === "object" && schema.shape !== null) return Object.keys(schema.shape);
  const inner = "def" in schema && typeof schema.def === "object" && schema.def !== null ? schema.def : {};
  const parts = Object.entries(inner).flatMap(([name, part]) =>
    ["in", "out", "innerType", "options", "left", "right"].includes(name) ? part : [],
  );
  return [...new Set(parts.flatMap((part) => fieldsOf(part, depth + 1)))];
}

/** Somebody with a form in front of them, and so with its token. */
interface Sender {
  person: Person;
  token: string;
}

async function senderOf(person: Person): Promise<Sender> {
  await person.open("/mis-aportes");
  return { person, token: person.token };
}

/** So many officials, each with a session: a new one in the place of one whose session an answer ended. */
async function officialsFor(many: readonly unknown[]): Promise<readonly Sender[]> {
  return Promise.all(
    many.map(async (_, place) => {
      const known = officials[place];
      if (known?.person.cookies.has("sesion")) return known;
      const sender = await senderOf(await newOfficial());
      officials[place] = sender;
      return sender;
    }),
  );
}

/** Does something, and tells the tables whose rows are no longer as many. */
async function writtenBy<T>(work: () => Promise<T>): Promise<{ done: T; changed: string[] }> {
  await changedTables();
  const done = await work();
  return { done, changed: await changedTables() };
}

/** What is sent to an address: all of it but the token. */
interface Shot {
  name: string;
  path: string;
  body: string;
  type?: string;
}

/** Whether a refusal says what is wrong: a page to people, an error in its format to a program. */
function isTold({ path }: Shot, { html }: Page): boolean {
  return programs.has(path) ? /^(?:<\?xml.*<errors>|\[\{"code":)/s.test(html) : html.includes("<h1");
}

async function fire({ path, body, type }: Shot, { person, token }: Sender): Promise<Page> {
  return person.throwAt(path, type === undefined ? `csrf=${token}&${body}` : body, type);
}

/**
 * Sends all of it side by side and tells what is wrong with the answers. What is taken may write, and what is refused beside
 * it may not: it is sent again among its like, until nothing of what is sent is taken.
 */
async function assault(shots: readonly Shot[]): Promise<string[]> {
  const wrong: string[] = [];
  let sent = shots;
  while (sent.length > 0) {
    const pairs = zip(sent, await officialsFor(sent));
    const { done: answers, changed } = await writtenBy(() =>
      Promise.all(pairs.map(async ([shot, sender]) => ({ shot, page: await fire(shot, sender) }))),
    );
    const refused = answers.filter(({ page }) => page.status >= 400);
    for (const { shot, page } of refused) {
      if (page.status >= 500) wrong.push(`${shot.name}: answered ${page.status}`);
      else if (!isTold(shot, page)) wrong.push(`${shot.name}: answered ${page.status} without a page`);
    }
    if (changed.length === 0) return wrong;
    if (refused.length === answers.length) {
      wrong.push(`${refused.map(({ shot }) => shot.name).join(" or ")}: refused, and wrote in ${changed.join(", ")}`);
      return wrong;
    }
    sent = refused.map(({ shot }) => shot);
  }
  return wrong;
}

function zip<A, B>(left: readonly A[], right: readonly B[]): [A, B][] {
  return left.flatMap((one, index) => {
    const other = right[index];
    return other === undefined ? [] : [[one, other]];
  });
}

/** Declares the tests of the forms at some addresses. */
export function throwAtForms(mine: (path: string) => boolean): void {
  const routes = forms.filter(({ path }) => mine(path));

  beforeAll(async () => {
    test = await startTestApp();
    officials.length = 0;
    owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
    await live();
    changedTables = await watchRows(owner);
    visitor = await senderOf(new Person({ url: test.url }));
  });

  afterAll(async () => {
    await owner?.end();
    await test?.stop();
  });

  describe.each(routes.map((route) => ({ path: route.path, route })))("POST $path", ({ route }) => throwAt(route));
}

/** All that is thrown at one form. */
function throwAt(route: PostRoute): void {
  const { path } = route;
  it("without its token is refused, whoever sends it", async () => {
    const bodies = ["", "csrf=", "csrf=AAAA", `csrf=${"A".repeat(43)}`];
    const tries = zip([...bodies, ...bodies], [...(await officialsFor(bodies)), ...bodies.map(() => visitor)]);
    const { done, changed } = await writtenBy(() =>
      Promise.all(
        tries.map(async ([body, { person }]) => ({
          body,
          status: (await person.throwAt(addressOf(path), body)).status,
        })),
      ),
    );
    // Where the address itself is the secret, one that nobody was sent does not exist.
    const status = route.secretAddress === true ? 404 : 403;
    expect(done).toEqual(tries.map(([body]) => ({ body, status })));
    expect(changed).toEqual([]);
  });

  it.skipIf(route.access === "public")("is refused to somebody who has not signed in", async () => {
    const { done, changed } = await writtenBy(() => visitor.person.throwAt(addressOf(path), `csrf=${visitor.token}`));
    expect([401, 403]).toContain(done.status);
    expect(changed).toEqual([]);
  });

  it("takes any bytes without falling and without half a row", async () => {
    const fields = fieldsOf(route.body);
    const shots = [
      ...Object.entries(EXTRAS).map(([name, make]) => ({ name, body: make(fields) })),
      ...Object.entries(VALUES).map(([name, value]) => ({
        name: `${name} everywhere`,
        body: fields.map((field) => `${field}=${value}`).join("&"),
      })),
      ...BODIES_OF_NO_FORM.map(([type, body]) => ({ name: `${type} ${body}`, body, type })),
    ];
    expect(await assault(shots.map((shot) => ({ ...shot, path: addressOf(path) })))).toEqual([]);
  });

  it.skipIf(!path.includes(":"))("knows no place, number or word that does not exist", async () => {
    const addresses = NOWHERE.map((bad) => path.replaceAll(/:\w+/g, bad));
    expect(await assault(addresses.map((one) => ({ name: one.slice(0, 80), path: one, body: "" })))).toEqual([]);
  });
}
