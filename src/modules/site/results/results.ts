// The results of a process as one value: by place, by sector, by group, by month, and the sums of the places.
import { suppressSmallTable } from "#analysis/suppress/suppress-small.ts";
import type { Entity } from "#core/territory/index.ts";
import { countMeetings, type MeetingCount, shownAttendance } from "#modules/meetings/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { listCommitmentCounts, listVoters } from "../figures.sql.ts";
import { reachedLevel } from "./reached-level.ts";
import {
  countInitiatives,
  countNeeds,
  findLevelFacts,
  type GroupOutcome,
  listAttendance,
  listGroupOutcomes,
  listMonthResults,
  listSectorResults,
  type NeedCounts,
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

export type Results = Awaited<ReturnType<typeof readResults>>;

/** Reads everything that the page of results shows. `today`: day of the entity's calendar, on which it depends what is late. */
export async function readResults(db: ReadDb, entity: Entity, process: Process, today: string) {
  const reached = [...entity.participationTerritories(), entity.root].filter(({ code }) => process.phases.has(code));
  const { timeZone } = entity;
  const counting = countNeeds(db, process.id, timeZone);
  const [places, sectors, groups, months, facts] = await Promise.all([
    readPlaces(db, reached, { processId: process.id, today, counting }),
    counting.then((needs) => listSectorResults(db, process.id, needs)),
    readGroups(db, process.id),
    counting.then(({ months }) => listMonthResults(db, process.id, { months, timeZone })),
    counting.then((needs) => findLevelFacts(db, process.id, needs)),
  ]);
  const total = sumOf([...places.values()]);
  // Where the whole is one of the places, those who live in the others already live in it.
  const population = process.phases.has(entity.root.code) ? entity.root.population : total.population;
  return { places, total: { ...total, population }, sectors, groups, months, level: reachedLevel(facts) };
}

/** What happened in each of some places, in the order given, also where nothing did. */
export async function readPlaces(
  db: ReadDb,
  reached: readonly { code: string; population?: number }[],
  { processId, today, counting }: { processId: number; today: string; counting: Promise<NeedCounts> },
): Promise<Map<string, PlaceResult>> {
  const [needs, voters, meetings, initiatives, commitments] = await Promise.all([
    counting,
    listVoters(db, processId),
    countMeetings(db, { processId }),
    countInitiatives(db, processId),
    listCommitmentCounts(db, today),
  ]);
  const at = <T extends { territory: string }>(rows: readonly T[]) => new Map(rows.map((row) => [row.territory, row]));
  const [votersAt, meetingAt, initiativeAt] = [at(voters), at(meetings), at(initiatives)];
  const own = Map.groupBy(
    commitments.filter((one) => one.processId === processId),
    (one) => one.territory,
  );
  return new Map(
    reached.map(({ code, population }) => {
      const said = needs.places.get(code);
      const states = new Map((own.get(code) ?? []).map(({ state, n }) => [state, n]));
      const result = {
        population,
        ...attendanceOf(meetingAt.get(code)),
        needs: said?.needs ?? 0,
        spoke: said?.people ?? 0,
        initiatives: initiativeAt.get(code)?.n ?? 0,
        voted: votersAt.get(code)?.voters ?? 0,
        commitments: [...states.values()].reduce((sum, n) => sum + n, 0),
        met: states.get("met") ?? 0,
        late: states.get("late") ?? 0,
        heeded: said?.heeded ?? 0,
      };
      return [code, result];
    }),
  );
}

function attendanceOf(count: MeetingCount | undefined): { meetings: number; came: number } {
  return { meetings: count?.held ?? 0, came: count?.people ?? 0 };
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
