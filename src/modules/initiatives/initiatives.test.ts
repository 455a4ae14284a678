// Gloria corrects drafts, puts several on the ballot at once and takes one back; its needs are free again.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadThings } from "#core/trace/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { writeNeeds } from "#test/support/written-needs.ts";
import { countBehind } from "./initiatives.sql.ts";
import { loadInitiatives } from "./load.ts";

let test: TestApp;
let process: Process;
let gloria: Person;

beforeAll(async () => {
  test = await startTestApp();
  process = await openProcess(test, { slug: "prueba", now: test.clock.now() });
  gloria = new Person({ url: test.url, session: await test.signIn({ name: "Gloria", role: "analyst" }) });
});
afterAll(() => test?.stop());

function needs(...texts: string[]): Promise<number[]> {
  return writeNeeds(test, { process, texts, supports: 3, now: test.clock.now() });
}

async function write(title: string, ids: readonly number[]): Promise<number> {
  await gloria.visit("/gestion/necesidades/prueba");
  await gloria.send(/Escribir una iniciativa/, { d: ids.map(String) });
  const [sector] = gloria.page.choices("sector");
  const [agency] = gloria.page.choices("agency");
  await gloria.send("Guardar la iniciativa", {
    title,
    text: "Se haría una obra entre todos.",
    sector: sector?.value ?? "",
    agency: agency?.value ?? "",
  });
  const { rows } = await test.db.pool.query<{ id: number }>("select max(id) as id from initiatives");
  return rows[0]?.id ?? 0;
}

async function states(ids: readonly number[]): Promise<string[]> {
  const { rows } = await test.db.pool.query<{ state: string }>(
    "select state from demands where id = any ($1) order by id",
    [ids],
  );
  return rows.map((row) => row.state);
}

describe("a draft", () => {
  it("can be corrected, loses a need and gains another", async () => {
    const [a = 0, b = 0, c = 0] = await needs("Un puente aquí", "Otro puente aquí", "Un puente más allá");
    const id = await write("Puente nuevo", [a, b]);
    expect(await states([a, b, c])).toEqual(["taken", "taken", "received"]);
    await gloria.visit(`/gestion/iniciativas/${id}/editar`);
    await gloria.send("Guardar la iniciativa", { title: "Puente corregido", d: [String(a)] });
    expect(await states([a, b, c])).toEqual(["taken", "read", "received"]);
    await gloria.visit("/gestion/necesidades/prueba");
    await gloria.send(/Escribir una iniciativa/, { d: [String(c)] });
    await gloria.send("Sumarlas", { draft: String(id) });
    expect(await states([a, b, c])).toEqual(["taken", "read", "taken"]);
    // Two needs of the file, each said by one and supported by three.
    expect((await countBehind(test.db.read, [id])).get(id)).toEqual({ needs: 2, people: 8 });
    expect((await gloria.visit("/gestion/iniciativas")).text).toContain("Puente corregido");
    const empty = await gloria
      .visit(`/gestion/iniciativas/${id}/editar`)
      .then(() => gloria.press("Guardar la iniciativa", { title: "", d: [] }));
    expect(empty.status).toBe(400);
    expect(empty.html).toContain('href="#title"');
    expect(empty.html).toContain('href="#d"');
  });
});

describe("on the ballot", () => {
  it("several go in at once, all or none, and one can be taken back with a reason until the vote opens", async () => {
    const ids = await needs("Una cancha", "Un parque", "Una plaza");
    const [one = 0, two = 0] = [
      await write("Cancha nueva", ids.slice(0, 1)),
      await write("Parque nuevo", ids.slice(1, 2)),
    ];
    await gloria.visit("/gestion/iniciativas/publicar/prueba");
    const form = gloria.form("Ponerlas en la votación", { i: [String(one), String(two)] });
    await gloria.throwAt(form.action, form.body.toString());
    expect((await gloria.throwAt(form.action, form.body.toString())).status).toBe(409);
    const path = `/procesos/prueba/${test.entity.participationTerritories()[0]?.slug}/iniciativas`;
    const ana = new Person({ url: test.url });
    expect((await ana.visit(path)).text).toMatch(/Cancha nueva[\s\S]*Parque nuevo/);

    await gloria.visit(`/gestion/iniciativas/${one}/retirar`);
    expect((await gloria.press("Retirar la iniciativa", { reason: "no" })).status).toBe(400);
    await gloria.send("Retirar la iniciativa", { reason: "El lote es de un particular." });
    expect(await states(ids)).toEqual(["read", "taken", "received"]);
    expect((await ana.visit(path)).text).toContain("Se retiró: El lote es de un particular.");
    expect((await ana.visit(`/iniciativas/${one}`)).text).toContain("El lote es de un particular.");
    // What was said leads to the reason.
    expect((await ana.visit(`/hilo/${ids[0]}`)).text).toContain("El lote es de un particular.");

    test.clock.advance(25 * 86_400_000);
    gloria = new Person({ url: test.url, session: await test.signIn({ name: "Gloria", role: "analyst" }) });
    await gloria.visit(`/gestion/iniciativas/${two}/retirar`);
    expect((await gloria.press("Retirar la iniciativa", { reason: "Ya no se quiere hacer." })).status).toBe(409);
    expect((await ana.visit(path)).text).not.toContain("Ya no se quiere hacer.");
  });
});

describe("the list of officials", () => {
  it("goes forwards and backwards by key, shows each one once while others are written, and its counts stay", async () => {
    const now = test.clock.now();
    const place = test.entity.participationTerritories()[3]?.code ?? "";
    const add = (many: number, from: number) =>
      test.db.write(async (tx) => {
        const ids = await loadThings(
          tx,
          Array.from({ length: many }, () => ({ kind: "initiative", processId: process.id, territory: place, now })),
        );
        await loadInitiatives(
          tx,
          ids.map((id, n) => ({
            id,
            process,
            territory: place,
            title: `Obra número ${from + n}`,
            text: "Se haría entre todos.",
            sector: test.entity.sectors()[0]?.code ?? "",
            agency: test.entity.agencies()[0]?.code ?? "",
            feasibility: "viable" as const,
            by: 1,
            createdAt: now,
            demands: [],
          })),
        );
      });
    await add(47, 100);
    const works = () => [...new Set(gloria.page.text.match(/Obra número \d+/g) ?? [])];
    await gloria.visit(`/gestion/iniciativas?lugar=${place}`);
    expect(gloria.page.text).toMatch(/En borrador\s*47|Borrador(?:es)?\s*47/);
    const first = works();
    await add(3, 300);
    await gloria.follow(/Siguiente/);
    const second = works();
    await gloria.follow(/Siguiente/);
    const third = works();
    expect([first.length, second.length]).toEqual([20, 20]);
    const all = [...first, ...second, ...third];
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(47);
    expect(gloria.page.links(/Siguiente/)).toEqual([]);
    await gloria.follow(/Anterior/);
    expect(works()).toEqual(second);
    await gloria.follow(/Anterior/);
    expect(works()).toEqual(first);
    // The newest come first: those that were written meanwhile stand before.
    await gloria.follow(/Anterior/);
    expect(works()).toEqual(["Obra número 302", "Obra número 301", "Obra número 300"]);
    expect(gloria.page.links(/Anterior/)).toEqual([]);
  });
});
