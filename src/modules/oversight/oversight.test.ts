// Marta, for her organisation, watches a project, a contract, a goal and a commitment: she says what she found, and the agency answers in time
// or everybody sees that it did not.
import { afterAll, beforeAll, expect, it } from "vitest";
import { createAccount, loadOrganisations } from "#core/people/index.ts";
import { loadPlan } from "#modules/plans/index.ts";
import { loadProjects } from "#modules/projects/index.ts";
import { openLongSession } from "#test/support/long-session.ts";
import { Person } from "#test/support/person.ts";
import { answer, prepareVillage, promise, sayNeed, type Village } from "#test/support/promising.ts";
import { sendForm } from "#test/support/send-form.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { findingReportable } from "./say/reportable.ts";

let house: TestApp;
let village: Village;
let marta: Person;
let visitor: Person;
let organisation = 0;
let commitment = 0;
let need = 0;
let path = "";
const WATER = "2026999990001";
const GOAL = "/plan/plan-2024/101";

beforeAll(async () => {
  house = await startTestApp();
  village = await prepareVillage(house);
  visitor = new Person({ url: house.url });
  need = (await sayNeed(house, village, "Hace falta una planta de agua que no se dañe")).need;
  commitment = await answer(village, [need]);
  const now = house.clock.now();
  await house.db.write(async (tx) => {
    const account = await createAccount(tx, { name: "Marta", locale: "es", now });
    marta = new Person({ url: house.url, session: await openLongSession(tx, account, now) });
    const of = { kind: "association", territory: village.place.code, groups: [], representativeId: account, now };
    [organisation = 0] = await loadOrganisations(tx, [{ ...of, name: "Veedores del agua" }]);
    const header = { code: "plan-2024", name: "Plan", yearFrom: 2024, yearTo: 2027, cutOff: "2026-09-30" };
    const goal = { behaviour: "incremento_acumulado" as const, unit: "plantas", baseline: 0, goal: 40 };
    const none = { programmed: [], reports: [], commitments: [] };
    const nodes = [
      { code: "1", parent: null, depth: 1, level: "línea", name: "Agua" },
      {
        code: "101",
        parent: "1",
        depth: 2,
        level: "meta",
        name: "Plantas hechas",
        goal: { ...goal, ...none, agency: village.agency },
      },
    ];
    await loadPlan(tx, { header: { ...header, inForce: true, generated: false }, nodes, now });
    const bank = { places: [], amounts: [], works: [], reports: [], remarks: [], ratings: [], pays: [], sector: null };
    const supplier = { supplierId: "900123456", supplierName: "Obras SAS", value: 9, asOf: "2026-09-30" };
    const contracts = [{ code: "C-1", object: "Construir la planta", ...supplier }];
    const who = { executor: "agency" as const, agency: village.agency, body: null };
    await loadProjects(
      tx,
      [{ ...bank, ...who, contracts, code: WATER, name: "Plantas de agua", purpose: "Agua." }],
      now,
    );
  });
});
afterAll(() => house?.stop());

const opening = () => ({
  organisation: String(organisation),
  object: "Que la planta se termine y sirva.",
  from: "2026-10-01",
  to: "2027-10-01",
  what: `${house.url}/proyectos/${WATER}`,
});

it("is opened by who represents an organisation, and says what is wrong without losing what was typed", async () => {
  expect((await visitor.visit("/veedurias")).text).toContain("Todavía no hay veedurías");
  expect((await visitor.open("/veedurias/nueva")).path).toMatch(/^\/entrar/);
  expect((await village.gloria.visit("/veedurias/nueva")).text).toContain("No representas a una organización aprobada");
  for (const [field, value] of [
    ["organisation", "99999"],
    ["organisation", ""],
    ["object", "Vigilar"],
    ["from", "2026-02-30"],
    ["to", "2026-09-01"],
    ["to", "2033-01-01"],
    ["what", "/proyectos/2026000000000"],
    ["what", `${house.url}/compromisos/999999`],
  ] as const) {
    await marta.visit("/veedurias/nueva");
    const sent = await sendForm(house.url, marta, "/veedurias/nueva", { ...opening(), [field]: value });
    expect([field, value, sent.status, sent.html.includes(`href="#${field}"`)]).toEqual([field, value, 400, true]);
    expect(sent.html).toContain("2027-10-01".slice(0, field === "to" ? 2 : 10));
  }
  expect((await house.db.pool.query("select 1 from oversights")).rows).toEqual([]);
  await marta.visit("/veedurias/nueva");
  const page = await marta.send("Abrir la veeduría", opening());
  path = page.path;
  expect(path).toMatch(/^\/veedurias\/\d+$/);
  expect(page.links("Plantas de agua")).toEqual([`/proyectos/${WATER}`]);
});

it("watches also a goal, a commitment and a contract, each once, and every page says who watches", async () => {
  for (const what of [GOAL, `/compromisos/${commitment}`, "C-1"]) {
    await marta.visit(`${path}/decir`);
    await marta.send("Vigilar también", { what });
  }
  for (const what of [WATER, "C-1"]) {
    await marta.visit(`${path}/decir`);
    expect((await marta.press("Vigilar también", { what })).status).toBe(409);
  }
  expect((await village.gloria.open(`${path}/decir`)).status).toBe(403);
  const page = await visitor.visit(`${path}?v=1`);
  expect(page.text).toContain("Contrato C-1");
  for (const watched of [`/proyectos/${WATER}`, GOAL, `/compromisos/${commitment}`]) {
    expect((await visitor.visit(`${watched}?v=1`)).links(/^Veedores del agua/)).toEqual([path]);
  }
});

it("watches for what moderation may hide: the words leave every page, thread and data, and who watches what stays", async () => {
  const secret = "300 412 5678";
  const report = /^Avisar que algo está mal/;
  await marta.visit("/veedurias/nueva");
  const object = `Que el agua llegue; avisar a Ana al ${secret}.`;
  const what = `/compromisos/${commitment}`;
  const page = await marta.send("Abrir la veeduría", { ...opening(), object, what });
  const places = [page.path, "/veedurias", what, `/hilo/${need}`, `/hilo/${need}/datos.json`, "/datos/veedurias.csv"];
  const tell = async (words: string) => {
    const pages = await Promise.all(places.map((place) => new Person({ url: house.url }).visit(place)));
    return pages.map(({ html }) => html.includes(words));
  };
  expect(await tell(secret)).toEqual(places.map(() => true));
  // Nothing but its own row and its title holds them.
  const { rows } = await house.db.pool.query(
    "select 1 from links where relation = 'watched_by' and reason is not null",
  );
  expect(rows).toEqual([]);

  await visitor.visit(page.path);
  expect((await visitor.follow(report)).text).toContain(secret);
  const sara = new Person({ url: house.url, session: await house.signIn({ name: "Sara", role: "moderator" }) });
  // It was waiting for a look before anybody reported it.
  expect((await sara.visit("/gestion/moderacion")).text).toContain("Para qué vigila una veeduría");
  await sara.send(/^Empezar con la primera/);
  await sara.send(/^Datos de alguien/);
  expect(await tell(secret)).toEqual(places.map(() => false));
  expect(await tell("Veedores del agua")).toEqual(places.map(() => true));
  const reason = "Tenía datos personales de alguien.";
  for (const place of [page.path, "/veedurias", `/hilo/${need}`]) {
    expect((await visitor.visit(place)).text).toContain(reason);
  }
  expect((await marta.visit(`${page.path}/decir`)).html).not.toContain(secret);
  expect((await visitor.open(page.path)).links(report)).toEqual([]);
});

it("says what it found, in the thread of who asked; answered in its working days, or late in sight of everybody", async () => {
  const good = { kind: "finding", text: "Nadie trabaja en la planta desde septiembre." };
  const say = async (fields: Record<string, string>, file?: Blob) => {
    const page = await marta.visit(`${path}/decir`);
    const values = [...page.html.matchAll(/<option value="([^"]*)"[^>]*>([^<]*)/g)].map(([, value, text]) => [
      text,
      value ?? "",
    ]);
    const subject = values.find(([text]) => text?.includes(fields.about ?? ""))?.[1] ?? "";
    const { about: _, ...rest } = { about: "", subject, ...good, ...fields };
    return sendForm(house.url, marta, `${path}/decir`, rest, file === undefined ? {} : { file: [file] });
  };
  for (const [field, value] of [
    ["kind", "queja"],
    ["subject", "t1"],
    ["text", "Mal"],
  ] as const) {
    const sent = await say({ about: promise.title, [field]: value });
    expect([field, sent.status, sent.html.includes(`href="#${field}"`)]).toEqual([field, 400, true]);
  }
  expect((await say({ about: promise.title }, new Blob(["hola"]))).status).toBe(400);
  const pdf = new Blob(["%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"]);
  expect((await say({ about: promise.title }, pdf)).status).toBe(303);
  expect((await say({ about: "C-1", text: "El contrato no tiene interventoría." })).status).toBe(303);
  expect((await say({ about: "Plantas de agua", kind: "effect", text: "Ya hay agua en la escuela." })).status).toBe(
    303,
  );
  const { rows } = await house.db.pool.query<{ id: number; due: string; file: number }>(
    "select id, due_on as due, file_id as file from oversight_findings order by id",
  );
  const [first, second, third] = rows;
  // Fifteen working days from Wednesday the 14th of October of 2026, with a holiday in between.
  expect([first?.due, third?.due]).toEqual(["2026-11-05", null]);
  expect((await visitor.open(`/veedurias/archivos/${first?.file}`)).status).toBe(200);

  const { gloria } = village;
  expect((await gloria.visit("/gestion/veedurias")).text).toContain("2 hallazgos esperan tu respuesta");
  const away = house.entity.agencies()[1]?.code ?? "";
  const rosa = new Person({
    url: house.url,
    session: await house.signIn({ name: "Rosa", role: "planner", agency: away }),
  });
  expect((await rosa.open(`/gestion/veedurias/${first?.id}`)).status).toBe(403);
  await gloria.visit(`/gestion/veedurias/${first?.id}`);
  expect((await gloria.press("Publicar la respuesta", { answer: "" })).problems).toEqual(["Escribe la respuesta"]);
  await gloria.send("Publicar la respuesta", { answer: "El lunes sigue la obra." });
  expect((await gloria.open(`/gestion/veedurias/${third?.id}`)).status).toBe(404);
  const twice = await sendForm(house.url, gloria, `/gestion/veedurias/${first?.id}`, { answer: "Otra." });
  expect(twice.status).toBe(409);

  house.clock.set(new Date("2026-11-09T15:00:00Z"));
  const page = await visitor.visit(`${path}?v=2`);
  expect(page.text).toContain("El lunes sigue la obra.");
  expect(page.text).toContain("Sin responder: 2 días hábiles de retraso");
  expect(page.text).toContain("Qué cambió, contado por su gente: un relato");
  const thread = await visitor.visit(`/hilo/${need}`);
  expect(thread.text).toContain("Una veeduría halló algo");
  expect(thread.text).toContain("El lunes sigue la obra.");
  const csv = (await visitor.visit("/datos/hallazgos-de-veedurias.csv")).html.trim().split("\n");
  expect(csv.map((line) => line.split(",").at(-1))).toEqual(["state", "answered", "overdue", "effect"]);
  expect(csv[2]).toContain(",C-1,");

  await house.db.write((tx) =>
    findingReportable.setHidden(tx, {
      id: second?.id ?? 0,
      words: "Nombra a una persona.",
      by: 1,
      now: house.clock.now(),
    }),
  );
  // Written beside the web process, which hears of it a moment later.
  const textOf = async (address: string) => (await visitor.visit(address)).text;
  await expect.poll(() => textOf(path)).toContain("Nombra a una persona.");
  expect(await textOf(path)).not.toContain("no tiene interventoría");
  await expect.poll(() => textOf(`/proyectos/${WATER}`)).not.toContain("no tiene interventoría");
  expect((await visitor.visit(`/en${path}`)).text).toContain("Answered");
  house.clock.set(new Date("2027-10-02T15:00:00Z"));
  expect((await say({ about: promise.title })).status).toBe(409);
});
