// Milena and Luz bring needs together at the same desk, and every author finds what became of theirs.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Authority, findActor } from "#core/people/index.ts";
import type { Process } from "#modules/processes/index.ts";
import { openProcess } from "#test/support/open-process.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { permissions } from "../../../app.ts";
import { insertDemands } from "../insert-demands.sql.ts";
import { type Analyst, mergeDemands } from "./join-needs.ts";
import { separateDemand, undoMerge } from "./separate.ts";

let test: TestApp;
let process: Process;
let milena: Analyst;
let luz: Analyst;
let desk: Person;

async function analyst(name: string): Promise<Analyst & { token: string }> {
  const token = await test.signIn({ name, role: "analyst" });
  const actor = await findActor(test.db.read, token, test.clock.now());
  return {
    authority: new Authority(actor, permissions, test.entity),
    entity: test.entity,
    now: test.clock.now(),
    token,
  };
}

beforeAll(async () => {
  test = await startTestApp();
  process = await openProcess(test, { slug: "prueba", now: test.clock.now() });
  const first = await analyst("Milena");
  milena = first;
  luz = await analyst("Luz");
  desk = new Person({ url: test.url, session: first.token });
});
afterAll(() => test?.stop());

/** Needs said by nobody in particular, all in one place. */
function needs(...texts: string[]): Promise<number[]> {
  const territory = test.entity.participationTerritories()[0]?.code ?? "";
  return test.db.write((tx) =>
    insertDemands(
      tx,
      texts.map((text) => ({
        processId: process.id,
        territory,
        text,
        channel: "web" as const,
        groups: [],
        saidAt: test.clock.now(),
      })),
      test.clock.now(),
    ),
  );
}

async function stateOf(...ids: number[]): Promise<{ state: string; into: number | null }[]> {
  const { rows } = await test.db.pool.query<{ state: string; into: number | null }>(
    "select state, merged_into_id as into from demands where id = any ($1) order by id",
    [ids],
  );
  return rows;
}

describe("merging", () => {
  it("two officials who merge the same needs at once: one wins, the other reads why", async () => {
    const [a = 0, b = 0, c = 0] = await needs("Agua en la vereda alta", "Agua en la vereda baja", "Agua en la vereda");
    const results = await Promise.allSettled([
      test.db.write((tx) => mergeDemands(tx, milena, { ids: [a, b], target: a })),
      test.db.write((tx) => mergeDemands(tx, luz, { ids: [b, c], target: c })),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = results.find((result) => result.status === "rejected");
    expect(refused?.reason).toMatchObject({ status: 409, key: "demands.join.not.merged" });
    const { rows } = await test.db.pool.query<{ n: number }>(
      "select count(*) as n from demand_merge_members where demand_id = $1",
      [b],
    );
    expect(rows[0]?.n).toBe(1);
  });

  it("each into the other at once: one of the two speaks, never none", async () => {
    const [a = 0, b = 0] = await needs("Luz en la calle", "Luz para la calle");
    const results = await Promise.allSettled([
      test.db.write((tx) => mergeDemands(tx, milena, { ids: [a, b], target: a })),
      test.db.write((tx) => mergeDemands(tx, luz, { ids: [a, b], target: b })),
    ]);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    const states = await stateOf(a, b);
    expect(states.filter((one) => one.into === null)).toHaveLength(1);
  });

  it("merging the merged and undoing the first gives back exactly what the first took", async () => {
    const [a = 0, b = 0, c = 0] = await needs("Puente uno", "Puente dos", "Puente tres");
    const first = await test.db.write((tx) => mergeDemands(tx, milena, { ids: [a, b], target: b }));
    const second = await test.db.write((tx) => mergeDemands(tx, luz, { ids: [b, c], target: c }));
    expect(await stateOf(a, b, c)).toEqual([
      { state: "merged", into: b },
      { state: "merged", into: c },
      { state: "received", into: null },
    ]);
    await test.db.write((tx) => undoMerge(tx, milena, first));
    expect(await stateOf(a, b, c)).toEqual([
      { state: "received", into: null },
      { state: "merged", into: c },
      { state: "received", into: null },
    ]);
    await expect(test.db.write((tx) => undoMerge(tx, luz, first))).rejects.toMatchObject({ status: 409 });
    await test.db.write((tx) => undoMerge(tx, luz, second));
    expect((await stateOf(b))[0]).toEqual({ state: "received", into: null });
  });

  it("every author keeps the receipt and finds theirs in the thread of the one that speaks", async () => {
    const path = `/procesos/prueba/${test.entity.participationTerritories()[1]?.slug}/decir`;
    const ids: number[] = [];
    const authors = [new Person({ url: test.url }), new Person({ url: test.url })];
    for (const [index, author] of authors.entries()) {
      await author.visit(path);
      const form = author.form(/Enviar mi necesidad/, { text: `Falta agua limpia en el caserío ${index}` });
      form.body.append("seen", "1");
      await author.throwAt(path, form.body.toString());
      const { rows } = await test.db.pool.query<{ id: number }>("select max(id) as id from demands");
      ids.push(rows[0]?.id ?? 0);
    }
    const [one = 0, two = 0] = ids;
    await test.db.write((tx) => mergeDemands(tx, milena, { ids, target: one }));
    const [, second] = authors;
    if (second === undefined) throw new Error("There are two authors");
    expect((await second.visit("/mis-aportes")).text).toContain("caserío 1");
    const thread = await second.visit(`/hilo/${two}`);
    expect(thread.text).toContain("caserío 1");
    expect(thread.text).toContain("caserío 0");
    const page = await second.visit(`/necesidades/${two}`);
    expect(page.links("Ver la que habla por las dos")).toEqual([`/necesidades/${one}`]);
    expect((await second.visit(`/necesidades/${one}`)).text).toContain("2 personas");
  });
});

describe("the desk", () => {
  it("acts stay under the same filters, and each has its way back", async () => {
    const [a = 0, b = 0] = await needs("Escuela con techo nuevo", "Techo nuevo para la escuela");
    await desk.visit("/gestion/necesidades/prueba?q=techo&orden=supports");
    const merged = await desk.send(/Juntar las que dicen lo mismo/, { d: [String(a), String(b)] });
    expect(merged.path).toMatch(/orden=supports&q=techo&hecho=juntas-\d+$/);
    expect(merged.text).toContain("Ahora hablan con una sola voz");
    expect(merged.text).toMatch(/Deshacer hasta las \d/);
    const undone = await desk.send(/Deshacer/);
    expect(undone.path).toMatch(/orden=supports&q=techo&hecho=deshecho-\d+$/);
    expect((await stateOf(a, b)).map((one) => one.state)).toEqual(["received", "received"]);
    await desk.send(/Descartar con razón/, { d: [String(a)], reason: "Ya se hizo el año pasado." });
    expect((await stateOf(a))[0]?.state).toBe("discarded");
    const list = await desk.visit(
      `/procesos/prueba/${test.entity.participationTerritories()[0]?.slug}/necesidades?estado=discarded`,
    );
    expect(list.text).toContain("No entró: Ya se hizo el año pasado.");
    await desk.visit("/gestion/necesidades/prueba/cambios");
    await desk.send(`Recuperar: Escuela con techo nuevo`);
    expect((await stateOf(a))[0]?.state).toBe("read");
  });

  it("after ten minutes a merge is not undone at once, and one of its needs is separated by itself", async () => {
    const [a = 0, b = 0, c = 0] = await needs("Luz en el parque", "Bombillos en el parque", "El parque a oscuras");
    const merged = await test.db.write((tx) => mergeDemands(tx, milena, { ids: [a, b, c], target: a }));
    const late = { ...milena, now: new Date(milena.now.getTime() + 10 * 60_000) };
    await expect(test.db.write((tx) => undoMerge(tx, late, merged))).rejects.toMatchObject({
      status: 409,
      key: "demands.undo.late",
    });
    test.clock.advance(10 * 60_000);
    await desk.visit("/gestion/necesidades/prueba/cambios");
    await desk.send("Separar: Bombillos en el parque");
    expect((await stateOf(a, b, c)).map(({ state }) => state)).toEqual(["received", "received", "merged"]);
    await expect(test.db.write((tx) => separateDemand(tx, late, b))).rejects.toMatchObject({ status: 409 });
  });

  it("shows those like one, says how alike they are, and refuses what it cannot do with what was typed", async () => {
    const [a = 0] = await needs("Pavimentar la calle del cementerio viejo", "Pavimentar la calle del cementerio");
    await desk.visit("/gestion/necesidades/prueba");
    const likely = await desk.send(/Buscar parecidas/, { d: [String(a)] });
    expect(likely.text).toMatch(/Parecida 0,\d\d/);
    const alone = await desk.press(/Juntar las que dicen lo mismo/, { d: [String(a)] });
    expect(alone.status).toBe(400);
    expect(alone.problems).toEqual(["Para juntar, elige al menos dos"]);
    const short = await desk.press(/Descartar con razón/, { d: [String(a)], reason: "no" });
    expect(short.status).toBe(400);
    expect(short.html).toContain('href="#reason"');
    const foreign = await desk.throwAt(
      "/gestion/necesidades/prueba",
      new URLSearchParams({ csrf: desk.token, act: "code", d: String(a), sector: "inventado" }).toString(),
    );
    expect(foreign.status).toBe(400);
    expect((await stateOf(a))[0]?.state).toBe("received");
  });

  it("somebody of one place sees and touches nothing of another", async () => {
    const [here, there] = test.entity.participationTerritories();
    const token = await test.signIn({ name: "Rosa", role: "analyst", territory: there?.code });
    const rosa = new Person({ url: test.url, session: token });
    const [a = 0] = await needs("Solo de aquí y de nadie más");
    const list = await rosa.visit("/gestion/necesidades/prueba");
    expect(list.text).not.toContain("Solo de aquí");
    expect(list.text).not.toContain(here?.name ?? "?");
    const body = { csrf: rosa.token, act: "discard", d: String(a), reason: "No es de este lugar." };
    expect((await rosa.throwAt("/gestion/necesidades/prueba", new URLSearchParams(body).toString())).status).toBe(403);
    expect((await stateOf(a))[0]?.state).toBe("received");
  });
});

describe("at the desk", () => {
  it("an act that does not exist is refused in words of ours", async () => {
    const [one] = await needs("Falta un andén frente a la escuela nueva");
    await desk.visit("/gestion/necesidades/prueba");
    const body = new URLSearchParams({ csrf: desk.token, act: "bailar", d: String(one) });
    const page = await desk.throwAt("/gestion/necesidades/prueba", body.toString());
    expect([page.status, page.problems]).toEqual([400, ["Elige una de las opciones"]]);
  });

  it("an initiative written from the same form twice is one", async () => {
    const [one] = await needs("Falta techo en la cancha de la escuela nueva");
    await desk.visit("/gestion/necesidades/prueba");
    const start = new URLSearchParams({ csrf: desk.token, d: String(one) });
    await desk.throwAt("/gestion/iniciativas/nueva/prueba", start.toString());
    const { action, body } = desk.form("Guardar la iniciativa", {
      title: "Techo para la cancha",
      text: "Un techo liviano para la cancha de la escuela.",
      sector: test.entity.sectors()[0]?.code ?? "",
      agency: test.entity.agencies()[0]?.code ?? "",
    });
    const first = await desk.throwAt(action, body.toString());
    expect([first.status, (await desk.throwAt(action, body.toString())).status]).toEqual([200, 200]);
    const drafts = await test.db.read.selectFrom("initiatives").select("id").execute();
    expect(drafts).toHaveLength(1);
  });
});
