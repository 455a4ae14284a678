// A meeting as those who run it live it, and what it refuses.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

const DAY = 86_400_000;
let test: TestApp;
let place = { code: "", slug: "", name: "" };
let other = { code: "", slug: "", name: "" };
let rosa: Person;
let meeting = "";

beforeAll(async () => {
  test = await startTestApp();
  const [first, second] = test.entity.participationTerritories();
  place = first ?? place;
  other = second ?? other;
  await openProcess(test, { slug: "prueba", now: test.clock.now() });
  rosa = await facilitator(place.code);
});
afterAll(() => test?.stop());

async function facilitator(territory: string): Promise<Person> {
  const session = await test.signIn({ name: "Rosa", role: "facilitator", territory });
  return new Person({ url: test.url, session });
}

const PLAN = { title: "Reunión con las juntas", place: "Caseta comunal", startsAt: "14:00", endsAt: "17:00" };
const day = (days: number): string => new Date(test.clock.now().getTime() + days * DAY).toISOString().slice(0, 10);

async function call(values: Record<string, string | readonly string[]> = {}, days = 3) {
  await rosa.visit(`/gestion/reuniones/nueva/prueba/${place.slug}`);
  return rosa.press("Guardar la reunión", { ...PLAN, day: day(days), ...values });
}

describe("calling", () => {
  it("is done where somebody works, and everybody sees it", async () => {
    await rosa.visit("/gestion/reuniones/nueva");
    expect(rosa.page.links(place.name)).toHaveLength(1);
    expect(rosa.page.links(other.name)).toHaveLength(0);
    const page = await call({ agenda: "Saludo\nLo que falta" });
    expect(page.status).toBe(200);
    meeting = /\/reuniones\/(\d+)/.exec(page.path)?.[1] ?? "";
    const ana = new Person({ url: test.url });
    const shown = await ana.visit(`/reuniones/${meeting}`);
    expect(shown.heading).toBe(PLAN.title);
    expect(shown.text).toContain("Lo que falta");
    expect((await ana.visit("/reuniones")).links(PLAN.title)).toEqual([`/reuniones/${meeting}`]);
    expect((await ana.visit(`/procesos/prueba/${place.slug}`)).links(PLAN.title)).toHaveLength(1);
    expect((await ana.visit(`/territorios/${place.code}`)).links(PLAN.title)).toHaveLength(1);
  });

  it("sent twice calls one, and both lead to it", async () => {
    const called = () => test.db.read.selectFrom("meetings").select("id").execute();
    const before = (await called()).length;
    await rosa.visit(`/gestion/reuniones/nueva/prueba/${place.slug}`);
    const { action, body } = rosa.form("Guardar la reunión", {
      ...PLAN,
      title: "La que se mandó dos veces",
      day: day(9),
    });
    const first = await rosa.throwAt(action, body.toString());
    expect((await rosa.throwAt(action, body.toString())).path).toBe(first.path);
    expect(first.path).toMatch(/^\/gestion\/reuniones\/\d+$/);
    expect(await called()).toHaveLength(before + 1);
  });

  it.each<[string, Record<string, string>, string]>([
    ["no hour", { startsAt: "" }, "startsAt"],
    ["an hour that does not exist", { startsAt: "25:00" }, "startsAt"],
    ["an end before the beginning", { endsAt: "13:00" }, "endsAt"],
    ["a point that is none", { point: "por la tienda" }, "point"],
    ["a point out of the world", { point: "95.1, -77" }, "point"],
    ["a year too far", { day: "2099-01-01" }, "startsAt"],
    ["no place", { place: "" }, "place"],
  ])("comes back with %s", async (_, values, field) => {
    const page = await call(values);
    expect(page.status).toBe(400);
    expect(page.html).toContain(`href="#${field}"`);
    expect(page.html).toContain(PLAN.title);
  });

  it("is refused elsewhere, also to who knows the address", async () => {
    const stranger = await facilitator(other.code);
    expect((await stranger.open(`/gestion/reuniones/nueva/prueba/${place.slug}`)).status).toBe(403);
    expect((await stranger.open(`/gestion/reuniones/${meeting}`)).status).toBe(403);
    await stranger.visit("/gestion/reuniones");
    for (const act of ["editar", "cancelar", "asistencia", "funcionario"]) {
      const body = new URLSearchParams({
        csrf: stranger.token,
        ...PLAN,
        kind: "meeting",
        day: day(1),
        reason: "Porque sí",
        people: "10",
        agency: test.entity.agencies()[0]?.code ?? "",
        position: "Jefa",
      });
      expect([act, (await stranger.throwAt(`/gestion/reuniones/${meeting}/${act}`, body.toString())).status]).toEqual([
        act,
        403,
      ]);
    }
  });

  it("keeps what it said before it was changed", async () => {
    await rosa.visit(`/gestion/reuniones/${meeting}/editar`);
    await rosa.send("Guardar la reunión", { place: "Escuela nueva" });
    const { rows } = await test.db.pool.query<{ data: { before: { place: string }; after: { place: string } } }>(
      "select data from history where thing_id = $1 and event = 'meetings.changed'",
      [meeting],
    );
    expect(rows.map(({ data }) => [data.before.place, data.after.place])).toEqual([
      ["Caseta comunal", "Escuela nueva"],
    ]);
    // The log holds when, and a digest that only the salt beside the words opens.
    const log = await test.db.pool.query<{ content: { words: string } }>(
      "select content from ledger_pending where kind in ('meeting', 'meeting-change') and (content->>'id')::bigint = $1 order by id",
      [meeting],
    );
    const seals = await test.db.pool.query<{ salt: Buffer; digest: string }>(
      "select salt, digest from word_seals where thing_id = $1 order by id",
      [meeting],
    );
    expect(log.rows.map(({ content }) => content.words)).toEqual(seals.rows.map(({ digest }) => digest));
    expect(JSON.stringify(log.rows)).not.toMatch(/Reunión|Caseta|Escuela/);
    const words = `${PLAN.title}\nEscuela nueva`;
    const [, last] = seals.rows;
    expect(
      createHash("sha256")
        .update(last?.salt ?? "")
        .update(words)
        .digest("hex"),
    ).toBe(last?.digest);
  });
});

describe("who came", () => {
  const groups = () => test.entity.populationGroups().map(({ code }) => code);

  it("cannot be told before it begins", async () => {
    const page = await rosa.visit(`/gestion/reuniones/${meeting}/asistencia`);
    expect(page.text).toContain("La reunión es el");
    const seen = /name="seen" value="(\d+)"/.exec(page.html)?.[1] ?? "";
    const body = new URLSearchParams({ csrf: rosa.token, people: "30", seen });
    const refused = await rosa.throwAt(`/gestion/reuniones/${meeting}/asistencia`, body.toString());
    expect(refused.status).toBe(409);
    expect(refused.problems).toEqual(["La reunión todavía no empieza: no puede tener asistencia."]);
    const { rows } = await test.db.pool.query("select people, state from meetings where id = $1", [meeting]);
    expect(rows).toEqual([{ people: null, state: "planned" }]);
  });

  it("is told in counts, of which everybody reads those of five or more", async () => {
    test.clock.advance(3 * DAY + 6 * 3_600_000);
    const [a = "", b = "", c = ""] = groups();
    await rosa.visit(`/gestion/reuniones/${meeting}/asistencia`);
    const wrong = await rosa.press("La reunión se hizo: guardar", { people: "20", [`group-${a}`]: "21" });
    expect(wrong.problems).toEqual(["No pueden ser más que las personas que llegaron"]);
    await rosa.send("La reunión se hizo: guardar", {
      people: "38",
      [`group-${a}`]: "20",
      [`group-${b}`]: "2",
      [`group-${c}`]: "11",
    });
    const shown = await new Person({ url: test.url }).visit(`/reuniones/${meeting}`);
    const name = (code: string): string => test.entity.catalogs.populationGroups.get(code).names.es;
    expect(shown.text).toContain("Llegaron 38 personas.");
    expect(shown.text).toContain(`${name(a)}: 20`);
    expect(shown.text).not.toContain(name(b));
    expect(shown.text).not.toContain(`${name(c)}: 11`);
  });

  it("sent twice says the same once, and can be corrected", async () => {
    const again = { people: "40" };
    for (let times = 0; times < 2; times++) {
      await rosa.visit(`/gestion/reuniones/${meeting}/asistencia`);
      await rosa.send("Guardar", again);
    }
    const { rows } = await test.db.pool.query(
      "select (select people from meetings where id = $1) as people, (select count(*) from history where thing_id = $1 and event = 'meetings.held') as held",
      [meeting],
    );
    expect(rows).toEqual([{ people: 40, held: 1 }]);
  });

  it("holds no name without its yes, and forgets the names", async () => {
    await rosa.visit(`/gestion/reuniones/${meeting}/asistencia`);
    const refused = await rosa.press("Agregar a la lista", { name: "Efraín Mosquera" });
    expect(refused.problems).toEqual(["Marca cómo dijo que sí: sin su permiso no se anota"]);
    await rosa.visit(`/gestion/reuniones/${meeting}/asistencia`);
    await rosa.send("Agregar a la lista", { name: "Efraín Mosquera", consent: "signed" });
    expect(rosa.page.text).toContain("Efraín Mosquera");
    expect((await new Person({ url: test.url }).visit(`/reuniones/${meeting}`)).text).not.toContain("Efraín");
    await rosa.send("Quitar: Efraín Mosquera");
    await rosa.send("Agregar a la lista", { name: "Luz Marina Cuero", consent: "spoken" });
    const forget = (await import("./module.ts")).meetings.jobs?.[0];
    test.clock.advance(400 * DAY);
    await forget?.run(test.services, undefined);
    test.clock.advance(-400 * DAY);
    const { rows } = await test.db.pool.query("select name from meeting_people where meeting_id = $1", [meeting]);
    expect(rows).toEqual([]);
  });
});

it("is called off with a reason that everybody reads, and then changes no more", async () => {
  const { path } = await call({ title: "Taller de jóvenes" }, 5);
  await rosa.visit(path);
  const refused = await rosa.press("Cancelar la reunión", { reason: "no" });
  expect(refused.problems).toEqual(["Escribe por qué se cancela"]);
  await rosa.visit(path);
  await rosa.send("Cancelar la reunión", { reason: "Se creció el río y no hay paso." });
  const shown = await new Person({ url: test.url }).visit(path.replace("/gestion", ""));
  expect(shown.text).toContain("Se creció el río y no hay paso.");
  const body = new URLSearchParams({ csrf: rosa.token, ...PLAN, kind: "meeting", day: day(6) });
  expect((await rosa.throwAt(`${path}/editar`, body.toString())).status).toBe(409);
});
