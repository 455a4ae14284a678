// What no route may forget: the token of its form, the person, the permission. The routes come from the list of modules,
// so a new one is tested the day it is written.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccount, grantRole, openSession } from "#core/people/index.ts";
import type { Route } from "#platform/http/route.ts";
import { modules } from "../../../src/modules.ts";
import { visitor } from "../../support/people-at-work.ts";
import { startTestApp, type TestApp } from "../../support/test-app.ts";
import type { Visitor } from "../../support/visitor.ts";

const routes = modules.flatMap((module) => module.routes ?? []);
// Narrow routes have no form: what they refuse is in answers.test.ts.
const posts = routes.filter((route) => route.method === "POST" && route.commit !== "narrow");
/** Those whose address is itself the secret, or that a program sends with its key, ask for no token: their own tests say what they may do. */
const withToken = posts.filter((route) => route.secretAddress !== true && route.ownKey !== true);
const closed = routes.filter((route) => route.access !== "public");
const forStaff = closed.filter((route) => route.access !== "account");

/** An address of the route: what stands in it need not exist, for the refusal comes first. */
function addressOf(route: Route): string {
  return route.path.replaceAll(/:(\w+)/g, (_, name: string) => (name === "token" ? "a".repeat(43) : "1"));
}
const nameOf = (route: Route): string => `${route.method} ${route.path}`;

describe("every route", () => {
  let test: TestApp;
  let administrator: Visitor;
  let nobody: Visitor;
  let half: Visitor;
  let anybody: Visitor;

  /** Somebody signed in with the code of the mail only, with or without roles. */
  async function weakly(
    name: string,
    roles: readonly "administrator"[] | readonly ["administrator", "analyst", "planner"],
  ) {
    return test.db.write(async (tx) => {
      const now = test.clock.now();
      const accountId = await createAccount(tx, { name, locale: "es", now });
      for (const role of roles) await grantRole(tx, { accountId, role, by: undefined, now });
      return openSession(tx, { accountId, now, strong: false });
    });
  }

  beforeAll(async () => {
    test = await startTestApp();
    administrator = visitor(test, await test.signIn({ name: "Inés", role: "administrator" }));
    nobody = visitor(test, await weakly("Ana", []));
    half = visitor(test, await weakly("Milena", ["administrator", "analyst", "planner"]));
    anybody = visitor(test);
    for (const who of [administrator, nobody, half, anybody]) await who.takeToken();
  });
  afterAll(() => test?.stop());

  it("there are routes of each kind to test", () => {
    expect(posts.length).toBeGreaterThan(40);
    expect(forStaff.length).toBeGreaterThan(25);
    expect(closed.length).toBeGreaterThan(forStaff.length);
  });

  it.each(withToken.map((route) => [nameOf(route), route] as const))(
    "%s without the token of its form is 403, whoever sends it",
    async (_, route) => {
      for (const who of [anybody, administrator]) {
        const answer = await who.postWithoutToken(addressOf(route));
        expect(answer.status).toBe(403);
        expect(answer.html).toContain("El formulario ya no es válido");
      }
    },
  );

  it("only public addresses that hold a secret are open to a form without token", () => {
    const open = posts.filter((route) => route.secretAddress === true);
    expect(open.map(nameOf)).toEqual([
      "POST /seguir/aviso/:token",
      "POST /seguir/mis-avisos/:token",
      "POST /invitaciones/parar/:token",
    ]);
    const keyed = posts.filter((route) => route.ownKey === true);
    expect(keyed.map(nameOf)).toEqual(["POST /open311/v2/requests.xml", "POST /open311/v2/requests.json"]);
    expect([...open, ...keyed].every((route) => route.access === "public")).toBe(true);
  });

  it.each(closed.map((route) => [nameOf(route), route] as const))("%s asks a visitor to sign in", async (_, route) => {
    const path = addressOf(route);
    if (route.method === "POST") {
      expect((await anybody.post(path)).status).toBe(401);
      return;
    }
    const answer = await anybody.get(path);
    expect(answer.status).toBe(303);
    expect(answer.location).toBe(`/entrar?volver=${encodeURIComponent(path)}`);
  });

  it.each(forStaff.map((route) => [nameOf(route), route] as const))(
    "%s is 403 for somebody without a role, and for staff who showed no second factor",
    async (_, route) => {
      for (const who of [nobody, half]) {
        const answer = route.method === "POST" ? await who.post(addressOf(route)) : await who.get(addressOf(route));
        expect(answer.status).toBe(403);
        expect(answer.html).toContain(who === half ? "Confirma que eres tú" : "Tu cuenta no puede hacer esto");
        expect(answer.html.includes("Confirmar que eres tú")).toBe(who === half);
      }
    },
  );

  it("a permission that routes ask for is one that some module gives", () => {
    const verbs = new Set(modules.flatMap((module) => Object.keys(module.permissions ?? {})));
    expect(forStaff.filter((route) => !verbs.has(route.access)).map(nameOf)).toEqual([]);
  });

  it("a form sent with the token of another browser is 403", async () => {
    const other = visitor(test);
    await other.takeToken();
    const page = await nobody.get("/cuenta");
    const token = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
    expect((await other.post("/entrar", { csrf: token, email: "ana@example.org" })).status).toBe(403);
  });
});
