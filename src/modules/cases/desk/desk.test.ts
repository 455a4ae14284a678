// Long: one case is lived from desk to desk, and each refusal of the law is asked on the way.
// The desk of an official: who sees what, what the law refuses, an answer of two people, and its proof in the hands of who asked.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fillRequest } from "#test/support/asking.ts";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

const RECEIVED = new Date("2026-03-20T15:00:00Z");
const DAY = 86_400_000;
let test: TestApp;
let town = "";
let ana: Person;
let jairo: Person;
let path = "";

beforeAll(async () => {
  test = await startTestApp({ now: RECEIVED });
  town = test.entity.participationTerritories()[0]?.code ?? "";
});
afterAll(() => test?.stop());

async function officer(name: string, agency = "salud"): Promise<Person> {
  return new Person({ url: test.url, session: await test.signIn({ name, role: "case_officer", agency }) });
}

beforeEach(async () => {
  test.clock.set(RECEIVED);
  ana = new Person({ url: test.url });
  await fillRequest(ana, town, { identity: "name", name: "Ana Ruiz", email: "ana@example.org", electronic: "yes" });
  await ana.send("Enviar mi solicitud");
  jairo = await officer("Jairo");
  const { rows } = await test.db.pool.query<{ id: number }>("select max(id)::int as id from cases");
  path = `/gestion/solicitudes/${rows[0]?.id}`;
});

describe("who works on it", () => {
  it("finds it in the list of their agency; for others it does not exist", async () => {
    await jairo.visit("/gestion/solicitudes");
    expect(jairo.page.links(/no llega agua/)).toContain(path);
    await jairo.visit(`/gestion/solicitudes?de=mine`);
    expect(jairo.page.text).toContain("No hay solicitudes aquí");
    await jairo.visit(path);
    expect(jairo.page.text).toContain("Ana Ruiz");
    const other = await officer("Vera", "educacion");
    await other.visit("/gestion/solicitudes");
    expect(other.page.text).toContain("No hay solicitudes aquí");
    expect((await other.open(path)).status).toBe(404);
    expect((await ana.open(path)).path).toMatch(/^\/entrar/);
  });

  it("takes it, and it is theirs", async () => {
    await jairo.visit(path);
    const me = jairo.page.choices("officer").findLast(({ words }) => words === "Jairo");
    await jairo.send("Asignar", { officer: me?.value ?? "" });
    expect(jairo.page.text).toContain("En trámite");
    await jairo.visit("/gestion/solicitudes?de=mine");
    expect(jairo.page.links(/no llega agua/)).toContain(`${path}?de=mine`);
  });
});

describe("what the law refuses is refused with its rule, and what was typed stays", () => {
  it("an extension longer than the term", async () => {
    await jairo.visit(path);
    await jairo.press("Avisar y ampliar el plazo", { days: "16", reason: "Falta una visita" });
    expect(jairo.page.status).toBe(409);
    expect(jairo.page.problems.join()).toContain("15 días hábiles a lo sumo (Ley 1755 de 2015, art. 14, parágrafo)");
    expect(jairo.page.text).toContain("Falta una visita");
    await jairo.send("Avisar y ampliar el plazo", { days: "15", reason: "Falta una visita" });
    expect(jairo.page.text).toMatch(/jueves\s7\sde\smayo\sde\s2026/);
  });

  it("a late transfer; in time, the case leaves for the other agency with its whole term", async () => {
    test.clock.set(new Date(RECEIVED.getTime() + 12 * DAY));
    jairo = await officer("Jairo");
    await jairo.visit(path);
    await jairo.press("Enviarla", { agency: "educacion", reason: "Es de escuelas" });
    expect(jairo.page.problems.join()).toContain("Ley 1755 de 2015, art. 21");
    test.clock.set(new Date(RECEIVED.getTime() + 10 * DAY));
    await jairo.send("Enviarla", { agency: "educacion", reason: "Es de escuelas" });
    expect(jairo.page.path).toBe("/gestion/solicitudes");
    const vera = await officer("Vera", "educacion");
    await vera.visit(path);
    expect(vera.page.text).toMatch(/miércoles\s22\sde\sabril\sde\s2026/);
  });

  it("what is missing stops the clock, and completing it starts it again", async () => {
    test.clock.set(new Date("2026-03-26T15:00:00Z"));
    await jairo.visit(path);
    await jairo.send("Pedirlo y detener el plazo", { what: "completion", reason: "Manda el plano" });
    expect(jairo.page.text).toContain("Plazo detenido");
    await ana.visit("/solicitudes/mia");
    expect(ana.page.text).toContain("Manda el plano");
    test.clock.set(new Date("2026-04-10T15:00:00Z"));
    await ana.send("Enviar lo que falta", { text: "Aquí está el plano" });
    expect(ana.page.text).toMatch(/martes\s28\sde\sabril\sde\s2026/);
  });
});

describe("an answer", () => {
  it("is written by one, reviewed by another, read by who asked, and judged", async () => {
    await jairo.visit(path);
    await jairo.send("Guardar para revisión", { text: "Se arregla el lunes 6 de abril.", outcome: "granted" });
    expect(jairo.page.text).toContain("La revisa otra persona");
    const vera = await officer("Vera");
    await vera.visit(path);
    await vera.send("Está bien: enviarla");
    expect(vera.page.text).toContain("Con respuesta por leer");
    await ana.visit("/solicitudes/mia");
    expect(ana.page.text).not.toContain("lunes 6 de abril");
    await ana.send("Leer la respuesta");
    expect(ana.page.text).toContain("Se arregla el lunes 6 de abril.");
    await ana.send("Sí: la respuesta me sirvió", { comment: "Gracias" });
    const { rows } = await test.db.pool.query("select state, in_time, helped from cases where id = $1", [
      path.split("/").at(-1),
    ]);
    expect(rows).toEqual([{ state: "notified", in_time: true, helped: "yes" }]);
    const visitor = new Person({ url: test.url });
    await visitor.visit("/solicitudes");
    expect(visitor.page.text).toContain("respondidas a tiempo");
    expect(visitor.page.html).not.toContain("Ana Ruiz");
  });

  it("of a colleague who wrote meanwhile is not lost: the second one is told", async () => {
    const vera = await officer("Vera");
    await vera.visit(path);
    await jairo.visit(path);
    await jairo.send("Guardar la nota", { note: "Llamé a la escuela" });
    await vera.press("Guardar para revisión", { text: "Otra respuesta", outcome: "granted" });
    expect(vera.page.status).toBe(409);
    expect(vera.page.text).toContain("Otra respuesta");
    expect(vera.page.problems.join()).toContain("Jairo");
  });
});

describe("once it was closed", () => {
  it("who asked has it opened again with reasons: a whole term, another answer, and the first one stays", async () => {
    const vera = await officer("Vera");
    const answer = async (text: string) => {
      await jairo.visit(path);
      await jairo.send("Guardar para revisión", { text, outcome: "granted" });
      await vera.visit(path);
      await vera.send("Está bien: enviarla");
      await ana.visit("/solicitudes/mia");
      await ana.send("Leer la respuesta");
    };
    await answer("Se arregla el lunes.");
    test.clock.set(new Date(RECEIVED.getTime() + 14 * DAY));
    await ana.visit("/solicitudes/mia");
    await ana.press("Abrirla de nuevo", {});
    expect(ana.page.problems).toEqual(["Escribe por qué hace falta abrirla de nuevo"]);
    await ana.send("Abrirla de nuevo", { reopen: "No vino nadie" });
    expect(ana.page.text).toMatch(/lunes\s27\sde\sabril\sde\s2026/);
    expect(ana.page.text).toContain("Se arregla el lunes.");
    await jairo.visit(path);
    expect(jairo.page.text).toContain("No vino nadie");
    await answer("Fuimos el martes y quedó.");
    expect(ana.page.text).toContain("Fuimos el martes y quedó.");
    expect(ana.page.text).toContain("Una respuesta anterior");
    const { rows } = await test.db.pool.query("select text from case_answers where case_id = $1 order by round", [
      path.split("/").at(-1),
    ]);
    expect(rows.map(({ text }) => text)).toEqual(["Se arregla el lunes.", "Fuimos el martes y quedó."]);
  });
});

describe("what everybody may read", () => {
  it("was agreed by who asks, read before by an official, and others ask for the same with their own term", async () => {
    const rosa = new Person({ url: test.url });
    await fillRequest(rosa, town, { identity: "name", name: "Rosa Mina" });
    await rosa.send("Enviar mi solicitud", { publish: "yes" });
    const { rows } = await test.db.pool.query<{ id: number }>("select max(id)::int as id from cases");
    const id = rows[0]?.id ?? 0;
    const visitor = new Person({ url: test.url });
    expect((await visitor.open(`/solicitudes/${id}`)).status).toBe(404);
    await jairo.visit(path);
    expect(() => jairo.form("Publicarla así")).toThrow();
    await jairo.visit(`/gestion/solicitudes/${id}`);
    await jairo.press("Publicarla así", { publicText: "Llamen al 3155551234: no hay agua en la escuela" });
    expect(jairo.page.status).toBe(400);
    expect(jairo.page.text).toContain("3155551234");
    await jairo.send("Publicarla así", { publicText: "No llega agua a la escuela. Pido que la arreglen." });
    await visitor.visit(`/solicitudes/${id}`);
    expect(visitor.page.text).toContain("No llega agua a la escuela");
    expect(visitor.page.html).not.toContain("Rosa Mina");
    await visitor.visit(`/hilo/${id}`);
    expect(visitor.page.links(/GVC-2026/)).toEqual([`/solicitudes/${id}`]);

    const bea = new Person({ url: test.url });
    await bea.visit(`/solicitudes/${id}`);
    await bea.follow("Yo también lo pido");
    await bea.send("Seguir");
    await bea.send("Seguir");
    await bea.send("Seguir", { territory: town });
    await bea.send("Seguir", { sector: "salud" });
    await bea.send("Seguir", { identity: "anonymous" });
    expect(bea.page.links(/No llega agua a la escuela/)).toEqual([`/solicitudes/${id}`]);
    await bea.send("Enviar mi solicitud");
    expect(bea.page.path).toBe("/solicitudes/recibida");
    await visitor.visit(`/solicitudes/${id}`);
    expect(visitor.page.text).toContain("Otra persona pidió lo mismo");
    await jairo.visit(`/gestion/solicitudes/${id}`);
    await jairo.send("Quitarla de lo público");
    expect((await visitor.open(`/solicitudes/${id}`)).status).toBe(404);
    expect((await visitor.open(`/hilo/${id}`)).status).toBe(404);
  });

  it("an account finds what it asked for without the receipt, and nobody else does", async () => {
    const session = await test.signIn({ name: "Luz", role: "facilitator" });
    const luz = new Person({ url: test.url, session });
    await fillRequest(luz, town, { identity: "name", name: "Luz Castro" });
    await luz.send("Enviar mi solicitud");
    const other = new Person({ url: test.url, session });
    await other.visit("/mis-aportes");
    const [own = ""] = other.page.links(/no llega agua/);
    await other.visit(own);
    await other.send("Agregarlo", { text: "También falta luz" });
    expect(other.page.path).toBe("/solicitudes/mia");
    expect(other.page.text).toContain("También falta luz");
    other.cookies.delete("sesion");
    await other.visit("/solicitudes/mia");
    expect(other.page.path).toBe("/solicitudes/seguir");
    expect((await jairo.open(own)).status).toBe(404);
    expect((await ana.open(own)).path).toMatch(/^\/entrar/);
  });
});

describe("at the counter", () => {
  const said = { text: "Que arreglen la luz del parque", name: "Rosa Mina", document: "31000111" };

  it("an official writes it down once, and its receipt has what the law asks, with the code once", async () => {
    await jairo.visit("/gestion/solicitudes/nueva?puerta=telephone");
    const form = { ...said, territory: town, reasons: "Está oscuro y da miedo", annexes: "Una carta, 2 hojas" };
    const { action, body } = jairo.form("Recibirla y darle número", form);
    await jairo.send("Recibirla y darle número", form);
    const receipt = jairo.page.text;
    for (const words of [
      "Rosa Mina",
      "31000111",
      "Está oscuro",
      "Una carta, 2 hojas",
      "Jairo",
      "de viva voz (Teléfono)",
    ])
      expect(receipt).toContain(words);
    const code = /Código: ([2-9A-Z-]+)/.exec(receipt)?.[1] ?? "";
    const number = /GVC-\d{4}-\d{6,}-\d/.exec(receipt)?.[0] ?? "";
    const sheet = jairo.page.path;
    expect((await jairo.open(sheet)).text).not.toContain(code);
    await jairo.throwAt(action, String(body));
    const { rows } = await test.db.pool.query("select count(*)::int as n from cases where text = $1", [said.text]);
    expect(rows).toEqual([{ n: 1 }]);
    const rosa = new Person({ url: test.url });
    await rosa.visit("/solicitudes/seguir");
    await rosa.send("Ver mi solicitud", { number, code });
    expect(rosa.page.text).toContain("luz del parque");
    expect((await (await officer("Vera", "educacion")).open(sheet)).status).toBe(404);
  });

  it("says what is missing and keeps the rest; a message of a network says which one", async () => {
    await jairo.visit("/gestion/solicitudes/nueva");
    await jairo.press("Recibirla y darle número", { text: said.text, document: "31000111", channel: "social" });
    expect(jairo.page.status).toBe(400);
    expect(jairo.page.problems).toEqual(["Escoge el lugar"]);
    await jairo.press("Recibirla y darle número", { territory: town });
    expect(jairo.page.problems).toEqual(["Escribe en qué red llegó y la dirección del mensaje"]);
    await jairo.press("Recibirla y darle número", { origin: "X, @rosamina" });
    expect(jairo.page.problems).toEqual(["Escribe el nombre, o deja vacíos los demás datos"]);
    await jairo.send("Recibirla y darle número", { name: "Rosa Mina" });
    expect(jairo.page.text).toContain("Redes sociales: X, @rosamina");
    await jairo.visit("/gestion/solicitudes?puerta=social");
    expect(jairo.page.links(/luz del parque/)).toEqual([]);
    const chief = await officer("Marta", "secretaria-general");
    await chief.visit("/gestion/solicitudes?puerta=social");
    expect(chief.page.links(/luz del parque/)).toHaveLength(1);
    await ana.visit("/solicitudes");
    expect(ana.page.text).toContain("Redes sociales");
  });

  it("who writes down a reserved one gives its receipt once, and reads it no more", async () => {
    const jairo = await officer("Jairo", "salud");
    await jairo.visit("/gestion/solicitudes/nueva");
    const form = { text: "Al niño de al lado lo golpean", territory: town, sector: "salud", route: "ninez" };
    await jairo.send("Recibirla y darle número", form);
    expect(jairo.page.text).toMatch(/Código: [2-9A-Z-]{20}/);
    expect((await jairo.open(jairo.page.path)).status).toBe(404);
  });
});

describe("its thread", () => {
  it("many requests for one thing become a need that everybody reads; each keeps its term, and the thread tells them", async () => {
    const process = await openProcess(test, { slug: "agua", now: RECEIVED });
    const rosa = new Person({ url: test.url });
    await fillRequest(rosa, town);
    await rosa.send("Enviar mi solicitud", { publish: "yes" });
    const { rows } = await test.db.pool.query<{ id: number }>("select max(id)::int as id from cases");
    const id = rows[0]?.id ?? 0;
    await jairo.visit(`/gestion/solicitudes/${id}`);
    await jairo.send("Publicarla así", { publicText: "No llega agua a la escuela." });
    await jairo.follow("Volverla una necesidad");
    await jairo.press("Crear la necesidad y unirlas", { text: "Llamen al 3155551234" });
    expect(jairo.page.status).toBe(400);
    const other = path.split("/").at(-1) ?? "";
    await jairo.send("Crear la necesidad y unirlas", { text: "No llega agua a la escuela", others: [other] });
    const [need = ""] = jairo.page.links("No llega agua a la escuela");
    expect(need).toMatch(/^\/necesidades\/\d+$/);
    const visitor = new Person({ url: test.url });
    await visitor.visit(`/hilo/${need.split("/").at(-1)}`);
    expect(visitor.page.text).toContain("No llega agua a la escuela.");
    expect(visitor.page.links(/GVC-2026/)).toEqual([`/solicitudes/${id}`]);
    await jairo.visit(path);
    expect(jairo.page.links("No llega agua a la escuela")).toEqual([need]);
    expect(jairo.page.text).toMatch(/miércoles\s15\sde\sabril/);
    await jairo.send("Soltar: No llega agua a la escuela");
    expect(jairo.page.links("No llega agua a la escuela")).toEqual([]);
    await jairo.press("Unirla", { target: "/necesidades/999999" });
    expect(jairo.page.problems).toEqual(["No hay una necesidad ni un compromiso público con ese número"]);
    await jairo.send("Unirla", { target: need });
    expect(jairo.page.links("No llega agua a la escuela")).toEqual([need]);
    expect(process.slug).toBe("agua");
  });
});

describe("the reports of the law", () => {
  it("count a quarter in a page and in files, without anything of who asked", async () => {
    const rosa = new Person({ url: test.url });
    await fillRequest(rosa, town, { identity: "name", name: "Rosa Mina" });
    await rosa.visit("/solicitudes/nueva/tipo");
    await rosa.send("Seguir", { form: "information" });
    await rosa.send("Enviar mi solicitud");
    const visitor = new Person({ url: test.url });
    await visitor.visit("/solicitudes/informes?trimestre=2026-1");
    expect(visitor.page.heading).toBe("Informe de solicitudes, trimestre 1 de 2026");
    expect(visitor.page.text).toContain("Sin responder");
    const file = async (path: string) => (await fetch(`${test.url}${path}`)).text();
    const csv = await file("/datos/solicitudes-de-informacion.csv");
    expect(csv.split("\n")[1]).toMatch(/^2026-1,GVC-2026-\d{6}-\d,salud,2026-03-20,false,,,false/);
    const all = await file("/datos/solicitudes.csv");
    expect(all.split("\n")[0]).toBe(
      "number,form,channel,territory,sector,agency,state,received_on,due_on,closed_on,in_time,priority,helped,text",
    );
    const months = (await file("/datos/solicitudes-por-mes.csv")).trim().split("\n").slice(1);
    expect(months).toContain("2026-03,information,web,salud,1,0,0,0");
    expect(months.reduce((sum, row) => sum + Number(row.split(",")[4]), 0)).toBe(all.trim().split("\n").length - 1);
    expect(await file("/solicitudes.csv")).toBe(all);
    expect(await file("/solicitudes/informes/informacion.csv")).toBe(csv);
    for (const personal of ["Rosa Mina", "ana@example.org"]) expect(csv + all).not.toContain(personal);
    // Whoever works for one agency writes about it alone; each change is a version, and the report says the last one.
    const wrote = { causes: "La tubería tiene cuarenta años.", actions: "Se cambia en abril." };
    await jairo.visit("/gestion/solicitudes/informe?trimestre=2026-1");
    expect(jairo.page.links(/Petición/)).toEqual([]);
    const [about = ""] = jairo.page.links(/Salud/);
    await jairo.visit(about);
    await jairo.press("Guardar en el informe", { ...wrote, causes: "Lo dijo 3155551234" });
    expect([jairo.page.status, jairo.page.problems.length]).toEqual([400, 1]);
    await jairo.send("Guardar en el informe", wrote);
    await jairo.visit(about);
    await jairo.send("Guardar en el informe", { actions: "Se cambió en abril." });
    await jairo.visit(about);
    const other = jairo.form("Guardar en el informe", wrote);
    other.body.set("about", "agency:educacion");
    expect((await jairo.throwAt(other.action, String(other.body))).status).toBe(403);
    await visitor.visit("/solicitudes/informes?trimestre=2026-1");
    expect(visitor.page.text).toContain("Se cambió en abril.");
    expect(visitor.page.text).not.toContain("Se cambia en abril.");
    expect(await file("/datos/causas-de-solicitudes.csv")).toContain(
      `2026-1,agency,salud,${wrote.causes},Se cambió en abril.,2,Jairo,2026-03-20`,
    );
    await visitor.visit("/solicitudes/informes");
    expect(visitor.page.heading).toBe("Informe de solicitudes, trimestre 4 de 2025");
    expect(visitor.page.text).toContain("No llegó ninguna");
  });
});
