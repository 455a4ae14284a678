// What people find before a process begins: its draft, by a link; its rules in words; its dates; and a process begun from another.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

const DAY = 86_400_000;
let test: TestApp;
let gloria: Person;
let ana: Person;

beforeAll(async () => {
  test = await startTestApp();
  gloria = new Person({ url: test.url, session: await test.signIn({ name: "Gloria", role: "planner" }) });
  ana = new Person({ url: test.url });
  await openProcess(test, { slug: "pasado", now: test.clock.now() });
});
afterAll(() => test?.stop());

describe("a draft", () => {
  it("is begun from a past process, with its rules and places and later dates", async () => {
    await gloria.visit("/gestion/procesos/pasado");
    await gloria.follow("Copiar en un proceso nuevo");
    const form = gloria.form("Guardar el borrador", { title: "Conversatorios nuevos" });
    expect(form.body.getAll("territories")).toHaveLength(test.entity.participationTerritories().length);
    expect([form.body.get("choices"), form.body.get("winners")]).toEqual(["3", "2"]);
    expect(form.body.get("gather-opens")?.slice(0, 10)).toBe(
      new Date(test.clock.now().getTime() + DAY).toISOString().slice(0, 10),
    );
    await gloria.send("Guardar el borrador", { title: "Conversatorios nuevos" });
    expect(gloria.page.heading).toBe("Conversatorios nuevos");
  });

  it("is read by whoever has its link, and by nobody else; the link ends, is taken back, and dies with the draft", async () => {
    expect((await ana.open("/procesos/conversatorios-nuevos")).status).toBe(404);
    const make = async (note: string) => {
      await gloria.visit("/gestion/procesos/conversatorios-nuevos/vistas");
      await gloria.send("Hacer un enlace", { note });
      return new URL(gloria.page.links(/vista-previa/)[0] ?? "", test.url).pathname;
    };
    const link = await make("Concejo");
    expect(link).toMatch(/^\/vista-previa\/\d+-[\w-]{43}$/);
    const page = await ana.visit(link);
    expect(page.heading).toBe("Conversatorios nuevos");
    expect(page.text).toContain("Esto es un borrador");
    expect(page.html).toContain('name="robots" content="noindex"');
    const answer = await fetch(test.url + link);
    expect(answer.headers.get("cache-control")).not.toContain("public");
    const end = link.at(-2) === "A" ? "B" : "A";
    for (const wrong of [
      `${link.slice(0, -2)}${end}${link.at(-1)}`,
      link.slice(0, -1),
      "/vista-previa/1",
      "/vista-previa/9-x",
    ]) {
      expect((await ana.open(wrong)).status).toBe(404);
    }
    await gloria.visit("/gestion/procesos/conversatorios-nuevos/vistas");
    await gloria.send("Quitar el enlace: Concejo");
    expect((await ana.open(link)).status).toBe(404);
    const second = await make("prensa");
    test.clock.advance(15 * DAY);
    expect((await ana.open(second)).status).toBe(404);
    const third = await make("otra vez");
    expect((await ana.open(third)).status).toBe(200);
    await gloria.visit("/gestion/procesos/conversatorios-nuevos");
    await gloria.visit("/gestion");
    expect(gloria.page.text).toMatch(/Preparar[\s\S]*?Sigue esta/);
    expect(gloria.page.text).not.toContain("Ya lo hiciste");
    await gloria.visit("/gestion/procesos/conversatorios-nuevos");
    await gloria.send("Publicar el proceso y sus reglas");
    // Her first page says what comes next.
    await gloria.visit("/gestion");
    expect(gloria.page.text).toContain("Ya lo hiciste");
    expect((await ana.open(third)).status).toBe(404);
    await gloria.visit("/gestion/procesos/conversatorios-nuevos/vistas");
    expect(() => gloria.form("Hacer un enlace")).toThrow();
  });
});

it("the rules say in words what the program does", async () => {
  await ana.visit("/procesos/pasado");
  await ana.follow("Leer las reglas completas");
  for (const words of [
    "elige hasta 3 iniciativas",
    "Las 2 iniciativas más votadas",
    "un voto por navegador",
    "Votar: del",
  ]) {
    expect(ana.page.text).toContain(words);
  }
});

describe("the calendar", () => {
  const lines = async (search = "") => {
    const answer = await fetch(`${test.url}/calendario.ics${search}`);
    expect(answer.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    return (await answer.text()).replaceAll("\r\n ", "").split("\r\n");
  };

  it("has the dates that officials enter, on the page and in the file, and loses those they take back", async () => {
    await gloria.visit("/gestion/calendario");
    expect((await gloria.press("Poner en el calendario", { title: "no" })).status).toBe(400);
    const [from, to] = ["2027-03-10", "2027-03-12"];
    await gloria.visit("/gestion/calendario");
    expect(
      (await gloria.press("Poner en el calendario", { title: "Se presenta el plan", from: to, to: from })).status,
    ).toBe(400);
    expect(gloria.page.problems).toEqual(["El último día no puede ser antes del primero"]);
    await gloria.visit("/gestion/calendario");
    await gloria.send("Poner en el calendario", { title: "Se presenta el plan; en la plaza, con todos", from, to });
    await ana.visit("/calendario");
    expect(ana.page.text).toContain("Se presenta el plan; en la plaza, con todos");
    const file = await lines();
    expect(file).toContain("SUMMARY:Se presenta el plan\\; en la plaza\\, con todos");
    expect(file).toContain("DTSTART;VALUE=DATE:20270310");
    expect(file).toContain("DTEND;VALUE=DATE:20270313");
    const uid = file.find((line) => line.startsWith("UID:date-"));
    await gloria.visit("/gestion/calendario");
    await gloria.follow(/^Corregir: Se presenta/);
    const old = gloria.form("Guardar la fecha", { title: "Se presenta el plan en el coliseo" });
    await gloria.send("Guardar la fecha", { title: "Se presenta el plan en el coliseo", to: "2027-03-11" });
    const corrected = await lines();
    expect(corrected).toContain("SUMMARY:Se presenta el plan en el coliseo");
    expect(corrected).toContain(uid);
    // The form that somebody else had open: told, and nothing of it is written.
    const late = await gloria.throwAt(old.action, old.body.toString());
    expect([late.status, late.text.includes("Alguien corrigió o quitó esta fecha")]).toEqual([409, true]);
    const csv = await (await fetch(`${test.url}/calendario.csv`)).text();
    expect(csv.split("\n").filter((line) => line.includes("Se presenta el plan"))).toHaveLength(2);
    await gloria.visit("/gestion/calendario");
    await gloria.send(/^Quitar: Se presenta/);
    expect((await lines()).join("\n")).not.toContain("Se presenta el plan");
  });

  it("of a place and of a process, with identities that do not change", async () => {
    const place = test.entity.participationTerritories()[0];
    const uids = async (search: string) => (await lines(search)).filter((line) => line.startsWith("UID:"));
    const here = await uids(`?lugar=${place?.slug}&proceso=pasado`);
    expect(here).not.toEqual([]);
    for (const uid of here) expect(uid).toMatch(new RegExp(`^UID:phase-\\d+-${place?.code}-[a-z]+@localhost$`));
    expect(await uids(`?lugar=${place?.code}&proceso=pasado`)).toEqual(here);
    expect(await uids("?proceso=ninguno")).toEqual([]);
    expect((await ana.open("/calendario?lugar=marte")).status).toBe(404);
  });
});

describe("what there is to read before speaking", () => {
  const path = "/gestion/procesos/pasado/materiales";
  const send = async (values: Record<string, string>, file?: { name: string; body: string }) => {
    await gloria.visit(path);
    const form = new FormData();
    const all = { csrf: gloria.token, kind: "figures", title: "Hogares sin agua", datedOn: "2026-09-01", ...values };
    for (const [name, value] of Object.entries(all)) form.set(name, value);
    if (file !== undefined) form.set("file", new Blob([file.body]), file.name);
    const cookie = [...gloria.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return fetch(test.url + path, { method: "POST", body: form, headers: { cookie }, redirect: "manual" });
  };

  it("is a table or an address, of all places or of one, and is on its page and in the open data", async () => {
    const [here, elsewhere] = test.entity.participationTerritories();
    const table = { name: "cifras.csv", body: "vereda,hogares\nLa Delfina,120\n" };
    expect((await send({}, { name: "cifras.csv", body: "%!PS no es una tabla" })).status).toBe(400);
    expect((await send({})).status).toBe(400);
    expect((await send({ link: "https://ejemplo.org/a" }, table)).status).toBe(400);
    expect((await send({ link: "javascript:alert(1)" })).status).toBe(400);
    expect((await send({ territory: here?.code ?? "" }, table)).status).toBe(303);
    expect((await send({ title: "El diagnóstico", link: "https://ejemplo.org/diagnostico" })).status).toBe(303);
    await ana.visit(`/procesos/pasado/${here?.slug}`);
    expect(ana.page.text).toContain("Hogares sin agua");
    const [file = ""] = ana.page.links("Hogares sin agua");
    const answer = await fetch(test.url + file);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; .*\.csv"$/);
    await ana.visit(`/procesos/pasado/${elsewhere?.slug}`);
    expect(ana.page.text).not.toContain("Hogares sin agua");
    expect(ana.page.links("El diagnóstico")).toEqual(["https://ejemplo.org/diagnostico"]);
    const data = await (await fetch(`${test.url}/datos/procesos/pasado/materiales.csv`)).text();
    expect(data).toContain(file);
    await gloria.visit(path);
    await gloria.send("Quitar: Hogares sin agua");
    expect((await fetch(test.url + file)).status).toBe(404);
  });
});
