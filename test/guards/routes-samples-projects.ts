// The pages of projects: the bank under its filters, a project of each state, and what its planner opens; and those of who watches them.
import { openSession } from "#core/people/index.ts";
import { storeFile } from "#platform/files/files.ts";
import { Person } from "../support/person.ts";
import type { TestApp } from "../support/test-app.ts";
import { NOW, type Sample } from "./routes-samples.ts";

export async function projectSamples({ db }: TestApp): Promise<Record<string, Sample>> {
  const { rows } = await db.pool.query<{ code: string }>(
    "select distinct on (r.state) p.code from project_reports r join projects p on p.id = r.project_id order by r.state, r.id desc",
  );
  const { rows: files } = await db.pool.query<{ id: number }>("select file_id as id from project_evidence limit 1");
  const codes = rows.map(({ code }) => code);
  return {
    "/proyectos": { paths: ["/proyectos", "/proyectos?estado=finished", "/proyectos?sector=nada"] },
    "/proyectos/:code": { paths: codes.map((code) => `/proyectos/${code}`) },
    "/proyectos/:code/decir": { paths: [`/proyectos/${codes[0]}/decir`, `/proyectos/${codes[0]}/decir?enviado=1`] },
    "/proyectos/:code/calificar": { paths: codes.map((code) => `/proyectos/${code}/calificar`) },
    "/proyectos/pruebas/:id": { paths: [`/proyectos/pruebas/${files[0]?.id}?chica`], data: true },
    "/gestion/proyectos": { paths: ["/gestion/proyectos"], as: "planner" },
    "/gestion/proyectos/:code": { paths: [`/gestion/proyectos/${codes[0]}`], as: "planner" },
  };
}

/** Who watches, as everybody reads it, as it speaks, and as the agency answers. */
export async function oversightSamples({ db, url }: TestApp): Promise<Record<string, Sample>> {
  const { rows } = await db.pool.query<{ id: number; account: number; finding: number }>(
    `select v.id, o.representative_id as account, max(f.id) filter (where f.due_on is not null and f.answer is null) as finding
     from oversights v join organisations o on o.id = v.organisation_id join oversight_findings f on f.oversight_id = v.id
     group by v.id, o.representative_id`,
  );
  const { id, account, finding } = rows[0] ?? { id: 0, account: 0, finding: 0 };
  const session = await db.write((tx) => openSession(tx, { accountId: account, now: NOW, strong: false }));
  const person = new Person({ url, session });
  const file = { type: "application/pdf" as const, body: Buffer.from("%PDF-1.4"), size: undefined, small: undefined };
  const fileId = await db.write(async (tx) => {
    const stored = await storeFile(tx, file, NOW);
    await tx.updateTable("oversight_findings").set({ file_id: stored }).where("id", "=", finding).execute();
    return stored;
  });
  return {
    "/veedurias": { paths: ["/veedurias"] },
    "/veedurias/nueva": { paths: ["/veedurias/nueva"], person },
    "/veedurias/:id": { paths: [`/veedurias/${id}`] },
    "/veedurias/archivos/:id": { paths: [`/veedurias/archivos/${fileId}`], data: true },
    "/veedurias/:id/decir": { paths: [`/veedurias/${id}/decir`, `/veedurias/${id}/decir?guardado=si`], person },
    "/gestion/veedurias": { paths: ["/gestion/veedurias"], as: "planner" },
    "/gestion/veedurias/:id": { paths: [`/gestion/veedurias/${finding}`], as: "planner" },
  };
}
