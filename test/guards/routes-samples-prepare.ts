// Addresses of what is prepared before a process: its rules, its calendar, the links of its draft.
import { listPreviews } from "#modules/processes/preview/previews.ts";
import { pictureOf } from "#modules/site/help/pictures.ts";
import { TOPICS } from "#modules/site/help/topics.ts";
import { sharedKey } from "#platform/secrets/secrets.ts";
import type { TestApp } from "../support/test-app.ts";
import { NOW, type Sample } from "./routes-samples.ts";

export async function prepareSamples(
  demo: TestApp,
  { slug, draft }: { slug: string; draft: string },
): Promise<Record<string, Sample>> {
  const preview = await previewOf(demo, draft);
  return {
    "/procesos/:slug/reglas": { paths: [`/procesos/${slug}/reglas`] },
    "/vista-previa/:token": { paths: [preview] },
    "/ayuda": { paths: ["/ayuda"] },
    "/ayuda/:topic": { paths: TOPICS.map(({ id }) => `/ayuda/${id}`) },
    "/ayuda/imagenes/:name": { paths: [pictureOf("say") ?? ""], data: true },
    "/calendario": { paths: ["/calendario", `/calendario?proceso=${slug}`] },
    "/calendario.ics": { paths: ["/calendario.ics"], data: true },
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
