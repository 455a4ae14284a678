// The pages of what is measured: an indicator of each rule, whole and of a place.
import type { TestApp } from "../support/test-app.ts";
import type { Sample } from "./routes-samples.ts";

export async function indicatorSamples({ db, entity }: TestApp): Promise<Record<string, Sample>> {
  const { rows } = await db.pool.query<{ code: string }>(
    `select distinct on (s.rule) i.code from indicators i join indicator_sheets s on s.indicator_id = i.id
     order by s.rule, i.code`,
  );
  const { rows: loads } = await db.pool.query<{ id: number }>("select id from indicator_loads order by id limit 1");
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
  };
}
