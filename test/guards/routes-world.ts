// Every page of the program, with somebody who may open it: the demonstration lived in, and a government on its first day.
import { createAccount, newFirstAdministratorLink, openSession } from "#core/people/index.ts";
import type { Role } from "#platform/module.ts";
import { demoModule, modules } from "../../src/modules.ts";
import { Person } from "../support/person.ts";
import { startTestApp, type TestApp } from "../support/test-app.ts";

export const NOW = new Date("2026-10-14T15:20:00Z");

/** One page as one person opens it. */
export interface Visit {
  /** The declared path of the route. */
  route: string;
  origin: string;
  path: string;
  cookies: ReadonlyMap<string, string>;
  /** Who the page is for, which decides how heavy it may be. */
  staff: boolean;
  /** What comes is a file, not a page. */
  data: boolean;
  cached: boolean;
}

export interface World {
  demo: TestApp;
  /** A government that started today: nothing has happened yet. */
  fresh: TestApp;
  visits: readonly Visit[];
  /** Declared routes that no sample reaches. */
  unreached: readonly string[];
  /** Samples of routes that do not exist. */
  leftovers: readonly string[];
  stop(): Promise<void>;
}

interface Sample {
  paths: readonly string[];
  as?: Role;
  /** On the first day instead of in the demonstration. */
  fresh?: boolean;
  person?: Person;
  data?: boolean;
}

interface Route {
  path: string;
  access: string;
  cached: boolean;
}

/** Pages that open a thing of the process: their numbers, found in the loaded demonstration. */
interface Found {
  slug: string;
  ended: string;
  places: ReadonlyMap<string, string>;
  demands: readonly number[];
  initiatives: readonly number[];
  commitments: readonly number[];
  waiting: number | undefined;
  merge: { id: number; slug: string } | undefined;
  territory: string;
  draft: string;
}

const routes: readonly Route[] = [...modules, demoModule({ people: [] })]
  .flatMap((module) => module.routes ?? [])
  .flatMap((route) =>
    route.method === "GET" ? [{ path: route.path, access: route.access, cached: route.cache !== undefined }] : [],
  );

export async function liveIn(): Promise<World> {
  const demo = await startTestApp({ demo: true, now: NOW });
  const fresh = await startTestApp({ now: NOW });
  await demo.db.pool.query("select 1");
  const samples = await samplesOf(demo, fresh);
  const sessions = new Map<string, string>();
  const visits: Visit[] = [];
  for (const route of routes) {
    const sample = samples[route.path];
    if (sample === undefined) continue;
    const { as, fresh: first = false, person, paths, data = false } = sample;
    const test = first ? fresh : demo;
    const cookies = new Map(person?.cookies);
    if (as !== undefined) {
      const id = `${first} ${as}`;
      const session = sessions.get(id) ?? (await test.signIn({ name: "Alguien Prueba", role: as }));
      sessions.set(id, session);
      cookies.set("sesion", session);
    }
    const staff = route.path.startsWith("/gestion");
    for (const path of paths)
      visits.push({ route: route.path, origin: test.url, path, cookies, staff, data, cached: route.cached });
  }
  // The first day: what is public and has no thing in its path must stand with nothing to show.
  for (const route of routes.filter(({ path, cached }) => cached && !path.includes(":"))) {
    visits.push({
      route: route.path,
      origin: fresh.url,
      path: route.path,
      cookies: new Map(),
      staff: false,
      data: false,
      cached: true,
    });
  }
  return {
    demo,
    fresh,
    visits,
    unreached: routes.map(({ path }) => path).filter((path) => samples[path] === undefined),
    leftovers: Object.keys(samples).filter((path) => !routes.some((route) => route.path === path)),
    async stop() {
      await demo.stop();
      await fresh.stop();
    },
  };
}

async function samplesOf(demo: TestApp, fresh: TestApp): Promise<Record<string, Sample>> {
  const found = await findThings(demo);
  const { slug, ended, places, demands, initiatives, commitments, waiting, merge, territory, draft } = found;
  const at = (phase: string): string => places.get(phase) ?? [...places.values()][0] ?? "";
  const everywhere = [...places.values()].map((place) => `/procesos/${slug}/${place}`);
  const said = new Person({ url: demo.url });
  await said.visit(`/procesos/${slug}/${at("gather")}/decir`);
  await said.send("Enviar mi necesidad", { text: "Hace falta un puente peatonal junto a la escuela de abajo" });
  if (!said.cookies.has("comprobante")) await said.send(/^(?!A mí).*(otra|distint|nueva)/i).catch(() => undefined);
  const asking = new Person({ url: demo.url });
  await asking.visit("/entrar");
  await asking.throwAt("/entrar", new URLSearchParams({ csrf: asking.token, email: "ana@ejemplo.org" }).toString());
  const half = await halfSignedIn(demo);
  const first = (await fresh.db.write((tx) => newFirstAdministratorLink(tx, NOW))) ?? "";
  const named = new Person({ url: fresh.url });
  await named.visit(first);
  await named.throwAt(
    first,
    new URLSearchParams({ csrf: named.token, name: "Ada", email: "ada@ejemplo.org" }).toString(),
  );
  const page = /\/activos\/[^"]+/.exec((await said.visit("/")).html)?.[0] ?? "";
  return {
    "/": { paths: ["/"] },
    "/demo": { paths: ["/demo"] },
    "/entrar": { paths: ["/entrar", "/entrar?volver=%2Fgestion"] },
    "/entrar/codigo": { paths: ["/entrar/codigo"], person: asking },
    "/entrar/segundo": { paths: ["/entrar/segundo"], person: half },
    "/primera-vez/:token": { paths: [first], fresh: true, person: named },
    "/primera-vez/:token/codigo": { paths: [`${first}/codigo`], fresh: true, person: named },
    "/cuenta": { paths: ["/cuenta"], as: "analyst" },
    "/cuenta/cerrar": { paths: ["/cuenta/cerrar"], as: "analyst" },
    "/cuenta/aplicacion": { paths: ["/cuenta/aplicacion"], as: "analyst" },
    "/hilo/:id": { paths: [...demands, ...initiatives, ...commitments].map((id) => `/hilo/${id}`) },
    "/hilo/:id/datos.json": { paths: commitments.map((id) => `/hilo/${id}/datos.json`), data: true },
    "/procesos": { paths: ["/procesos"] },
    "/procesos/:slug": { paths: [`/procesos/${slug}`, `/procesos/${ended}`] },
    "/procesos/:slug/:place": { paths: everywhere },
    "/procesos/:slug/:place/decir": { paths: [`/procesos/${slug}/${at("gather")}/decir`], person: said },
    "/procesos/:slug/:place/votar": { paths: [`/procesos/${slug}/${at("vote")}/votar`], person: said },
    "/procesos/:slug/:place/resultados": { paths: [`/procesos/${slug}/${at("follow")}/resultados`] },
    "/procesos/:slug/resultados.json": { paths: [`/procesos/${slug}/resultados.json`], data: true },
    "/necesidades/:id": { paths: demands.map((id) => `/necesidades/${id}`), person: said },
    "/iniciativas/:id": { paths: initiatives.map((id) => `/iniciativas/${id}`) },
    "/compromisos": { paths: ["/compromisos"] },
    "/compromisos/:id": { paths: commitments.map((id) => `/compromisos/${id}`) },
    "/compromisos/:id/juzgar": { paths: commitments.slice(0, 2).map((id) => `/compromisos/${id}/juzgar`) },
    "/mis-aportes": { paths: ["/mis-aportes"], person: said },
    "/comprobante": { paths: ["/comprobante"], person: said },
    "/catalogo": { paths: ["/catalogo"] },
    "/accesibilidad": { paths: ["/accesibilidad"] },
    "/uso-de-datos": { paths: ["/uso-de-datos"] },
    "/mapa-del-sitio": { paths: ["/mapa-del-sitio"] },
    "/salud": { paths: ["/salud"], data: true },
    "/robots.txt": { paths: ["/robots.txt"], data: true },
    "/favicon.ico": { paths: ["/favicon.ico"], data: true },
    "/activos/:file": { paths: [page], data: true },
    "/gestion": { paths: ["/gestion"], as: "administrator" },
    "/gestion/procesos": { paths: ["/gestion/procesos"], as: "planner" },
    "/gestion/procesos/nuevo": { paths: ["/gestion/procesos/nuevo"], as: "planner" },
    "/gestion/procesos/:slug": { paths: [`/gestion/procesos/${slug}`], as: "planner" },
    "/gestion/procesos/:slug/editar": { paths: [`/gestion/procesos/${draft}/editar`], as: "planner" },
    "/gestion/procesos/:slug/fechas/:territory": {
      paths: [`/gestion/procesos/${slug}/fechas/${territory}`],
      as: "planner",
    },
    "/gestion/procesos/:slug/votacion": { paths: [`/gestion/procesos/${slug}/votacion`], as: "planner" },
    "/gestion/necesidades": { paths: ["/gestion/necesidades"], as: "analyst" },
    "/gestion/necesidades/:slug": { paths: [`/gestion/necesidades/${slug}`], as: "analyst" },
    "/gestion/necesidades/:slug/juntas/:merge": {
      paths: [`/gestion/necesidades/${merge?.slug}/juntas/${merge?.id}`],
      as: "analyst",
    },
    "/gestion/iniciativas": { paths: ["/gestion/iniciativas"], as: "analyst" },
    "/gestion/iniciativas/:slug": { paths: [`/gestion/iniciativas/${slug}`], as: "analyst" },
    "/gestion/iniciativas/nueva/:slug": { paths: [`/gestion/iniciativas/nueva/${slug}`], as: "analyst" },
    "/gestion/compromisos": { paths: ["/gestion/compromisos"], as: "planner" },
    "/gestion/compromisos/nuevo/:initiative": { paths: [`/gestion/compromisos/nuevo/${waiting}`], as: "planner" },
    "/gestion/compromisos/:id": {
      paths: commitments.slice(0, 2).map((id) => `/gestion/compromisos/${id}`),
      as: "planner",
    },
  };
}

/** Somebody who typed the code of their mail and still owes the second factor. */
async function halfSignedIn(test: TestApp): Promise<Person> {
  const session = await test.db.write(async (tx) => {
    const accountId = await createAccount(tx, { name: "Media Puerta", locale: "es", now: NOW });
    await tx
      .insertInto("totp_factors")
      .values({ account_id: accountId, secret: Buffer.alloc(20, 7), created_at: NOW, confirmed_at: NOW })
      .execute();
    return openSession(tx, { accountId, now: NOW, strong: false });
  });
  return new Person({ url: test.url, session });
}

async function findThings({ db, entity, clock, signIn, url }: TestApp): Promise<Found> {
  const rows = async <T>(text: string, values: unknown[] = []): Promise<T[]> =>
    (await db.pool.query({ text, values })).rows;
  const ids = async (text: string, values: unknown[] = []): Promise<number[]> =>
    (await rows<{ id: number }>(text, values)).map(({ id }) => Number(id));
  const [open] = await rows<{ id: number; slug: string }>(
    "select id, slug from processes where state = 'published' order by id desc",
  );
  const [closed] = await rows<{ slug: string }>("select slug from processes where state <> 'draft' order by id");
  const phases = await rows<{ phase: string; code: string }>(
    `select distinct on (phase) phase, territory_code as code from process_phases
     where process_id = $1 and opens_at <= $2 and closes_at > $2 order by phase, territory_code`,
    [open?.id, clock.now()],
  );
  const byState = (table: string, state: string): string =>
    `select min(x.id) as id from ${table} x join things t on t.id = x.id and t.visibility = 'public' group by x.${state}`;
  const [merge] = await rows<{ id: number; slug: string }>(
    `select m.id, p.slug from demand_merges m join demands d on d.id = m.target_id join processes p on p.id = d.process_id
     where m.undone_at is null order by m.id limit 1`,
  );
  const [waiting] = await ids(
    `select i.id from initiatives i left join links l on l.from_id = i.id and l.relation = 'promised_as' and l.ended_at is null
     join ballot_counts c on c.initiative_id = i.id and c.won where l.id is null order by i.id limit 1`,
  );
  const planner = new Person({ url, session: await signIn({ name: "Plan", role: "planner" }) });
  return {
    slug: open?.slug ?? "",
    ended: closed?.slug ?? "",
    places: new Map(phases.map(({ phase, code }) => [phase, entity.slugOf(code)])),
    demands: await ids(byState("demands", "state")),
    initiatives: await ids(byState("initiatives", "state")),
    commitments: await ids(byState("commitments", "state")),
    waiting,
    merge,
    territory: phases[0]?.code ?? "",
    draft: await draftProcess(planner, clock.now()),
  };
}

/** A draft, as somebody prepares it. @returns its slug. */
async function draftProcess(planner: Person, now: Date): Promise<string> {
  await planner.visit("/gestion/procesos/nuevo");
  const local = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 16);
  const dates = ["gather", "analyse", "vote", "commit", "follow"].flatMap((phase, index) => [
    [`${phase}-opens`, local(10 * index + 1)],
    [`${phase}-closes`, local(10 * index + 11)],
  ]);
  const page = await planner.send("Guardar el borrador", {
    title: "Un borrador",
    purpose: "Para ver cómo se prepara.",
    ...Object.fromEntries(dates),
  });
  return page.path.split("/").at(-1) ?? "";
}
