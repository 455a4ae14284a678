// A photo as evidence: found by its content, smaller, without what the camera wrote in it, and harmless to whoever opens it.
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { setVisibility } from "#core/trace/index.ts";
import { Person } from "#test/support/person.ts";
import { answer, prepareVillage, sayNeed, sendFiles, type Village } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let house: TestApp;
let village: Village;
let id: number;
let photo: Blob;
const pdf = new Blob(["%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"]);

beforeAll(async () => {
  house = await startTestApp();
  village = await prepareVillage(house);
  id = await answer(village, [(await sayNeed(house, village, "El agua llega turbia")).need]);
  const noise = Buffer.alloc(2400 * 1200 * 3, 0x5a);
  const bytes = await sharp(noise, { raw: { width: 2400, height: 1200, channels: 3 } })
    .withExif({ IFD0: { Make: "CamaraDeAna" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "3/1 26/1 0/1" } })
    .jpeg()
    .toBuffer();
  photo = new Blob([new Uint8Array(bytes)], { type: "text/html" });
});
afterAll(() => house.stop());

const files = () => house.db.read.selectFrom("files").select(["id", "type"]).orderBy("id").execute();

it("takes a photo and a document, and shows them with the update", async () => {
  const sent = await sendFiles(house, village.gloria, id, [photo, pdf]);
  expect(sent.status).toBe(303);
  expect((await files()).map(({ type }) => type)).toEqual(["image/jpeg", "application/pdf"]);
  const page = await new Person({ url: house.url }).visit(`/compromisos/${id}`);
  expect(page.text).toContain("1 foto de prueba");
  expect(page.text).toContain("Documento 1 (PDF)");
  expect((await new Person({ url: house.url }).visit("/compromisos")).text).toContain("Prueba: 1 foto");
});

it("removes where it was taken and by which camera, and makes it smaller", async () => {
  const [first] = await files();
  const response = await fetch(`${house.url}/archivos/${first?.id}`);
  const body = Buffer.from(await response.arrayBuffer());
  const seen = await sharp(body).metadata();
  expect([seen.width, seen.height]).toEqual([1600, 800]);
  expect(seen.exif).toBeUndefined();
  expect(body.includes("CamaraDeAna")).toBe(false);
  const small = await fetch(`${house.url}/archivos/${first?.id}?chica`);
  expect((await sharp(Buffer.from(await small.arrayBuffer())).metadata()).width).toBe(480);
});

it("is served so that a browser neither guesses nor runs anything", async () => {
  const [image, document] = await files();
  const shown = await fetch(`${house.url}/archivos/${image?.id}`);
  expect(shown.headers.get("x-content-type-options")).toBe("nosniff");
  expect(shown.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
  expect(shown.headers.get("content-disposition")).toBe("inline");
  expect(shown.headers.get("content-type")).toBe("image/jpeg");
  const saved = await fetch(`${house.url}/archivos/${document?.id}`);
  expect(saved.headers.get("content-disposition")).toMatch(/^attachment/);
  const etag = shown.headers.get("etag") ?? "";
  const again = await fetch(`${house.url}/archivos/${image?.id}`, { headers: { "if-none-match": etag } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

it.each([
  ["a page dressed as a photo", () => new Blob(["<!doctype html><script>alert(1)</script>"])],
  ["a drawing that runs", () => new Blob(['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'])],
  ["half a photo", () => photo.slice(0, 300)],
  ["a file with nothing in it", () => new Blob([])],
  ["six megabytes", () => new Blob([new Uint8Array(6 * 1024 * 1024).fill(0x20)])],
])("refuses %s, loses nothing that was typed and writes nothing", async (_name, make) => {
  const before = await files();
  const sent = await sendFiles(house, village.gloria, id, [make()], { text: "Lo que se contó, con 🌳" });
  expect(sent.status).toBe(400);
  expect(sent.html.includes('href="#files"')).toBe(true);
  expect(sent.html.includes("Lo que se contó, con 🌳")).toBe(true);
  expect(await files()).toEqual(before);
  const updates = await house.db.read.selectFrom("commitment_updates").select("id").execute();
  expect(updates).toHaveLength(1);
});

it("refuses six files at once", async () => {
  const sent = await sendFiles(house, village.gloria, id, Array<Blob>(6).fill(pdf));
  expect([sent.status, sent.html.includes('href="#files"')]).toEqual([400, true]);
});

it("is not served to anybody when its commitment is hidden, nor before anything shows it", async () => {
  const [image] = await files();
  await house.db.write((tx) => setVisibility(tx, id, "hidden"));
  expect((await fetch(`${house.url}/archivos/${image?.id}`)).status).toBe(404);
  await house.db.write((tx) => setVisibility(tx, id, "public"));
  expect((await fetch(`${house.url}/archivos/999999`)).status).toBe(404);
});
