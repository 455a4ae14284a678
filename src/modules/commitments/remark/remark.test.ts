// A neighbour says that it is not as they tell it, with a photo; a moderator reads it, and then everybody does.
import sharp from "sharp";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { Person } from "#test/support/person.ts";
import { answer, prepareVillage, sayNeed, sendFiles, type Village } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { remarkReportable } from "./remarks.ts";

/** News comes in a moment; a machine with other work is no failure. */
const SOON = { timeout: 20_000 };
let house: TestApp;
let village: Village;
let first = 0;
let second = 0;

beforeAll(async () => {
  house = await startTestApp();
  village = await prepareVillage(house);
  first = await answer(village, [(await sayNeed(house, village, "El agua llega turbia")).need]);
  second = await answer(village, [(await sayNeed(house, village, "Falta un puente en la quebrada")).need]);
});
afterAll(() => house?.stop());

async function say(person: Person, id: number, fields: Record<string, string>, photo?: Blob) {
  await person.visit(`/compromisos/${id}/decir`);
  const form = new FormData();
  form.set("csrf", person.token);
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (photo !== undefined) form.append("photo", photo, "foto.jpg");
  const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const response = await fetch(`${house.url}/compromisos/${id}/decir`, {
    method: "POST",
    body: form,
    redirect: "manual",
    headers: { cookie },
  });
  for (const line of response.headers.getSetCookie()) {
    const [pair = ""] = line.split(";");
    person.cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
  }
  return { status: response.status, html: await response.text() };
}

async function jpeg(): Promise<Blob> {
  const noise = Buffer.alloc(300 * 200 * 3, 0x5a);
  const bytes = await sharp(noise, { raw: { width: 300, height: 200, channels: 3 } })
    .jpeg()
    .toBuffer();
  return new Blob([new Uint8Array(bytes)]);
}

it("waits for a moderator, who opens the photo that nobody else opens; shown, everybody reads it", async () => {
  const ana = new Person({ url: house.url });
  const sent = await say(ana, first, { isSo: "no", text: "La planta está apagada desde marzo." }, await jpeg());
  expect(sent.status).toBe(303);
  const visitor = new Person({ url: house.url });
  expect((await visitor.visit(`/compromisos/${first}`)).text).not.toContain("apagada desde marzo");
  const { id, file } = (
    await house.db.pool.query<{ id: number; file: number }>("select id, file_id as file from commitment_remarks")
  ).rows[0] ?? { id: 0, file: 0 };
  expect((await visitor.open(`/archivos/${file}`)).status).toBe(404);
  const moderator = new Person({ url: house.url, session: await house.signIn({ name: "Sara", role: "moderator" }) });
  expect((await moderator.open(`/archivos/${file}`)).status).toBe(200);
  const { rows } = await house.db.pool.query("select kind, source from moderation_cases where subject_id = $1", [id]);
  expect(rows).toEqual([{ kind: "remark", source: "first_look" }]);
  const change = { id, by: 1, now: house.clock.now() };
  await house.db.write((tx) => remarkReportable.setHidden(tx, { ...change, words: undefined }));
  // The cached page goes when the news of the change arrives, a moment after the commit.
  await vi.waitFor(async () => {
    const page = await visitor.visit(`/compromisos/${first}`);
    expect(page.text).toContain("La planta está apagada desde marzo.");
    expect(page.text).toContain("1 dice que no");
  }, SOON);
  expect((await visitor.open(`/archivos/${file}`)).status).toBe(200);
  await house.db.write((tx) => remarkReportable.setHidden(tx, { ...change, words: "Se ve una cara." }));
  await vi.waitFor(async () => {
    expect((await visitor.visit(`/compromisos/${first}`)).text).not.toContain("apagada");
  }, SOON);
  expect((await visitor.open(`/archivos/${file}`)).status).toBe(404);
});

it("asks for what is missing and loses nothing; a document or bytes are no photo; the fourth of a day waits", async () => {
  const efrain = new Person({ url: house.url });
  const missing = await say(efrain, first, { text: "Sí llegó la bomba" });
  expect(missing.status).toBe(400);
  expect(missing.html).toContain("Sí llegó la bomba");
  const pdf = new Blob(["%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"]);
  expect((await say(efrain, first, { isSo: "yes", text: "Mira" }, pdf)).status).toBe(400);
  expect((await say(efrain, first, { isSo: "yes", text: "Mira" }, new Blob(["hola"]))).status).toBe(400);
  for (let n = 0; n < 3; n += 1) expect((await say(efrain, first, { isSo: "yes", text: `Vez ${n}` })).status).toBe(303);
  expect((await say(efrain, first, { isSo: "yes", text: "Otra" })).status).toBe(429);
  expect((await say(efrain, second, { isSo: "yes", text: "De otro sí" })).status).toBe(303);
  expect((await efrain.open("/compromisos/999999/decir")).status).toBe(404);
});

it("a planner tells of one and goes straight to the next, late first", async () => {
  const { gloria } = village;
  house.clock.set(new Date("2027-01-10T15:00:00Z"));
  gloria.cookies.set("sesion", await house.signIn({ name: "Gloria", role: "planner" }));
  await gloria.visit(`/gestion/compromisos/${first}`);
  const next = await gloria.send(/Guardar y pasar al siguiente/, { state: "in_progress", text: "Llegó la bomba." });
  expect(next.path).toBe(`/gestion/compromisos/${second}?contado=${first}`);
  expect(next.text).toContain("Guardado: Planta de agua para la vereda");
  const end = await gloria.send(/Guardar y pasar al siguiente/, { state: "not_met", text: "No alcanzó la plata." });
  expect(end.path).toBe("/gestion/compromisos");
  const bad = await sendFiles(house, gloria, first, [], { text: "" });
  expect(bad.status).toBe(400);
});

it("the sheet of the place, the page of the agency and the map tell the same", async () => {
  const { place, agency } = village;
  const visitor = new Person({ url: house.url });
  const sheet = await visitor.visit(`/compromisos/hoja/${place.slug}`);
  expect(sheet.heading).toBe(`Compromisos con ${place.name}`);
  expect(sheet.text).toContain("Van tarde: 1");
  expect(sheet.text).toContain("Ya cerrados: 1");
  expect(sheet.text).toContain("Llegó la bomba.");
  expect(sheet.text).toContain("☐ Sí");
  const page = await visitor.visit(`/compromisos/dependencia/${agency}`);
  expect(page.text).toContain("1 va tarde");
  expect(page.text).toMatch(/Lo último que contó fue el 10\s?de\s?enero/u);
  expect(page.links(place.name)).toContain(`/compromisos?lugar=${place.slug}&dependencia=${agency}`);
  expect((await visitor.visit("/compromisos/mapa")).html).toContain(`${place.name}: 0 de 2 cumplidos`);
  const here = await visitor.visit(`/compromisos/lugar/${place.slug}`);
  expect(here.text).toContain("1 va tarde");
  expect(here.links("Hoja para la reunión")).toEqual([`/compromisos/hoja/${place.slug}`]);
  const time = await visitor.visit(`/compromisos/tiempo?lugar=${place.slug}`);
  const [month = ""] = time.links(/ de 20\d\d$/);
  expect(month).toMatch(/lugar=[a-z-]+&mes=20\d\d-\d\d$/);
  expect((await visitor.visit(month)).text).toMatch(/Quitar: [a-z]+\sde\s20\d\d/);
  expect((await visitor.visit("/compromisos/pruebas?lugar=macondo")).text).toContain("Todavía no hay fotos");
  expect((await visitor.open("/compromisos/lugar/macondo")).status).toBe(404);
  expect((await visitor.open("/compromisos/hoja/macondo")).status).toBe(404);
  expect((await visitor.open("/compromisos/dependencia/nada")).status).toBe(404);
});
