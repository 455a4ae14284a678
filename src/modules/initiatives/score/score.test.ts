// Weights first, scores after, and an order that anybody can compute again.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AnalystsDesk, type Official, openDesk } from "#test/support/analysts.ts";
import { Person } from "#test/support/person.ts";
import { findInitiative } from "../initiatives.sql.ts";
import { publishInitiative, writeInitiative } from "../write-initiative/write-initiative.ts";
import { CRITERIA, type Criterion } from "./criteria.ts";
import { runPriorities } from "./priorities.command.ts";
import { fixWeights, scoreInitiative } from "./score-initiatives.ts";

let desk: AnalystsDesk;
let gloria: Official;
let milena: Official;
let bridge = 0;
let school = 0;

const WEIGHTS = new Map<Criterion, number>(
  CRITERIA.map((criterion) => [criterion, criterion === "severity" ? 40 : 10]),
);

beforeAll(async () => {
  desk = await openDesk();
  gloria = await desk.official({ name: "Gloria Plan", role: "planner" });
  milena = await desk.official({ name: "Milena", role: "analyst" });
  bridge = await initiative("Puente peatonal en El Carmen");
  school = await initiative("Escuela con techo nuevo");
});
afterAll(() => desk?.test.stop());

async function initiative(title: string): Promise<number> {
  const { test, process, needs } = desk;
  const demands = await needs([title]);
  return test.db.write(async (tx) => {
    const id = await writeInitiative(tx, milena, process, {
      territory: test.entity.participationTerritories()[0]?.code ?? "",
      title,
      text: `${title}, con todo lo que hace falta.`,
      sector: test.entity.sectors()[0]?.code ?? "",
      agency: test.entity.agencies()[0]?.code ?? "",
      feasibility: "viable",
      demands,
    });
    const written = await findInitiative(tx, id);
    if (written === undefined) throw new Error("It was just written");
    await publishInitiative(tx, milena, process, written);
    return id;
  });
}

/** Fields of the form with the same score everywhere but one. */
const fields = (score: number, severity: number): Record<string, string> =>
  Object.fromEntries(
    CRITERIA.flatMap((criterion) => [
      [`s-${criterion}`, String(criterion === "severity" ? severity : score)],
      [`n-${criterion}`, `Razón de ${criterion}`],
    ]),
  );

it("nothing is scored before the weights are fixed, and they are fixed once, by who may, for ever", async () => {
  const { test, process } = desk;
  const found = await findInitiative(test.db.read, bridge);
  if (found === undefined) throw new Error("It is there");
  const early = test.db.write((tx) =>
    scoreInitiative(tx, milena, { process, initiative: found, seen: 0 }, [
      { criterion: "cost", score: 3, note: "Poco" },
    ]),
  );
  await expect(early).rejects.toMatchObject({ status: 409, key: "initiatives.score.noWeights" });
  await expect(test.db.write((tx) => fixWeights(tx, milena, process, WEIGHTS))).rejects.toMatchObject({ status: 403 });
  const local = await desk.official({ name: "Local", role: "planner", territory: found.territory });
  await expect(test.db.write((tx) => fixWeights(tx, local, process, WEIGHTS))).rejects.toMatchObject({ status: 403 });
  const visitor = new Person({ url: test.url });
  expect((await visitor.visit("/procesos/prueba/metodo")).text).toContain("Los pesos todavía no están fijos");
  await gloria.person.visit("/gestion/iniciativas/puntuar/prueba");
  const bad = await gloria.person.press(/Fijar los pesos/, { magnitude: "mucho" });
  expect(bad.status).toBe(400);
  expect(bad.problems.join()).toContain("de 0 a 100");
  const fixed = await gloria.person.send(
    /Fijar los pesos/,
    Object.fromEntries([...WEIGHTS].map(([name, n]) => [name, String(n)])),
  );
  expect(fixed.text).toContain("Ya no cambian");
  await expect(test.db.write((tx) => fixWeights(tx, gloria, process, WEIGHTS))).rejects.toMatchObject({ status: 409 });
  await expect(test.db.pool.query("update scoring_weights set weight = 99")).rejects.toThrow(/permission denied/);
  expect((await visitor.visit("/procesos/prueba/metodo")).text).toContain("pesos fijados el");
});

it("each score has its reason and its name; a number without a reason writes nothing and loses nothing", async () => {
  const { person } = milena;
  await person.visit(`/gestion/iniciativas/${bridge}/puntuar`);
  const bad = await person.press(/Guardar los puntajes/, { ...fields(3, 5), "n-cost": "" });
  expect(bad.status).toBe(400);
  expect(bad.problems).toEqual(["Escribe por qué, en al menos 3 letras"]);
  expect(bad.html).toContain("Razón de urgency");
  const saved = await person.send(/Guardar los puntajes/, { ...fields(3, 5) });
  expect(saved.text).toContain("8 de 8");
  await person.visit(`/gestion/iniciativas/${school}/puntuar`);
  await person.send(/Guardar los puntajes/, fields(4, 2));
  const page = await new Person({ url: desk.test.url }).visit("/procesos/prueba/metodo");
  // (7 × 10 × 3 + 40 × 5) / 110 = 3.73 and (7 × 10 × 4 + 40 × 2) / 110 = 3.27; with equal weights 3.25 and 3.75.
  expect(page.text).toContain("va primero «Puente peatonal en El Carmen»");
  expect(page.text).toContain("3,73");
  expect(page.text).toContain("3,27");
  expect(page.text).toContain("Razón de severity");
  expect(page.text).toContain("Milena");
  expect(page.text).toContain("(Gravedad), iría primero «Escuela con techo nuevo»");
});

it("two who score at once: the second is told by whom, and what they wrote is still there", async () => {
  const luz = await desk.official({ name: "Luz", role: "analyst" });
  await milena.person.visit(`/gestion/iniciativas/${bridge}/puntuar`);
  await luz.person.visit(`/gestion/iniciativas/${bridge}/puntuar`);
  await luz.person.send(/Guardar los puntajes/, { "s-cost": "1", "n-cost": "Sale carísimo" });
  const late = await milena.person.press(/Guardar los puntajes/, { "s-cost": "5", "n-cost": "Es barato" });
  expect(late.status).toBe(409);
  expect(late.problems.join()).toContain("Luz guardó puntajes mientras escribías");
  expect(late.html).toContain("Es barato");
  const { rows } = await desk.test.db.pool.query<{ note: string }>(
    "select note from initiative_scores where initiative_id = $1 and criterion = 'cost' order by id desc limit 1",
    [bridge],
  );
  expect(rows[0]?.note).toBe("Sale carísimo");
});

it("only who may, and only in their places", async () => {
  const { test } = desk;
  const elsewhere = test.entity.participationTerritories()[4]?.code ?? "";
  const local = await desk.official({ name: "De otra parte", role: "analyst", territory: elsewhere });
  expect((await local.person.open(`/gestion/iniciativas/${bridge}/puntuar`)).status).toBe(403);
  const moderator = await desk.official({ name: "Modera", role: "moderator" });
  expect((await moderator.person.open(`/gestion/iniciativas/${bridge}/puntuar`)).status).toBe(403);
  expect((await milena.person.open("/gestion/iniciativas/999999/puntuar")).status).toBe(404);
});

it("anybody gets the same order from the open data alone", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sigesi-priorities-"));
  for (const name of ["pesos.csv", "puntajes.csv"]) {
    const answer = await fetch(`${desk.test.url}/datos/procesos/prueba/${name}`);
    writeFileSync(join(folder, name), Buffer.from(await answer.arrayBuffer()));
  }
  const out: string[] = [];
  const io = { stdout: (text: string) => void out.push(text), stderr: (text: string) => void out.push(text) };
  expect(await runPriorities({ folder, seed: "prueba" }, io)).toBe(0);
  const lines = out.map((line) => line.trim().split("\t"));
  const place = desk.test.entity.participationTerritories()[0]?.code;
  // Luz gave 1 to the cost of the bridge: (6 × 30 + 10 + 200) / 110.
  expect(lines.map((line) => line.slice(0, 4))).toEqual([
    [place, "1", String(bridge), (390 / 110).toFixed(4)],
    [place, "2", String(school), (360 / 110).toFixed(4)],
  ]);
  const page = await new Person({ url: desk.test.url }).visit("/procesos/prueba/metodo");
  const share = Math.round(100 * Number(lines[0]?.[7]));
  expect(page.text).toContain(`iría primero ${share}`);
  expect(await runPriorities({ folder: "/no", seed: "" }, io)).toBe(1);
});
