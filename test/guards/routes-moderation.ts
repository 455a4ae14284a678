// What the pages of moderation need: something reported, something hidden, and its author.
import { Person } from "../support/person.ts";
import type { TestApp } from "../support/test-app.ts";
import type { Sample } from "./routes-samples.ts";

/** @param said somebody who has just said a need, which is hidden here. */
export async function moderatedSamples(demo: TestApp, said: Person): Promise<Record<string, Sample>> {
  const { rows } = await demo.db.pool.query<{ id: string }>(
    "select d.id from demands d join things t on t.id = d.id and t.visibility = 'public' order by d.id desc limit 2",
  );
  const [mine = 0, other = 0] = rows.map(({ id }) => Number(id));
  const neighbour = new Person({ url: demo.url });
  await neighbour.visit(`/reportar/demand/${other}`);
  await neighbour.send("Insulta o discrimina", { note: "Nombra a una vecina." });
  const moderator = new Person({ url: demo.url, session: await demo.signIn({ name: "Marta", role: "moderator" }) });
  await moderator.visit(`/gestion/necesidades/moderar/${mine}`);
  await moderator.send("Ocultarla", { reason: "Tenía el teléfono de una persona." });
  const cases = await demo.db.read.selectFrom("moderation_cases").select(["id", "decision"]).orderBy("id").execute();
  const hidden = cases.findLast(({ decision }) => decision === "hide")?.id;
  const waiting = cases.findLast(({ decision }) => decision === null)?.id;
  return {
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
