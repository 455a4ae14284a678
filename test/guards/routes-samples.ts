// Long: one table with a line for each page, and what its addresses need.
// One address for each page of the program, with who opens it. Whoever adds a page adds its line here.
import { createAccount, newFirstAdministratorLink, openSession } from "#core/people/index.ts";
import type { Role } from "#platform/module.ts";
import { digest } from "#platform/secrets/secrets.ts";
import { modules } from "../../src/modules.ts";
import { Person } from "../support/person.ts";
import type { TestApp } from "../support/test-app.ts";
import { moderatedSamples } from "./routes-moderation.ts";
import { caseSamples } from "./routes-samples-cases.ts";
import { indicatorSamples } from "./routes-samples-indicators.ts";
import { meetingSamples } from "./routes-samples-meetings.ts";
import { planSamples } from "./routes-samples-plans.ts";
import { prepareSamples } from "./routes-samples-prepare.ts";
import { oversightSamples, projectSamples } from "./routes-samples-projects.ts";

export const NOW = new Date("2026-10-14T15:20:00Z");

export interface Sample {
  paths: readonly string[];
  as?: Role;
  /** On the first day instead of in the demonstration. */
  fresh?: boolean;
  person?: Person;
  data?: boolean;
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
  draftInitiative: number | undefined;
  /** A theme of the open process. */
  theme: number | undefined;
  agency: string;
  /** An initiative on the ballot of a place that has not voted. */
  offered: number | undefined;
  /** Account of somebody who works here. */
  official: number | undefined;
  territory: string;
  draft: string;
}

/** Declared path of each page → how to open it. */
export async function samplesOf(demo: TestApp, fresh: TestApp): Promise<Record<string, Sample>> {
  const found = await findThings(demo);
  const {
    slug,
    ended,
    places,
    demands,
    initiatives,
    commitments,
    waiting,
    territory,
    draft,
    official,
    draftInitiative,
    theme,
    agency,
    offered,
  } = found;
  const { code: root } = demo.entity.root;
  const codes = [root, territory];
  const sector = demo.entity.sectors()[0]?.code;
  const invitation = await invite(demo);
  const talks = await listTalks(demo);
  const evidence = await giveEvidence(demo);
  const notes = await numbersOf(demo, "select id from news order by id");
  const [asked] = await numbersOf(demo, "select id from news_questions where answer is null order by id");
  const followed = await followSomething(demo, commitments[0] ?? 0);
  const datasets = modules.flatMap((module) => module.datasets ?? []).map(({ name }) => name);
  const whole = modules.flatMap((module) => module.entityDatasets ?? []).map(({ name }) => name);
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
    ...(await meetingSamples(demo)),
    ...(await prepareSamples(demo, found)),
    ...(await caseSamples(demo, territory)),
    ...(await planSamples(demo)),
    ...(await projectSamples(demo)),
    ...(await oversightSamples(demo)),
    ...(await moderatedSamples(demo, said, `/procesos/${slug}/${at("gather")}/decir`)),
    "/": { paths: ["/"] },
    "/resultados": { paths: ["/resultados"] },
    "/demo": { paths: ["/demo"] },
    "/entrar": { paths: ["/entrar", "/entrar?volver=%2Fgestion"] },
    "/entrar/codigo": { paths: ["/entrar/codigo"], person: asking },
    "/entrar/segundo": { paths: ["/entrar/segundo"], person: half },
    "/primera-vez/:token": { paths: [first], fresh: true, person: named },
    "/primera-vez/:token/codigo": { paths: [`${first}/codigo`], fresh: true, person: named },
    "/cuenta": { paths: ["/cuenta"], as: "analyst" },
    "/cuenta/cerrar": { paths: ["/cuenta/cerrar"], as: "analyst" },
    "/cuenta/aplicacion": { paths: ["/cuenta/aplicacion"], as: "analyst" },
    "/seguir/:id": { paths: [demands[0], initiatives[0], commitments[0]].map((id) => `/seguir/${id}`) },
    "/seguir/lugar/:code": { paths: codes.map((code) => `/seguir/lugar/${code}`) },
    "/seguir/revisa-tu-correo": { paths: ["/seguir/revisa-tu-correo"] },
    "/seguir/listo": { paths: ["/seguir/listo"] },
    "/seguir/confirmar/:token": { paths: [`/seguir/confirmar/${followed.asked}`] },
    "/seguir/aviso/:token": { paths: [`/seguir/aviso/${followed.confirmed}`] },
    "/seguir/mis-avisos/:token": { paths: [`/seguir/mis-avisos/${followed.all}`] },
    "/gestion/avisos": { paths: ["/gestion/avisos"], as: "administrator" },
    "/demo/correo": { paths: ["/demo/correo"] },
    "/demo/correo/:name": { paths: [`/demo/correo/${await writeTo(demo)}`] },
    "/hilo/:id": { paths: [...demands, ...initiatives, ...commitments].map((id) => `/hilo/${id}`) },
    "/hilo/:id/datos.json": { paths: commitments.map((id) => `/hilo/${id}/datos.json`), data: true },
    "/procesos": { paths: ["/procesos"] },
    "/procesos/:slug": { paths: [`/procesos/${slug}`, `/procesos/${ended}`] },
    "/procesos/:slug/:place": { paths: everywhere },
    "/procesos/:slug/:place/decir": { paths: [`/procesos/${slug}/${at("gather")}/decir`], person: said },
    "/procesos/:slug/:place/votar": { paths: [`/procesos/${slug}/${at("vote")}/votar`], person: said },
    "/procesos/:slug/:place/resultados": { paths: [`/procesos/${slug}/${at("follow")}/resultados`] },
    "/procesos/:slug/decir": { paths: [`/procesos/${slug}/decir`] },
    "/procesos/:slug/votar": { paths: [`/procesos/${slug}/votar`] },
    "/procesos/:slug/:place/necesidades": { paths: everywhere.map((path) => `${path}/necesidades`) },
    "/procesos/:slug/votacion": { paths: [`/procesos/${slug}/votacion`, `/procesos/${ended}/votacion`] },
    "/procesos/:slug/resultados": { paths: [`/procesos/${slug}/resultados`, `/procesos/${ended}/resultados`] },
    "/procesos/:slug/resultados.pdf": { paths: [`/procesos/${ended}/resultados.pdf`], data: true },
    "/procesos/:slug/resultados/audiencia": { paths: [`/procesos/${ended}/resultados/audiencia`] },
    "/procesos/:slug/conteo": { paths: [`/procesos/${ended}/conteo`] },
    "/procesos/:slug/votos.csv": { paths: [`/procesos/${ended}/votos.csv`], data: true },
    "/procesos/:slug/votos.json": { paths: [`/procesos/${ended}/votos.json`], data: true },
    "/procesos/:slug/reglas.json": { paths: [`/procesos/${ended}/reglas.json`], data: true },
    "/territorios": { paths: ["/territorios"] },
    "/territorios/:code": { paths: codes.map((code) => `/territorios/${code}`) },
    "/territorios/:code/punto.svg": {
      paths: [`/territorios/${territory}/punto.svg`, `/territorios/${root}/punto.svg?en=3.437,-76.523`],
      data: true,
    },
    "/territorios/:code/mapa.svg": { paths: [await drawn(demo, codes[0] ?? "")], data: true },
    "/sectores/:code": { paths: [`/sectores/${sector}`] },
    "/buscar": { paths: ["/buscar", "/buscar?q=agua", "/buscar?q=xyzzy"] },
    "/gestion/personas": { paths: ["/gestion/personas"], as: "administrator" },
    "/gestion/personas/invitar": { paths: ["/gestion/personas/invitar"], as: "administrator" },
    "/gestion/personas/:id": { paths: [`/gestion/personas/${official}`], as: "administrator" },
    "/invitacion/:token": { paths: [`/invitacion/${invitation}`] },
    "/gestion/necesidades/moderar/:id": { paths: [`/gestion/necesidades/moderar/${demands[0]}`], as: "moderator" },
    "/gestion/necesidades/:slug/todas": { paths: [`/gestion/necesidades/${slug}/todas`], as: "analyst" },
    "/gestion/necesidades/:slug/cambios": { paths: [`/gestion/necesidades/${slug}/cambios`], as: "analyst" },
    "/gestion/procesos/:slug/codigos": { paths: [`/gestion/procesos/${slug}/codigos`], as: "planner" },
    "/procesos/:slug/resultados.json": { paths: [`/procesos/${slug}/resultados.json`], data: true },
    "/necesidades/:id": { paths: demands.map((id) => `/necesidades/${id}`), person: said },
    "/iniciativas/:id": { paths: initiatives.map((id) => `/iniciativas/${id}`) },
    "/compromisos": { paths: ["/compromisos", "/compromisos?mes=2026-12"] },
    "/compromisos/:id": { paths: commitments.map((id) => `/compromisos/${id}`) },
    "/compromisos/:id/juzgar": { paths: commitments.slice(0, 2).map((id) => `/compromisos/${id}/juzgar`) },
    ...(await indicatorSamples(demo)),
    "/noticias": { paths: ["/noticias"] },
    "/noticias.atom": { paths: ["/noticias.atom"], data: true },
    "/noticias.json": { paths: ["/noticias.json"], data: true },
    "/noticias/:id": { paths: notes.map((id) => `/noticias/${id}`) },
    "/gestion/noticias": { paths: ["/gestion/noticias"], as: "planner" },
    "/gestion/noticias/nueva": { paths: ["/gestion/noticias/nueva"], as: "planner" },
    "/gestion/noticias/:id": { paths: [`/gestion/noticias/${notes[0]}`], as: "planner" },
    "/gestion/noticias/preguntas/:id": { paths: [`/gestion/noticias/preguntas/${asked}`], as: "planner" },
    "/compromisos/sin-reporte": { paths: ["/compromisos/sin-reporte"] },
    "/compromisos/mapa": { paths: ["/compromisos/mapa"] },
    "/compromisos/tiempo": { paths: ["/compromisos/tiempo", `/compromisos/tiempo?lugar=${at("follow")}`] },
    "/compromisos/pruebas": { paths: ["/compromisos/pruebas", "/compromisos/pruebas?sector=nada"] },
    "/compromisos/lugar/:place": {
      paths: [`/compromisos/lugar/${at("follow")}`, `/compromisos/lugar/${at("gather")}`],
    },
    "/compromisos/hoja/:place": { paths: [`/compromisos/hoja/${at("follow")}`] },
    "/compromisos/dependencia/:code": { paths: [`/compromisos/dependencia/${agency}`] },
    "/compromisos/:id/decir": { paths: commitments.slice(0, 2).map((id) => `/compromisos/${id}/decir`) },
    "/compromisos.csv": { paths: ["/compromisos.csv"], data: true },
    "/compromisos.json": { paths: ["/compromisos.json"], data: true },
    "/archivos/:id": { paths: [`/archivos/${evidence}`, `/archivos/${evidence}?chica`], data: true },
    "/datos": { paths: ["/datos"] },
    "/datos/:file": { paths: whole.flatMap((name) => [`/datos/${name}.csv`, `/datos/${name}.json`]), data: true },
    "/datos/catalogo.json": { paths: ["/datos/catalogo.json"], data: true },
    "/datos/procesos/:slug": { paths: [`/datos/procesos/${slug}`, `/datos/procesos/${ended}`] },
    "/datos/procesos/:slug/dictionary.json": { paths: [`/datos/procesos/${slug}/dictionary.json`], data: true },
    "/datos/procesos/:slug/datapackage.json": { paths: [`/datos/procesos/${slug}/datapackage.json`], data: true },
    "/datos/procesos/:slug/:file": {
      paths: [...datasets].flatMap((name) => ["csv", "json"].map((end) => `/datos/procesos/${slug}/${name}.${end}`)),
      data: true,
    },
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
    "/gestion/necesidades/:slug/respuestas": { paths: [`/gestion/necesidades/${slug}/respuestas`], as: "analyst" },
    "/gestion/necesidades/:slug/segunda": { paths: [`/gestion/necesidades/${slug}/segunda`], as: "analyst" },
    "/gestion/necesidades/:slug/temas": { paths: [`/gestion/necesidades/${slug}/temas`], as: "analyst" },
    "/gestion/necesidades/:slug/temas/:theme": {
      paths: [`/gestion/necesidades/${slug}/temas/${theme}`],
      as: "analyst",
    },
    "/procesos/:slug/temas": { paths: [`/procesos/${slug}/temas`, `/procesos/${ended}/temas`] },
    "/procesos/:slug/metodo": { paths: [`/procesos/${slug}/metodo`, `/procesos/${ended}/metodo`] },
    "/gestion/iniciativas/puntuar/:slug": { paths: [`/gestion/iniciativas/puntuar/${slug}`], as: "planner" },
    "/gestion/iniciativas/:id/puntuar": { paths: [`/gestion/iniciativas/${draftInitiative}/puntuar`], as: "analyst" },
    "/gestion/necesidades/:slug/parejas": { paths: [`/gestion/necesidades/${slug}/parejas`], as: "analyst" },
    "/gestion/iniciativas": { paths: ["/gestion/iniciativas"], as: "analyst" },
    "/gestion/iniciativas/publicar/:slug": { paths: [`/gestion/iniciativas/publicar/${slug}`], as: "analyst" },
    "/gestion/iniciativas/:id/editar": { paths: [`/gestion/iniciativas/${draftInitiative}/editar`], as: "analyst" },
    "/gestion/iniciativas/:id/retirar": { paths: [`/gestion/iniciativas/${offered}/retirar`], as: "analyst" },
    "/procesos/:slug/:place/iniciativas": { paths: everywhere.map((path) => `${path}/iniciativas`) },
    "/organizaciones": { paths: ["/organizaciones"] },
    "/organizaciones/registrar": { paths: ["/organizaciones/registrar"], as: "analyst" },
    "/gestion/organizaciones": { paths: ["/gestion/organizaciones"], as: "administrator" },
    "/gestion/compromisos": { paths: ["/gestion/compromisos"], as: "planner" },
    "/gestion/compromisos/nuevo/:initiative": { paths: [`/gestion/compromisos/nuevo/${waiting}`], as: "planner" },
    "/gestion/compromisos/directo": { paths: ["/gestion/compromisos/directo"], as: "planner" },
    "/gestion/compromisos/directo/:slug/:place": {
      paths: [`/gestion/compromisos/directo/${slug}/${at("follow")}`],
      as: "planner",
    },
    "/gestion/compromisos/:id/corregir": { paths: [`/gestion/compromisos/${commitments[0]}/corregir`], as: "planner" },
    "/conversaciones": { paths: ["/conversaciones"] },
    "/conversaciones/:slug": { paths: talks.map((talk) => `/conversaciones/${talk}`) },
    "/conversaciones/:slug/resultados": { paths: talks.map((talk) => `/conversaciones/${talk}/resultados`) },
    "/conversaciones/:slug/resultados/mi-lugar": {
      paths: [`/conversaciones/${talks[0]}/resultados/mi-lugar`],
      person: said,
    },
    "/conversaciones/:slug/resultados/afirmaciones": {
      paths: [`/conversaciones/${talks[0]}/resultados/afirmaciones`],
    },
    "/conversaciones/:slug/marco": { paths: [`/conversaciones/${talks[0]}/marco`], data: true },
    "/conversaciones/:slug/datos": { paths: talks.map((talk) => `/conversaciones/${talk}/datos`) },
    "/conversaciones/:slug/datos/:file": { paths: [`/conversaciones/${talks[1]}/datos/votes.csv`], data: true },
    "/conversaciones/:slug/siguientes": { paths: [`/conversaciones/${talks[0]}/siguientes`], person: said, data: true },
    "/conversaciones/:slug/proponer": { paths: talks.map((talk) => `/conversaciones/${talk}/proponer`) },
    "/conversaciones/:slug/afirmaciones/:number": {
      paths: [`/conversaciones/${talks[0]}/afirmaciones/1`, `/conversaciones/${talks[0]}/afirmaciones/20`],
    },
    "/gestion/conversaciones": { paths: ["/gestion/conversaciones"], as: "analyst" },
    "/gestion/conversaciones/nueva": { paths: ["/gestion/conversaciones/nueva"], as: "analyst" },
    "/gestion/conversaciones/:slug": {
      paths: [...talks, `${talks[0]}?cola=accepted`, `${talks[0]}?cola=hidden`].map(
        (talk) => `/gestion/conversaciones/${talk}`,
      ),
      as: "analyst",
    },
    "/gestion/conversaciones/:slug/senales": {
      paths: talks.map((talk) => `/gestion/conversaciones/${talk}/senales`),
      as: "analyst",
    },
    "/gestion/conversaciones/:slug/editar": {
      paths: [`/gestion/conversaciones/${talks[0]}/editar`],
      as: "analyst",
    },
    "/gestion/conversaciones/:slug/afirmaciones/:number/llevar": {
      paths: [`/gestion/conversaciones/${talks[0]}/afirmaciones/2/llevar`],
      as: "analyst",
    },
    "/gestion/comentarios": { paths: ["/gestion/comentarios"], as: "moderator" },
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

/** Addresses of the conversations, the open one first. */
async function listTalks({ db }: TestApp): Promise<string[]> {
  const rows = await db.read.selectFrom("conversations").select("slug").orderBy("state", "desc").execute();
  return rows.map(({ slug }) => slug);
}

/** An invitation that nobody has opened. @returns its token. */
async function invite(test: TestApp): Promise<string> {
  const token = "i".repeat(43);
  await test.db.write((tx) =>
    tx
      .insertInto("one_time_links")
      .values({
        token_hash: digest(token),
        kind: "invitation",
        role: "analyst",
        name: "Milena",
        email: "milena@ejemplo.org",
        created_at: NOW,
        expires_at: new Date(NOW.getTime() + 86_400_000),
      })
      .execute(),
  );
  return token;
}

async function numbersOf({ db }: TestApp, text: string): Promise<number[]> {
  const { rows } = await db.pool.query<{ id: number }>(text);
  return rows.map(({ id }) => Number(id));
}

/** An address that follows a thing, and was asked about a place. @returns the secrets of its messages. */
async function followSomething(test: TestApp, thing: number) {
  return test.db.write(async (tx) => {
    const follower = await tx
      .insertInto("followers")
      .values({ email: "ana@ejemplo.org", locale: "es", created_at: NOW })
      .returning(["id", "token"])
      .executeTakeFirstOrThrow();
    const common = { follower_id: follower.id, how: "each", asked_at: NOW };
    const rows = await tx
      .insertInto("follows")
      .values([
        { ...common, thing_id: thing, confirmed_at: NOW },
        { ...common, territory_code: test.entity.root.code, asked_how: "weekly" },
      ])
      .returning("token")
      .execute();
    return { all: follower.token, confirmed: rows[0]?.token, asked: rows[1]?.token };
  });
}

/** A message in the letter box of the demonstration. @returns its name. */
async function writeTo(test: TestApp): Promise<string> {
  await test.services.sendMail({
    to: "ana@ejemplo.org",
    subject: "Confirma que quieres seguir esto",
    text: `Falta un paso.\n\nSí, quiero seguirlo:\n${test.config.publicUrl}/procesos\n`,
    id: "aviso-1",
  });
  return "aviso-1";
}

/** A photo beside the first update of a commitment. @returns its number. */
async function giveEvidence({ db }: TestApp): Promise<number> {
  return db.write(async (tx) => {
    const body = Buffer.from("a photo");
    const { id } = await tx
      .insertInto("files")
      .values({
        sha256: digest("a photo"),
        type: "image/jpeg",
        body,
        small: body,
        width: 1,
        height: 1,
        created_at: NOW,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const update = await tx.selectFrom("commitment_updates").select("id").orderBy("id").executeTakeFirstOrThrow();
    await tx.insertInto("commitment_evidence").values({ update_id: update.id, position: 9, file_id: id }).execute();
    return id;
  });
}

async function findThings({ db, entity, clock, signIn, url }: TestApp): Promise<Found> {
  const rows = async <T>(text: string, values: unknown[] = []): Promise<T[]> =>
    (await db.pool.query({ text, values })).rows;
  const ids = async (text: string, values: unknown[] = []): Promise<number[]> =>
    (await rows<{ id: number }>(text, values)).map(({ id }) => Number(id));
  const [open] = await rows<{ id: number; slug: string }>(
    "select id, slug from processes where state = 'published' order by published_at desc",
  );
  const [closed] = await rows<{ slug: string }>("select slug from processes where state <> 'draft' order by id");
  const phases = await rows<{ phase: string; code: string }>(
    `select distinct on (phase) phase, territory_code as code from process_phases
     where process_id = $1 and opens_at <= $2 and closes_at > $2 order by phase, territory_code`,
    [open?.id, clock.now()],
  );
  const byState = (table: string, state: string): string =>
    `select min(x.id) as id from ${table} x join things t on t.id = x.id and t.visibility = 'public' group by x.${state}`;
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
    theme: (await ids("select min(id) as id from demand_themes where process_id = $1", [open?.id]))[0],
    agency: (await rows<{ code: string }>("select min(agency_code) as code from commitments"))[0]?.code ?? "",
    draftInitiative: (await ids("select min(id) as id from initiatives where state = 'draft'"))[0],
    offered: (
      await ids(
        `select min(i.id) as id from initiatives i join process_phases f using (process_id, territory_code)
         where i.state = 'published' and f.phase = 'vote' and f.closes_at > $1`,
        [clock.now()],
      )
    )[0],
    territory: phases[0]?.code ?? "",
    official: (await ids("select min(account_id) as id from role_grants"))[0],
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

/** The picture of a territory whose boundaries were loaded: the demonstration comes without any. */
async function drawn({ db, entity }: TestApp, code: string): Promise<string> {
  await db.write((tx) =>
    tx
      .insertInto("territory_outlines")
      .values({
        territory_code: code,
        scope_code: entity.root.code,
        view_box: "0 0 2000 1000",
        path: "M0 0h900v900z",
        imported_at: NOW,
      })
      .execute(),
  );
  return `/territorios/${code}/mapa.svg`;
}
