// Preparing a process as a planner lives it: a draft that nobody sees, errors that lose nothing, rules that stay.
import { afterAll, beforeAll, expect, it } from "vitest";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";

let house: TestApp;
let cookie: string;

beforeAll(async () => {
  house = await startTestApp();
  cookie = `sesion=${await house.signIn({ name: "Gloria", role: "planner" })}`;
});
afterAll(() => house.stop());

/** Opens a page, keeps the browser's cookie, and gives its text and its token. */
async function open(path: string): Promise<{ status: number; html: string; token: string }> {
  const response = await fetch(house.url + path, { headers: { cookie }, redirect: "manual" });
  const given = response.headers.getSetCookie().find((one) => one.startsWith("navegador="));
  if (given !== undefined) cookie += `; ${given.split(";")[0]}`;
  const html = await response.text();
  return { status: response.status, html, token: /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? "" };
}

/** The token of a form, and the last change that its page showed. */
async function carriedBy(path: string): Promise<[string, string][]> {
  const { html, token } = await open(path);
  return [
    ["csrf", token],
    ["seen", /name="seen" value="(\d+)"/.exec(html)?.[1] ?? ""],
  ];
}

async function send(path: string, fields: [string, string][]): Promise<{ status: number; html: string; to: string }> {
  const response = await fetch(house.url + path, {
    method: "POST",
    headers: { cookie },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  return { status: response.status, html: await response.text(), to: response.headers.get("location") ?? "" };
}

const good: [string, string][] = [
  ["title", "Conversatorios de prueba"],
  ["purpose", "Para probar que se puede preparar un proceso"],
  ["level", "planning"],
  ["cyclePhase", "formulation"],
  ["choices", "3"],
  ["winners", "2"],
  ["verification", "none"],
  ["gather-opens", "2026-10-01T08:00"],
  ["gather-closes", "2026-10-20T18:00"],
  ["analyse-opens", "2026-10-20T18:00"],
  ["analyse-closes", "2026-10-25T18:00"],
  ["vote-opens", "2026-10-25T18:00"],
  ["vote-closes", "2026-11-01T18:00"],
  ["commit-opens", "2026-11-01T18:00"],
  ["commit-closes", "2026-11-20T18:00"],
  ["follow-opens", "2026-11-20T18:00"],
  ["follow-closes", "2027-11-20T18:00"],
];

const without = (field: string, ...more: [string, string][]) => [...good.filter(([name]) => name !== field), ...more];

it("asks nothing of a planner of one place that only somebody of the whole entity may save", async () => {
  const [here, there] = house.entity.participationTerritories();
  const session = await house.signIn({ name: "Planeadora de un lugar", role: "planner", territory: here?.code });
  const planner = new Person({ url: house.url, session });
  const list = await planner.visit("/gestion/procesos");
  expect(list.links("Preparar un proceso")).toEqual([]);
  expect(list.text).toContain("lo prepara y lo publica quien tiene permiso en toda la entidad");
  expect((await planner.open("/gestion/procesos/nuevo")).status).toBe(403);
  // A date is of her place, which is the only one that she is offered.
  const places = (await planner.visit("/gestion/calendario")).choices("territory").map(({ value }) => value);
  expect([places.includes(here?.code ?? ""), places.includes(there?.code ?? "")]).toEqual([true, false]);
  expect(
    (
      await planner.send("Poner en el calendario", {
        title: "Se presenta el borrador del plan",
        from: "2026-12-01",
        to: "2026-12-01",
        territory: here?.code ?? "",
      })
    ).text,
  ).toContain("Se presenta el borrador del plan");
});

it("keeps what was typed and says what to do at each field", async () => {
  const [place] = house.entity.participationTerritories();
  const { token } = await open("/gestion/procesos/nuevo");
  const base: [string, string][] = [
    ["csrf", token],
    ["territories", place?.code ?? ""],
  ];
  const refused: [string, [string, string][]][] = [
    ["title", without("title", ["title", "ab"])],
    ["choices", without("choices", ["choices", "99"])],
    ["level", without("level", ["level", "dictadura"])],
    ["gather-closes", without("gather-closes", ["gather-closes", "2026-09-01T00:00"])],
    ["vote-opens", without("vote-opens", ["vote-opens", "mañana"])],
    ["vote-opens", without("vote-opens", ["vote-opens", "2026-10-25T25:00"])],
    ["gather-opens", without("gather-opens", ["gather-opens", "2026-02-30T08:00"])],
    ["gather-opens", without("gather-opens", ["gather-opens", "0001-01-02T08:00"])],
    ["vote-opens", without("vote-opens", ["vote-opens", "2026-10-02T08:00"])],
    ["follow-opens", without("follow-opens", ["follow-opens", "2026-09-02T08:00"])],
  ];
  for (const [field, fields] of refused) {
    const answer = await send("/gestion/procesos/nuevo", [...base, ...fields]);
    expect(answer.status, field).toBe(400);
    expect(answer.html, field).toContain(`href="#${field}"`);
    expect(answer.html).toContain("Para probar que se puede preparar un proceso");
  }
  const nowhere = await send("/gestion/procesos/nuevo", [["csrf", token], ...good]);
  expect(nowhere.html).toContain('href="#territories"');
  const rows = await house.db.read.selectFrom("processes").select("id").execute();
  expect(rows).toEqual([]);
});

it("is hidden as a draft, can be corrected, and stays as published", async () => {
  const [place, other] = house.entity.participationTerritories();
  const { token } = await open("/gestion/procesos/nuevo");
  const made = await send("/gestion/procesos/nuevo", [["csrf", token], ["territories", place?.code ?? ""], ...good]);
  expect([made.status, made.to]).toEqual([303, "/gestion/procesos/conversatorios-de-prueba"]);
  expect((await fetch(`${house.url}/procesos/conversatorios-de-prueba`)).status).toBe(404);
  const again = await send("/gestion/procesos/nuevo", [["csrf", token], ["territories", place?.code ?? ""], ...good]);
  expect(again.status).toBe(409);

  const editing = "/gestion/procesos/conversatorios-de-prueba/editar";
  const edited = await send(editing, [
    ...(await carriedBy(editing)),
    ["territories", other?.code ?? ""],
    ...without("choices", ["choices", "4"]),
  ]);
  expect(edited.status).toBe(303);
  const codes = await house.db.read.selectFrom("process_phases").select("territory_code").distinct().execute();
  expect(codes.map((row) => row.territory_code).sort()).toEqual([house.entity.root.code, other?.code].sort());

  expect((await send("/gestion/procesos/conversatorios-de-prueba/publicar", [["csrf", token]])).status).toBe(303);
  expect((await fetch(`${house.url}/procesos/conversatorios-de-prueba`)).status).toBe(200);
  expect((await open("/gestion/procesos/conversatorios-de-prueba/editar")).status).toBe(404);
  const ledger = await house.db.read.selectFrom("ledger_pending").select("kind").execute();
  expect(ledger.map((row) => row.kind)).toEqual(["process-published"]);
});

it("moves the dates of one territory in public, with a reason", async () => {
  const place = house.entity.participationTerritories()[1]?.code ?? "";
  const path = `/gestion/procesos/conversatorios-de-prueba/fechas/${place}`;
  const carried = await carriedBy(path);
  expect((await send(path, [...carried, ...good])).html).toContain('href="#reason"');
  const cut = await send(path, [
    ...carried,
    ["reason", "Nos cansamos de recibir"],
    ...without("gather-closes", ["gather-closes", "2026-10-13T18:00"]),
  ]);
  expect([cut.status, cut.html.includes('href="#gather-closes"')]).toEqual([400, true]);
  const moved = await send(path, [
    ...carried,
    ["reason", "Creció el río y no se pudo llegar"],
    ...without("gather-closes", ["gather-closes", "2026-10-22T18:00"]),
  ]);
  expect(moved.status).toBe(303);
  const line = await house.db.read
    .selectFrom("history")
    .select(["public", "data"])
    .where("event", "=", "processes.dates-changed")
    .executeTakeFirstOrThrow();
  expect(line.public).toBe(true);
  expect(JSON.stringify(line.data)).toContain("Creció el río");
  const phase = await house.db.read
    .selectFrom("process_phases")
    .select("closes_at")
    .where("territory_code", "=", place)
    .where("phase", "=", "gather")
    .executeTakeFirstOrThrow();
  expect(phase.closes_at.toISOString()).toBe("2026-10-22T23:00:00.000Z");
  const { kind } = await house.db.read
    .selectFrom("ledger_pending")
    .select("kind")
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  expect(kind).toBe("process-dates-changed");
});

it("leaves the dates of a vote that ended as they were, and lets the others move", async () => {
  const place = house.entity.participationTerritories()[1]?.code ?? "";
  const path = `/gestion/procesos/conversatorios-de-prueba/fechas/${place}`;
  house.clock.set(new Date("2026-11-02T12:00:00Z"));
  cookie = `sesion=${await house.signIn({ name: "Gloria", role: "planner" })}`;
  const carried = await carriedBy(path);
  const dates = without("gather-closes", ["gather-closes", "2026-10-22T18:00"]);
  const change = (field: string, to: string) =>
    send(path, [
      ...carried,
      ["reason", "Que se vote hasta otro día"],
      ...dates.map(([name, at]): [string, string] => [name, name === field ? to : at]),
    ]);
  const voted = await change("vote-closes", "2026-10-30T18:00");
  expect([voted.status, voted.html.includes('href="#vote-closes"')]).toEqual([409, true]);
  expect((await change("follow-closes", "2028-01-20T18:00")).status).toBe(303);
});

it("is closed to whoever does not prepare processes", async () => {
  const analyst = `sesion=${await house.signIn({ name: "Milena", role: "analyst" })}`;
  expect((await fetch(`${house.url}/gestion/procesos`, { headers: { cookie: analyst } })).status).toBe(403);
  expect((await fetch(`${house.url}/gestion/procesos`, { redirect: "manual" })).status).toBe(303);
});
