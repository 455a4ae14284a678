// The list of an official: kept under a name, many given at once and taken back, the next one of that list, and answers from templates.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fillRequest } from "#test/support/asking.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let test: TestApp;
let town = "";
let jairo: Person;
let boss: Person;
let ids: number[] = [];

async function officer(name: string, agency?: string): Promise<Person> {
  return new Person({ url: test.url, session: await test.signIn({ name, role: "case_officer", agency }) });
}

beforeAll(async () => {
  test = await startTestApp({ now: new Date("2026-03-20T15:00:00Z") });
  town = test.entity.participationTerritories()[0]?.code ?? "";
  jairo = await officer("Jairo", "salud");
  boss = await officer("Marta");
});
afterAll(() => test?.stop());

beforeEach(async () => {
  ids = [];
  for (let n = 0; n < 2; n++) {
    const ana = new Person({ url: test.url });
    await fillRequest(ana, town, { identity: "name", name: "Ana Ruiz" });
    await ana.send("Enviar mi solicitud");
    const { rows } = await test.db.pool.query<{ id: number }>("select max(id)::int as id from cases");
    ids.push(rows[0]?.id ?? 0);
  }
});

async function assigned(): Promise<(string | null)[]> {
  const { rows } = await test.db.pool.query<{ name: string | null }>(
    "select a.name from cases c left join accounts a on a.id = c.assigned_to where c.id = any ($1) order by c.id",
    [ids],
  );
  return rows.map(({ name }) => name);
}

describe("a list", () => {
  it("is kept under a name with its count, by who kept it, and let go", async () => {
    await jairo.visit("/gestion/solicitudes?de=nobody&puerta=web");
    await jairo.press("Guardarla", { name: " " });
    expect(jairo.page.problems).toEqual(["Escribe cómo se llama la lista"]);
    await jairo.send("Guardarla", { name: "Sin dueño" });
    const { rows } = await test.db.pool.query("select count(*)::int as n from cases where assigned_to is null");
    expect(jairo.page.links(`Sin dueño ${rows[0]?.n}`)).toEqual(["/gestion/solicitudes?de=nobody&puerta=web"]);
    await boss.visit("/gestion/solicitudes");
    expect(boss.page.text).not.toContain("Sin dueño");
    await jairo.send("Dejar de guardar «Sin dueño»");
    expect(jairo.page.text).not.toContain("Sin dueño");
  });

  it("goes on to the next one without going back, also after an act", async () => {
    const [first = 0, second = 0] = ids;
    await jairo.visit("/gestion/solicitudes?de=nobody");
    const here = `/gestion/solicitudes/${first}?de=nobody`;
    expect(jairo.page.links(/no llega agua/)).toContain(here);
    await jairo.visit(here);
    await jairo.send("Tomarla");
    expect(jairo.page.path).toBe(here);
    await jairo.follow("Siguiente solicitud");
    expect(jairo.page.path).toBe(`/gestion/solicitudes/${second}?de=nobody`);
    expect(await assigned()).toEqual(["Jairo", null]);
  });
});

describe("many at once", () => {
  it("are shown before, given to one official, and taken back unless somebody gave them to another", async () => {
    await boss.visit("/gestion/solicitudes");
    await boss.send("Asignar las elegidas", { case: ids.map(String) });
    expect(boss.page.text).toContain("Elegiste 2 solicitudes.");
    expect(await assigned()).toEqual([null, null]);
    await boss.press("Asignar las 2", {});
    expect(boss.page.problems).toEqual(["Escoge quién la atiende"]);
    const [who] = boss.page.choices("officer").filter(({ words }) => words === "Jairo");
    await boss.send("Asignar las 2", { officer: who?.value ?? "" });
    expect(await assigned()).toEqual(["Jairo", "Jairo"]);
    await boss.send("Deshacer: 2 solicitudes a Jairo");
    expect(boss.page.text).toContain("Deshecho");
    expect(await assigned()).toEqual([null, null]);
  });

  it("none is given when one of them cannot be, and nobody undoes what another did", async () => {
    const vera = await officer("Vera", "educacion");
    await vera.visit("/gestion/solicitudes/varias");
    expect(vera.page.text).toContain("Elige solicitudes en la lista");
    await boss.visit("/gestion/solicitudes");
    await boss.send("Asignar las elegidas", { case: ids.map(String) });
    const [who] = boss.page.choices("officer").filter(({ words }) => words === "Jairo");
    const form = boss.form("Asignar las 2", { officer: who?.value ?? "" });
    await jairo.visit(`/gestion/solicitudes/${ids[1]}`);
    await jairo.send("Enviarla", { agency: "educacion", reason: "Es de escuelas" });
    const local = await officer("Luisa", "salud");
    await local.visit("/gestion/solicitudes");
    await local.send("Asignar las elegidas", { case: String(ids[0]) });
    expect(local.page.text).toContain("Elegiste una solicitud.");
    // The officer of the first is none of the second any more.
    expect((await boss.throwAt(form.action, String(form.body))).status).toBe(400);
    expect(await assigned()).toEqual([null, null]);
  });
});

describe("a template", () => {
  it("begins an answer, which keeps the version it came from; another version does not change it", async () => {
    await jairo.visit("/gestion/solicitudes/plantillas");
    await jairo.press("Crear la plantilla", { name: "Acuse", text: "Hola" });
    expect(jairo.page.status).toBe(403);
    await jairo.visit("/gestion/solicitudes/plantillas");
    await jairo.send("Crear la plantilla", {
      name: "Visita",
      text: "Hola, {nombre}. Vamos por la {numero}.",
      agency: "salud",
    });
    const path = `/gestion/solicitudes/${ids[0]}`;
    await jairo.visit(path);
    const [template] = jairo.page.choices("plantilla");
    expect(template?.words).toBe("Visita");
    await jairo.send("Usarla", { plantilla: template?.value ?? "" });
    expect(jairo.page.html).toMatch(/Hola, Ana Ruiz\. Vamos por la GVC-2026-\d{6}-\d\./);
    await jairo.send("Guardar para revisión", { outcome: "granted" });
    await jairo.visit("/gestion/solicitudes/plantillas");
    await jairo.follow("Visita");
    await jairo.send("Guardar otra versión", { text: "Buenos días, {nombre}." });
    expect(jairo.page.text).toContain("Versión 2");
    const { rows } = await test.db.pool.query(
      `select v.version, r.text from case_answers r join case_template_versions v on v.id = r.template_version_id
       where r.case_id = $1`,
      [ids[0]],
    );
    expect(rows).toEqual([{ version: 1, text: expect.stringMatching(/^Hola, Ana Ruiz/) }]);
    const other = await officer("Vera", "educacion");
    await other.visit("/gestion/solicitudes/plantillas");
    expect(other.page.text).not.toContain("Visita");
  });
});
