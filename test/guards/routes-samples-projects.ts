// The pages of projects: the bank under its filters, a project of each state, and what its planner opens.
import type { TestApp } from "../support/test-app.ts";
import type { Sample } from "./routes-samples.ts";

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
