// Photos and pictures of sheets: what everybody sees, what only those who run the meeting see, and what is no picture.
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let test: TestApp;
let rosa: Person;
let path = "";

beforeAll(async () => {
  test = await startTestApp();
  await openProcess(test, { slug: "prueba", now: test.clock.now() });
  const place = test.entity.participationTerritories()[0];
  const session = await test.signIn({ name: "Rosa", role: "facilitator", territory: place?.code });
  rosa = new Person({ url: test.url, session });
  await rosa.visit(`/gestion/reuniones/nueva/prueba/${place?.slug}`);
  const day = test.clock.now().toISOString().slice(0, 10);
  const values = { title: "Reunión con fotos", place: "Caseta", day, startsAt: "08:00", endsAt: "16:00" };
  path = (await rosa.send("Guardar la reunión", values)).path;
});
afterAll(() => test?.stop());

async function send(kind: "fotos" | "hojas", body: Buffer, values: Record<string, string>) {
  await rosa.visit(`${path}/${kind}`);
  const form = new FormData();
  form.set("csrf", rosa.token);
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  form.set("picture", new Blob([new Uint8Array(body)]), "foto.jpg");
  const cookie = [...rosa.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  return fetch(`${test.url}${path}/${kind}`, { method: "POST", body: form, headers: { cookie }, redirect: "manual" });
}

const photo = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: "#0b5d4e" } })
    .withExif({ IFD0: { Copyright: "Rosa Tenorio" } })
    .jpeg()
    .toBuffer();
const files = async () =>
  (await test.db.pool.query<{ id: number; kind: string }>("select id, kind from meeting_files order by id")).rows;

it("a photo needs who confirms its faces, and loses what the phone wrote in it", async () => {
  const body = await photo();
  expect((await send("fotos", body, { caption: "El salón desde atrás" })).status).toBe(400);
  expect((await send("fotos", Buffer.from("no es una foto"), { caption: "El salón", faces: "none" })).status).toBe(400);
  expect(await files()).toEqual([]);
  for (let times = 0; times < 2; times++) {
    expect((await send("fotos", body, { caption: "El salón desde atrás", faces: "none" })).status).toBe(303);
  }
  const [one] = await files();
  expect(await files()).toHaveLength(1);
  const address = `${path.replace("/gestion", "")}/fotos/${one?.id}`;
  const shown = await fetch(`${test.url}${address}`);
  expect(shown.status).toBe(200);
  expect(Buffer.from(await shown.arrayBuffer()).includes("Rosa Tenorio")).toBe(false);
  await rosa.visit(`${path}/fotos`);
  await rosa.send("Quitar la foto: El salón desde atrás");
  expect((await fetch(`${test.url}${address}`)).status).toBe(404);
});

it("the picture of a sheet is for who runs the meeting", async () => {
  expect((await send("hojas", await photo(), { caption: "Tarjetas 1 a 3" })).status).toBe(303);
  const sheet = (await files()).find(({ kind }) => kind === "sheet");
  const stranger = new Person({ url: test.url });
  expect((await stranger.open(`${path.replace("/gestion", "")}/fotos/${sheet?.id}`)).status).toBe(404);
  expect((await stranger.open(`${path}/hojas/${sheet?.id}`)).path).toMatch(/^\/entrar/);
  expect((await rosa.open(`${path}/hojas/${sheet?.id}`)).status).toBe(200);
});

it("a photo that somebody reports is hidden from everybody with its reason", async () => {
  const body = await sharp({ create: { width: 50, height: 20, channels: 3, background: "#a8441b" } })
    .jpeg()
    .toBuffer();
  expect((await send("fotos", body, { caption: "La fila de la entrada", faces: "none" })).status).toBe(303);
  const id = (await files()).findLast(({ kind }) => kind === "photo")?.id;
  const page = path.replace("/gestion", "");
  const neighbour = new Person({ url: test.url });
  await neighbour.visit(page);
  expect(neighbour.page.links(/^Seguir/)).toHaveLength(1);
  await neighbour.follow(`Avisar que algo está mal (${id})`);
  await neighbour.send("Tiene datos de una persona");
  const marta = new Person({ url: test.url, session: await test.signIn({ name: "Marta", role: "moderator" }) });
  await marta.visit("/gestion/moderacion");
  await marta.send(/^Empezar con la primera/);
  expect(marta.page.html).toContain(`${page}/fotos/${id}`);
  await marta.send(/^Datos de alguien/);
  expect((await fetch(`${test.url}${page}/fotos/${id}`)).status).toBe(404);
  const shown = await new Person({ url: test.url }).visit(page);
  expect([shown.html.includes("La fila de la entrada"), shown.text.includes("Una foto se ocultó")]).toEqual([
    false,
    true,
  ]);
});
