// The results of a process as one value: by place, by sector, by group, by month, and the sums of the places.
import { suppressSmallTable } from "#analysis/suppress/suppress-small.ts";
import type { Entity } from "#core/territory/index.ts";
import { countMeetings, type MeetingCount, shownAttendance } from "#modules/meetings/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { listVoters } from "../figures.sql.ts";
import type { Moment } from "./months.sql.ts";
import { countNeeds, type GroupOutcome, listGroupOutcomes, type NeedCounts } from "./need-counts.sql.ts";
import { reachedLevel } from "./reached-level.ts";
import {
  countInitiatives,
  countPromises,
  countWinners,
  type InitiativeCounts,
  listAttendance,
  listMonths,
  NO_PROMISES,
  type PromiseCounts,
} from "./results.sql.ts";

/** What happened in a place, or in all of them. */
export interface PlaceResult {
  /** People who live there; undefined where the entity does not say. */
  population: number | undefined;
  meetings: number;
  /** People counted in meetings (somebody in two counts twice). */
  came: number;
  needs: number;
  /** Those who said a need or joined one (somebody in two counts twice). */
  spoke: number;
  initiatives: number;
  voted: number;
  commitments: number;
  met: number;
  late: number;
  /** Of those who spoke, the ones whose need led to a commitment. */
  heeded: number;
}

export interface GroupResult {
  group: string;
  /** People of the group in the meetings; null where it is not published, undefined where nobody counted them. */
  came: number | null | undefined;
  /** Needs that name the group: with no commitment yet, with one, with one that is met. Null where it is not published. */
  waiting: number | null;
  promised: number | null;
  met: number | null;
  /** All of them; null where a part of it is not published. */
  needs: number | null;
}

export interface SectorResult {
  /** Null: nobody has read them yet. */
  sector: string | null;
  needs: number;
  initiatives: number;
  commitments: number;
  met: number;
}

export interface MonthResult {
  /** `YYYY-MM` on the entity's calendar. */
  month: string;
  needs: number;
  meetings: number;
  voted: number;
  commitments: number;
  met: number;
}

export type Results = Awaited<ReturnType<typeof readResults>>;

/** What is counted once for all that the results say. */
interface Counts {
  needs: NeedCounts;
  promises: PromiseCounts;
  initiatives: InitiativeCounts;
}

/** Needs, commitments and initiatives of a process, each read once. */
export async function readCounts(db: ReadDb, processId: number, at: Moment): Promise<Counts> {
  const [needs, promises, initiatives] = await Promise.all([
    countNeeds(db, processId, at),
    countPromises(db, processId, at),
    countInitiatives(db, processId),
  ]);
  return { needs, promises, initiatives };
}

/** Reads everything that the page of results shows. `today`: day of the entity's calendar, on which it depends what is late. */
export async function readResults(db: ReadDb, entity: Entity, process: Process, today: string) {
  const reached = [...entity.participationTerritories(), entity.root].filter(({ code }) => process.phases.has(code));
  const { id } = process;
  const at = { today, timeZone: entity.timeZone };
  const counting = readCounts(db, id, at);
  const [places, groups, months, winners, { needs, promises, initiatives }] = await Promise.all([
    readPlaces(db, reached, { processId: id, counting }),
    readGroups(db, id),
    readMonths(db, id, counting, at),
    countWinners(db, id),
    counting,
  ]);
  const sum = sumOf([...places.values()]);
  // Where the whole is one of the places, those who live in the others already live in it.
  const population = process.phases.has(entity.root.code) ? entity.root.population : sum.population;
  // A commitment that covers two places counts in both, and once in all.
  const { commitments, met, late } = promises.total;
  const level = reachedLevel({ ...promises.total, ...needs.total, ...winners });
  const sectors = sectorResults({ needs, promises, initiatives });
  return { places, total: { ...sum, commitments, met, late, population }, sectors, groups, months, level };
}

/** What happened in each of some places, in the order given, also where nothing did. */
export async function readPlaces(
  db: ReadDb,
  reached: readonly { code: string; population?: number }[],
  { processId, counting }: { processId: number; counting: Promise<Counts> },
): Promise<Map<string, PlaceResult>> {
  const [{ needs, promises, initiatives }, voters, meetings] = await Promise.all([
    counting,
    listVoters(db, processId),
    countMeetings(db, { processId }),
  ]);
  const votersAt = new Map(voters.map((row) => [row.territory, row.voters]));
  const meetingAt = new Map(meetings.map((row) => [row.territory, row]));
  return new Map(
    reached.map(({ code, population }) => {
      const said = needs.places.get(code);
      const { commitments, met, late } = promises.places.get(code) ?? NO_PROMISES;
      const result = {
        population,
        ...attendanceOf(meetingAt.get(code)),
        needs: said?.needs ?? 0,
        spoke: said?.people ?? 0,
        initiatives: initiatives.places.get(code) ?? 0,
        voted: votersAt.get(code) ?? 0,
        commitments,
        met,
        late,
        heeded: said?.heeded ?? 0,
      };
      return [code, result];
    }),
  );
}

function attendanceOf(count: MeetingCount | undefined): { meetings: number; came: number } {
  return { meetings: count?.held ?? 0, came: count?.people ?? 0 };
}

/** By sector, most asked first, with what nobody has read yet at the end of its equals. */
export function sectorResults({ needs, promises, initiatives }: Counts): SectorResult[] {
  const all = new Set([...needs.sectors.keys(), ...promises.sectors.keys(), ...initiatives.sectors.keys()]);
  return [...all]
    .map((sector) => {
      const { commitments, met } = promises.sectors.get(sector) ?? NO_PROMISES;
      const put = sector === null ? 0 : (initiatives.sectors.get(sector) ?? 0);
      return { sector, needs: needs.sectors.get(sector)?.needs ?? 0, initiatives: put, commitments, met };
    })
    .toSorted((a, b) => b.needs - a.needs || inOrder(a.sector, b.sector));
}

/** By code, and nothing after every code. */
function inOrder(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

/** What happened in each month, oldest first; a commitment is met in the month in which it was told. */
export async function readMonths(
  db: ReadDb,
  processId: number,
  counting: Promise<Counts>,
  at: Moment,
): Promise<MonthResult[]> {
  const [{ needs, promises }, others] = await Promise.all([counting, listMonths(db, processId, at)]);
  const known = new Map(others.map((row) => [row.month, row]));
  const all = new Set([...needs.months.keys(), ...known.keys(), ...promises.made.keys(), ...promises.told.keys()]);
  return [...all].toSorted().map((month) => ({
    month,
    needs: needs.months.get(month)?.needs ?? 0,
    meetings: known.get(month)?.meetings ?? 0,
    voted: known.get(month)?.voted ?? 0,
    commitments: promises.made.get(month)?.commitments ?? 0,
    met: promises.told.get(month)?.met ?? 0,
  }));
}

const COUNTED = [
  "meetings",
  "came",
  "needs",
  "spoke",
  "initiatives",
  "voted",
  "commitments",
  "met",
  "late",
  "heeded",
] as const;

/** The sum of some places. Its population is that of the places which the process reaches. */
export function sumOf(places: readonly PlaceResult[]): PlaceResult {
  const sum = { population: 0, ...Object.fromEntries(COUNTED.map((name) => [name, 0])) } as PlaceResult & {
    population: number;
  };
  for (const place of places) {
    sum.population += place.population ?? 0;
    for (const name of COUNTED) sum[name] += place[name];
  }
  return sum;
}

/** Results by group, safe to publish. */
export async function readGroups(db: ReadDb, processId: number): Promise<GroupResult[]> {
  const [outcomes, attendance] = await Promise.all([listGroupOutcomes(db, processId), listAttendance(db, processId)]);
  return safeGroups(outcomes, attendance);
}

/**
 * Counts by group without any of one to four, nor one that can be found by subtraction: what needs of a group became is given in
 * parts that do not overlap, and their sum only when every part is shown.
 */
export function safeGroups(
  outcomes: readonly GroupOutcome[],
  attendance: readonly { group: string; people: number }[],
): GroupResult[] {
  const table = suppressSmallTable(
    new Map(
      outcomes.map(({ group, waiting, promised, met }) => [group, new Map(Object.entries({ waiting, promised, met }))]),
    ),
  );
  const came = shownAttendance(null, new Map(attendance.map(({ group, people }) => [group, people]))).groups;
  const groups = new Set([...table.cells.keys(), ...came.keys()]);
  return [...groups].toSorted().map((group) => ({
    group,
    came: came.get(group),
    waiting: cell(group, "waiting"),
    promised: cell(group, "promised"),
    met: cell(group, "met"),
    needs: table.cells.has(group) ? (table.rows.get(group) ?? null) : 0,
  }));

  function cell(group: string, part: string): number | null {
    const row = table.cells.get(group);
    return row === undefined ? 0 : (row.get(part) ?? null);
  }
}
