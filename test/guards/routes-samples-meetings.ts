// The pages of meetings, of each state that the demonstration has.
import type { TestApp } from "../support/test-app.ts";
import type { Sample } from "./routes-samples.ts";

export async function meetingSamples({ db, entity }: TestApp): Promise<Record<string, Sample>> {
  const { rows } = await db.pool.query<{ id: number; state: string; territory: string; slug: string }>(
    `select distinct on (m.state, m.kind) m.id, m.state, m.territory_code as territory, p.slug
     from meetings m join processes p on p.id = m.process_id and p.state = 'published' order by m.state, m.kind, m.id`,
  );
  const all = rows.map(({ id }) => id);
  const held = rows.filter(({ state }) => state === "held").map(({ id }) => id);
  const { rows: heard } = await db.pool.query<{ id: number; need: number }>(
    "select from_id as id, to_id as need from links where relation = 'heard' and ended_at is null order by id desc limit 1",
  );
  const [photo, sheet] = await givePictures(db, held[0] ?? 0);
  const [first] = rows;
  const place = entity.slugOf(first?.territory ?? entity.root.code);
  const published = rows.filter(({ state }) => state === "published").map(({ id }) => id);
  const as = "facilitator" as const;
  const desk = (page: string, ids: readonly number[]): Sample => ({
    paths: ids.map((id) => `/gestion/reuniones/${id}${page}`),
    as,
  });
  return {
    "/reuniones": { paths: ["/reuniones", `/reuniones?lugar=${first?.territory}`] },
    "/reuniones/:id": { paths: all.map((id) => `/reuniones/${id}`) },
    "/reuniones/:id/sala": { paths: all.map((id) => `/reuniones/${id}/sala`) },
    "/reuniones/:id/acta": { paths: published.map((id) => `/reuniones/${id}/acta`) },
    "/reuniones/:id/acta/revisar": { paths: held.map((id) => `/reuniones/${id}/acta/revisar`) },
    "/gestion/reuniones/:id/votos": desk("/votos", all),
    "/gestion/reuniones/:id/votos.pdf": { ...desk("/votos.pdf", held), data: true },
    "/gestion/reuniones/:id/fotos": desk("/fotos", held),
    "/gestion/reuniones/:id/fotos/:picture": { ...desk(`/fotos/${photo}?chica`, held.slice(0, 1)), data: true },
    "/gestion/reuniones/:id/hojas": desk("/hojas", held),
    "/gestion/reuniones/:id/hojas/:picture": { ...desk(`/hojas/${sheet}?chica`, held.slice(0, 1)), data: true },
    "/reuniones/:id/fotos/:picture": { paths: [`/reuniones/${held[0]}/fotos/${photo}?chica`], data: true },
    "/gestion/reuniones/:id/acta": desk("/acta", all),
    "/gestion/reuniones": { paths: ["/gestion/reuniones", "/gestion/reuniones?estado=cancelled"], as },
    "/gestion/reuniones/nueva": { paths: ["/gestion/reuniones/nueva"], as },
    "/gestion/reuniones/nueva/:slug/:place": { paths: [`/gestion/reuniones/nueva/${first?.slug}/${place}`], as },
    "/gestion/reuniones/:id": desk("", all),
    "/gestion/reuniones/:id/editar": desk("/editar", held),
    "/gestion/reuniones/:id/asistencia": desk("/asistencia", all),
    "/gestion/reuniones/:id/paquete": desk("/paquete", all),
    "/gestion/reuniones/:id/paquete.pdf": { ...desk("/paquete.pdf", held), data: true },
    "/gestion/reuniones/:id/necesidades": desk("/necesidades", all),
    "/gestion/reuniones/:id/acuerdos": desk("/acuerdos", all),
    "/gestion/reuniones/:id/necesidades/:need": {
      paths: heard.map(({ id, need }) => `/gestion/reuniones/${id}/necesidades/${need}`),
      as,
    },
  };
}

/** A photo and the picture of a sheet. @returns their numbers. */
async function givePictures(db: TestApp["db"], meeting: number): Promise<number[]> {
  const body = Buffer.from("a photo of a hall");
  const { rows } = await db.pool.query<{ id: number }>(
    `with file as (insert into files (sha256, type, body, small, width, height, created_at)
       values (sha256($2), 'image/jpeg', $2, $2, 1, 1, $3) returning id)
     insert into meeting_files (meeting_id, file_id, kind, caption, faces, added_at)
     select $1, file.id, kind, 'El salón desde atrás', case kind when 'photo' then 'none' end, $3
     from file, (values ('photo'), ('sheet')) as kinds (kind) order by kind returning id`,
    [meeting, body, new Date("2026-10-14T15:00:00Z")],
  );
  return rows.map(({ id }) => id);
}
