// What the pages of moderation need: something reported, something hidden, and its author.
import { digest } from "#platform/secrets/secrets.ts";
import { Person } from "../support/person.ts";
import type { TestApp } from "../support/test-app.ts";
import type { Sample } from "./routes-samples.ts";

/**
 * @param said somebody who has just said a need, which is hidden here.
 * @param saying where needs are being said.
 */
export async function moderatedSamples(demo: TestApp, said: Person, saying: string): Promise<Record<string, Sample>> {
  const { rows } = await demo.db.pool.query<{ id: string }>(
    "select d.id from demands d join things t on t.id = d.id and t.visibility = 'public' order by d.id desc limit 3",
  );
  const [mine = 0, other = 0, danger = 0] = rows.map(({ id }) => Number(id));
  const neighbour = new Person({ url: demo.url });
  await neighbour.visit(`/reportar/demand/${other}`);
  await neighbour.send("Insulta o discrimina", { note: "Nombra a una vecina." });
  const moderator = new Person({ url: demo.url, session: await demo.signIn({ name: "Marta", role: "moderator" }) });
  await moderator.visit(`/gestion/necesidades/moderar/${mine}`);
  await moderator.send("Ocultarla", { reason: "Tenía el teléfono de una persona." });
  const cases = await demo.db.read.selectFrom("moderation_cases").select(["id", "decision"]).orderBy("id").execute();
  const hidden = cases.findLast(({ decision }) => decision === "hide")?.id;
  const waiting = cases.findLast(({ decision }) => decision === null)?.id;
  const photo = await givePhoto(demo, other);
  await neighbour.visit(`/reportar/demand/${danger}`);
  await neighbour.send("Hay una niña, un niño o alguien en peligro");
  const reserved = await demo.db.read.selectFrom("protection_cases").select("id").executeTakeFirstOrThrow();
  await giveVoice(demo, other);
  const { owner, own } = await sayAnother(demo, saying);
  const statement = await writeStatement(demo, owner);
  return {
    "/necesidades/:id/corregir": { paths: [`/necesidades/${own}/corregir`], person: owner },
    "/necesidades/:id/retirar": { paths: [`/necesidades/${own}/retirar`], person: owner },
    "/conversaciones/:slug/afirmaciones/:number/retirar": { paths: [`${statement}/retirar`], person: owner },
    "/gestion/proteccion": { paths: ["/gestion/proteccion"], as: "protection" },
    "/gestion/proteccion/:id": { paths: [`/gestion/proteccion/${reserved.id}`], as: "protection" },
    "/gestion/necesidades/transcribir": { paths: ["/gestion/necesidades/transcribir"], as: "analyst" },
    "/voz/:id": { paths: [`/voz/${other}`], as: "analyst", data: true },
    "/gestion/necesidades/tapar/:id": { paths: [`/gestion/necesidades/tapar/${own}`], as: "moderator" },
    "/fotos/:id": { paths: [`/fotos/${photo}`, `/fotos/${photo}?chica`], data: true },
    "/reportar/:kind/:id": { paths: [`/reportar/demand/${other}`] },
    "/reportado": { paths: ["/reportado"] },
    "/reportado/urgente": { paths: ["/reportado/urgente"] },
    "/moderacion": { paths: ["/moderacion"] },
    "/gestion/moderacion": {
      paths: ["/gestion/moderacion", "/gestion/moderacion?estante=appeals", "/gestion/moderacion?estante=decided"],
      as: "moderator",
    },
    "/gestion/moderacion/:id": { paths: [hidden, waiting].map((id) => `/gestion/moderacion/${id}`), as: "moderator" },
    "/mis-aportes/segunda-mirada/:id": { paths: [`/mis-aportes/segunda-mirada/${hidden}`], person: said },
  };
}

/** Somebody who has just said another need, which is still theirs to correct. */
async function sayAnother(demo: TestApp, saying: string): Promise<{ owner: Person; own: number }> {
  const owner = new Person({ url: demo.url });
  await owner.visit(saying);
  const text = "Zarpazos nocturnos de jabalíes en las huertas: pedimos una cerca";
  await owner.send("Enviar mi necesidad", { text });
  if (!owner.cookies.has("comprobante")) await owner.send(/distinta/);
  const { id } = await demo.db.read
    .selectFrom("demands")
    .select("id")
    .where("text", "=", text)
    .executeTakeFirstOrThrow();
  return { owner, own: id };
}

/** Somebody writes a statement where they may. @returns its address. */
async function writeStatement({ db, clock }: TestApp, author: Person): Promise<string> {
  const { slug } = await db.read
    .selectFrom("conversations")
    .select("slug")
    .where("state", "=", "open")
    .where("statements_each", ">", 0)
    .where("opens_at", "<=", clock.now())
    .where("closes_at", ">", clock.now())
    .orderBy("id")
    .executeTakeFirstOrThrow();
  const text = "Zarpazos nocturnos de jabalíes en los sembrados";
  await author.visit(`/conversaciones/${slug}/proponer`);
  const [place] = author.page.choices("territory");
  await author.send("Proponer mi afirmación", { text, ...(place && { territory: place.value }) });
  if (author.page.path !== "/comprobante") await author.send(/otra cosa/);
  const { number } = await db.read
    .selectFrom("conversation_statements")
    .select("number")
    .where("text", "=", text)
    .executeTakeFirstOrThrow();
  return `/conversaciones/${slug}/afirmaciones/${number}`;
}

/** A photo of a need that somebody has looked at. @returns its number. */
async function givePhoto({ db, clock }: TestApp, demandId: number): Promise<number> {
  const body = Buffer.from("a photo of a need");
  return db.write(async (tx) => {
    const file = await tx
      .insertInto("files")
      .values({
        sha256: digest(body),
        type: "image/jpeg",
        body,
        small: body,
        width: 1,
        height: 1,
        created_at: clock.now(),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const photo = await tx
      .insertInto("demand_photos")
      .values({ demand_id: demandId, position: 1, file_id: file.id, state: "shown" })
      .returning("id")
      .executeTakeFirstOrThrow();
    return photo.id;
  });
}

/** A voice beside a need that has its words. */
async function giveVoice({ db, clock }: TestApp, demandId: number): Promise<void> {
  const body = Buffer.from("a voice");
  await db.write(async (tx) => {
    const file = await tx
      .insertInto("files")
      .values({ sha256: digest(body), type: "audio/wav", body, created_at: clock.now() })
      .returning("id")
      .executeTakeFirstOrThrow();
    await tx
      .insertInto("demand_recordings")
      .values({ demand_id: demandId, file_id: file.id, seconds: 1, wordless: false })
      .execute();
  });
}
