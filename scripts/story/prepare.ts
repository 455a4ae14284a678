// The planner prepares the process with the dates that the form suggests, and publishes its rules.
import { instantOf } from "#platform/clock/zone.ts";
import type { Person } from "#test/support/person.ts";
import { hold, type Tale } from "./tale.ts";
import type { World } from "./world.ts";

const PHASES = ["gather", "analyse", "vote", "commit", "follow"] as const;
export const CHOICES = 3;
export const WINNERS = 2;

export async function prepareProcess(world: World): Promise<Pick<Tale, "slug" | "dates">> {
  const planner = await world.official("Marcela, planificadora", "planner");
  await planner.visit("/gestion/procesos");
  await planner.follow("Preparar un proceso");
  const suggested = planner.form("Guardar el borrador").body;
  const zone = world.entity.timeZone;
  const dates = Object.fromEntries(
    PHASES.map((phase) => [
      phase,
      {
        opens: instantOf(suggested.get(`${phase}-opens`) ?? "", zone),
        closes: instantOf(suggested.get(`${phase}-closes`) ?? "", zone),
      },
    ]),
  ) as Tale["dates"];
  const empty = await planner.press("Guardar el borrador", { title: "", purpose: "" });
  hold(empty.status === 400 && empty.problems.length === 2, "An empty process was not refused with its two problems.");
  await planner.send("Guardar el borrador", {
    title: "Cabildos 2026",
    purpose: "Para decidir en cada comuna qué se hace primero con lo que la gente pide.",
    choices: String(CHOICES),
    winners: String(WINNERS),
  });
  hold(planner.page.heading === "Cabildos 2026", `The draft shows «${planner.page.heading}».`);
  const slug = planner.page.path.split("/").at(-1) ?? "";
  await expectStatus(world.visitor(), `/procesos/${slug}`, 404);
  await planner.send("Publicar el proceso y sus reglas");
  await expectStatus(world.visitor(), `/procesos/${slug}`, 200);
  return { slug, dates };
}

async function expectStatus(person: Person, path: string, status: number): Promise<void> {
  const page = await person.open(path);
  hold(page.status === status, `${path} answered ${page.status} and not ${status}.`);
}
