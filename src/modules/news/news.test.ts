import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lettersTo, pathOf } from "#test/support/letter-box.ts";
import { Person } from "#test/support/person.ts";
import { answer, prepareVillage, sayNeed, type Village } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { questionDays } from "./legal-term.ts";

const ANA = "ana@example.org";
const TEXT = {
  title: "El acueducto empieza en enero",
  decided: "Se decidió empezar el acueducto en enero y no en junio.",
  why: "Los diseños ya están y la plata también.",
  changed: "Íbamos a empezar en junio: la gente pidió que fuera antes del verano.",
};

let house: TestApp;
let village: Village;
let need: number;
let commitment: number;
let gloria: Person;
let id = "";

const newPerson = () => new Person({ url: house.url });
const worker = async (role: "planner" | "case_officer" | "moderator", agency?: string) =>
  new Person({ url: house.url, session: await house.signIn({ name: "Gloria", role, agency }) });

beforeAll(async () => {
  house = await startTestApp({ now: new Date("2026-10-14T15:20:00Z") });
  village = await prepareVillage(house);
  need = (await sayNeed(house, village, "Falta agua potable en la vereda de arriba")).need;
  commitment = await answer(village, [need]);
  gloria = await worker("planner");
});
afterAll(() => house?.stop());

async function write(person: Person, values: Record<string, string> = {}) {
  await person.visit("/gestion/noticias/nueva");
  return person.press("Guardar el borrador", {
    ...TEXT,
    about: `${house.url}/compromisos/${commitment}`.replace(/localhost:\d+/, "x"),
    ...values,
  });
}

describe("a note", () => {
  it("is a draft that nobody sees until it is published; then those who follow the need are told", async () => {
    const ana = newPerson();
    await ana.visit(`/seguir/${need}`);
    await ana.send("Seguir", { email: ANA, how: "each" });
    await ana.visit(pathOf((await lettersTo(house, ANA))[0], "/seguir/confirmar/"));
    await ana.send("Sí, seguir");
    house.clock.advance(1000);
    const draft = await write(gloria);
    expect(draft.status).toBe(200);
    id = draft.path.split("/").at(-1) ?? "";
    for (const path of [`/noticias/${id}`, `/hilo/${id}`, `/seguir/${id}`])
      expect((await ana.open(path)).status).toBe(404);
    expect((await ana.visit(`/hilo/${need}`)).text).not.toContain(TEXT.title);
    expect((await ana.visit("/noticias")).text).not.toContain(TEXT.title);
    await gloria.send("Publicar");
    expect(gloria.page.path).toBe(`/noticias/${id}`);
    const page = await ana.visit(`/noticias/${id}`);
    for (const words of Object.values(TEXT)) expect(page.text).toContain(words);
    expect(page.links("Planta de agua para la vereda")).toEqual([`/compromisos/${commitment}`]);
    expect((await ana.visit(`/hilo/${need}`)).text).toContain("Se contó qué se decidió");
    expect((await ana.visit("/noticias")).text).toContain(TEXT.title);
    const letter = (await lettersTo(house, ANA)).at(-1);
    expect(letter?.subject).toContain(TEXT.title);
    expect(letter?.text).toContain(TEXT.decided);
  });

  it("is corrected in sight: what it said before and why stay", async () => {
    await gloria.visit(`/gestion/noticias/${id}`);
    const refused = await gloria.press("Publicar la corrección", { reason: "Por nada" });
    expect(refused.status).toBe(409);
    await gloria.visit(`/gestion/noticias/${id}`);
    await gloria.send("Publicar la corrección", { decided: "Empieza en febrero.", reason: "La fecha estaba mal" });
    const page = await newPerson().visit(`/noticias/${id}`);
    expect(page.text).toContain("Empieza en febrero.");
    expect(page.text).toContain("Se corrigió. Razón: La fecha estaba mal");
    expect(page.text).toContain(TEXT.decided);
    const { rows } = await house.db.pool.query("select kind from ledger_pending where kind like 'news%' order by id");
    expect(rows.map(({ kind }) => kind)).toEqual(["news", "news-correction"]);
  });

  it.each([
    [{ title: "" }, "Escribe la decisión en una frase"],
    [{ why: "corto" }, "Cuenta por qué"],
    [{ about: "999999999" }, "No hay nada público con el número 999999999"],
    [{ about: "99999999999999999999" }, "No hay nada público"],
  ])("is refused with %j, and keeps the rest", async (values, problem) => {
    const page = await write(gloria, values);
    expect(page.status).toBe(400);
    expect(page.problems.join()).toContain(problem);
    expect(page.html).toContain(TEXT.changed);
  });

  it("only by whoever plans, and only in the name of their agency", async () => {
    for (const role of ["case_officer", "moderator"] as const)
      expect((await (await worker(role)).open("/gestion/noticias/nueva")).status).toBe(403);
    const other = house.entity.agencies().find(({ code }) => code !== village.agency)?.code ?? "";
    const local = await worker("planner", village.agency);
    expect((await write(local)).status).toBe(403);
    expect((await write(local, { agency: other })).status).toBe(403);
    expect((await write(local, { agency: village.agency })).status).toBe(200);
  });
});

describe("the list", () => {
  it("is of a place and of an agency, with those of the whole entity", async () => {
    const place = village.place.code;
    await write(gloria, { title: "Solo de aquí se decidió esto", territory: place });
    await gloria.send("Publicar");
    const [agency] = house.entity.agencies();
    await write(gloria, { title: "La dijo un solo organismo", agency: agency?.code ?? "" });
    await gloria.send("Publicar");
    const ana = newPerson();
    await ana.visit("/noticias");
    await ana.visit(`/noticias?lugar=${place}`);
    for (const words of ["Solo de aquí", "La dijo un solo"]) expect(ana.page.text).toContain(words);
    expect((await ana.visit(`/noticias?lugar=${village.other.code}`)).text).not.toContain("Solo de aquí");
    const one = await ana.visit(`/noticias?organismo=${agency?.code}`);
    expect([one.text.includes("La dijo un solo"), one.text.includes("Solo de aquí")]).toEqual([true, false]);
    expect((await ana.visit("/noticias?organismo=nada&lugar=nada")).status).toBe(200);
  });
});

describe("two who write the same note", () => {
  it("the second is told, with both texts in sight, and loses nothing; also who publishes what they have not read", async () => {
    await write(gloria, { title: "La escriben dos personas" });
    const { path } = gloria.page;
    const jairo = new Person({ url: house.url, session: await house.signIn({ name: "Jairo", role: "planner" }) });
    await jairo.visit(path);
    const stale = jairo.form("Publicar");
    await gloria.send("Guardar el borrador", { why: "Gloria lo cuenta así, con detalle." });
    const told = await jairo.press("Guardar el borrador", { why: "Jairo lo cuenta de otra manera." });
    expect(told.status).toBe(409);
    for (const words of ["Gloria", "Gloria lo cuenta así", "Jairo lo cuenta de otra manera."])
      expect(told.text + told.html).toContain(words);
    expect((await jairo.throwAt(stale.action, stale.body.toString())).status).toBe(409);
    expect((await newPerson().open(path.replace("/gestion", ""))).status).toBe(404);
  });
});

describe("what people think", () => {
  it("is one tap for each browser, which may be changed and taken back", async () => {
    const ana = newPerson();
    await ana.visit(`/noticias/${id}`);
    await ana.send(/^Me parece bien/);
    expect(ana.page.text).toContain("Me parece bien · 1");
    await ana.send(/^No me parece/);
    expect(ana.page.text).toContain("Me parece bien · 0");
    expect(ana.page.text).toContain("No me parece · 1");
    const beto = newPerson();
    await beto.visit(`/noticias/${id}`);
    await beto.send(/^No me parece/);
    expect(beto.page.text).toContain("No me parece · 2");
    await ana.visit(`/noticias/${id}`);
    await ana.send(/^No me parece/);
    expect(ana.page.text).toContain("No me parece · 1");
  });
});

describe("a question", () => {
  it("counts from the next working day, as the law of each country says", () => {
    expect(questionDays("co", "2026-10-14")).toEqual({ receivedOn: "2026-10-14", dueOn: "2026-10-28" });
    expect(questionDays("co", "2026-10-10")).toEqual({ receivedOn: "2026-10-13", dueOn: "2026-10-27" });
    expect(questionDays("cl", "2026-10-14")).toEqual({ receivedOn: "2026-10-14", dueOn: "2026-11-11" });
  });

  it("is read at once with its day, is overdue in sight after it, and is answered once, in public", async () => {
    const ana = newPerson();
    await ana.visit(`/noticias/${id}`);
    const short = await ana.press("Enviar mi pregunta", { text: "¿Y?" });
    expect(short.status).toBe(400);
    await ana.visit(`/noticias/${id}`);
    await ana.send("Enviar mi pregunta", { text: "¿Quién vigila la obra?" });
    // A receipt, with the last day of the law on it.
    expect(ana.page.path).toBe("/comprobante");
    expect(ana.page.text).toMatch(/a más tardar el miércoles\s28\sde\soctubre/);
    const code = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(ana.page.text)?.[0] ?? "";
    await ana.visit(`/noticias/${id}`);
    await ana.send("Enviar mi pregunta", { text: "¿Quién vigila la obra?" });
    expect(ana.page.text.match(/¿Quién vigila la obra\?/g)).toHaveLength(1);
    expect(ana.page.text).toMatch(/a más tardar el miércoles\s28\sde\soctubre/);
    house.clock.set(new Date("2026-10-30T15:00:00Z"));
    expect((await newPerson().visit(`/noticias/${id}`)).text).toContain("2 días hábiles de retraso");
    const list = await newPerson().visit("/noticias");
    expect(list.text).toContain("Una pregunta debía responderse");
    expect(list.text).toMatch(/Preguntas sin responder a tiempo.*¿Quién vigila la obra\?/s);
    const jairo = await worker("case_officer");
    await jairo.visit("/gestion/noticias");
    await jairo.follow("¿Quién vigila la obra?");
    const { action, body } = jairo.form("Publicar la respuesta", { answer: "La interventoría, cada mes." });
    await jairo.send("Publicar la respuesta", { answer: "La interventoría, cada mes." });
    expect((await jairo.throwAt(action, String(body))).status).toBe(409);
    const page = await newPerson().visit(`/noticias/${id}`);
    expect(page.text).toContain("La interventoría, cada mes.");
    expect(page.text).not.toContain("retraso");
    // From another phone, with the code.
    const far = newPerson();
    await far.visit("/mis-aportes");
    await far.send("Ver qué pasó", { code });
    expect(far.page.text).toContain("¿Quién vigila la obra?");
    expect(far.page.text).toContain("La interventoría, cada mes.");
    const json = await (await fetch(`${house.url}/noticias.json`)).text();
    expect([json.includes("interventoría"), json.includes("participantId")]).toEqual([true, false]);
  });

  it("with somebody's telephone asks first, and covers it or has it looked at", async () => {
    const text = "¿Puedo llamar a mi vecina al 3001234567 para saberlo?";
    const asked = () =>
      house.db.pool.query(
        "select q.text, c.source from news_questions q left join moderation_cases c on c.subject_id = q.id and c.kind = 'question' where q.text like '¿Puedo llamar%' order by q.id",
      );
    for (const cover of ["yes", "no"]) {
      const carla = newPerson();
      await carla.visit(`/noticias/${id}`);
      const before = (await asked()).rows.length;
      await carla.send("Enviar mi pregunta", { text });
      expect(carla.page.text).toContain("llamar a mi vecina al [teléfono]");
      expect((await asked()).rows).toHaveLength(before);
      await carla.send("Enviar mi pregunta", { cover });
      expect(carla.page.path).toBe("/comprobante");
    }
    expect((await asked()).rows).toEqual([
      { text: text.replace("3001234567", "[teléfono]"), source: null },
      { text, source: "personal_data" },
    ]);
  });

  it("is limited, may be reported, and hidden leaves its reason", async () => {
    const beto = newPerson();
    for (let at = 0; at < 5; at++) {
      await beto.visit(`/noticias/${id}`);
      await beto.send("Enviar mi pregunta", { text: `Esta es mi pregunta número ${at}` });
    }
    await beto.visit(`/noticias/${id}`);
    expect((await beto.press("Enviar mi pregunta", { text: "Y todavía otra pregunta más" })).status).toBe(409);
    const { rows } = await house.db.pool.query("select id from news_questions order by id desc limit 1");
    expect((await beto.visit(`/reportar/question/${rows[0].id}`)).text).toContain("Esta es mi pregunta número 4");
    await house.db.write(async (tx) => {
      const { questionReportable } = await import("./ask/reportable.ts");
      await questionReportable.setHidden(tx, {
        id: Number(rows[0].id),
        words: "Insulta",
        by: 1,
        now: house.clock.now(),
      });
    });
    const page = await newPerson().visit(`/noticias/${id}`);
    expect(page.text).not.toContain("pregunta número 4");
    expect(page.text).toContain("se ocultó. Razón: Insulta");
    const json = await (await fetch(`${house.url}/noticias.json`)).text();
    expect(json).not.toContain("pregunta número 4");
  });
});

describe("for machines", () => {
  it("a feed, in both languages", async () => {
    const answered = await fetch(`${house.url}/noticias.atom`);
    expect(answered.headers.get("content-type")).toContain("application/atom+xml");
    const xml = await answered.text();
    expect(xml).toContain(`<title>${TEXT.title}</title>`);
    expect(xml).toMatch(/<updated>2026-10-14T/);
    expect(await (await fetch(`${house.url}/en/noticias.atom`)).text()).toContain('xml:lang="en"');
  });
  it("rows of the process, with what was asked", async () => {
    const csv = await (await fetch(`${house.url}/datos/procesos/conversatorios/preguntas.csv`)).text();
    expect(csv).toContain("¿Quién vigila la obra?");
    expect(csv).toContain("La interventoría, cada mes.");
    const notes = await (await fetch(`${house.url}/datos/procesos/conversatorios/noticias.csv`)).text();
    expect(notes).toContain(TEXT.title);
  });
});
