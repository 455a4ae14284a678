// Addresses of requests: the pages of somebody who is asking, and those of somebody who asked.
import { makeTemplate } from "#modules/cases/templates/templates.sql.ts";
import { storeFile } from "#platform/files/files.ts";
import { ASKED, fillRequest } from "../support/asking.ts";
import { Person } from "../support/person.ts";
import type { TestApp } from "../support/test-app.ts";
import { NOW, type Sample } from "./routes-samples.ts";

export async function caseSamples(demo: TestApp, territory: string): Promise<Record<string, Sample>> {
  const asking = new Person({ url: demo.url });
  await fillRequest(asking, territory);
  const asked = new Person({ url: demo.url });
  await fillRequest(asked, territory, { identity: "name", name: "Ana Ruiz" });
  await asked.send("Enviar mi solicitud");
  const session = await demo.signIn({ name: "Luz Castro", role: "facilitator" });
  const signed = new Person({ url: demo.url, session });
  await fillRequest(signed, territory, { identity: "name", name: "Luz Castro" });
  await signed.send("Enviar mi solicitud");
  const ofAsking = (path: string): Sample => ({ paths: [path], person: asking });
  const { rows } = await demo.db.pool.query<{ id: number }>("select max(id)::int as id from cases");
  const { id } = rows[0] ?? { id: 0 };
  const joint = await jointOne(demo);
  return {
    "/gestion/solicitudes": { paths: ["/gestion/solicitudes", "/gestion/solicitudes?ver=late"], as: "case_officer" },
    "/gestion/solicitudes/tablero": { paths: ["/gestion/solicitudes/tablero"], as: "case_officer" },
    "/gestion/solicitudes/suspensiones": { paths: ["/gestion/solicitudes/suspensiones"], as: "case_officer" },
    "/gestion/solicitudes/:id/necesidad": { paths: [`/gestion/solicitudes/${id}/necesidad`], as: "case_officer" },
    "/solicitudes/informes": { paths: ["/solicitudes/informes", "/solicitudes/informes?trimestre=2026-2"] },
    ...Object.fromEntries(
      [
        "/solicitudes.csv",
        "/solicitudes.json",
        "/solicitudes/informes/informacion.csv",
        "/solicitudes/informes/informacion.json",
      ].map((path) => [path, { paths: [path], data: true }]),
    ),
    "/solicitudes/chat": { paths: ["/solicitudes/chat"], person: await chatting(demo) },
    "/gestion/solicitudes/chats": { paths: ["/gestion/solicitudes/chats"], as: "case_officer" },
    "/gestion/solicitudes/chats/:id": await chatOfOfficer(demo),
    "/puntos-de-atencion": { paths: ["/puntos-de-atencion", `/puntos-de-atencion?lugar=${territory}`] },
    "/tramites": { paths: ["/tramites", "/tramites?q=escolar", "/tramites?q=nadaquever"] },
    "/gestion/puntos-de-atencion": { paths: ["/gestion/puntos-de-atencion"], as: "case_officer" },
    "/gestion/puntos-de-atencion/:id": {
      paths: [`/gestion/puntos-de-atencion/${await guideOne(demo, "point")}`],
      as: "case_officer",
    },
    "/gestion/tramites": { paths: ["/gestion/tramites"], as: "administrator" },
    "/gestion/tramites/:id": { paths: [`/gestion/tramites/${await guideOne(demo, "procedure")}`], as: "administrator" },
    "/solicitudes/vencidas": { paths: ["/solicitudes/vencidas", "/solicitudes/vencidas?pagina=2"] },
    "/gestion/solicitudes/varias": {
      paths: ["/gestion/solicitudes/varias", "/gestion/solicitudes/varias?ver=week&todas=si"],
      as: "case_officer",
    },
    "/gestion/solicitudes/rutas": { paths: ["/gestion/solicitudes/rutas"], as: "protection" },
    "/gestion/solicitudes/conjuntas": { paths: ["/gestion/solicitudes/conjuntas"], as: "case_officer" },
    "/gestion/solicitudes/conjuntas/:id": {
      paths: [`/gestion/solicitudes/conjuntas/${joint}`],
      as: "case_officer",
    },
    "/solicitudes/respuestas/:id": { paths: [`/solicitudes/respuestas/${joint}`] },
    "/gestion/solicitudes/informe": {
      paths: ["/gestion/solicitudes/informe", "/gestion/solicitudes/informe?trimestre=2026-3&de=form:petition"],
      as: "case_officer",
    },
    "/gestion/solicitudes/plantillas": { paths: ["/gestion/solicitudes/plantillas"], as: "case_officer" },
    "/gestion/solicitudes/plantillas/:id": {
      paths: [`/gestion/solicitudes/plantillas/${await templateOf(demo)}`],
      as: "case_officer",
    },
    "/gestion/solicitudes/claves": { paths: ["/gestion/solicitudes/claves"], as: "administrator" },
    ...Object.fromEntries(
      ["discovery", "services", "requests"].flatMap((name) =>
        ["xml", "json"].map((format) => {
          const path = `/open311/v2/${name}.${format}`;
          return [path, { paths: [path], data: true }];
        }),
      ),
    ),
    "/open311/v2/services/:file": { paths: ["/open311/v2/services/other.json"], data: true },
    "/open311/v2/requests/:file": { paths: [`/open311/v2/requests/${await publicNumber(demo)}.xml`], data: true },
    "/open311/v2/tokens/:file": { paths: [`/open311/v2/tokens/${await fromProgram(demo)}.xml`], data: true },
    "/gestion/solicitudes/nueva": { paths: ["/gestion/solicitudes/nueva"], as: "case_officer" },
    "/gestion/solicitudes/:id/comprobante": { paths: [`/gestion/solicitudes/${id}/comprobante`], as: "case_officer" },
    "/gestion/solicitudes/:id": { paths: [`/gestion/solicitudes/${id}`], as: "case_officer" },
    "/gestion/solicitudes/:id/archivos/:file": { paths: [await photoOf(demo, id)], as: "case_officer", data: true },
    "/solicitudes": { paths: ["/solicitudes"] },
    "/solicitudes/:id": { paths: [`/solicitudes/${await publicOne(demo)}`] },
    "/solicitudes/mias/:id": { paths: [`/solicitudes/mias/${id}`], person: signed },
    "/solicitudes/nueva": ofAsking("/solicitudes/nueva"),
    "/solicitudes/nueva/tipo": ofAsking("/solicitudes/nueva/tipo"),
    "/solicitudes/nueva/lugar": ofAsking("/solicitudes/nueva/lugar"),
    "/solicitudes/nueva/tema": ofAsking("/solicitudes/nueva/tema"),
    "/solicitudes/nueva/quien": ofAsking("/solicitudes/nueva/quien"),
    "/solicitudes/nueva/revisar": ofAsking("/solicitudes/nueva/revisar"),
    "/solicitudes/recibida": { paths: ["/solicitudes/recibida"], person: asked },
    "/solicitudes/seguir": { paths: ["/solicitudes/seguir"] },
    "/solicitudes/mia": { paths: ["/solicitudes/mia"], person: asked },
  };
}

/** A template as an official writes one. */
async function templateOf({ db }: TestApp): Promise<number> {
  return db.write(async (tx) => {
    await makeTemplate(tx, { name: "Acuse", agency: undefined, text: "Hola, {nombre}.", by: undefined, now: NOW });
    const row = await tx.selectFrom("case_templates").select("id").orderBy("id", "desc").executeTakeFirstOrThrow();
    return row.id;
  });
}

/** Somebody in the middle of a chat. */
async function chatting({ url }: TestApp): Promise<Person> {
  const person = new Person({ url });
  await person.visit("/solicitudes/chat");
  await person.send("Empezar el chat", { name: "Ana Ruiz", text: ASKED });
  return person;
}

/** The chat of somebody, for the official who took it. */
async function chatOfOfficer(demo: TestApp): Promise<Sample> {
  await chatting(demo);
  const officer = new Person({
    url: demo.url,
    session: await demo.signIn({ name: "Jairo Gil", role: "case_officer" }),
  });
  await officer.visit("/gestion/solicitudes/chats");
  await officer.send(/^Atender/);
  return { paths: [officer.page.path], person: officer };
}

async function guideOne({ db }: TestApp, kind: string): Promise<number> {
  const { rows } = await db.pool.query<{ id: number }>("select min(id)::int as id from guide_entries where kind = $1", [
    kind,
  ]);
  return rows[0]?.id ?? 0;
}

async function jointOne({ db }: TestApp): Promise<number> {
  const { rows } = await db.pool.query<{ id: number }>("select min(id)::int as id from case_joint_answers");
  return rows[0]?.id ?? 0;
}

async function publicNumber({ db }: TestApp): Promise<string> {
  const { rows } = await db.pool.query<{ number: string }>("select number from cases where public_text is not null");
  return rows[0]?.number ?? "";
}

/** The number of a request as one that a program sent. */
async function fromProgram({ db }: TestApp): Promise<string> {
  const { rows } = await db.pool.query<{ number: string }>(
    "update cases set channel = 'api' where id = (select min(id) from cases where channel = 'web') returning number",
  );
  return rows[0]?.number ?? "";
}

async function publicOne({ db }: TestApp): Promise<number> {
  const { rows } = await db.pool.query<{ id: number }>(
    "select min(id)::int as id from cases where public_text is not null",
  );
  return rows[0]?.id ?? 0;
}

/** A photo of the request, as one that its person sent. */
async function photoOf({ db }: TestApp, caseId: number): Promise<string> {
  const file = {
    type: "image/png" as const,
    body: Buffer.from("a photo of a request"),
    size: { width: 640, height: 480 },
    small: undefined,
  };
  const id = await db.write(async (tx) => {
    const fileId = await storeFile(tx, file, NOW);
    const row = await tx
      .insertInto("case_files")
      .values({ case_id: caseId, file_id: fileId, at: NOW })
      .returning("id")
      .executeTakeFirstOrThrow();
    return row.id;
  });
  return `/gestion/solicitudes/${caseId}/archivos/${id}`;
}
