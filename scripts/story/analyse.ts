// The analyst reads everything, codes it, merges what says the same, writes initiatives and discards with a reason.
import type { Territory } from "#core/territory/index.ts";
import type { Person } from "#test/support/person.ts";
import { chanceOf, hold, idIn, type SaidNeed, type Tale } from "./tale.ts";

/** A need alone goes to the vote when so many joined it. */
const ENOUGH_ALONE = 3;
const LONGEST_TITLE = 120;

const AGENCY_OF_SECTOR: Readonly<Record<string, string>> = {
  ambiente: "medio-ambiente",
  seguridad: "seguridad",
  vias: "infraestructura",
  "espacio-publico": "infraestructura",
  servicios: "infraestructura",
  conectividad: "infraestructura",
  empleo: "fomento",
  gobierno: "participacion",
};
const OTHER_AGENCY = "desarrollo-social";

export interface Analysis {
  coded: number;
  merged: number;
  initiatives: number;
  taken: number;
  discarded: number;
}

export async function analyse(tale: Tale): Promise<Analysis> {
  const analyst = await tale.world.official("Rodrigo, analista", "analyst");
  const desk = `/gestion/necesidades/${tale.slug}`;
  const coded = await codeAll(tale, analyst, desk);
  const gone = new Set<SaidNeed>();
  for (const alike of findAlike(tale.needs)) {
    const others = await merge(analyst, desk, alike);
    for (const other of others) gone.add(other);
  }
  const groups = Map.groupBy(
    tale.needs.filter((need) => !gone.has(need)),
    (need) => `${need.place.code}:${need.label}`,
  );
  const kept = [...groups.values()].filter(([first, ...more]) => more.length > 0 || isEnough(first));
  for (const needs of kept) tale.initiatives.push(await writeInitiative(tale, analyst, desk, needs));
  await publishAll(analyst);
  const taken = kept.flat();
  const left = tale.needs.filter((need) => !gone.has(need) && !taken.includes(need));
  const discarded = await discardAll(analyst, desk, left);
  return { coded, merged: gone.size, initiatives: kept.length, taken: taken.length, discarded };
}

function isEnough(need: SaidNeed | undefined): boolean {
  return need !== undefined && need.joined.length >= ENOUGH_ALONE;
}

/** Page by page, as the list comes, a sector at a time. */
async function codeAll(tale: Tale, analyst: Person, desk: string): Promise<number> {
  const byId = new Map(tale.needs.map((need) => [String(need.id), need]));
  let coded = 0;
  for (let page = 1; ; page += 1) {
    await analyst.visit(`${desk}?pagina=${page}`);
    const listed = analyst.page.choices("d");
    if (listed.length === 0) break;
    const needs = listed.flatMap(({ value }) => byId.get(value) ?? []);
    hold(needs.length === listed.length, "The analyst's list shows needs that nobody said.");
    for (const [sector, same] of Map.groupBy(needs, (need) => need.sector)) {
      await analyst.visit(`${desk}?pagina=${page}`);
      await analyst.send(/^Codificar/, { d: same.map((need) => String(need.id)), sector });
      coded += same.length;
    }
  }
  hold(coded === tale.needs.length, `The analyst found ${coded} of ${tale.needs.length} needs in the list.`);
  return coded;
}

/** Needs of one subject that the form showed to whoever said the same, gathered; each need in one group at most. */
function findAlike(needs: readonly SaidNeed[]): SaidNeed[][] {
  const byId = new Map(needs.map((need) => [need.id, need]));
  const grouped = new Set<SaidNeed>();
  return needs.flatMap((need) => {
    const group = [need, ...need.alike.flatMap((id) => byId.get(id) ?? [])].filter((one) => !grouped.has(one));
    if (group.length < 2 || new Set(group.map((one) => one.sector)).size > 1) return [];
    for (const one of group) grouped.add(one);
    return [group];
  });
}

/** Merges needs that say the same. @returns those that no longer speak for themselves. */
async function merge(analyst: Person, desk: string, alike: readonly SaidNeed[]): Promise<SaidNeed[]> {
  await choose(analyst, desk, alike);
  await analyst.send(/^Juntar/, { d: alike.map((need) => String(need.id)) });
  hold(/una sola voz/.test(analyst.page.text), "The desk does not say that needs were merged.");
  await choose(analyst, desk, alike);
  const listed = new Set(analyst.page.choices("d").map(({ value }) => value));
  const [speaks, ...more] = alike.filter((need) => listed.has(String(need.id)));
  hold(speaks !== undefined && more.length === 0, "Of the merged needs one, and only one, speaks for the others.");
  const others = alike.filter((need) => need !== speaks);
  // What those who said the same asked for is asked by the one that speaks for them.
  for (const other of others) speaks.joined.push(other.author, ...other.joined);
  return others;
}

/** Opens the list where some needs stand together on one page: their commune and, if they share it, their sector. */
async function choose(analyst: Person, desk: string, needs: readonly SaidNeed[]): Promise<void> {
  const [first] = needs;
  hold(first !== undefined, "There is nothing to choose.");
  const sectors = new Set(needs.map((need) => need.sector));
  const filters = new URLSearchParams({ lugar: first.place.code });
  if (sectors.size === 1) filters.set("sector", first.sector);
  await analyst.visit(`${desk}?${filters}`);
}

async function writeInitiative(tale: Tale, analyst: Person, desk: string, needs: readonly SaidNeed[]) {
  const most = needs.toSorted((a, b) => b.joined.length - a.joined.length || a.id - b.id)[0];
  hold(most !== undefined, "An initiative came from no need.");
  const { place, sector } = most;
  await choose(analyst, desk, needs);
  await analyst.send(/^Escribir una iniciativa/, { d: needs.map((need) => String(need.id)) });
  const title = shorten(most.text);
  const chance = chanceOf("cost", most.text);
  const known = chance.below(5) > 0;
  await analyst.send("Guardar la iniciativa", {
    title,
    text: `Lo que ${needs.length === 1 ? "pide una necesidad" : `piden ${needs.length} necesidades`} de ${place.name}: ${most.text}.`,
    territory: place.code,
    sector,
    agency: AGENCY_OF_SECTOR[sector] ?? OTHER_AGENCY,
    feasibility: known ? "viable" : "studying",
    ...(known && { cost: String((20 + chance.below(880)) * 1_000_000) }),
  });
  const id = newestItem(analyst, tale.initiatives, title);
  return { id, title, place, needs };
}

function shorten(text: string): string {
  if (text.length <= LONGEST_TITLE) return text;
  return `${text.slice(0, text.lastIndexOf(" ", LONGEST_TITLE - 2))}…`;
}

/** The list of initiatives shows the new one with a form of its own to publish it, which names its number. */
function newestItem(analyst: Person, before: readonly { id: number }[], title: string): number {
  const known = new Set(before.map(({ id }) => id));
  const forms = analyst.page.all("form").map((form) => form.attributes.get("action") ?? "");
  const ids = forms.filter((action) => action.endsWith("/publicar")).map(idIn);
  const fresh = ids.filter((id) => !known.has(id));
  hold(fresh.length === 1, `The list does not show «${title}» once as a new draft.`);
  return fresh[0] ?? 0;
}

async function publishAll(analyst: Person): Promise<void> {
  const drafts = "/gestion/iniciativas?estado=draft";
  await analyst.visit(drafts);
  while (analyst.page.all("button").some((button) => button.attributes.get("aria-label")?.startsWith("Poner en la"))) {
    await analyst.send(/^Poner en la votación/);
    await analyst.visit(drafts);
  }
}

async function discardAll(analyst: Person, desk: string, needs: readonly SaidNeed[]): Promise<number> {
  let discarded = 0;
  for (const [place, here] of Map.groupBy(needs, (need: SaidNeed): Territory => need.place)) {
    const waiting = new Set(here.map((need) => String(need.id)));
    while (waiting.size > 0) {
      await analyst.visit(`${desk}?lugar=${place.code}`);
      const d = analyst.page.choices("d").flatMap(({ value }) => (waiting.has(value) ? [value] : []));
      hold(d.length > 0, `The list of ${place.name} lost ${waiting.size} needs.`);
      await analyst.send(/^Descartar con razón/, {
        d,
        reason: `Quedó sola en ${place.name} y pocas personas se sumaron: se envió a su municipalidad.`,
      });
      for (const id of d) waiting.delete(id);
      discarded += d.length;
    }
  }
  return discarded;
}
