// Forty communes meet: somebody calls each meeting, writes what is said, counts who came, and both sides approve the minutes.
import type { Person } from "#test/support/person.ts";
import type { RealNeed } from "./real-needs.ts";
import { neighboursOf } from "./say.ts";
import { chanceOf, crowd, hold, idIn, type SaidNeed, type Tale } from "./tale.ts";

const MEETINGS = 40;
const LONGEST_LINE = 500;
/** One room in so many objects to something in the minutes. */
const OBJECTS = 8;
const CODE = /[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/;

/** Of each of forty communes one need, which somebody will say in a room and not on a phone. */
export function chooseForRooms(needs: readonly RealNeed[]): ReadonlySet<RealNeed> {
  const short = needs.filter(({ text }) => text.length <= LONGEST_LINE && !/[#@*\n]/.test(text));
  const first = [...Map.groupBy(short, ({ place }) => place.code).values()].flatMap(([need]) => need ?? []);
  return new Set(first.slice(0, MEETINGS));
}

export interface Met {
  meetings: number;
  people: number;
  objected: number;
}

export async function meet(tale: Tale, needs: ReadonlySet<RealNeed>): Promise<Met> {
  const met: Met = { meetings: 0, people: 0, objected: 0 };
  await crowd([...needs], async (need, index) => {
    const { world } = tale;
    const rosa = await world.official(`Rosa, facilitadora ${index + 1}`, "facilitator");
    const people = 12 + chanceOf("room", index).below(60);
    const path = await call(tale, rosa, need);
    await rosa.visit(`${path}/necesidades`);
    await rosa.send("Guardar", { line: need.text });
    await rosa.visit(`${path}/asistencia`);
    await rosa.send("La reunión se hizo: guardar", { people: String(people) });
    const objects = index % OBJECTS === 0;
    await approve(tale, rosa, path, objects);
    tale.needs.push(await speak(tale, need, path));
    met.meetings += 1;
    met.people += people;
    if (objects) met.objected += 1;
  });
  tale.needs.sort((a, b) => a.id - b.id);
  return met;
}

/** @returns the path of the meeting behind the desk. */
async function call(tale: Tale, rosa: Person, { place }: RealNeed): Promise<string> {
  await rosa.visit(`/gestion/reuniones/nueva/${tale.slug}/${place.slug}`);
  const day = tale.world.clock.now().toISOString().slice(0, 10);
  const hours = { startsAt: "08:00", endsAt: "22:00" };
  const page = await rosa.send("Guardar la reunión", {
    title: `Cabildo de ${place.name}`,
    place: "Sede social",
    day,
    ...hours,
  });
  return page.path;
}

/** The minutes from draft to publication, with what each side says. */
async function approve(tale: Tale, rosa: Person, path: string, objects: boolean): Promise<void> {
  const { world } = tale;
  const open = path.replace("/gestion", "");
  await rosa.visit(`${path}/acta`);
  await rosa.send("Hacer el borrador");
  await rosa.send("Guardar esta versión");
  const given = await rosa.send("Dar un código", { name: "Elena Huenchumil", organisation: "Junta de vecinos" });
  const code = CODE.exec(given.text)?.[0] ?? "";
  const planner = await world.official("Marcela, planificadora", "planner");
  await planner.visit(`${path}/acta`);
  await planner.send("Guardar lo que digo", { opinion: "approved" });
  const elena = world.visitor();
  await elena.visit(`${open}/acta/revisar`);
  await elena.send("Leer el borrador", { code });
  const objection = "Faltó decir quién responde.";
  await elena.send("Guardar lo que digo", objects ? { opinion: "objected", objection } : { opinion: "approved" });
  await rosa.visit(`${path}/acta`);
  await rosa.send("Publicar el acta");
  const minutes = await world.visitor().visit(`${open}/acta`);
  hold(minutes.text.includes(objection) === objects, `The minutes of ${open} do not say what the room objected to.`);
}

/** Whoever said it in the room goes home and says so: from then on it is also on their phone. */
async function speak(tale: Tale, need: RealNeed, path: string): Promise<SaidNeed> {
  const author = tale.world.visitor();
  const page = await author.visit(path.replace("/gestion", ""));
  const [link] = page.links(need.text);
  hold(link !== undefined, `The meeting ${path} does not show «${need.text}».`);
  const id = idIn(link);
  await author.visit(`/necesidades/${id}`);
  await author.send("A mí también");
  neighboursOf(tale, need.place.code).push(author);
  return { ...need, id, author, joined: [], alike: [] };
}
