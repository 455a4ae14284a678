// More than words: photos that somebody looks at first, a point, a sheet of causes, and what says who somebody is covered.
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Person } from "#test/support/person.ts";
import { prepareVillage, type Village } from "#test/support/promising.ts";
import { sendForm } from "#test/support/send-form.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let house: TestApp;
let village: Village;
let marta: Person;
let path = "";
let photo: Blob;

const blob = (bytes: Buffer) => new Blob([new Uint8Array(bytes)], { type: "image/jpeg" });

beforeAll(async () => {
  house = await startTestApp();
  village = await prepareVillage(house);
  path = `/procesos/conversatorios/${village.place.slug}/decir`;
  marta = new Person({ url: house.url, session: await house.signIn({ name: "Marta", role: "moderator" }) });
  const noise = Buffer.alloc(2000 * 1000 * 3, 0x7a);
  photo = blob(
    await sharp(noise, { raw: { width: 2000, height: 1000, channels: 3 } })
      .withExif({ IFD0: { Make: "CamaraDeAna" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "3/1 26/1 0/1" } })
      .jpeg()
      .toBuffer(),
  );
});
afterAll(() => house?.stop());

async function say(
  text: string,
  fields: Record<string, string> = {},
  photos: readonly Blob[] = [],
  ana = new Person({ url: house.url }),
) {
  const page = await ana.visit(path);
  const key =
    page
      .all("input")
      .find((input) => input.attributes.get("name") === "key")
      ?.attributes.get("value") ?? "";
  const sent = await sendForm(house.url, ana, path, { text, key, ...fields }, { photos });
  const row = await house.db.read.selectFrom("demands").select("id").where("text", "=", text).executeTakeFirst();
  return { ana, key, sent, id: row?.id ?? 0 };
}

describe("photos", () => {
  it("are seen by nobody but a moderator until one has looked, without what the camera wrote", async () => {
    const { sent, id, ana } = await say("El puente peatonal está caído desde la creciente", {}, [
      photo,
      photo.slice(0, photo.size),
    ]);
    expect([sent.status, sent.location]).toEqual([303, "/comprobante"]);
    const photos = await house.db.read.selectFrom("demand_photos").selectAll().where("demand_id", "=", id).execute();
    // The same photo sent twice is one.
    expect(photos.map(({ state }) => state)).toEqual(["waiting"]);
    const address = `/fotos/${photos[0]?.id}`;
    const asked = (who: Person) =>
      fetch(house.url + address, { headers: { cookie: [...who.cookies].map(([k, v]) => `${k}=${v}`).join("; ") } });
    expect((await asked(new Person({ url: house.url }))).status).toBe(404);
    expect((await asked(ana)).status).toBe(404);
    expect((await ana.visit(`/necesidades/${id}`)).text).toContain("Hay una foto que nadie ha mirado todavía");
    const looked = await asked(marta);
    expect([looked.status, looked.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
    const bytes = Buffer.from(await looked.arrayBuffer());
    const seen = await sharp(bytes).metadata();
    expect([seen.width, seen.height, seen.exif, bytes.includes("CamaraDeAna")]).toEqual([1600, 800, undefined, false]);
    await marta.visit("/gestion/moderacion");
    await marta.send(/^Empezar con la primera/);
    expect(marta.page.html).toContain(address);
    await marta.send(/^Mostrarla/);
    expect((await asked(new Person({ url: house.url }))).status).toBe(200);
    const shown = await new Person({ url: house.url }).visit(`/necesidades/${id}`);
    expect(shown.html).toContain(`${address}?chica`);
    // Hidden alone: its need stays.
    const neighbour = new Person({ url: house.url });
    await neighbour.visit(`/reportar/demand-photo/${photos[0]?.id}`);
    await neighbour.send("La imagen no es apropiada");
    await marta.visit("/gestion/moderacion");
    await marta.send(/^Empezar con la primera/);
    await marta.send(/^Imagen/);
    expect((await asked(new Person({ url: house.url }))).status).toBe(404);
    const after = await new Person({ url: house.url }).visit(`/necesidades/${id}`);
    expect(after.text).toContain("puente peatonal");
    expect(after.text).toContain("Una foto se ocultó: La imagen no era apropiada para todas las personas.");
    expect((await ana.visit("/mis-aportes")).text).toContain("Se ocultó algo tuyo");
  });

  it.each([
    [
      "a page dressed as a photo",
      async () => blob(Buffer.from("<!doctype html><script>alert(1)</script>")),
      "Manda una foto",
    ],
    [
      "a document",
      async () => blob(Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n")),
      "Manda una foto (JPG, PNG o WebP)",
    ],
    ["half a photo", async () => photo.slice(0, 300), "No pudimos leer esa foto"],
    [
      "a hundred megapixels in few bytes",
      async () =>
        blob(
          await sharp({
            create: { width: 10_000, height: 10_000, channels: 3, background: "#333333" },
            limitInputPixels: false,
          })
            .png({ compressionLevel: 9 })
            .toBuffer(),
        ),
      "tiene 100 millones de puntos",
    ],
    ["eleven megabytes", async () => blob(Buffer.alloc(11 * 1024 * 1024, 0x20)), "pesa más de 10 MB"],
  ])("refuse %s with a sentence, and nothing typed is lost", async (_name, make, sentence) => {
    const { sent, id } = await say("Lo que se contó, con 🌳 y paciencia", { place: "La loma" }, [await make()]);
    expect([sent.status, id]).toEqual([400, 0]);
    for (const part of [sentence, "Lo que se contó, con 🌳", "La loma", 'href="#photos"'])
      expect(sent.html).toContain(part);
  });

  it("are not sent twice: those of a form that came back wait for it", async () => {
    const first = await say("corto", {}, [photo]);
    expect([first.sent.status, first.sent.html.includes("Ya tenemos tu foto")]).toEqual([400, true]);
    const text = "La escuela de arriba no tiene techo en dos salones";
    const again = await sendForm(house.url, first.ana, path, { text, key: first.key });
    expect(again.status).toBe(303);
    const rows = await house.db.read
      .selectFrom("demand_photos as p")
      .innerJoin("demands as d", "d.id", "p.demand_id")
      .select("p.id")
      .where("d.text", "=", text)
      .execute();
    expect(rows).toHaveLength(1);
    // Nobody else can take them with a stolen key.
    const thief = new Person({ url: house.url });
    await say("corta", { key: "llave-ajena" }, [photo], thief);
    const other = new Person({ url: house.url });
    const stolen = await say("Otra cosa distinta de las demás aquí", { key: "llave-ajena", seen: "1" }, [], other);
    expect(stolen.sent.status).toBe(303);
    expect(
      await house.db.read.selectFrom("demand_photos").select("id").where("demand_id", "=", stolen.id).execute(),
    ).toEqual([]);
  });

  it("four of one form are too many", async () => {
    const { sent } = await say("Hace falta luz en el camino viejo", {}, Array<Blob>(4).fill(photo));
    expect([sent.status, sent.html.includes("Manda 3 fotos o menos")]).toEqual([400, true]);
  });
});

describe("a point and a sheet", () => {
  it("are kept rounded and shown with the need", async () => {
    const { lat = 0, lon = 0 } = village.place;
    const { id, sent } = await say("La quebrada se lleva el camino cada invierno", {
      point: `${(lat + 0.01234).toFixed(5)}, ${(lon + 0.01234).toFixed(5)}`,
      causes: "Se taló la orilla",
      tried: "Pedimos gaviones dos veces",
    });
    expect(sent.status).toBe(303);
    const row = await house.db.read
      .selectFrom("demands")
      .select(["lat", "lon"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(row.lat).toBeCloseTo(lat + 0.012, 3);
    expect(String(row.lat).split(".")[1]?.length ?? 0).toBeLessThanOrEqual(3);
    const page = await new Person({ url: house.url }).visit(`/necesidades/${id}`);
    for (const words of ["Se taló la orilla", "Pedimos gaviones dos veces", "con 100 metros de margen"])
      expect(page.text).toContain(words);
  });

  it("a point of elsewhere, or no point at all, says what to do and loses nothing", async () => {
    const far = await say("El muelle de los pescadores se cayó", { point: "40.416, -3.703" });
    expect([far.sent.status, far.sent.html.includes("queda lejos de")]).toEqual([400, true]);
    const none = await say("El muelle de los pescadores se cayó", { point: "detrás de la iglesia" });
    expect(none.sent.html).toContain("Escribe los dos números del punto");
    expect(none.sent.html).toContain("detrás de la iglesia");
  });
});

describe("a point on the map, without JavaScript", () => {
  it("is chosen by tapping a picture of the place, and what was typed stays", async () => {
    const ana = new Person({ url: house.url });
    await ana.visit(path);
    await ana.send("Elegir en el mapa", { text: "El charco", place: "La Loma" });
    expect(ana.page.html).toContain('type="image"');
    const src = /src="(\/territorios\/[^"]+punto\.svg)"/.exec(ana.page.html)?.[1] ?? "";
    const picture = await fetch(`${house.url}${src}`);
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
    const [, width = "0", height = "0"] = /width="(\d+)" height="(\d+)"/.exec(await picture.text()) ?? [];
    const valueIn = (page: { all: typeof ana.page.all }, name: string): string =>
      page
        .all("input")
        .find((input) => input.attributes.get("name") === name)
        ?.attributes.get("value") ?? "";
    const tap = {
      csrf: valueIn(ana.page, "csrf"),
      key: valueIn(ana.page, "key"),
      text: "El charco",
      place: "La Loma",
      "cell.x": String(Number(width) / 2),
      "cell.y": String(Number(height) / 2),
    };
    const tapped = await ana.throwAt(`${path}/punto`, new URLSearchParams(tap).toString());
    expect(tapped.status).toBe(200);
    const [lat, lon] = valueIn(tapped, "point").split(", ");
    expect(Number(lat)).toBeCloseTo(village.place.lat ?? 0, 1);
    expect(Number(lon)).toBeCloseTo(village.place.lon ?? 0, 1);
    expect(tapped.html).toContain("El charco");
    expect(tapped.html).toContain("La Loma");
  });

  it("where borders were loaded, a point of another place is refused with its name", async () => {
    const { code, lat = 0, lon = 0 } = village.place;
    const other = house.entity.participationTerritories().find((one) => one.code !== code);
    // Two squares side by side, of 0.4 degrees each: the place is in the middle of the first.
    await house.db.pool.query(
      `insert into territory_outlines (territory_code, scope_code, view_box, path, west, north, per_lon, per_lat, imported_at)
       select code, $3, '0 0 2000 1000', path, $4, $5, 2500, 2500, $6
       from (values ($1, 'M0 0h1000v1000h-1000z'), ($2, 'M1000 0h1000v1000h-1000z')) as squares (code, path)`,
      [code, other?.code, house.entity.root.code, lon - 0.2, lat + 0.2, house.clock.now()],
    );
    const there = await say("El muelle de los pescadores se cayó", {
      point: `${lat.toFixed(3)}, ${(lon + 0.4).toFixed(3)}`,
    });
    expect(there.sent.status).toBe(400);
    expect(there.sent.html).toContain(`Ese punto queda en ${other?.name} y no en`);
    expect(there.sent.html).toContain("El muelle de los pescadores se cayó");
    const outside = await say("El muelle de los pescadores se cayó", {
      point: `${(lat + 0.5).toFixed(3)}, ${lon.toFixed(3)}`,
    });
    expect(outside.sent.html).toContain("Ese punto queda fuera de");
    const here = await say("El muelle de los pescadores se cayó ayer", {
      point: `${lat.toFixed(3)}, ${(lon + 0.1).toFixed(3)}`,
    });
    expect(here.sent.status).toBe(303);
  });
});

describe("what says who somebody is", () => {
  const text = "Doña Pepita no tiene agua, llámenla al 3001234567";

  it("is shown covered before it is published, and covered it stays everywhere", async () => {
    const { ana, key, sent, id } = await say(text);
    expect([sent.status, id]).toEqual([200, 0]);
    expect(sent.html).toContain("llámenla al [teléfono]");
    const published = await sendForm(house.url, ana, path, { text, key, seen: "1", cover: "yes" });
    expect(published.status).toBe(303);
    const rows = await house.db.read
      .selectFrom("demands")
      .select(["id", "text"])
      .where("text", "like", "Doña Pepita%")
      .execute();
    expect(rows.map((row) => row.text)).toEqual(["Doña Pepita no tiene agua, llámenla al [teléfono]"]);
    const csv = await (await fetch(`${house.url}/datos/procesos/conversatorios/necesidades.csv`)).text();
    expect([csv.includes("Pepita"), csv.includes("3001234567")]).toEqual([true, false]);
    const { rows: ledger } = await house.db.pool.query<{ n: string }>(
      "select count(*) as n from ledger_pending where content::text like '%3001234567%'",
    );
    expect(Number(ledger[0]?.n)).toBe(0);
  });

  it("stays as it was written if its author says so, and somebody of the team looks at it", async () => {
    const own = "Soy la presidenta de la junta, mi correo es junta@ejemplo.org";
    const { ana, key } = await say(own);
    expect((await sendForm(house.url, ana, path, { text: own, key, seen: "1", cover: "no" })).status).toBe(303);
    const row = await house.db.read
      .selectFrom("demands")
      .select("id")
      .where("text", "=", own)
      .executeTakeFirstOrThrow();
    const cases = await house.db.read
      .selectFrom("moderation_cases")
      .select("source")
      .where("subject_id", "=", row.id)
      .where("kind", "=", "demand")
      .execute();
    expect(cases).toEqual([{ source: "personal_data" }]);
  });
});
