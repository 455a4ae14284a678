// A need told by voice: heard by the team alone, public when its words are written.
import { afterAll, beforeAll, expect, it } from "vitest";
import { inventedWav, inventedWebm } from "#test/support/invented-sound.ts";
import { Person } from "#test/support/person.ts";
import { prepareVillage, type Village } from "#test/support/promising.ts";
import { sendForm } from "#test/support/send-form.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let house: TestApp;
let village: Village;
let path = "";

beforeAll(async () => {
  house = await startTestApp();
  village = await prepareVillage(house);
  path = `/procesos/conversatorios/${village.place.slug}/decir`;
});
afterAll(() => house?.stop());

const sound = (body: Buffer) => new Blob([new Uint8Array(body)], { type: "audio/webm" });

async function tell(fields: Record<string, string>, audio: Blob) {
  const ana = new Person({ url: house.url });
  const page = await ana.visit(path);
  const key =
    page
      .all("input")
      .find((input) => input.attributes.get("name") === "key")
      ?.attributes.get("value") ?? "";
  return { ana, key, sent: await sendForm(house.url, ana, path, { key, ...fields }, { audio: [audio] }) };
}

const last = () => house.db.read.selectFrom("demands").selectAll().orderBy("id", "desc").executeTakeFirstOrThrow();
const heard = (who: Person, id: number) =>
  fetch(`${house.url}/voz/${id}`, { headers: { cookie: [...who.cookies].map(([k, v]) => `${k}=${v}`).join("; ") } });

it("without words is seen by nobody until somebody writes them, and then says so", async () => {
  const { ana, sent } = await tell({ text: "", place: "La loma" }, sound(inventedWebm(12)));
  expect([sent.status, sent.location]).toEqual([303, "/comprobante"]);
  const { id } = await last();
  expect((await ana.visit("/comprobante")).text).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/);
  const visitor = new Person({ url: house.url });
  expect((await visitor.open(`/necesidades/${id}`)).status).toBe(404);
  expect((await visitor.visit(`/procesos/conversatorios/${village.place.slug}/necesidades`)).html).not.toContain(
    `/necesidades/${id}"`,
  );
  expect((await heard(visitor, id)).status).toBe(404);
  expect((await heard(ana, id)).status).toBe(404);
  const milena = new Person({ url: house.url, session: await house.signIn({ name: "Milena", role: "analyst" }) });
  expect((await milena.visit("/gestion/necesidades/conversatorios")).html).not.toContain(`value="${id}"`);
  const listened = await heard(milena, id);
  expect([listened.status, listened.headers.get("content-type"), listened.headers.get("cache-control")]).toEqual([
    200,
    "audio/webm",
    "private, no-store",
  ]);
  expect(Buffer.from(await listened.arrayBuffer()).includes("DeAna")).toBe(false);
  const far = new Person({
    url: house.url,
    session: await house.signIn({ name: "Lejos", role: "analyst", territory: village.other.code }),
  });
  expect((await far.visit("/gestion/necesidades/transcribir")).html).not.toContain(`/voz/${id}`);
  expect((await heard(far, id)).status).toBe(404);
  expect((await far.visit("/gestion/necesidades")).text).toContain("Voces por escribir: ninguna");
  expect((await milena.visit("/gestion")).links(/Voces por escribir$/)).toEqual(["/gestion/necesidades/transcribir"]);
  await milena.visit("/gestion/necesidades");
  await milena.follow("Voces por escribir: 1");
  expect((await milena.press(`Guardar y publicar: ${id}`, { text: "corto" })).status).toBe(400);
  const late = milena.form(`Guardar y publicar: ${id}`, { text: "Otra versión de lo mismo que llega tarde" });
  await milena.send(`Guardar y publicar: ${id}`, { text: "Que arreglen el camino de la loma antes del invierno" });
  const page = await visitor.visit(`/necesidades/${id}`);
  expect(page.text).toContain("Que arreglen el camino de la loma");
  expect(page.text).toContain("Lo dijo con su voz y lo escribió el equipo");
  expect((await milena.throwAt(late.action, late.body.toString())).status).toBe(409);
  expect((await heard(visitor, id)).status).toBe(404);
});

it("with words is public at once, and its voice is erased when its author withdraws it", async () => {
  const text = "Necesitamos un médico que venga cada semana al puesto";
  const { ana } = await tell({ text }, sound(inventedWav(5)));
  const { id } = await last();
  expect((await new Person({ url: house.url }).visit(`/necesidades/${id}`)).text).toContain(text);
  expect(
    await house.db.read.selectFrom("demand_recordings").select("seconds").where("demand_id", "=", id).execute(),
  ).toEqual([{ seconds: 5 }]);
  await ana.visit(`/necesidades/${id}/retirar`);
  await ana.send("Retirarla y borrar lo que dice");
  expect(
    await house.db.read.selectFrom("demand_recordings").select("seconds").where("demand_id", "=", id).execute(),
  ).toEqual([]);
  expect(await house.db.read.selectFrom("files").select("id").where("type", "=", "audio/wav").execute()).toEqual([]);
});

it("that is not an audio says so and loses nothing; nothing at all asks for words or a voice", async () => {
  const { sent } = await tell(
    { text: "Lo que se escribió junto a un audio falso" },
    sound(Buffer.from("<html>no</html>")),
  );
  expect(sent.status).toBe(400);
  for (const words of ["Manda un audio", "junto a un audio falso", 'href="#audio"']) expect(sent.html).toContain(words);
  const ana = new Person({ url: house.url });
  await ana.visit(path);
  const empty = await ana.press("Enviar mi necesidad", { text: "" });
  expect([empty.status, empty.problems]).toEqual([400, ["Escribe qué hace falta"]]);
});

it("written down with somebody's telephone asks first, and covers it", async () => {
  await tell({ text: "", place: "El alto" }, sound(inventedWebm(7)));
  const { id } = await last();
  const milena = new Person({ url: house.url, session: await house.signIn({ name: "Milena", role: "analyst" }) });
  await milena.visit("/gestion/necesidades/transcribir");
  await milena.send(`Guardar y publicar: ${id}`, { text: "Que llamen a mi vecina al 3001234567, no tiene agua" });
  expect(milena.page.text).toContain("Que llamen a mi vecina al [teléfono], no tiene agua");
  expect((await new Person({ url: house.url }).open(`/necesidades/${id}`)).status).toBe(404);
  await milena.send(`Guardar y publicar: ${id}`, { cover: "yes" });
  const page = await new Person({ url: house.url }).visit(`/necesidades/${id}`);
  expect([page.text.includes("al [teléfono]"), page.html.includes("3001234567")]).toEqual([true, false]);
});
