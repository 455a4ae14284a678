// Gloria says how far a project went and what it pays; Sara follows her need to the money, and opens what she reads as data.
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPlan } from "#modules/plans/index.ts";
import { Person } from "#test/support/person.ts";
import { answer, prepareVillage, promise, sayNeed, type Village } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { type LivedProject, loadProjects } from "./load.ts";
import { divergenceOf } from "./project.ts";

let house: TestApp;
let village: Village;
let gloria: Person;
let sara: Person;
let commitment = 0;
let need = 0;

const WATER = "2026999990001";
const ROADS = "2026999990002";
const YARD = "/gestion/proyectos/2026999990001";

function projectOf(change: Partial<LivedProject>): LivedProject {
  const money = {
    initial: 100,
    definitive: 200_000_000,
    committed: 150_000_000,
    obligated: 100_000_000,
    paid: 80_000_000,
  };
  return {
    code: WATER,
    name: "Plantas de agua para todos",
    purpose: "Que el agua llegue limpia.",
    executor: "agency",
    agency: village.agency,
    body: null,
    sector: null,
    places: [village.place.code],
    amounts: [
      { year: 2026, source: "Propios", asOf: "2026-06-30", ...money, paid: 10 },
      { year: 2026, source: "Propios", asOf: "2026-09-30", ...money },
    ],
    contracts: [
      {
        code: "C-1",
        object: "Construir la planta",
        supplierId: "900123456",
        supplierName: "Obras SAS",
        value: 90_000_000,
        asOf: "2026-09-30",
      },
    ],
    works: [],
    reports: [],
    remarks: [],
    ratings: [],
    pays: [],
    ...change,
  };
}

beforeAll(async () => {
  house = await startTestApp();
  village = await prepareVillage(house);
  gloria = village.gloria;
  sara = new Person({ url: house.url });
  need = (await sayNeed(house, village, "Hace falta una planta de agua que no se dañe")).need;
  commitment = await answer(village, [need]);
  const goal = {
    behaviour: "incremento_acumulado" as const,
    unit: "plantas",
    baseline: 0,
    goal: 40,
    agency: village.agency,
    programmed: [],
    reports: [],
    commitments: [],
  };
  const header = {
    code: "plan-2024",
    name: "Plan de prueba",
    yearFrom: 2024,
    yearTo: 2027,
    cutOff: "2026-09-30",
    inForce: true,
    generated: false,
  };
  const nodes = [
    { code: "1", parent: null, depth: 1, level: "línea", name: "Agua" },
    { code: "101", parent: "1", depth: 2, level: "meta", name: "Plantas hechas", goal },
  ];
  await house.db.write((tx) => loadPlan(tx, { header, nodes, now: house.clock.now() }));
  const work = { class: "Planta", intervention: "Construcción", budget: 100, paid: 10, progress: 0.2 };
  const projects = [
    projectOf({
      works: [{ ...work, code: "E1", territory: village.place.code, lat: 3.4, lon: -76.5 }],
    }),
    projectOf({
      code: ROADS,
      name: "Vías entre veredas",
      agency: null,
      executor: "community",
      body: "Comité de la vía",
      places: [village.place.code, village.other.code],
      contracts: [],
    }),
  ];
  await house.db.write((tx) => loadProjects(tx, projects, house.clock.now()));
});
afterAll(() => house?.stop());

it.each([
  [null, 0.5, "unknown", 0],
  [0.5, 0.5, "even", 0],
  [0.2, 0.75, "moneyAhead", 55],
  [0.75, 0.2, "workAhead", 55],
  [0, 0.3, "moneyAlone", 30],
  [0.3, 0, "workAlone", 30],
  // What is shown is compared: nobody reads "50 % and 50 %, one point apart".
  [0.504, 0.496, "even", 0],
] as const)("the work at %s and the money at %s: %s, %s points", (physical, financial, kind, points) => {
  expect(divergenceOf(physical, financial)).toEqual({ kind, points });
});

describe("the bank", () => {
  it("counts what each filter gives, and the money of the last cut-off only", async () => {
    const all = await sara.visit("/proyectos");
    expect(all.text).toContain("Plantas de agua para todos");
    expect(all.text).toMatch(/Presupuesto definitivo\s*\$\s400\smillones/);
    expect(all.text).toMatch(/Pagado\s*\$\s160\smillones/);
    expect(all.links(/En marcha\s*2/)).toEqual(["/proyectos?estado=running"]);
    const mine = await sara.visit(`/proyectos?lugar=${village.place.slug}&dependencia=${village.agency}`);
    expect(mine.text).not.toContain("Vías entre veredas");
    expect((await sara.visit(`/proyectos?lugar=${village.other.slug}`)).text).toContain(
      "Un proyecto se comparte con otros lugares",
    );
    expect((await sara.visit("/proyectos?sector=nada")).text).toContain("Ningún proyecto es así");
    expect((await sara.visit("/en/proyectos")).text).toContain("The projects and their money");
    expect((await sara.open("/proyectos/nada")).status).toBe(404);
  });

  it("shows a project from what is planned to what is paid, its contracts and where its works are", async () => {
    const page = await sara.visit(`/proyectos/${WATER}`);
    expect(page.text).toMatch(/Presupuesto definitivo\s*\$\s200\smillones/);
    expect(page.text).toMatch(/obligado de lo definitivo\)\s*50\s%/);
    expect(page.text).toContain("falta uno de los dos avances");
    expect(page.text).toContain("Obras SAS");
    expect(page.html).toContain('aria-label="Dónde está la obra');
    expect((await sara.visit(`/proyectos/${ROADS}`)).text).toContain("Lo ejecuta la comunidad");
  });

  it("beside what was asked and promised in a place, tells apart its money and what it shares", async () => {
    const page = await sara.visit(`/territorios/${village.place.code}`);
    expect(page.text).toMatch(/Un proyecto es solo de .*: \$\s200\smillones planeados y \$\s80\smillones pagados/);
    expect(page.text).toContain("Otro más se comparte con otros lugares");
    expect((await sara.visit(`/territorios/${village.other.code}`)).text).not.toContain(
      "planeados en proyectos de aquí",
    );
  });

  it("is open data of the whole government, with its dictionary", async () => {
    const csv = (await sara.visit("/datos/proyectos.csv")).html.trim().split("\n");
    expect(csv.find((line) => line.startsWith(WATER))).toContain(
      ",100,200000000,150000000,100000000,80000000,2026-09-30,true",
    );
    expect((await sara.visit("/datos/plata-de-proyectos.csv")).html.trim().split("\n")).toHaveLength(5);
    expect(JSON.parse((await sara.visit("/datos/contratos.json")).html)).toMatchObject([
      { contract: "C-1", value: 90_000_000 },
    ]);
    const landing = await sara.visit("/datos");
    expect(landing.links("CSV: Obras")).toEqual(["/datos/obras.csv"]);
    expect(landing.text).toContain("cuéntalo una vez");
    expect((await sara.open("/datos/nada.csv")).status).toBe(404);
    expect((await sara.visit("/datos/catalogo.json")).html).toContain("/datos/proyectos.csv");
  });
});

async function sendReport(fields: Record<string, string>, photo?: Blob) {
  await gloria.visit(YARD);
  const form = new FormData();
  form.set("csrf", gloria.token);
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (photo !== undefined) form.append("files", photo, "foto.jpg");
  const cookie = [...gloria.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const answer = await fetch(`${house.url}${YARD}/avance`, {
    method: "POST",
    body: form,
    redirect: "manual",
    headers: { cookie },
  });
  return { status: answer.status, html: await answer.text() };
}

describe("reporting", () => {
  const good = { state: "running", physical: "12,5", asOf: "2026-09-30", note: "Se hizo el tanque." };

  it("says what is wrong, and keeps what was typed", async () => {
    for (const [field, value] of [
      ["physical", "1.400"],
      ["physical", "mucho"],
      ["asOf", "2026-12-01"],
      ["note", ""],
      ["state", "perfecto"],
    ] as const) {
      const answer = await sendReport({ ...good, [field]: value });
      expect([field, answer.status]).toEqual([field, 400]);
      expect(answer.html).toContain(`href="#${field}"`);
    }
    const early = await sendReport({ ...good, state: "finished" });
    expect([early.status, early.html.includes("Lo terminado va en 100")]).toEqual([400, true]);
    expect(early.html).toContain("Se hizo el tanque.");
    const { rows } = await house.db.pool.query("select 1 from project_reports");
    expect(rows).toEqual([]);
  });

  it("is public at once with its photo, and says how far the work is from its money", async () => {
    const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#88aa66" } })
      .jpeg()
      .toBuffer();
    expect((await sendReport({ ...good }, new Blob([new Uint8Array(photo)]))).status).toBe(303);
    const page = await sara.visit(`/proyectos/${WATER}`);
    expect(page.text).toContain("La plata va 37 puntos adelante de la obra.");
    expect(page.text).toContain("Se hizo el tanque.");
    const [address = ""] = page.links(/^Foto 1 del/);
    expect((await fetch(`${house.url}${address}`)).headers.get("content-type")).toBe("image/jpeg");
    expect((await sara.open("/proyectos/pruebas/99999")).status).toBe(404);
    await expect(house.db.write((tx) => tx.deleteFrom("project_reports").execute())).rejects.toThrow(/permission/);
  });

  it("is only for who answers for it", async () => {
    expect((await sara.open("/gestion/proyectos")).path).toMatch(/^\/entrar/);
    const agency = house.entity.agencies()[1]?.code ?? "";
    const session = await house.signIn({ name: "Rosa", role: "planner", agency });
    const rosa = new Person({ url: house.url, session });
    expect((await rosa.open(YARD)).status).toBe(403);
    expect((await rosa.visit("/gestion/proyectos")).text).toContain("No tienes proyectos que reportar");
    expect((await gloria.visit("/gestion/proyectos")).text).toContain(
      "De uno que está en marcha nadie ha reportado la obra",
    );
  });
});

describe("joining", () => {
  const reason = "La planta prometida se paga con este proyecto.";

  it("from the need to the money there is one thread, with its reason on every page", async () => {
    await gloria.visit(YARD);
    const unknown = await gloria.press("Unir", { what: "/plan/plan-2024/1", reason });
    expect(unknown.problems).toEqual(["No hay una meta ni un compromiso público con esa dirección"]);
    for (const what of [String(commitment), `${house.url}/plan/plan-2024/101`]) {
      await gloria.visit(YARD);
      await gloria.send("Unir", { what, reason });
    }
    await gloria.visit(YARD);
    expect((await gloria.press("Unir", { what: String(commitment), reason })).status).toBe(409);
    const project = await sara.visit(`/proyectos/${WATER}`);
    expect(project.links(promise.title)).toEqual([`/compromisos/${commitment}`]);
    expect(project.links("Plantas hechas")).toEqual(["/plan/plan-2024/101"]);
    for (const path of [`/compromisos/${commitment}`, "/plan/plan-2024/101"]) {
      const page = await sara.visit(path);
      expect(page.links("Plantas de agua para todos")).toEqual([`/proyectos/${WATER}`]);
      expect(page.text).toContain(reason);
    }
    const thread = await sara.visit(`/hilo/${need}`);
    expect(thread.text).toContain("Lo paga un proyecto");
    expect(thread.text).toMatch(/80\smillones pagados de \$\s200\smillones planeados/);
    expect(thread.text).toContain("La plata va 37 puntos adelante de la obra.");
  });

  it("parted with a reason, it is gone from both, and the reason stays", async () => {
    await gloria.visit(YARD);
    await gloria.send("Quitar", { out: String(commitment), why: "Se paga con otro proyecto." });
    expect((await sara.visit(`/proyectos/${WATER}`)).text).not.toContain(promise.title);
    expect((await sara.visit(`/compromisos/${commitment}`)).text).not.toContain("Lo paga un proyecto");
    const { rows } = await house.db.pool.query(
      "select data->>'reason' as reason from history where event = 'projects.left'",
    );
    expect(rows).toEqual([{ reason: "Se paga con otro proyecto." }]);
  });
});
