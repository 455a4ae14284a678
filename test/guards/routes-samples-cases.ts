// Addresses of requests: the pages of somebody who is asking, and those of somebody who asked.
import { storeFile } from "#platform/files/files.ts";
import { fillRequest } from "../support/asking.ts";
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
  return {
    "/gestion/solicitudes": { paths: ["/gestion/solicitudes", "/gestion/solicitudes?ver=late"], as: "case_officer" },
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
