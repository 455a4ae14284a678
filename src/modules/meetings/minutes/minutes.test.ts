// The minutes from the draft to the page that everybody reads, with what each side says of them.
import { afterAll, beforeAll, expect, it } from "vitest";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let test: TestApp;
let rosa: Person;
let gloria: Person;
let path = "";
let code = "";
const CODE = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/;

beforeAll(async () => {
  test = await startTestApp();
  await openProcess(test, { slug: "prueba", now: test.clock.now() });
  const place = test.entity.participationTerritories()[0];
  rosa = new Person({
    url: test.url,
    session: await test.signIn({ name: "Rosa", role: "facilitator", territory: place?.code }),
  });
  gloria = new Person({ url: test.url, session: await test.signIn({ name: "Gloria", role: "planner" }) });
  await rosa.visit(`/gestion/reuniones/nueva/prueba/${place?.slug}`);
  const day = test.clock.now().toISOString().slice(0, 10);
  const values = {
    title: "Mesa de la vereda",
    place: "Escuela",
    day,
    startsAt: "08:00",
    endsAt: "16:00",
    agenda: "Saludo\nLo que hace falta",
  };
  path = (await rosa.send("Guardar la reunión", values)).path;
  await rosa.visit(`${path}/necesidades`);
  await rosa.send("Guardar", { line: "Hace falta un puente en la quebrada" });
  await rosa.visit(`${path}/acuerdos`);
  await rosa.send("Guardar la propuesta", {
    title: "Poner un puente peatonal",
    agency: test.entity.agencies()[0]?.code ?? "",
    responsible: "Jefe de obras",
    dueDate: "2027-06-30",
  });
});
afterAll(() => test?.stop());

it("cannot be written before it is known who came", async () => {
  const page = await rosa.visit(`${path}/acta`);
  expect(page.text).toContain("Primero anota cuántas personas llegaron");
  const body = new URLSearchParams({ csrf: rosa.token });
  expect((await rosa.throwAt(`${path}/acta/borrador`, body.toString())).status).toBe(409);
  await rosa.visit(`${path}/asistencia`);
  const [group] = test.entity.populationGroups();
  await rosa.send("La reunión se hizo: guardar", { people: "31", [`group-${group?.code}`]: "3" });
});

it("the draft says what was written down, and no count that points at somebody", async () => {
  await rosa.visit(`${path}/acta`);
  const page = await rosa.send("Hacer el borrador");
  for (const words of [
    "Mesa de la vereda",
    "2. Lo que hace falta",
    "Llegaron 31 personas",
    "1. Hace falta un puente en la quebrada",
    "1. Poner un puente peatonal. Responde",
    "30 de junio de 2027",
  ]) {
    expect(page.html.replaceAll("\u00A0", " ")).toContain(words);
  }
  expect(page.html).not.toContain(`${test.entity.populationGroups()[0]?.names.es}: 3`);
  // Nor a sentence that announces counts and gives none.
  expect(page.html).not.toContain("De ellas");
  expect((await new Person({ url: test.url }).open(path.replace("/gestion", "").concat("/acta"))).status).toBe(404);
});

it("two people who correct it at once: the second is told, and loses nothing", async () => {
  const other = new Person({ url: test.url });
  for (const [name, value] of rosa.cookies) other.cookies.set(name, value);
  await other.visit(`${path}/acta`);
  await rosa.visit(`${path}/acta`);
  await rosa.send("Guardar esta versión", { text: "El acta corregida por Rosa, con todo lo que pasó." });
  const page = await other.press("Guardar esta versión", { text: "El acta corregida por otra persona a la vez." });
  expect(page.status).toBe(409);
  expect(page.html).toContain("El acta corregida por otra persona a la vez.");
  expect((await rosa.visit(`${path}/acta`)).text).toContain("Versiones anteriores");
});

it("is not published while one side has not spoken", async () => {
  await gloria.visit(`${path}/acta`);
  await gloria.send("Guardar lo que digo", { opinion: "approved" });
  await rosa.visit(`${path}/acta`);
  const body = new URLSearchParams({ csrf: rosa.token, version: "2" });
  const page = await rosa.throwAt(`${path}/acta/publicar`, body.toString());
  expect(page.problems).toEqual(["Falta que opine una de las dos partes."]);
  const said = new URLSearchParams({ csrf: rosa.token, version: "2", opinion: "approved" });
  // Who runs the meeting does not speak for the administration.
  expect((await rosa.throwAt(`${path}/acta/opinar`, said.toString())).status).toBe(403);
});

it("whom the room chose reads it with a code and says what is missing", async () => {
  await rosa.visit(`${path}/acta`);
  const given = await rosa.send("Dar un código", { name: "Efraín Mosquera", organisation: "Junta de la vereda" });
  code = CODE.exec(given.text)?.[0] ?? "";
  expect(code).not.toBe("");
  const efrain = new Person({ url: test.url });
  const address = `${path.replace("/gestion", "")}/acta/revisar`;
  await efrain.visit(address);
  expect((await efrain.press("Leer el borrador", { code: "AAAA-BBBB-CCCC" })).problems[0]).toContain(
    "no es de esta reunión",
  );
  await efrain.visit(address);
  const page = await efrain.send("Leer el borrador", { code: code.toLowerCase() });
  expect(page.text).toContain("El acta corregida por Rosa");
  expect((await efrain.press("Guardar lo que digo", { opinion: "objected" })).problems).toEqual([
    "Escribe qué falta o qué está mal",
  ]);
  await efrain.send("Guardar lo que digo", { opinion: "objected", objection: "Faltó lo del acueducto." });
  expect(efrain.page.text).toContain("Tiene objeciones");
});

it("a new version asks both sides again", async () => {
  await rosa.visit(`${path}/acta`);
  await rosa.send("Guardar esta versión", { text: "El acta corregida por Rosa, con lo del acueducto." });
  expect(rosa.page.text).toContain("Nadie ha opinado de esta versión.");
  await gloria.visit(`${path}/acta`);
  await gloria.send("Guardar lo que digo", { opinion: "objected", objection: "El acueducto no se habló." });
  const efrain = new Person({ url: test.url });
  await efrain.visit(`${path.replace("/gestion", "")}/acta/revisar`);
  await efrain.send("Leer el borrador", { code });
  await efrain.send("Guardar lo que digo", { opinion: "approved" });
});

it("is published with the objections, and then nothing of the meeting changes", async () => {
  await rosa.visit(`${path}/acta`);
  await rosa.send("Publicar el acta");
  const shown = await new Person({ url: test.url }).visit(`${path.replace("/gestion", "")}/acta`);
  expect(shown.text).toContain("con lo del acueducto");
  expect(shown.text).toContain("El acueducto no se habló.");
  expect(shown.text).toContain("Efraín Mosquera, Junta de la vereda");
  await rosa.visit("/gestion/reuniones");
  for (const [act, body] of [
    ["acta", { text: "Otra versión del acta que nadie vio.", basedOn: "3" }],
    ["asistencia", { people: "500" }],
    ["necesidades", { line: "Otra necesidad que nadie dijo", key: "12345678" }],
  ] as const) {
    const sent = new URLSearchParams({ csrf: rosa.token, ...body });
    expect([act, (await rosa.throwAt(`${path}/${act}`, sent.toString())).status]).toEqual([act, 409]);
  }
});

it("an objection is reported in one tap, decided in the queue of everything, and its words go with a public reason", async () => {
  const address = `${path.replace("/gestion", "")}/acta`;
  const neighbour = new Person({ url: test.url });
  await neighbour.visit(address);
  await neighbour.follow(/^Avisar que algo está mal/);
  expect(neighbour.page.text).toContain("El acueducto no se habló.");
  await neighbour.send("Insulta o discrimina");
  const marta = new Person({ url: test.url, session: await test.signIn({ name: "Marta", role: "moderator" }) });
  expect((await marta.visit("/gestion/moderacion")).text).toContain("Objeción a un acta");
  await marta.send(/^Empezar con la primera/);
  await marta.send(/^Insulto/);
  const after = await new Person({ url: test.url }).visit(address);
  expect(after.html).not.toContain("El acueducto no se habló.");
  expect(after.text).toContain("Sus palabras se ocultaron: Tenía un insulto");
  expect(after.text).toContain("Tiene objeciones");
  expect((await neighbour.open(address)).links(/^Avisar/)).toEqual([]);
});
