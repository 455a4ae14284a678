// A government on its first day: every staff screen with nothing in it says what to do first, with a link to it.
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Role } from "#platform/module.ts";
import { prepareVillage } from "#test/support/promising.ts";
import { startTestApp, type TestApp } from "#test/support/test-app.ts";
import { modules } from "../../src/modules.ts";

/** Screens that are never empty: a form to fill in, an account, or what there is to choose from. */
const NEVER_EMPTY: Readonly<Record<string, string>> = {
  "/gestion": "the tasks of the person",
  "/gestion/procesos/nuevo": "a form",
  "/gestion/personas/invitar": "a form",
  "/gestion/conversaciones/nueva": "a form",
  "/gestion/noticias/nueva": "a form",
  "/gestion/indicadores/cargar": "a form",
  "/gestion/indices/nuevo": "a form",
  "/gestion/solicitudes/nueva": "a form",
  "/gestion/personas": "whoever looks is in it",
};

const permissions = new Map(modules.flatMap((module) => Object.entries(module.permissions ?? {})));
const screens = modules
  .flatMap((module) => module.routes ?? [])
  .filter((route) => route.method === "GET" && route.path.startsWith("/gestion"))
  .map(({ path, access }) => ({ path, access }));

let house: TestApp;
const sessions = new Map<Role, string>();

beforeAll(async () => {
  house = await startTestApp();
});
afterAll(() => house?.stop());

/** The page as somebody who may open it, without its frame. */
async function main(path: string, access: string): Promise<string> {
  const role = permissions.get(access)?.[0] ?? "administrator";
  const session = sessions.get(role) ?? (await house.signIn({ name: "Alguien Prueba", role }));
  sessions.set(role, session);
  const answer = await fetch(`${house.url}${path}`, { headers: { cookie: `sesion=${session}` } });
  expect([path, answer.status]).toEqual([path, 200]);
  const html = await answer.text();
  return html.slice(html.indexOf("<main"), html.indexOf("</main>"));
}

/** What is wrong with what an empty screen says. */
function faultOf(html: string): string | undefined {
  const empty = /<div class="card card--empty">[\s\S]*?<\/div>/.exec(html)?.[0];
  if (empty === undefined) return "says nothing";
  if (!empty.includes("<p>")) return "does not say what to do";
  return empty.includes("<a ") ? undefined : "has no link to it";
}

it("on the first day no screen is silent", async () => {
  const found: string[] = [];
  const plain = screens.filter(({ path }) => !path.includes(":") && !(path in NEVER_EMPTY));
  expect(plain.length).toBeGreaterThan(15);
  for (const { path, access } of plain) {
    const fault = faultOf(await main(path, access));
    if (fault !== undefined) found.push(`${path} ${fault}`);
  }
  expect(found).toEqual([]);
});

it("nor those of a process in which nothing has happened", async () => {
  await prepareVillage(house);
  const theme = await house.db.pool.query<{ id: number }>(
    `insert into demand_themes (process_id, name, made_at) select id, 'Vías', now() from processes where slug = 'conversatorios' returning id`,
  );
  const found: string[] = [];
  const look = async (path: string, access: string) => {
    const fault = faultOf(await main(path, access));
    if (fault !== undefined) found.push(`${path} ${fault}`);
  };
  for (const path of ["respuestas", "cambios", `temas/${theme.rows[0]?.id}`])
    await look(
      `/gestion/necesidades/conversatorios/${path}`,
      path === "respuestas" ? "demands.answer" : "demands.read",
    );
  await look("/gestion/procesos/conversatorios/codigos", "ballots.print");
  await house.db.pool.query("update processes set state = 'draft', published_at = null where slug = 'conversatorios'");
  await look("/gestion/procesos/conversatorios/vistas", "processes.prepare");
  expect(found).toEqual([]);
});
