// The list of an official: kept under a name, many given at once and taken back, the next one of that list, and answers from templates.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newCode } from "#platform/secrets/secrets.ts";
import { fillRequest } from "#test/support/asking.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { fileCase } from "../file-case/file-case.ts";

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
    ids.push(await lastCase());
  }
});

async function lastCase(): Promise<number> {
  const { rows } = await test.db.pool.query<{ id: number }>("select max(id)::int as id from cases");
  return rows[0]?.id ?? 0;
}

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
    await boss.send("Asignar o responder las elegidas", { case: ids.map(String) });
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
    await boss.send("Asignar o responder las elegidas", { case: ids.map(String) });
    const [who] = boss.page.choices("officer").filter(({ words }) => words === "Jairo");
    const form = boss.form("Asignar las 2", { officer: who?.value ?? "" });
    await jairo.visit(`/gestion/solicitudes/${ids[1]}`);
    await jairo.send("Enviarla", { agency: "educacion", reason: "Es de escuelas" });
    const local = await officer("Luisa", "salud");
    await local.visit("/gestion/solicitudes");
    await local.send("Asignar o responder las elegidas", { case: String(ids[0]) });
    expect(local.page.text).toContain("Elegiste una solicitud.");
    // The officer of the first is none of the second any more.
    expect((await boss.throwAt(form.action, String(form.body))).status).toBe(400);
    expect(await assigned()).toEqual([null, null]);
  });
});

describe("all that a filter finds", () => {
  it("are given at once, also beyond the page in sight, and taken back within ten minutes", async () => {
    const asked = { form: "petition", territory: town, sector: "salud", priority: false, files: [] } as const;
    for (let n = 0; n < 45; n++) {
      const text = `No hay agua en la calle ${n}`;
      await test.db.write((tx) =>
        fileCase(
          tx,
          { entity: test.entity, now: test.clock.now() },
          { ...asked, text, channel: "telephone" },
          newCode(12),
        ),
      );
    }
    const names = async () => {
      const { rows } = await test.db.pool.query<{ name: string | null; n: number }>(
        "select a.name, count(*)::int as n from cases c left join accounts a on a.id = c.assigned_to where c.channel = 'telephone' group by 1",
      );
      return Object.fromEntries(rows.map(({ name, n }) => [name ?? "", n]));
    };
    await boss.visit("/gestion/solicitudes?puerta=telephone");
    await boss.follow("Asignar o responder las 45 de esta lista");
    expect(boss.page.text).toContain("Elegiste 45 solicitudes.");
    expect(boss.page.text).toContain("Y 35 más.");
    const [who] = boss.page.choices("officer").filter(({ words }) => words === "Jairo");
    const form = boss.form("Asignar las 45", { officer: who?.value ?? "" });
    await boss.send("Asignar las 45", { officer: who?.value ?? "" });
    expect(await names()).toEqual({ Jairo: 45 });
    test.clock.advance(9 * 60_000);
    await boss.send("Deshacer: 45 solicitudes a Jairo");
    expect(await names()).toEqual({ "": 45 });
    const { rows } = await test.db.pool.query(
      `select count(*)::int as n from history h join cases c on c.id = h.thing_id
       where c.channel = 'telephone' and h.event in ('cases.assigned', 'cases.unassigned')`,
    );
    expect(rows).toEqual([{ n: 90 }]);
    await boss.throwAt(form.action, String(form.body));
    await boss.visit("/gestion/solicitudes/varias");
    const late = boss.form("Deshacer: 45 solicitudes a Jairo");
    test.clock.advance(10 * 60_000);
    const refused = await boss.throwAt(late.action, String(late.body));
    expect([refused.status, refused.text.includes("Pasaron más de 10 minutos")]).toEqual([409, true]);
    await boss.visit("/gestion/solicitudes/varias");
    expect(() => boss.form("Deshacer: 45 solicitudes a Jairo")).toThrow();
    expect(await names()).toEqual({ Jairo: 45 });
  });
});

describe("one answer for many", () => {
  const together = {
    question: "Que llegue agua a la escuela",
    text: "La tubería se cambia el 6 de abril y mientras tanto va un carrotanque.",
    outcome: "granted",
  };
  const send = "Guardar para revisión la respuesta de las 11";
  let ana: Person;

  beforeEach(async () => {
    while (ids.length < 11) {
      ana = new Person({ url: test.url });
      await fillRequest(ana, town, { identity: "name", name: "Ana Ruiz" });
      await ana.send("Enviar mi solicitud");
      ids.push(await lastCase());
    }
  });

  async function choose(who: Person, chosen: readonly number[]): Promise<void> {
    await who.visit("/gestion/solicitudes?puerta=web");
    await who.send("Asignar o responder las elegidas", { case: chosen.map(String) });
  }

  it("reaches each as the answer of its own case, and everybody reads it without who asked", async () => {
    await choose(jairo, ids);
    const again = jairo.form(send, together);
    await jairo.press(send, { ...together, question: "Llamen al 3155551234" });
    expect(jairo.page.status).toBe(400);
    expect(jairo.page.text).toContain("3155551234");
    await jairo.send(send, together);
    const path = jairo.page.path;
    expect(jairo.page.text).toContain("La revisa otra persona");
    const own = await jairo.throwAt(`${path}/revisar`, new URLSearchParams({ csrf: jairo.token }).toString());
    expect(own.status).toBe(409);
    await boss.visit(`/gestion/solicitudes/${ids[3]}`);
    expect(() => boss.form("Está bien: enviarla")).toThrow();
    await boss.follow(/Es parte de una respuesta conjunta/);
    expect(boss.page.text).toContain("No se puede deshacer");
    await boss.send("Está bien: enviarla a las 11");
    const { rows } = await test.db.pool.query(
      `select distinct c.state, c.due_on, r.text, r.round, r.proof from cases c join case_answers r on r.case_id = c.id
       where c.id = any ($1)`,
      [ids],
    );
    expect(rows).toEqual([{ state: "answered", due_on: "2026-04-15", text: together.text, round: 1, proof: null }]);
    // What has its answer cannot be answered again: the refusal says which one.
    const { rows: first } = await test.db.pool.query("select number from cases where id = $1", [ids[0]]);
    const refused = await jairo.throwAt(again.action, String(again.body));
    expect([refused.status, refused.problems]).toEqual([
      409,
      [`La ${first[0].number} ya tiene respuesta o se cerró: quítala y elige otra vez`],
    ]);

    await ana.visit("/solicitudes/mia");
    await ana.send("Leer la respuesta");
    expect(ana.page.text).toContain(together.text);
    const [published = ""] = ana.page.links(/la respuesta también está publicada/);
    const visitor = new Person({ url: test.url });
    await visitor.visit(published);
    expect(visitor.page.heading).toBe("Respuesta a 11 solicitudes que pidieron lo mismo");
    expect(visitor.page.html).not.toContain("Ana Ruiz");
    await visitor.visit("/solicitudes");
    expect(visitor.page.links(together.question)).toEqual([published]);
    const csv = await (await fetch(`${test.url}/datos/respuestas-conjuntas.csv`)).text();
    expect(csv).toContain(`${together.text},false,11,2026-03-20`);
    const { rows: mine } = await test.db.pool.query("select state from cases where id = any ($1) order by id", [ids]);
    expect(mine.map(({ state }) => state)).toEqual([...Array(10).fill("answered"), "notified"]);
  });

  it("is only for more than ten of one agency, and can be given up before it leaves", async () => {
    await choose(jairo, ids.slice(0, 10));
    expect(jairo.page.text).toContain("desde 11 solicitudes parecidas (Ley 1755 de 2015, art. 22)");
    await choose(jairo, ids);
    await jairo.press(send, { ...together, ids: ids.slice(0, 10).join() });
    expect(jairo.page.problems.join()).toContain("elegiste 10: responde cada una");
    await jairo.visit(`/gestion/solicitudes/${ids[10]}`);
    await jairo.send("Enviarla", { agency: "educacion", reason: "Es de escuelas" });
    await choose(boss, ids);
    await boss.press(send, together);
    expect(boss.page.status).toBe(409);
    expect(boss.page.problems.join()).toMatch(/La GVC-2026-\d+-\d es de otra dependencia/);
    expect(boss.page.text).toContain(together.text);
    ids.pop();
    await fillRequest(ana, town);
    await ana.send("Enviar mi solicitud");
    ids.push(await lastCase());
    await choose(jairo, ids);
    await jairo.send(send, together);
    const path = jairo.page.path;
    const vera = await officer("Vera", "educacion");
    expect((await vera.open(path)).status).toBe(404);
    // Somebody who asked withdraws: ten are left, which is fewer than the law asks.
    await ana.visit("/solicitudes/mia");
    await ana.send("Retirarla", { sure: "yes" });
    await boss.visit(path);
    await boss.press("Está bien: enviarla a las 10", {});
    expect([boss.page.status, boss.page.problems.join()]).toEqual([409, expect.stringContaining("Quedan 10")]);
    await jairo.visit(path);
    await jairo.send("Descartarla");
    expect(jairo.page.text).toContain("Descartada");
    const { rows } = await test.db.pool.query("select from case_answers where case_id = any ($1)", [ids]);
    expect(rows).toHaveLength(0);
    expect((await vera.open(path.replace("gestion/solicitudes/conjuntas", "solicitudes/respuestas"))).status).toBe(404);
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
