// Every form of the program, found by listing the routes, gets what no page would send. A refusal is a page that a person
// understands, never a failure of ours, and leaves nothing written.
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole } from "#core/people/index.ts";
import { getPublicProcess } from "#modules/processes/index.ts";
import type { PostRoute } from "#platform/http/route.ts";
import type { Role } from "#platform/module.ts";
import { openConversation } from "#test/support/conversing.ts";
import { openLongSession } from "#test/support/long-session.ts";
import { modules } from "../../src/modules.ts";
import { Person } from "../support/person.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

const DAY = 86_400_000;
const SLUG = "conversatorios-2026";
const TALK = "el-parque";
const PLACE = `/procesos/${SLUG}/buenaventura`;
const ROLES: readonly Role[] = ["administrator", "analyst", "planner", "facilitator", "moderator"];
/** What these do when they are obeyed would leave nothing for the others to try. */
const AT_THE_END = /\/(cerrar|fechas|editar)/;

const routes = modules
  .flatMap((module) => module.routes ?? [])
  // Narrow routes have no form: what they refuse is in answers.test.ts.
  .filter((route): route is PostRoute => route.method === "POST" && route.commit !== "narrow")
  .sort((a, b) => Number(AT_THE_END.test(a.path)) - Number(AT_THE_END.test(b.path)));

const TOO_MUCH = "a".repeat(100_000);
/** Values as they travel, percent-encoded, each put in every field of a form. */
const VALUES: Record<string, string> = {
  blank: "",
  spaces: "%20%0A%09",
  "100 KB": TOO_MUCH,
  "NUL and controls": "ok%00%01%1B%7F%0B bien",
  "bytes that are not UTF-8": "%FF%FE%C3%28%ED%A0%80",
  "half a percent": "%ZZ%",
  "a huge number": "9".repeat(40),
  "a number beyond bigint": "9223372036854775808",
  "no number": "NaN",
  "an exponent": "1e309",
  "a negative": "-1",
  "a day that does not exist": "2026-02-30",
  "an instant that does not exist": "2026-13-45T99:99",
  "a year beyond the calendar": "999999-01-01T00:00",
  "a code of elsewhere": "13101",
  "a path": "..%2F..%2Fetc%2Fpasswd",
  markup: "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27%3B--",
  "words that objects know": "__proto__",
  "right to left, emoji": "%E2%80%AE%F0%9F%91%A9%F0%9F%8F%BD%E2%80%8D%F0%9F%9A%80",
};

/** Fields that no form has, or the same one many times. */
const EXTRAS: Record<string, (fields: readonly string[]) => string> = {
  "nothing at all": () => "",
  "names of the machinery": () =>
    "__proto__=x&__proto__[a]=1&constructor=x&prototype=x&toString=x&hasOwnProperty=x&valueOf=1&then=x&%00=x&=x",
  "each field six hundred times": (fields) =>
    fields.flatMap((field) => Array.from({ length: 600 }, (_, n) => `${field}=${n}`)).join("&"),
  "lists where one is expected": (fields) =>
    fields.flatMap((field) => [`${field}=a`, `${field}[]=b`, `${field}[0]=c`]).join("&"),
  "a form longer than any": () => `text=${"b".repeat(300_000)}`,
};

let test: TestApp;
let owner: pg.Client;
let tables: string[];
const numbers = { demand: "0", initiative: "0", commitment: "0", meeting: "0" };

beforeAll(async () => {
  test = await startTestApp();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1",
  );
  tables = rows.map(({ name }) => name);
  await live();
});

afterAll(async () => {
  await owner?.end();
  await test?.stop();
});

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
  const process = await getPublicProcess(test.db.read, SLUG);
  // From here on needs are said again: the phases are as before, and the clock goes back.
  test.clock.advance(-8 * DAY);
  const talk = await openConversation(test.db, test.entity, { process, now: test.clock.now(), slug: TALK });
  const sign =
    "insert into conversation_cases (conversation_id, number, rule, figures, found_at) values ($1, 1, 'copies', '{}', $2)";
  await owner.query(sign, [talk.conversation.id, test.clock.now()]);
}

/** Where a route is, with things that exist; what it names otherwise is the first of its kind. */
function addressOf(path: string): string {
  const id = path.includes("/reuniones/")
    ? numbers.meeting
    : path.includes("/necesidades/")
      ? numbers.demand
      : path.includes("/iniciativas/")
        ? numbers.initiative
        : path.includes("/compromisos/")
          ? numbers.commitment
          : "1";
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

/** How many rows each table has. */
async function rowsOf(): Promise<Record<string, string>> {
  const counts = tables
    .map((table) => `select '${table}' as name, count(*)::text as n from ${table}`)
    .join(" union all ");
  const { rows } = await owner.query<{ name: string; n: string }>(counts);
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}

/** Sends one body and tells what is wrong with the answer, if anything. */
async function attack(person: Person, path: string, body: string, type?: string): Promise<string | undefined> {
  const before = await rowsOf();
  const page = await person.throwAt(path, body, type);
  if (page.status >= 500) return `answered ${page.status}`;
  if (page.status < 400) return undefined;
  if (!page.html.includes("<h1")) return `answered ${page.status} without a page`;
  const after = await rowsOf();
  const changed = tables.filter((table) => after[table] !== before[table]);
  return changed.length === 0 ? undefined : `answered ${page.status} and wrote in ${changed.join(", ")}`;
}

describe.each(routes.map((route) => ({ path: route.path, route })))("POST $path", ({ path, route }) => {
  it("without its token is refused, whoever sends it", async () => {
    const address = addressOf(path);
    for (const person of [new Person({ url: test.url }), await newOfficial()]) {
      await person.open("/mis-aportes");
      for (const body of ["", "csrf=", "csrf=AAAA", `csrf=${"A".repeat(43)}`]) {
        const before = await rowsOf();
        const page = await person.throwAt(address, body);
        // Where the address itself is the secret, one that nobody was sent does not exist.
        expect({ body, status: page.status }).toEqual({ body, status: route.secretAddress === true ? 404 : 403 });
        expect(await rowsOf()).toEqual(before);
      }
    }
  });

  it.skipIf(route.access === "public")("is refused to somebody who has not signed in", async () => {
    const visitor = new Person({ url: test.url });
    await visitor.open("/mis-aportes");
    const before = await rowsOf();
    const page = await visitor.throwAt(addressOf(path), `csrf=${visitor.token}`);
    expect([401, 403]).toContain(page.status);
    expect(await rowsOf()).toEqual(before);
  });

  it("takes any bytes without falling and without half a row", async () => {
    const fields = fieldsOf(route.body);
    const bodies = [
      ...Object.entries(EXTRAS).map(([name, make]) => ({ name, body: make(fields) })),
      ...Object.entries(VALUES).map(([name, value]) => ({
        name: `${name} everywhere`,
        body: fields.map((field) => `${field}=${value}`).join("&"),
      })),
    ];
    const wrong: string[] = [];
    let person = await newOfficial();
    for (const { name, body } of bodies) {
      await person.open("/mis-aportes");
      if (!person.cookies.has("sesion")) person = await newOfficial();
      await person.open("/mis-aportes");
      const problem = await attack(person, addressOf(path), `csrf=${person.token}&${body}`);
      if (problem !== undefined) wrong.push(`${name}: ${problem}`);
    }
    for (const [type, body] of [
      ["application/json", '{"csrf":"x"}'],
      ["application/json", "{"],
      ["text/plain", "hola"],
      ["multipart/form-data; boundary=x", "--x\r\nbroken"],
      ["multipart/form-data", "nothing"],
      ["application/x-www-form-urlencoded; charset=utf-16", "a=1"],
    ] as const) {
      const problem = await attack(person, addressOf(path), body, type);
      if (problem !== undefined) wrong.push(`${type} ${body}: ${problem}`);
    }
    expect(wrong).toEqual([]);
  });

  it.skipIf(!path.includes(":"))("knows no place, number or word that does not exist", async () => {
    const person = await newOfficial();
    await person.open("/mis-aportes");
    const wrong: string[] = [];
    for (const bad of ["0", "-1", "abc", "99999999999999999999", "%00", "%FF", "..%2f", "__proto__", "a".repeat(300)]) {
      const address = path.replaceAll(/:\w+/g, bad);
      const problem = await attack(person, address, `csrf=${person.token}`);
      if (problem !== undefined) wrong.push(`${address.slice(0, 80)}: ${problem}`);
    }
    expect(wrong).toEqual([]);
  });
});
