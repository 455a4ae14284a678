// A place where people have just said what they need, and a planner who answers.
import type { Territory } from "#core/territory/index.ts";
import { Person } from "./person.ts";
import type { TestApp } from "./test-app.ts";
import { prepareVote, type VoteSet } from "./voting.ts";

const HOUR = 3_600_000;

export interface Village {
  set: VoteSet;
  place: Territory;
  other: Territory;
  gloria: Person;
  agency: string;
}

/** A process that gathers needs now, in two places, with two initiatives in each. */
export async function prepareVillage(house: TestApp): Promise<Village> {
  const [place, other] = house.entity.participationTerritories();
  const [agency] = house.entity.agencies();
  if (place === undefined || other === undefined || agency === undefined) throw new Error("The entity is empty");
  const set = await prepareVote(house.db, house.entity, {
    places: { [place.code]: HOUR, [other.code]: HOUR },
    initiatives: 2,
    // Two hours and a half before the vote opens, needs are being said.
    now: new Date(house.clock.now().getTime() + 2.5 * HOUR),
  });
  const session = await house.signIn({ name: "Gloria", role: "planner" });
  return { set, place, other, gloria: new Person({ url: house.url, session }), agency: agency.code };
}

/** Somebody says a need and keeps the code. */
export async function sayNeed(house: TestApp, { place }: Village, text: string) {
  const person = new Person({ url: house.url });
  await person.visit(`/procesos/conversatorios/${place.slug}/decir`);
  const page = await person.send("Enviar mi necesidad", { text });
  const code = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(page.text)?.[0] ?? "";
  const row = await house.db.read.selectFrom("demands").select("id").where("text", "=", text).executeTakeFirstOrThrow();
  return { person, code, need: row.id };
}

export const promise = {
  title: "Planta de agua para la vereda",
  text: "Una planta de agua potable que funcione todo el año.",
  responsible: "Subsecretaria de Agua",
  dueDate: "2026-12-18",
};

/** Gloria answers needs without a vote; gives the number of the commitment. */
export async function answer(village: Village, needs: readonly number[], button = "Guardar el compromiso") {
  const { gloria, place, agency } = village;
  await gloria.visit(`/gestion/compromisos/directo/conversatorios/${place.slug}`);
  const page = await gloria.send(button, { ...promise, agency, needs: needs.map(String) });
  return Number(page.path.split("/").at(-1));
}

/** Posts an update with files, as a browser does. */
export async function sendFiles(
  house: TestApp,
  person: Person,
  id: number,
  files: readonly Blob[],
  fields: Record<string, string> = {},
): Promise<{ status: number; html: string }> {
  const page = await person.visit(`/gestion/compromisos/${id}`);
  const seen = page.all("input").find(({ attributes }) => attributes.get("name") === "seen");
  const form = new FormData();
  form.set("csrf", person.token);
  form.set("seen", seen?.attributes.get("value") ?? "");
  for (const [name, value] of Object.entries({ state: "in_progress", text: "Llegó la bomba.", ...fields })) {
    form.set(name, value);
  }
  for (const file of files) form.append("files", file, "foto.jpg");
  const response = await fetch(`${house.url}/gestion/compromisos/${id}/novedad`, {
    method: "POST",
    body: form,
    redirect: "manual",
    headers: { cookie: [...person.cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
  });
  return { status: response.status, html: await response.text() };
}
