// Projects made up for the demonstration, and marked as such wherever they are shown: they pay goals of its plan and what was promised.
// One is finished, one spends and does not advance, and one stopped.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { type LivedProject, loadProjects, type ProjectState } from "#modules/projects/index.ts";
import { type Random, randomOf } from "../content/random.ts";
import type { DemoCommitment } from "../content/types.ts";
import { DEMO_SEED } from "./demo-input.ts";
import type { Load } from "./load-demo.ts";
import { numberOf } from "./number-things.ts";
import { reportsOf, watchedOf } from "./project-course.ts";

const fileSchema = z.object({
  name: z.string(),
  /** Of a goal that goes down. */
  less: z.string(),
  purpose: z.string(),
  sources: z.array(z.string()).min(2),
  community: z.string(),
  operator: z.string(),
  objects: z.array(z.string()).min(1),
  suppliers: z.array(z.string()).min(1),
  interventions: z.array(z.string()).min(1),
  notes: z.object({
    begin: z.string(),
    middle: z.string(),
    behind: z.string(),
    stopped: z.string(),
    finished: z.string(),
  }),
  reasons: z.object({ commitment: z.string(), goal: z.string() }),
  seen: z.object({ so: z.array(z.string()).min(1), notSo: z.array(z.string()).min(1) }),
});

interface Goal {
  id: number;
  name: string;
  agency: string | null;
  cutOff: string;
  /** It goes down: less is better. */
  less: boolean;
  /** When the last thing was told of it. */
  told: Date | null;
  /** Commitments that are part of it, and since when. */
  linked: readonly { id: number; at: string }[];
}

export interface Making {
  file: z.infer<typeof fileSchema>;
  load: Load;
  entity: Entity;
  commitments: ReadonlyMap<number, DemoCommitment>;
}

const DAY = 86_400_000;
const MILLION = 1_000_000;
/** Goals without commitments, one of so many, that a project pays in several places. */
const OTHERS = 4;
/** Which of the projects with commitments spends without advancing, which stopped, and who but an agency executes some. */
const BEHIND = 2;
const STOPPED = 5;
const EXECUTORS = new Map<number, "community" | "operator">([
  [3, "community"],
  [6, "operator"],
]);

export async function loadProjectsOf(load: Load, entity: Entity, entitiesDir: string): Promise<void> {
  const text = readFileSync(join(entitiesDir, "_demo/projects/projects.json"), "utf8");
  const { numbers, content } = load;
  const commitments = new Map(content.commitments.map((one, index) => [numberOf(numbers.commitments, index), one]));
  const making = { file: fileSchema.parse(JSON.parse(text)), load, entity, commitments };
  const goals = await listGoals(load);
  const paid = goals.filter(({ linked }) => linked.length > 0);
  const others = goals.filter(({ linked }) => linked.length === 0).filter((_, index) => index % OTHERS === 0);
  const projects: LivedProject[] = [];
  for (const [index, goal] of [...paid, ...others].entries()) projects.push(await projectOf(making, goal, index));
  await loadProjects(load.tx, projects, new Date(Date.parse(`${goals[0]?.cutOff ?? ""}T15:00:00Z`) - 600 * DAY));
}

async function listGoals({ tx }: Load): Promise<readonly Goal[]> {
  const { rows } = await sql<Goal>`
    select g.id, g.name, g.agency_code as agency, p.cut_off as "cutOff",
      coalesce(g.behaviour = 'reduccion', false) as less, (select max(at) from history where thing_id = g.id) as told, coalesce((
      select jsonb_agg(jsonb_build_object('id', l.from_id, 'at', l.made_at) order by l.from_id)
      from links l where l.to_id = g.id and l.relation = 'planned_in'), '[]') as linked
    from plan_nodes g join plans p on p.id = g.plan_id and p.state = 'in_force'
    where not exists (select 1 from plan_nodes c where c.parent_id = g.id) order by g.code`.execute(tx);
  return rows;
}

/** How far it is: the work and the money, from 0 to 1. */
export interface Course {
  state: ProjectState;
  physical: number;
  spent: number;
}

function courseOf(promises: readonly DemoCommitment[], index: number, random: Random): Course {
  const met = promises.length > 0 && promises.every(({ updates }) => updates.at(-1)?.state === "met");
  if (met) return { state: "finished", physical: 1, spent: 0.97 };
  if (index === BEHIND) return { state: "running", physical: 0.12, spent: 0.78 };
  const physical = Math.round(100 * (0.1 + 0.75 * random.next())) / 100;
  const spent = Math.min(0.95, Math.max(0.02, physical + (random.next() - 0.5) / 5));
  return { state: index === STOPPED ? "stopped" : "running", physical, spent };
}

async function projectOf(making: Making, goal: Goal, index: number): Promise<LivedProject> {
  const { file, load, entity, commitments } = making;
  const random = randomOf(DEMO_SEED, "project", index);
  const promises = goal.linked.flatMap(({ id }) => commitments.get(id) ?? []);
  const places = promises.length > 0 ? promises.map(({ territory }) => territory) : somePlaces(entity, random);
  const codes = [...new Set(places)].sort();
  const names = codes.map((code) => entity.territory(code).shortName).join(", ");
  const course = courseOf(promises, index, random);
  const executor = EXECUTORS.get(index) ?? "agency";
  const agency = goal.agency ?? promises[0]?.agency ?? entity.agencies()[0]?.code ?? null;
  const budget = promises.reduce((sum, { money }) => sum + (money?.promised ?? 0), 0);
  const definitive = budget > 0 ? budget : random.int(240, 2600) * MILLION;
  const fill = (words: string): string => words.replaceAll("{goal}", goal.name).replaceAll("{places}", names);
  const by = agency === null ? load.people.administrator : load.people.plannerOf(agency);
  return {
    code: codeOf(entity, goal.cutOff, index),
    name: fill(goal.less ? file.less : file.name),
    purpose: fill(file.purpose),
    executor,
    agency,
    body: executor === "agency" ? null : file[executor],
    sector: promises[0]?.sector ?? null,
    places: codes,
    amounts: amountsOf(file, { definitive, cutOff: goal.cutOff, spent: course.spent }, random),
    contracts: contractsOf(making, { definitive, course, index, goal, names }, random),
    works: codes.map((code, at) =>
      workOf(making, { code, at, index, goal, definitive: definitive / codes.length, course }, random),
    ),
    reports: await reportsOf(making, { course, index, cutOff: goal.cutOff, by }),
    ...watchedOf(making, { course, index, cutOff: goal.cutOff }, random),
    pays: paysOf(making, goal, by),
  };
}

function somePlaces(entity: Entity, random: Random): string[] {
  return random
    .shuffle(entity.participationTerritories())
    .slice(0, 3)
    .map(({ code }) => code);
}

/** In the form of the country, with the digits of nobody. */
function codeOf(entity: Entity, cutOff: string, index: number): string {
  const n = index + 1;
  return entity.jurisdiction === "co"
    ? `${cutOff.slice(0, 4)}99999${String(n).padStart(4, "0")}`
    : `${39_990_000 + n}-${n % 10}`;
}

interface Spending {
  definitive: number;
  cutOff: string;
  spent: number;
}

/** Two years, each from two sources; the year before was spent whole, as far as the money of today goes. */
function amountsOf(
  file: Making["file"],
  { definitive, cutOff, spent }: Spending,
  random: Random,
): LivedProject["amounts"] {
  const year = Number(cutOff.slice(0, 4));
  const [first = "", second = ""] = random.shuffle(file.sources);
  const share = (total: number, part: number): number => Math.floor((total * part) / 1000) * 1000;
  const before = share(definitive, 0.3);
  const parts = [
    { year: year - 1, asOf: `${year - 1}-12-31`, source: first, total: before, part: Math.min(1, spent / 0.3) },
    { year, asOf: cutOff, source: first, total: share(definitive, 0.4), part: Math.max(0, (spent - 0.3) / 0.7) },
    { year, asOf: cutOff, source: second, total: 0, part: Math.max(0, (spent - 0.3) / 0.7) },
  ];
  const rest = definitive - parts.reduce((sum, { total }) => sum + total, 0);
  return parts.map(({ total, part, ...of }, at) => {
    const given = at === 2 ? rest : total;
    const obligated = Math.floor(given * part);
    return {
      ...of,
      initial: share(given, 0.85),
      definitive: given,
      committed: Math.max(obligated, share(given, Math.min(1, part + 0.15))),
      obligated,
      paid: Math.floor(obligated * 0.96),
    };
  });
}

interface OfGoal {
  course: Course;
  index: number;
  goal: Goal;
}

/** Contracts for what was committed: the work first, then who watches it. */
function contractsOf(
  { file, entity }: Making,
  { definitive, course, index, goal, names }: OfGoal & { definitive: number; names: string },
  random: Random,
): LivedProject["contracts"] {
  const shares = [0.7, 0.08, 0.12].slice(0, random.int(1, 3));
  return shares.map((share, at) => {
    const n = index * shares.length + at;
    const supplier = random.int(100_000, 999_999);
    return {
      code: `EJ-${goal.cutOff.slice(0, 4)}-${String(index + 1).padStart(3, "0")}-${at + 1}`,
      object: (file.objects[at] ?? file.objects[0] ?? "").replaceAll("{work}", `${goal.name} (${names})`),
      supplierId: entity.jurisdiction === "co" ? `900${supplier}` : `76${supplier}-${n % 10}`,
      supplierName: random.pick(file.suppliers),
      value: Math.round((definitive * share * Math.max(course.spent, 0.2)) / 1000) * 1000,
      asOf: goal.cutOff,
    };
  });
}

function workOf(
  { file, entity }: Making,
  { code, at, index, goal, definitive, course }: OfGoal & { code: string; at: number; definitive: number },
  random: Random,
): LivedProject["works"][number] {
  const place = entity.territory(code);
  const near = (degrees: number | undefined): number =>
    Math.round(((degrees ?? 0) + (random.next() - 0.5) / 20) * 1e5) / 1e5;
  const budget = Math.floor(definitive * 0.7);
  return {
    code: `EJ-${index + 1}-${at + 1}`,
    class: goal.name,
    intervention: random.pick(file.interventions),
    territory: code,
    lat: near(place.lat),
    lon: near(place.lon),
    budget,
    paid: Math.floor(budget * course.spent * 0.96),
    progress: course.physical,
  };
}

function paysOf({ file, load }: Making, goal: Goal, by: number): LivedProject["pays"] {
  const soon = (at: number): Date => new Date(Math.min(at, load.today.getTime()));
  const commitments = goal.linked.map(({ id, at }) => ({
    id,
    reason: file.reasons.commitment,
    by,
    at: soon(Date.parse(at) + 3 * DAY),
  }));
  // After whatever was told of the goal before.
  const told = (goal.told ?? new Date(`${goal.cutOff}T15:00:00Z`)).getTime() + DAY;
  const first = soon(Math.max(told, commitments[0]?.at.getTime() ?? 0));
  return [...commitments, { id: goal.id, reason: file.reasons.goal, by, at: first }];
}
