// The pages of what is measured: an indicator of each rule, whole and of a place.
import { Person } from "../support/person.ts";
import { sendForm } from "../support/send-form.ts";
import type { TestApp } from "../support/test-app.ts";
import type { Sample } from "./routes-samples.ts";

export async function indicatorSamples(house: TestApp): Promise<Record<string, Sample>> {
  const { db, entity } = house;
  const { person, uploads } = await sentFiles(house);
  const { rows } = await db.pool.query<{ code: string }>(
    `select distinct on (s.rule) i.code from indicators i join indicator_sheets s on s.indicator_id = i.id
     order by s.rule, i.code`,
  );
  const { rows: loads } = await db.pool.query<{ id: number }>("select id from indicator_loads order by id limit 1");
  const index = (await db.pool.query<{ code: string }>("select code from composites limit 1")).rows[0]?.code;
  const place = entity.participationTerritories()[0]?.code;
  const of = (page: string) => rows.map(({ code }) => `/indicadores/${code}${page}`);
  return {
    "/indicadores": { paths: ["/indicadores", `/indicadores?lugar=${place}&ods=4`, "/indicadores?anio=1950"] },
    "/indicadores/datos.csv": { paths: ["/indicadores/datos.csv"], data: true },
    "/indicadores/:code": { paths: [...of(""), ...of(`?lugar=${place}`)] },
    "/indicadores/:code/filas": { paths: [...of("/filas"), ...of(`/filas?lugar=${place}`)] },
    "/indicadores/:code/datos.csv": { paths: of("/datos.csv"), data: true },
    "/gestion/indicadores": { paths: ["/gestion/indicadores"], as: "planner" },
    "/gestion/indicadores/cargas/:id": {
      paths: loads.map(({ id }) => `/gestion/indicadores/cargas/${id}`),
      as: "planner",
    },
    "/indices": { paths: ["/indices"] },
    "/indices/:code": { paths: [`/indices/${index}`] },
    "/indices/:code/:number": { paths: [`/indices/${index}/1`] },
    "/indices/:code/:number/datos.csv": { paths: [`/indices/${index}/1/datos.csv`], data: true },
    "/indices/:code/:number/datos.json": { paths: [`/indices/${index}/1/datos.json`], data: true },
    "/gestion/indices": { paths: ["/gestion/indices"], as: "planner" },
    "/gestion/indices/nuevo": { paths: ["/gestion/indices/nuevo"], as: "planner" },
    "/gestion/indices/:code": { paths: [`/gestion/indices/${index}`], as: "planner" },
    "/gestion/indicadores/cargar": { paths: ["/gestion/indicadores/cargar"], as: "planner" },
    "/gestion/indicadores/cargar/:id": { paths: uploads, person },
    "/gestion/indicadores/cargar/:id/informe.csv": {
      paths: uploads.map((path) => `${path}/informe.csv`),
      person,
      data: true,
    },
  };
}

/** Two files under review: one whose columns nobody knows, and one with something wrong in each line. */
async function sentFiles(house: TestApp): Promise<{ person: Person; uploads: string[] }> {
  const session = await house.signIn({ name: "Milena Prueba", role: "planner" });
  const person = new Person({ url: house.url, session });
  const path = "/gestion/indicadores/cargar";
  const uploads: string[] = [];
  for (const text of ["Lugar,Dato\n1,2\n", "indicator_id,territory_code,period,value\nnada,1,2020,1\n"]) {
    await person.visit(path);
    const { location } = await sendForm(house.url, person, path, {}, { file: [new Blob([text])] });
    uploads.push(location);
  }
  return { person, uploads };
}
