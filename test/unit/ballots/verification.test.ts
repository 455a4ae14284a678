// Who votes, as each process declared that it would be checked.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JobRunner } from "#platform/jobs/jobs.ts";
import { nextMail, startMail } from "#test/support/people-at-work.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { prepareVote, type VoteSet } from "#test/support/voting.ts";

const MINUTE = 60_000;
let app: TestApp;
let jobs: JobRunner;
let byMail: VoteSet;
let onPaper: VoteSet;
let here: { code: string; slug: string; name: string };
let there: { code: string; slug: string; name: string };

beforeAll(async () => {
  app = await startTestApp();
  jobs = await startMail(app);
  const [first, second] = app.entity.participationTerritories();
  if (first === undefined || second === undefined) throw new Error("The entity has no two places");
  [here, there] = [first, second];
  const places = { [here.code]: 100 * 60 * MINUTE, [there.code]: 100 * 60 * MINUTE };
  const now = app.clock.now();
  byMail = await prepareVote(app.db, app.entity, { slug: "por-correo", verification: "email", places, now });
  onPaper = await prepareVote(app.db, app.entity, { slug: "en-papel", verification: "paper", places, now });
});
afterAll(async () => {
  await jobs?.stop();
  await app?.stop();
});

const person = (session?: string) => new Person({ url: app.url, session });
const votes = (set: VoteSet) =>
  app.db.read.selectFrom("votes").select(["territory_code", "choices"]).where("ballot_id", "=", set.ballotId).execute();
const idsOf = (set: VoteSet, code: string) => (set.initiatives.get(code) ?? []).map(String);

describe("by e-mail", () => {
  const path = () => `/procesos/por-correo/${here.slug}/votar`;

  async function enter(who: Person, email: string): Promise<void> {
    const known = (await app.mail()).length;
    await who.visit(path());
    await who.send("Mandarme el código", { email });
    const digits = /\b(\d{6})\b/.exec(await nextMail(app, email, known))?.[1] ?? "";
    await who.send("Seguir", { digits });
  }

  test("six digits open the ballot; two browsers with one address are one person; the address is kept nowhere", async () => {
    const [phone, laptop] = [person(), person()];
    await enter(phone, "Ana.Torres+votos@correo.org");
    expect(phone.page.heading).toBe(`Elige hasta 3 para ${here.name}`);
    const [one = "", two = ""] = idsOf(byMail, here.code);
    await phone.send("Revisar mi voto", { choices: [one] });
    await phone.send("Enviar mi voto");
    expect(phone.page.heading).toBe("Tu voto está guardado");
    await enter(laptop, "ana.torres@correo.org");
    expect(laptop.page.text).toContain("Tu voto está guardado");
    await laptop.send("Revisar mi voto", { choices: [two] });
    await laptop.send("Enviar mi voto");
    expect(await votes(byMail)).toEqual([{ territory_code: here.code, choices: [Number(two)] }]);
    const everything = await app.db.read.selectFrom("ballot_email_codes").selectAll().execute();
    expect(everything).toEqual([]);
    const { rows } = await app.db.pool.query("select count(*) as n from graphile_worker.jobs");
    expect(rows).toEqual([{ n: 0 }]);
  });

  test("wrong digits, five times, kill the code; an old one does not work; a new one does", async () => {
    const beto = person();
    const known = (await app.mail()).length;
    await beto.visit(path());
    await beto.send("Mandarme el código", { email: "beto@correo.org" });
    const digits = /\b(\d{6})\b/.exec(await nextMail(app, "beto@correo.org", known))?.[1] ?? "";
    const wrong = digits === "000000" ? "111111" : "000000";
    for (let n = 0; n < 5; n += 1) {
      const page = await beto.press("Seguir", { digits: wrong });
      expect([page.status, page.problems]).toEqual([400, ["Ese no es el código: míralo otra vez"]]);
    }
    const spent = await beto.press("Seguir", { digits });
    expect([spent.status, spent.problems]).toEqual([429, ["Fueron muchos intentos: pide otro código"]]);
    const before = (await app.mail()).length;
    await beto.send("Mandar otro código");
    const fresh = /\b(\d{6})\b/.exec(await nextMail(app, "beto@correo.org", before))?.[1] ?? "";
    app.clock.advance(16 * MINUTE);
    const old = await beto.press("Seguir", { digits: fresh });
    expect([old.status, old.problems]).toEqual([400, ["Ese código ya no sirve: pide otro"]]);
    await enter(beto, "beto@correo.org");
    expect(beto.page.heading).toContain("Elige hasta");
  });

  test("an address receives four codes an hour, from however many browsers", async () => {
    const known = (await app.mail()).length;
    for (let n = 0; n < 4; n += 1) {
      const someone = person();
      await someone.visit(path());
      await someone.send("Mandarme el código", { email: "carla@correo.org" });
    }
    const fifth = person();
    await fifth.visit(path());
    const refused = await fifth.press("Mandarme el código", { email: "carla@correo.org" });
    expect(refused.status).toBe(429);
    expect(refused.problems[0]).toContain("Ya mandamos varios códigos");
    await nextMail(app, "carla@correo.org", known + 3);
    app.clock.advance(61 * MINUTE);
    await fifth.send("Mandarme el código", { email: "carla@correo.org" });
  });

  test.each([
    ["", "Escribe tu correo"],
    ["ana", "Escribe el correo completo, por ejemplo ana@correo.org"],
    ["ana@correo", "Escribe el correo completo, por ejemplo ana@correo.org"],
    ["a@b.c, d@e.f", "Escribe el correo completo, por ejemplo ana@correo.org"],
    [`${"a".repeat(300)}@correo.org`, "Es demasiado largo"],
  ])("an address like «%s» comes back with what to do", async (email, problem) => {
    const dora = person();
    await dora.visit(path());
    const page = await dora.press("Mandarme el código", { email });
    expect([page.status, page.problems]).toEqual([400, [problem]]);
  });

  test("nobody votes without a pass, with another's pass or with an old one, and what was chosen is not lost", async () => {
    const efrain = person();
    const [one = ""] = idsOf(byMail, here.code);
    await enter(efrain, "efrain@correo.org");
    await efrain.send("Revisar mi voto", { choices: [one] });
    const thief = person();
    await thief.visit(path());
    thief.cookies.set("voto", efrain.cookies.get("voto") ?? "");
    const stolen = await thief.throwAt(path(), new URLSearchParams({ csrf: thief.token, choices: one }).toString());
    expect([stolen.status, stolen.problems]).toEqual([409, [expect.stringContaining("identifícate otra vez")]]);
    app.clock.advance(121 * MINUTE);
    const late = await efrain.press("Enviar mi voto");
    expect(late.status).toBe(409);
    const known = (await app.mail()).length;
    await efrain.send("Mandarme el código", { email: "efrain@correo.org" });
    const digits = /\b(\d{6})\b/.exec(await nextMail(app, "efrain@correo.org", known))?.[1] ?? "";
    await efrain.send("Seguir", { digits });
    expect(efrain.form("Revisar mi voto").body.getAll("choices")).toEqual([one]);
  });
});

describe("on paper", () => {
  const path = (place = here) => `/procesos/en-papel/${place.slug}/votar`;

  async function print(count: string): Promise<{ staff: Person; codes: string[] }> {
    const staff = person(await app.signIn({ name: "Gloria", role: "planner" }));
    await staff.visit("/gestion/procesos/en-papel/codigos");
    await staff.send("Hacer los códigos", { territory: here.code, count });
    const codes = [...staff.page.html.matchAll(/codes__code">([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2})</g)].map(
      (match) => match[1] ?? "",
    );
    return { staff, codes };
  }

  async function voteWith(code: string, choice: string): Promise<Person> {
    const voter = person();
    await voter.visit(`${path()}?codigo=${code}`);
    await voter.send("Seguir");
    await voter.send("Revisar mi voto", { choices: [choice] });
    await voter.send("Enviar mi voto");
    return voter;
  }

  test("codes are shown once, work once each, and change their own vote", async () => {
    const { staff, codes } = await print("3");
    expect(new Set(codes).size).toBe(3);
    await staff.visit("/gestion/procesos/en-papel/codigos");
    for (const code of codes) expect(staff.page.html).not.toContain(code);
    const [one = "", two = ""] = idsOf(onPaper, here.code);
    await voteWith(codes[0] ?? "", one);
    const again = person();
    await again.visit(path());
    await again.send("Seguir", { code: (codes[0] ?? "").toLowerCase().replaceAll("-", " ") });
    expect(again.page.text).toContain("Tu voto está guardado");
    await again.send("Revisar mi voto", { choices: [two] });
    await again.send("Enviar mi voto");
    await voteWith(codes[1] ?? "", one);
    expect((await votes(onPaper)).map((vote) => vote.choices[0]).sort()).toEqual([Number(one), Number(two)].sort());
    const wrongPlace = person();
    await wrongPlace.visit(path(there));
    const refused = await wrongPlace.press("Seguir", { code: codes[2] ?? "" });
    expect([refused.status, refused.problems]).toEqual([400, [expect.stringContaining("otro lugar")]]);
  });

  test("one phone lets several people vote, each with their code", async () => {
    const { codes } = await print("2");
    const before = (await votes(onPaper)).length;
    const [one = ""] = idsOf(onPaper, here.code);
    const phone = await voteWith(codes[0] ?? "", one);
    await phone.visit(path());
    await phone.follow("Votar con otro código");
    await phone.send("Seguir", { code: codes[1] ?? "" });
    expect(phone.page.text).not.toContain("Tu voto está guardado");
    await phone.send("Revisar mi voto", { choices: [one] });
    await phone.send("Enviar mi voto");
    expect((await votes(onPaper)).length).toBe(before + 2);
  });

  test("five wrong codes and the browser waits, also for a right one, also if they come at once", async () => {
    const { codes } = await print("1");
    const guesser = person();
    await guesser.visit(path());
    const token = guesser.token;
    const cookie = guesser.cookies.get("navegador") ?? "";
    const answers = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const one = person();
        one.cookies.set("navegador", cookie);
        const body = new URLSearchParams({ csrf: token, code: `AAAA-AAAA-A${"23456789ABCD"[n]}` });
        return (await one.throwAt(`${path()}/codigo`, body.toString())).status;
      }),
    );
    expect(answers.filter((status) => status === 400)).toHaveLength(5);
    expect(answers.filter((status) => status === 429)).toHaveLength(7);
    await guesser.visit(path());
    expect((await guesser.press("Seguir", { code: codes[0] ?? "" })).status).toBe(429);
    app.clock.advance(16 * MINUTE);
    await guesser.visit(path());
    await guesser.send("Seguir", { code: codes[0] ?? "" });
    expect(guesser.page.heading).toContain("Elige hasta");
  });

  test("a cancelled batch stops working, its votes leave, and everybody can read why", async () => {
    const { staff, codes } = await print("2");
    const before = (await votes(onPaper)).length;
    const [one = ""] = idsOf(onPaper, here.code);
    const thief = await voteWith(codes[0] ?? "", one);
    await thief.visit(path());
    await thief.send("Revisar mi voto", { choices: [one] });
    await staff.visit("/gestion/procesos/en-papel/codigos");
    const batch = staff.form("Anular la tanda").body.get("batch") ?? "";
    const empty = await staff.press("Anular la tanda");
    expect([empty.status, empty.problems]).toEqual([400, ["Escribe la razón: todos la pueden leer"]]);
    await staff.send("Anular la tanda", { reason: "La caja se perdió en el camino." });
    expect((await votes(onPaper)).length).toBe(before);
    const late = await thief.press("Enviar mi voto");
    expect([late.status, late.problems]).toEqual([409, [expect.stringContaining("fue anulado")]]);
    const other = person();
    await other.visit(path());
    expect((await other.press("Seguir", { code: codes[1] ?? "" })).problems[0]).toContain("fue anulado");
    await other.visit(`/hilo/${onPaper.ballotId}`);
    expect(other.page.text).toContain(`Se anuló la tanda ${batch}`);
    expect(other.page.text).toContain("La caja se perdió en el camino.");
  });

  test("a batch is made once; only who may, where they may", async () => {
    const { staff } = await print("1");
    await staff.visit("/gestion/procesos/en-papel/codigos");
    const form = staff.form("Hacer los códigos", { territory: here.code, count: "1" });
    await staff.send("Hacer los códigos", { territory: here.code, count: "1" });
    form.body.set("csrf", staff.token || form.body.get("csrf") || "");
    const twice = await staff.throwAt(form.action, form.body.toString());
    expect([twice.status, twice.problems]).toEqual([409, [expect.stringContaining("Esta tanda ya se hizo")]]);
    for (const count of ["0", "201", "muchos", ""]) {
      expect((await staff.press("Hacer los códigos", { territory: here.code, count })).status).toBe(400);
      await staff.visit("/gestion/procesos/en-papel/codigos");
    }
    const local = person(await app.signIn({ name: "Facundo", role: "facilitator", territory: there.code }));
    await local.visit("/gestion/procesos/en-papel/codigos");
    expect(local.page.choices("territory").map(({ value }) => value)).toEqual([there.code]);
    expect(local.page.text).not.toContain("Anular la tanda");
    const body = new URLSearchParams({ csrf: local.token, territory: here.code, count: "1", batch: "x" });
    expect((await local.throwAt("/gestion/procesos/en-papel/codigos", body.toString())).status).toBe(403);
    const cancel = new URLSearchParams({ csrf: local.token, batch: "1", reason: "Porque sí quiero" });
    expect((await local.throwAt("/gestion/procesos/en-papel/codigos/anular", cancel.toString())).status).toBe(403);
    const analyst = person(await app.signIn({ name: "Milena", role: "analyst" }));
    expect((await analyst.open("/gestion/procesos/en-papel/codigos")).status).toBe(403);
  });
});
