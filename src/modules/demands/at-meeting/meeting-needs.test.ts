// What is said in a room, typed as fast as it is said, and everything that can go wrong with it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findSlip } from "#modules/meetings/index.ts";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let test: TestApp;
let rosa: Person;
let one = "";
let two = "";
let later = "";

beforeAll(async () => {
  test = await startTestApp();
  await openProcess(test, { slug: "prueba", now: test.clock.now() });
  const place = test.entity.participationTerritories()[0];
  const session = await test.signIn({ name: "Rosa", role: "facilitator", territory: place?.code });
  rosa = new Person({ url: test.url, session });
  const call = async (title: string, days: number): Promise<string> => {
    await rosa.visit(`/gestion/reuniones/nueva/prueba/${place?.slug}`);
    const day = new Date(test.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
    const page = await rosa.send("Guardar la reunión", {
      title,
      place: "Caseta",
      day,
      startsAt: "09:00",
      endsAt: "16:00",
    });
    return page.path;
  };
  one = await call("Reunión de la mañana", 0);
  two = await call("Reunión de la tarde", 0);
  later = await call("Reunión de otro día", 4);
});
afterAll(() => test?.stop());

const count = async (): Promise<number> =>
  (
    await test.db.pool.query<{ n: number }>(
      "select count(*)::int as n from demands d join things t on t.id = d.id and t.visibility = 'public'",
    )
  ).rows[0]?.n ?? 0;

async function slips(path: string, n: number): Promise<void> {
  await rosa.visit(`${path}/paquete`);
  await rosa.send("Preparar las tarjetas", { slips: String(n) });
}

/** The code of a slip, as it is printed. */
async function codeOf(path: string, number: number): Promise<string> {
  const slip = await findSlip(test.db.read, Number(path.split("/").at(-1)), String(number));
  return typeof slip === "object" ? slip.code : "";
}

async function batch(path: string, lines: readonly (readonly [string, string])[]) {
  await rosa.visit(`${path}/necesidades`);
  const body = new URLSearchParams({ csrf: rosa.token });
  for (const [key, line] of lines) {
    body.append("key", key);
    body.append("line", line);
  }
  const page = await rosa.throwAt(`${path}/necesidades/lote`, body.toString());
  return { status: page.status, answer: page.status === 200 ? JSON.parse(page.html) : undefined };
}

describe("writing", () => {
  it("one line a need, without JavaScript, credited to the meeting", async () => {
    await rosa.visit(`${one}/necesidades`);
    const sector = test.entity.sectors()[0];
    await rosa.send("Guardar", { line: `Falta agua en la vereda alta #${sector?.code}` });
    expect(rosa.page.path).toBe(`${one}/necesidades`);
    expect(rosa.page.text).toContain("Falta agua en la vereda alta");
    expect(rosa.page.text).toContain(sector?.names.es);
    const shown = await new Person({ url: test.url }).visit(one.replace("/gestion", ""));
    await rosa.visit(`${one}/asistencia`);
    await rosa.send("La reunión se hizo: guardar", { people: "30" });
    expect(shown.status).toBe(200);
    const after = await new Person({ url: test.url }).visit(one.replace("/gestion", ""));
    expect(after.links("Falta agua en la vereda alta")).toHaveLength(1);
    const [thread] = after.links("Falta agua en la vereda alta");
    const told = await new Person({ url: test.url }).visit(`/hilo/${thread?.split("/").at(-1)}`);
    expect(told.text).toContain("Se dijo en una reunión");
    expect(told.text).toContain("Reunión de la mañana");
  });

  it("a batch answers each line, and the same batch again writes nothing", async () => {
    const before = await count();
    const lines = [
      ["clave-uno-1", "Hace falta un puente sobre la quebrada"],
      ["clave-dos-2", "no"],
      ["clave-tres-3", "Queremos una cancha #noexiste"],
      ["clave-cuatro", "Que arreglen la vía a la escuela"],
    ] as const;
    const first = await batch(one, lines);
    const again = await batch(one, lines);
    expect(first.status).toBe(200);
    expect(first.answer.lines.map((line: { problem?: string }) => line.problem === undefined)).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(first.answer.lines[2].problem).toContain("noexiste");
    expect(again.answer.lines).toEqual(first.answer.lines);
    expect(await count()).toBe(before + 2);
  });

  it("two devices that send the same lines at once write them once", async () => {
    const before = await count();
    const lines = Array.from({ length: 10 }, (_, n) => [`a-la-vez-${n}`, `Necesidad a la vez número ${n}`] as const);
    const both = await Promise.all([batch(two, lines), batch(two, lines)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(await count()).toBe(before + 10);
  });

  it.each([
    ["no keys", ""],
    ["fewer lines than keys", "key=12345678&key=12345679&line=Falta+agua+limpia"],
    ["short keys", "key=1&line=Falta+agua+limpia"],
    ["a hundred and one", Array.from({ length: 101 }, (_, n) => `key=clave-${n}-x&line=Falta+agua`).join("&")],
  ])("refuses %s", async (_, body) => {
    const before = await count();
    await rosa.visit(`${one}/necesidades`);
    const page = await rosa.throwAt(`${one}/necesidades/lote`, `csrf=${encodeURIComponent(rosa.token)}&${body}`);
    expect(page.status).toBe(400);
    expect(await count()).toBe(before);
  });

  it("is refused before the meeting, and to who does not work there", async () => {
    const page = await rosa.visit(`${later}/necesidades`);
    expect(page.text).toContain("La reunión todavía no empieza.");
    expect((await batch(later, [["clave-nueva-1", "Falta agua limpia"]])).status).toBe(409);
    const other = test.entity.participationTerritories()[1];
    const stranger = new Person({
      url: test.url,
      session: await test.signIn({ name: "Otra", role: "facilitator", territory: other?.code }),
    });
    expect((await stranger.open(`${one}/necesidades`)).status).toBe(403);
  });
});

describe("slips", () => {
  it("give the person what became of it, by the code of the stub", async () => {
    await slips(one, 5);
    await slips(two, 5);
    await rosa.visit(`${one}/necesidades`);
    await rosa.send("Guardar", { line: "Que el bus pase los domingos *3" });
    const ana = new Person({ url: test.url });
    await ana.visit("/mis-aportes");
    const page = await ana.send("Ver qué pasó", { code: await codeOf(one, 3) });
    expect(page.text).toContain("Que el bus pase los domingos");
  });

  it("typed twice count once, by number or by code", async () => {
    const before = await count();
    for (const typed of ["3", await codeOf(one, 3)]) {
      await rosa.visit(`${one}/necesidades`);
      const page = await rosa.press("Guardar", { line: `Que el bus pase todos los días *${typed}` });
      expect(page.status).toBe(400);
      expect(page.problems).toEqual(["La tarjeta 3 ya está escrita: cuenta una sola vez"]);
      expect(page.html).toContain("Que el bus pase todos los días");
    }
    const { answer } = await batch(one, [
      ["misma-hoja-1", "Falta un médico *4"],
      ["misma-hoja-2", "Falta una enfermera *4"],
    ]);
    expect(answer.lines[1].problem).toContain("ya está escrita");
    expect(await count()).toBe(before + 1);
  });

  it.each([
    ["of another meeting", async () => codeOf(two, 1), "es de otra reunión"],
    ["that nobody printed", async () => "77", "No hay ninguna tarjeta"],
    ["that is no code", async () => "ÑÑÑÑ", "No hay ninguna tarjeta"],
  ])("%s are refused", async (_, typed, words) => {
    await rosa.visit(`${one}/necesidades`);
    const page = await rosa.press("Guardar", { line: `Falta luz en la cancha *${await typed()}` });
    expect(page.status).toBe(400);
    expect(page.problems[0]).toContain(words);
  });

  it("prepared again are the same", async () => {
    const first = await codeOf(one, 2);
    await slips(one, 8);
    expect(await codeOf(one, 2)).toBe(first);
    await slips(one, 3);
    expect(await codeOf(one, 8)).not.toBe("");
  });
});

describe("correcting", () => {
  it("writes it again, and undoing hides it and frees its slip", async () => {
    await rosa.visit(`${one}/necesidades`);
    await rosa.send("Guardar", { line: "Que pongan lus en el parque *5" });
    await rosa.follow("Corregir: Que pongan lus en el parque");
    await rosa.send("Guardar la corrección", { line: "Que pongan luz en el parque" });
    expect(rosa.page.text).toContain("Que pongan luz en el parque");
    await rosa.follow("Corregir: Que pongan luz en el parque");
    const need = rosa.page.path.split("/").at(-1);
    await rosa.send("Deshacer esta");
    expect(rosa.page.text).not.toContain("Que pongan luz en el parque");
    expect((await new Person({ url: test.url }).open(`/necesidades/${need}`)).status).toBe(410);
    const page = await rosa.press("Guardar", { line: "Que pongan luz en el parque *5" });
    expect(page.status).toBe(200);
  });

  it("is refused once somebody works with it", async () => {
    await rosa.visit(`${one}/necesidades`);
    await rosa.send("Guardar", { line: "Que haya un comedor en la escuela" });
    await rosa.follow("Corregir: Que haya un comedor en la escuela");
    const { token } = rosa;
    await test.db.pool.query("update demands set state = 'taken' where text = 'Que haya un comedor en la escuela'");
    const at = rosa.page.path;
    const body = new URLSearchParams({ csrf: token, line: "Que haya dos comedores" });
    expect((await rosa.throwAt(at, body.toString())).status).toBe(409);
    expect((await rosa.throwAt(`${at}/deshacer`, new URLSearchParams({ csrf: token }).toString())).status).toBe(409);
  });
});
