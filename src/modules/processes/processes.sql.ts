import type { ReadDb } from "#platform/db/db.ts";
import type { CyclePhase, Level, Phase, PhaseDates, Process, ProcessState, Verification } from "./process.ts";
import { PHASES } from "./process.ts";

const COLUMNS = [
  "id",
  "slug",
  "title",
  "purpose",
  "level",
  "cycle_phase",
  "state",
  "choices",
  "winners",
  "verification",
  "rules",
  "lot_seed",
  "participant_key",
  "published_at",
  "closed_at",
] as const;

export async function findProcess(db: ReadDb, slug: string): Promise<Process | undefined> {
  const [process] = await load(db, (query) => query.where("slug", "=", slug));
  return process;
}

export async function getProcess(db: ReadDb, id: number): Promise<Process> {
  const [process] = await load(db, (query) => query.where("id", "=", id));
  if (process === undefined) throw new Error(`There is no process ${id}`);
  return process;
}

/** Processes that everybody may see, newest first. */
export function listPublicProcesses(db: ReadDb): Promise<Process[]> {
  return load(db, (query) => query.where("state", "<>", "draft"));
}

/** All of them, drafts too, newest first: for staff. */
export function listAllProcesses(db: ReadDb): Promise<Process[]> {
  return load(db, (query) => query);
}

function processQuery(db: ReadDb) {
  return db.selectFrom("processes").select(COLUMNS).orderBy("published_at", "desc").orderBy("id", "desc");
}

async function load(
  db: ReadDb,
  narrow: (query: ReturnType<typeof processQuery>) => ReturnType<typeof processQuery>,
): Promise<Process[]> {
  const rows = await narrow(processQuery(db)).execute();
  if (rows.length === 0) return [];
  const phases = await loadPhases(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    title: row.title,
    purpose: row.purpose,
    level: row.level as Level,
    cyclePhase: row.cycle_phase as CyclePhase,
    state: row.state as ProcessState,
    choices: row.choices,
    winners: row.winners,
    verification: row.verification as Verification,
    rules: row.rules,
    lotSeed: row.lot_seed,
    participantKey: row.participant_key,
    publishedAt: row.published_at,
    closedAt: row.closed_at,
    phases: phases.get(row.id) ?? new Map(),
  }));
}

async function loadPhases(db: ReadDb, processIds: readonly number[]) {
  const rows = await db
    .selectFrom("process_phases")
    .select(["process_id", "territory_code", "phase", "opens_at", "closes_at"])
    .where("process_id", "in", processIds)
    .orderBy("territory_code")
    .execute();
  const byProcess = new Map<number, Map<string, PhaseDates[]>>();
  for (const row of rows) {
    const territories = byProcess.get(row.process_id) ?? new Map<string, PhaseDates[]>();
    byProcess.set(row.process_id, territories);
    const dates = territories.get(row.territory_code) ?? [];
    territories.set(row.territory_code, dates);
    dates.push({ phase: row.phase as Phase, opensAt: row.opens_at, closesAt: row.closes_at });
    dates.sort((a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase));
  }
  return byProcess;
}
