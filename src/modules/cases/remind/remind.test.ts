// The clock on the desk: reminders in business hours, the board of a boss, and days on which the terms were suspended.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole } from "#core/people/index.ts";
import type { Role } from "#platform/module.ts";
import { ASKED, fillRequest } from "#test/support/asking.ts";
import { lettersTo, runJob } from "#test/support/letter-box.ts";
import { Person } from "#test/support/person.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { fileCase } from "../file-case/file-case.ts";
import { addRouteEvent } from "../rights/routes.sql.ts";

const OFFICER = "jairo@example.gov";
const BOSS = "jefa@example.gov";
let test: TestApp;
let town = "";
let id = 0;

async function official(
  email: string,
  agency: string | undefined,
  { role = "case_officer", territory }: { role?: Role; territory?: string } = {},
): Promise<number> {
  return test.db.write(async (tx) => {
    const now = test.clock.now();
    const accountId = await createAccount(tx, { name: email, email, locale: "es", now });
    await grantRole(tx, { accountId, role, agency, territory, by: undefined, now });
    return accountId;
  });
}

async function signedIn(agency?: string): Promise<Person> {
  return new Person({ url: test.url, session: await test.signIn({ name: "Marta", role: "case_officer", agency }) });
}

const remindAt = async (instant: string): Promise<void> => {
  test.clock.set(new Date(instant));
  await runJob(test, "cases.remind");
};

beforeAll(async () => {
  // Friday: due on Wednesday 15 April.
  test = await startTestApp({ now: new Date("2026-03-20T15:00:00Z") });
  town = test.entity.participationTerritories()[0]?.code ?? "";
  await official(OFFICER, "salud");
  await official(BOSS, undefined);
  const ana = new Person({ url: test.url });
  await fillRequest(ana, town);
  await ana.send("Enviar mi solicitud");
  const { rows } = await test.db.pool.query<{ id: number }>("select max(id)::int as id from cases");
  id = rows[0]?.id ?? 0;
});
afterAll(() => test?.stop());

describe("reminders", () => {
  it("go to who works on it before the last day and after it, in business hours, once; then to the boss too", async () => {
    await remindAt("2026-04-13T12:00:00Z");
    expect(await lettersTo(test, OFFICER)).toHaveLength(0);
    await remindAt("2026-04-13T15:00:00Z");
    await remindAt("2026-04-13T15:20:00Z");
    const [letter, ...others] = await lettersTo(test, OFFICER);
    expect(others).toEqual([]);
    expect(letter?.subject).toBe("Solicitudes por responder: 0 vencidas, 1 por vencer");
    expect(letter?.paths[0]).toBe(`/gestion/solicitudes/${id}`);
    expect(letter?.text).not.toContain("no llega agua");
    expect(await lettersTo(test, BOSS)).toHaveLength(0);
    await remindAt("2026-04-16T15:00:00Z");
    await remindAt("2026-04-22T15:00:00Z");
    expect((await lettersTo(test, OFFICER)).map(({ subject }) => subject.split(": ")[1])).toEqual([
      "0 vencidas, 1 por vencer",
      "1 vencidas, 0 por vencer",
      "1 vencidas, 0 por vencer",
    ]);
    expect((await lettersTo(test, BOSS)).map(({ subject }) => subject)).toEqual([
      "Solicitudes de tus dependencias que van tarde: 1",
    ]);
  });
});

describe("the board", () => {
  it("counts what its reader may see, and each number opens its rows", async () => {
    const boss = await signedIn();
    await boss.visit("/gestion/solicitudes/tablero");
    const [late = ""] = boss.page.links("1 (Secretaría de Salud)").filter((link) => link.includes("late"));
    await boss.visit(late);
    expect(boss.page.links(/no llega agua/)).toEqual([`/gestion/solicitudes/${id}?ver=late&organismo=salud`]);
    await boss.visit("/gestion/solicitudes/tablero");
    await boss.follow("1 (Sin asignar)");
    expect(boss.page.links(/no llega agua/)).toHaveLength(1);
    const other = await signedIn("educacion");
    await other.visit("/gestion/solicitudes/tablero");
    expect(other.page.links(/Secretaría de Salud/)).toEqual([]);
  });
});

describe("suspended terms", () => {
  it("count in no term: of what is open, with the act in its history, and of what comes before they end", async () => {
    test.clock.set(new Date("2026-05-04T15:00:00Z"));
    const rosa = new Person({ url: test.url });
    await fillRequest(rosa, town);
    expect(rosa.page.text).toMatch(/martes\s26\sde\smayo/);
    await rosa.send("Enviar mi solicitud");
    await (await signedIn("salud")).visit("/gestion/solicitudes/suspensiones");
    const boss = await signedIn();
    await boss.visit("/gestion/solicitudes/suspensiones");
    const act = { decree: "Resolución 12 de 2026", firstDay: "2026-05-11", lastDay: "2026-05-08" };
    await boss.press("Suspender y contar de nuevo los plazos", act);
    expect(boss.page.problems).toEqual(["El último día va después del primero"]);
    await boss.press("Suspender y contar de nuevo los plazos", { firstDay: "2026-05-09", lastDay: "2026-05-10" });
    expect(boss.page.problems).toEqual(["En esos días no hay ninguno hábil"]);
    await boss.send("Suspender y contar de nuevo los plazos", { firstDay: "2026-05-11", lastDay: "2026-05-15" });
    expect(boss.page.text).toContain("5 días hábiles que no cuentan");
    await rosa.visit("/solicitudes/mia");
    expect(rosa.page.text).toMatch(/martes\s2\sde\sjunio/);
    expect(rosa.page.text).toContain("Resolución 12 de 2026");
    await rosa.send("Agregarlo", { text: "Sigue igual" });
    test.clock.set(new Date("2026-05-05T15:00:00Z"));
    const bea = new Person({ url: test.url });
    await fillRequest(bea, town);
    expect(bea.page.text).toMatch(/miércoles\s3\sde\sjunio/);
    await bea.send("Enviar mi solicitud");
    const jairo = await signedIn("salud");
    await jairo.visit("/gestion/solicitudes?ver=open");
    const last = jairo.page.links(/no llega agua/).at(-1) ?? "";
    await jairo.visit(last);
    expect(jairo.page.text).toMatch(
      /Términos suspendidos desde el lunes\s11\sde\smayo\sde\s2026: Resolución 12 de 2026\./,
    );
    await jairo.send("Guardar para revisión", { text: "Ya quedó.", outcome: "granted" });
  });

  it("are decreed by who answers for the whole entity alone", async () => {
    const one = await signedIn("salud");
    await one.visit("/gestion/solicitudes/suspensiones");
    expect(() => one.form("Suspender y contar de nuevo los plazos")).toThrow();
  });
});

describe("a reserved request", () => {
  it("is told by its number to the protection role of its place alone, also when its route ended without an answer", async () => {
    const now = new Date("2026-09-07T15:00:00Z");
    test.clock.set(now);
    const asked = { form: "petition", text: ASKED, territory: town, sector: "salud", priority: false } as const;
    const filed = await test.db.write((tx) =>
      fileCase(
        tx,
        { entity: test.entity, now },
        { ...asked, channel: "telephone", files: [], route: "ninez" },
        "CODE-RESERVED",
      ),
    );
    expect(filed.dueOn).toBe("2026-09-28");
    await test.db.write((tx) => addRouteEvent(tx, filed.id, { at: now, kind: "closed", route: "ninez", note: "Fue" }));
    const far = test.entity.participationTerritories()[1]?.code;
    await official("paula@example.gov", undefined, { role: "protection", territory: town });
    await official("lejos@example.gov", undefined, { role: "protection", territory: far });
    await remindAt("2026-09-29T15:00:00Z");
    const [letter, ...others] = await lettersTo(test, "paula@example.gov");
    expect(others).toEqual([]);
    expect(letter?.subject).toBe("Solicitudes por responder: 1 vencidas, 0 por vencer");
    expect(letter?.paths[0]).toBe(`/gestion/solicitudes/${filed.id}`);
    expect(letter?.text).toContain(filed.number);
    expect(letter?.text).not.toMatch(/no llega agua|Secretaría de Salud/);
    expect(await lettersTo(test, "lejos@example.gov")).toEqual([]);
    for (const who of [OFFICER, BOSS]) {
      for (const { text } of await lettersTo(test, who)) expect(text).not.toContain(filed.number);
    }
  });
});
