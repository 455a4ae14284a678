// Ana says what she saw of a work, a moderator reads it and then everybody does; and people rate what ended, once each.
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Person } from "#test/support/person.ts";
import { sendForm } from "#test/support/send-form.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { loadProjects } from "../load.ts";
import { remarkReportable } from "./remarks.ts";

let house: TestApp;
const GOING = "2026999990001";
const ENDED = "2026999990002";
const SAY = `/proyectos/${GOING}/decir`;
const good = { isSo: "no", text: "El tanque está vacío desde marzo.", seenOn: "2026-10-01" };

beforeAll(async () => {
  house = await startTestApp();
  const agency = house.entity.agencies()[0]?.code ?? null;
  const at = new Date("2026-09-30T15:00:00Z");
  const report = { physical: 1, asOf: "2026-09-30", note: "Se recibió.", photo: undefined, at };
  const by = 1;
  await house.signIn({ name: "Gloria", role: "planner" });
  const base = { purpose: "Agua para todos.", executor: "agency" as const, agency, body: null, sector: null };
  const none = { places: [], amounts: [], contracts: [], works: [], reports: [], remarks: [], ratings: [], pays: [] };
  const projects = [
    { ...base, ...none, code: GOING, name: "Planta que sigue" },
    {
      ...base,
      ...none,
      code: ENDED,
      name: "Planta terminada",
      reports: [{ ...report, state: "finished" as const, by }],
    },
  ];
  await house.db.write((tx) => loadProjects(tx, projects, at));
});
afterAll(() => house?.stop());

async function say(person: Person, change: Partial<typeof good> = {}, photo?: Blob) {
  await person.visit(SAY);
  return sendForm(house.url, person, SAY, { ...good, ...change }, photo === undefined ? {} : { photo: [photo] });
}

it("waits for a moderator with its photo; shown, everybody reads it with its day, and whoever follows is told", async () => {
  const ana = new Person({ url: house.url });
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#88aa66" } })
    .jpeg()
    .toBuffer();
  const sent = await say(ana, {}, new Blob([new Uint8Array(bytes)]));
  expect([sent.status, sent.location]).toEqual([303, `${SAY}?enviado=1`]);
  const visitor = new Person({ url: house.url });
  expect((await visitor.visit(`/proyectos/${GOING}`)).text).not.toContain("vacío desde marzo");
  const { rows } = await house.db.pool.query<{ id: number; file: number }>(
    "select id, file_id as file from project_remarks",
  );
  const { id, file } = rows[0] ?? { id: 0, file: 0 };
  const photo = `/proyectos/pruebas/${file}`;
  expect((await visitor.open(photo)).status).toBe(404);
  const moderator = new Person({ url: house.url, session: await house.signIn({ name: "Sara", role: "moderator" }) });
  expect((await moderator.open(photo)).status).toBe(200);
  const queue = await house.db.pool.query("select id from moderation_cases where kind = 'project_remark'");
  const desk = await moderator.visit(`/gestion/moderacion/${queue.rows[0]?.id}`);
  expect(desk.text).toContain("El tanque está vacío desde marzo.");
  const change = { id, by: 1, now: house.clock.now() };
  // Shown, hidden and shown again is one piece of news.
  for (const words of [undefined, "Se ve una cara.", undefined]) {
    await house.db.write((tx) => remarkReportable.setHidden(tx, { ...change, words }));
  }
  const page = await visitor.visit(`/proyectos/${GOING}?v=1`);
  expect(page.text).toContain("El tanque está vacío desde marzo.");
  expect(page.text).toContain("1 dice que no");
  expect(page.text).toMatch(/1\sde\soctubre\sde\s2026/u);
  expect((await visitor.open(photo)).status).toBe(200);
  const told = await house.db.pool.query(
    "select data->>'remark' as remark from history where event = 'projects.remarked'",
  );
  expect(told.rows).toEqual([{ remark: String(id) }]);
  const thing = await house.db.pool.query("select id from projects where code = $1", [GOING]);
  expect((await visitor.visit(`/hilo/${thing.rows[0]?.id}`)).text).toContain("Lo que ve la gente");
  const csv = (await visitor.visit("/datos/observaciones-de-proyectos.csv")).html;
  expect(csv).toContain(`${id},${GOING},false,El tanque está vacío desde marzo.,2026-10-01,${photo}`);
});

it("asks for what is missing and loses nothing; a document is no photo; a day that has not come, and the fourth of a day, wait", async () => {
  const efrain = new Person({ url: house.url });
  const pdf = new Blob(["%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"]);
  for (const [field, value] of [
    ["isSo", "quizá"],
    ["text", ""],
    ["seenOn", "2026-02-30"],
    ["seenOn", "2027-01-01"],
  ] as const) {
    const refused = await say(efrain, { [field]: value });
    expect([field, value, refused.status, refused.html.includes(`href="#${field}"`)]).toEqual([
      field,
      value,
      400,
      true,
    ]);
    if (field !== "text") expect(refused.html).toContain(good.text);
  }
  expect((await say(efrain, {}, pdf)).status).toBe(400);
  for (let n = 0; n < 3; n += 1) expect((await say(efrain, { text: `Vez ${n}` })).status).toBe(303);
  expect((await say(efrain, { text: "Otra" })).status).toBe(429);
  expect((await efrain.open("/proyectos/999/decir")).status).toBe(404);
});

it("is rated when it ends, once by each person, and only how many is public", async () => {
  const path = `/proyectos/${ENDED}/calificar`;
  const early = new Person({ url: house.url });
  expect((await early.visit(`/proyectos/${GOING}/calificar`)).text).toContain("se califica cuando termine");
  await early.visit(path);
  expect((await sendForm(house.url, early, `/proyectos/${GOING}/calificar`, { answer: "good" })).status).toBe(409);
  const rate = async (person: Person, answer: string) => {
    await person.visit(path);
    return sendForm(house.url, person, path, { answer });
  };
  expect((await rate(early, "perfecto")).html).toContain("Di cómo quedó");
  // Who changes their mind is one; and so is who answers signed in from two telephones.
  for (const answer of ["bad", "good"]) expect((await rate(early, answer)).status).toBe(303);
  const session = await house.signIn({ name: "Rosa", role: "analyst" });
  for (const answer of ["good", "fair"]) await rate(new Person({ url: house.url, session }), answer);
  expect(await listAnswers()).toEqual(["fair", "good"]);
  const page = await early.visit(`/proyectos/${ENDED}?v=1`);
  expect(page.text).toContain("2 personas han dicho cómo quedó");
  expect((await early.visit(`/proyectos/${GOING}?v=2`)).text).not.toContain("Cómo quedó, según la gente");
  expect((await early.visit("/datos/calificaciones-de-proyectos.csv")).html).toContain(`${ENDED},1,1,0`);
  expect((await early.visit(`/en${path}?enviado=1`)).text).toContain("Thank you: it counts now.");
});

it("is rated once by who signs out on a telephone, and by each of those who share a computer", async () => {
  await house.db.pool.query("delete from project_ratings");
  const path = `/proyectos/${ENDED}/calificar`;
  const [ana, berta] = await Promise.all(
    ["Ana", "Berta"].map((name) => house.signIn({ name, role: "analyst" as const })),
  );
  const rate = async (device: Person, session: string | undefined, answer: string) => {
    device.cookies.delete("sesion");
    if (session !== undefined) device.cookies.set("sesion", session);
    await device.visit(path);
    expect((await sendForm(house.url, device, path, { answer })).status).toBe(303);
    return listAnswers();
  };
  const [telephone, computer] = [new Person({ url: house.url }), new Person({ url: house.url })];
  expect(await rate(telephone, ana, "good")).toEqual(["good"]);
  expect(await rate(telephone, undefined, "fair")).toEqual(["fair"]);
  expect(await rate(computer, ana, "bad")).toEqual(["bad"]);
  // Berta on the same computer is somebody else; whoever answers there signed out is the last of them, not one more.
  expect(await rate(computer, berta, "good")).toEqual(["bad", "good"]);
  expect(await rate(computer, undefined, "fair")).toEqual(["bad", "fair"]);
  expect(await rate(computer, ana, "good")).toEqual(["fair", "good"]);
  // Who answered before signing in is the account from then on.
  const other = new Person({ url: house.url });
  expect(await rate(other, undefined, "bad")).toEqual(["bad", "fair", "good"]);
  expect(await rate(other, berta, "bad")).toEqual(["bad", "good"]);
});

async function listAnswers(): Promise<string[]> {
  const { rows } = await house.db.pool.query<{ answer: string }>("select answer from project_ratings order by answer");
  return rows.map(({ answer }) => answer);
}
