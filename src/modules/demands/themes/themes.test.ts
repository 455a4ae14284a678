// Needs in folders: put in, taken out, never in two; the sentences that say best what each is about.
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AnalystsDesk, type Official, openDesk } from "#test/support/analysts.ts";
import { Person } from "#test/support/person.ts";
import { findTheme, listThemes, listTypical } from "./themes.sql.ts";
import { closeTheme, makeTheme, putInTheme, takeOutOfTheme } from "./themes.ts";

let desk: AnalystsDesk;
let milena: Official;
let water: number[];
let road: number[];

beforeAll(async () => {
  desk = await openDesk();
  milena = await desk.official({ name: "Milena", role: "analyst" });
  water = await desk.needs([
    "El acueducto trae el agua sucia",
    "Agua limpia del acueducto para la vereda",
    "Que llegue el agua",
  ]);
  road = await desk.needs(["Pavimentar la vía a la vereda", "Tapar los huecos de la vía"]);
});
afterAll(() => desk?.test.stop());

it("from the list of needs: a name that is not there makes the theme, and one that is fills it", async () => {
  const { person } = milena;
  await person.visit("/gestion/necesidades/prueba?q=agua");
  const put = await person.send(/Poner en el tema/, { d: water.slice(0, 2).map(String), theme: "Agua potable" });
  expect(put.text).toContain("Pusiste 2 necesidades en el tema");
  await person.visit("/gestion/necesidades/prueba?q=agua");
  await person.send(/Poner en el tema/, { d: water.map(String), theme: "AGUA POTABLE" });
  const [theme, ...others] = await listThemes(desk.test.db.read, desk.process.id);
  expect(others).toEqual([]);
  expect(theme).toMatchObject({ name: "Agua potable", needs: 3, people: 3 });
  const empty = await person.press(/Poner en el tema/, { d: water.map(String), theme: "" });
  expect(empty.status).toBe(400);
});

it("two levels and no more, one name once, and the parent counts what is within it", async () => {
  const { test, process } = desk;
  const [water_] = await listThemes(test.db.read, process.id);
  const inner = await test.db.write((tx) =>
    makeTheme(tx, milena, process, { name: "Acueducto rural", parent: water_?.id }),
  );
  await expect(
    test.db.write((tx) => makeTheme(tx, milena, process, { name: "Más adentro", parent: inner })),
  ).rejects.toMatchObject({ status: 400, key: "demands.theme.tooDeep" });
  await expect(
    test.db.write((tx) => makeTheme(tx, milena, process, { name: "acueducto RURAL" })),
  ).rejects.toMatchObject({ status: 409 });
  await test.db.write((tx) => putInTheme(tx, milena, inner, water.slice(0, 1)));
  expect((await findTheme(test.db.read, water_?.id ?? 0))?.needs).toBe(3);
  expect((await findTheme(test.db.read, inner))?.needs).toBe(1);
});

it("a need is in one theme at a time, and where it was stays in its history", async () => {
  const { test, process } = desk;
  const other = await test.db.write((tx) => makeTheme(tx, milena, process, { name: "Vías" }));
  await test.db.write((tx) => putInTheme(tx, milena, other, [...road, ...water.slice(2)]));
  await test.db.write((tx) => takeOutOfTheme(tx, milena, other, water.slice(2)));
  const { rows } = await test.db.pool.query<{ event: string; name: string }>(
    "select event, data ->> 'name' as name from history where thing_id = $1 order by id",
    [water[2]],
  );
  expect(rows).toEqual([
    { event: "demands.put_in_theme", name: "Agua potable" },
    { event: "demands.put_in_theme", name: "Vías" },
    { event: "demands.taken_out_of_theme", name: "Vías" },
  ]);
  expect((await findTheme(test.db.read, other))?.needs).toBe(2);
});

it("the public page tells each theme with its typical sentences, and leads from there", async () => {
  const { test, process } = desk;
  const typical = await listTypical(test.db.read, process.id, 3);
  const themes = await listThemes(test.db.read, process.id);
  const id = themes.find(({ name }) => name === "Agua potable")?.id ?? 0;
  expect(typical.get(id)?.map((one) => one.text)).toEqual([
    "El acueducto trae el agua sucia",
    "Agua limpia del acueducto para la vereda",
  ]);
  const page = await new Person({ url: test.url }).visit("/procesos/prueba/temas");
  expect(page.text).toContain("«Pavimentar la vía a la vereda»");
  const staff = await milena.person.visit(`/gestion/necesidades/prueba/temas/${id}`);
  expect(staff.text).toContain("Agua limpia del acueducto");
  const start = milena.person.form(/Escribir una iniciativa/, { d: [String(water[1])] });
  expect(start.action).toBe("/gestion/iniciativas/nueva/prueba");
});

it("only who codes fills them; with needs inside a theme does not close", async () => {
  const { test, process } = desk;
  const planner = await desk.official({ name: "Plan", role: "planner" });
  const [theme] = await listThemes(test.db.read, process.id);
  await expect(test.db.write((tx) => putInTheme(tx, planner, theme?.id ?? 0, road))).rejects.toMatchObject({
    status: 403,
  });
  const page = await planner.person.visit(`/gestion/necesidades/prueba/temas/${theme?.id}`);
  expect(page.text).not.toContain("Sacar del tema");
  expect(page.text).not.toContain("Cerrar este tema");
  const elsewhere = test.entity.participationTerritories()[3]?.code ?? "";
  const local = await desk.official({ name: "Local", role: "analyst", territory: elsewhere });
  await expect(test.db.write((tx) => putInTheme(tx, local, theme?.id ?? 0, road))).rejects.toMatchObject({
    status: 403,
  });
});

it("two analysts at once: a need ends in one theme, and a theme that is being closed keeps none", async () => {
  const { test, process } = desk;
  const luz = await desk.official({ name: "Luz", role: "analyst" });
  const [one = 0] = await desk.needs(["Un parque con sombra para el barrio"]);
  const make = (name: string) => test.db.write((tx) => makeTheme(tx, milena, process, { name }));
  const [parks, shade] = [await make("Parques"), await make("Sombra")];
  await Promise.all([
    test.db.write((tx) => putInTheme(tx, milena, parks, [one])),
    test.db.write((tx) => putInTheme(tx, luz, shade, [one])),
  ]);
  const { rows } = await test.db.pool.query(
    "select 1 from demand_theme_members where demand_id = $1 and taken_at is null",
    [one],
  );
  expect(rows).toHaveLength(1);
  for (let time = 0; time < 5; time += 1) {
    const closing = await make(`Por cerrar ${time}`);
    await Promise.allSettled([
      test.db.write((tx) => closeTheme(tx, milena, closing)),
      test.db.write((tx) => putInTheme(tx, luz, closing, [one])),
    ]);
    const inIt = await test.db.pool.query<{ closed: boolean; needs: number }>(
      `select closed_at is not null as closed,
        (select count(*)::int from demand_theme_members m where m.theme_id = t.id and m.taken_at is null) as needs
      from demand_themes t where id = $1`,
      [closing],
    );
    expect(inIt.rows[0]).toEqual(inIt.rows[0]?.closed ? { closed: true, needs: 0 } : { closed: false, needs: 1 });
  }
});
