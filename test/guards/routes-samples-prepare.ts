// Addresses of what is prepared before a process: its rules, its calendar, the links of its draft.
import { stopKey, stopPath } from "#modules/processes/invite/stop-invitations.ts";
import { listPreviews } from "#modules/processes/preview/previews.ts";
import { pictureOf } from "#modules/site/help/pictures.ts";
import { TOPICS } from "#modules/site/help/topics.ts";
import { storeFile } from "#platform/files/files.ts";
import { sharedKey } from "#platform/secrets/secrets.ts";
import type { TestApp } from "../support/test-app.ts";
import { NOW, type Sample } from "./routes-samples.ts";

export async function prepareSamples(
  demo: TestApp,
  { slug, draft }: { slug: string; draft: string },
): Promise<Record<string, Sample>> {
  const preview = await previewOf(demo, draft);
  const invitations = `/gestion/procesos/${slug}/invitaciones`;
  const invitation = await writeTo(demo, slug);
  const material = await addFile(demo, slug);
  const [date] = (
    await demo.db.pool.query<{ id: number }>("select id from calendar_dates order by id limit 1")
  ).rows.map(({ id }) => id);
  return {
    "/procesos/:slug/reglas": { paths: [`/procesos/${slug}/reglas`] },
    "/vista-previa/:token": { paths: [preview] },
    "/ayuda": { paths: ["/ayuda"] },
    "/ayuda/:topic": { paths: TOPICS.map(({ id }) => `/ayuda/${id}`) },
    "/ayuda/imagenes/:name": { paths: [pictureOf("say") ?? ""], data: true },
    "/calendario": { paths: ["/calendario", `/calendario?proceso=${slug}`] },
    "/calendario.ics": { paths: ["/calendario.ics"], data: true },
    "/calendario.csv": { paths: ["/calendario.csv"], data: true },
    "/gestion/calendario/:id": { paths: [`/gestion/calendario/${date}`], as: "planner" },
    "/gestion/procesos/:slug/invitaciones": { paths: [invitations], as: "planner" },
    "/gestion/procesos/:slug/invitaciones/nueva": { paths: [`${invitations}/nueva`], as: "planner" },
    "/gestion/procesos/:slug/invitaciones/:id": { paths: [`${invitations}/${invitation}`], as: "planner" },
    "/gestion/procesos/:slug/invitaciones/:id/corregir": {
      paths: [`${invitations}/${invitation}/corregir`],
      as: "planner",
    },
    "/invitaciones/parar/:token": { paths: [await stopAddress(demo)] },
    "/gestion/procesos/:slug/materiales": { paths: [`/gestion/procesos/${slug}/materiales`], as: "planner" },
    "/procesos/:slug/materiales/:id": { paths: [`/procesos/${slug}/materiales/${material}`], data: true },
    "/gestion/calendario": { paths: ["/gestion/calendario"], as: "planner" },
    "/gestion/procesos/:slug/vistas": { paths: [`/gestion/procesos/${draft}/vistas`], as: "planner" },
  };
}

async function previewOf({ db }: TestApp, slug: string): Promise<string> {
  const { id } = await db.read.selectFrom("processes").select("id").where("slug", "=", slug).executeTakeFirstOrThrow();
  const expires = new Date(NOW.getTime() + 5 * 86_400_000);
  await db.write(async (tx) => {
    await sharedKey(tx, "process-previews");
    await tx
      .insertInto("process_previews")
      .values({ process_id: id, note: "Concejo", made_by: null, made_at: NOW, expires_at: expires })
      .execute();
  });
  return (await listPreviews(db.read, id, NOW))[0]?.path ?? "";
}

/** A material with its file: the number with which it is opened. */
async function addFile({ db }: TestApp, slug: string): Promise<number> {
  const { id } = await db.read.selectFrom("processes").select("id").where("slug", "=", slug).executeTakeFirstOrThrow();
  return db.write(async (tx) => {
    const body = Buffer.from("lugar,hogares\nLa Delfina,120\n");
    const file_id = await storeFile(tx, { type: "text/csv", body, size: undefined, small: undefined }, NOW);
    const row = await tx
      .insertInto("process_materials")
      .values({
        process_id: id,
        kind: "figures",
        title: "Hogares de cada vereda",
        text: "",
        dated_on: "2026-09-01",
        file_id,
        added_at: NOW,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return row.id;
  });
}

/** A draft of an invitation to everybody. */
async function writeTo({ db }: TestApp, slug: string): Promise<number> {
  const { id } = await db.read.selectFrom("processes").select("id").where("slug", "=", slug).executeTakeFirstOrThrow();
  return db.write(async (tx) => {
    const row = await tx
      .insertInto("process_invitations")
      .values({
        process_id: id,
        subject: "Vengan a decidir",
        text: "El sábado se decide.\n\nTraigan a su gente.",
        territories: [],
        kinds: [],
        groups: [],
        written_at: NOW,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return row.id;
  });
}

/** The address with which somebody of the demonstration says that they want no more invitations. */
async function stopAddress({ db }: TestApp): Promise<string> {
  const { id } = await db.read.selectFrom("accounts").select("id").orderBy("id").limit(1).executeTakeFirstOrThrow();
  return stopPath(await db.write(stopKey), id);
}
