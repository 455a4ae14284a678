// The cube of everything public, from the database. It comes over in binary; the last revision of a cell is the one that stays.

import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { type Axes, type Cube, hasValue, Plane } from "#analysis/cube/cube.ts";
import { readTuples } from "./copy-binary.ts";

/** A cube and what each breakdown of its planes is. */
export interface IndicatorCube extends Cube {
  /** Code of the indicator → its series, in the order of the breakdowns of its plane. */
  series: ReadonlyMap<string, readonly Series[]>;
}

/** A breakdown of an indicator; empty words are everybody. */
export interface Series {
  id: number;
  sex: string;
  ageGroup: string;
  breakdown: string;
  unit: string;
}

const ROWS = `select o.series_id::int4, o.territory_code, o.period::int2, o.status::int2, o.value, o.numerator, o.denominator,
    o.revision
  from observations o join indicator_loads l on l.id = o.load_id where l.state = 'approved'`;

const SERIES = `select s.id, i.code, s.sex, s.age_group as "ageGroup", s.breakdown, s.unit
  from indicator_series s join indicators i on i.id = s.indicator_id
  order by i.code, s.sex <> '', s.breakdown <> '', s.sex, s.age_group, s.breakdown, s.id`;

type SeriesRow = Series & { code: string };

/** Reads the cube over some territories, in their order; values of other territories are left out. */
export async function loadCube(pool: pg.Pool, territories: readonly string[]): Promise<IndicatorCube> {
  const client = await pool.connect();
  try {
    // One snapshot: the years, the series and the values have to agree.
    await client.query("begin isolation level repeatable read read only");
    const axes: Axes = { territories, periods: await yearsOf(client) };
    const { rows } = await client.query<SeriesRow>(SERIES);
    const cube = emptyCube(axes, rows);
    await fill(client, cube);
    await fillPeople(client, cube);
    await client.query("commit");
    return cube;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

async function yearsOf(client: pg.PoolClient): Promise<number[]> {
  const { rows } = await client.query<{ first: number | null; last: number | null }>(
    "select min(period)::int as first, max(period)::int as last from observations",
  );
  const { first, last } = rows[0] ?? { first: null, last: null };
  if (first === null || last === null) return [];
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function emptyCube(axes: Axes, rows: readonly SeriesRow[]): IndicatorCube {
  const series = new Map([...Map.groupBy(rows, (row) => row.code)].map(([code, own]) => [code, own]));
  const planes = new Map([...series].map(([code, ids]) => [code, new Plane(axes, ids.length)]));
  return { axes, planes, series };
}

async function fill(client: pg.PoolClient, cube: IndicatorCube): Promise<void> {
  const places = new Map(
    [...cube.series].flatMap(([code, ids]) => {
      const plane = cube.planes.get(code);
      if (plane === undefined) return [];
      // Of each cell, the revision that it holds: rows come in any order, for sorting millions of them takes seconds.
      const revisions = new Int32Array(plane.values.length);
      return ids.map(({ id }, breakdown) => [id, { plane, breakdown, revisions }] as const);
    }),
  );
  const territoryOf = new Map(cube.axes.territories.map((code, at) => [code, at]));
  const [first = 0] = cube.axes.periods;
  const stream = client.query(copyTo(`copy (${ROWS}) to stdout (format binary)`));
  await readTuples(stream, (tuple) => {
    const place = places.get(tuple.int4(0));
    const territory = territoryOf.get(tuple.text(1));
    if (place === undefined || territory === undefined) return;
    const { plane, breakdown, revisions } = place;
    const period = tuple.int2(2) - first;
    const at = plane.at(breakdown, period) + territory;
    const revision = tuple.int4(7);
    if (revision < (revisions[at] ?? 0)) return;
    revisions[at] = revision;
    plane.set({
      breakdown,
      period,
      territory,
      status: tuple.int2(3),
      value: tuple.float8(4) ?? 0,
      numerator: tuple.float8(5),
      denominator: tuple.float8(6),
    });
  });
}

interface People {
  code: string;
  id: number;
  territory: string;
  year: number;
  people: number;
  scale: number;
}

/** Rates of people whose file gave the rate alone: the people of those ages under them, and the cases that follow from both. */
async function fillPeople(client: pg.PoolClient, cube: IndicatorCube): Promise<void> {
  const { rows } = await client.query<People>(`
    with latest as (
      select distinct on (s.indicator_id) s.* from indicator_sheets s order by s.indicator_id, s.version desc)
    select i.code, r.id, p.territory_code as territory, p.year, sum(p.people)::float8 as people, s.scale
    from latest s join indicators i on i.id = s.indicator_id join indicator_series r on r.indicator_id = i.id
      join populations p on p.age between s.age_from and s.age_to and (r.sex = '' or r.sex = p.sex)
    where s.rule = 'ratio' group by i.code, r.id, p.territory_code, p.year, s.scale`);
  const territoryOf = new Map(cube.axes.territories.map((code, at) => [code, at]));
  const [first = 0] = cube.axes.periods;
  for (const { code, id, territory, year, people, scale } of rows) {
    const [plane, place] = [cube.planes.get(code), territoryOf.get(territory)];
    const breakdown = cube.series.get(code)?.findIndex((series) => series.id === id) ?? -1;
    const period = year - first;
    if (plane === undefined || place === undefined || breakdown < 0 || cube.axes.periods[period] === undefined)
      continue;
    const at = plane.at(breakdown, period) + place;
    if (!hasValue(plane.statuses[at] ?? 0) || !Number.isNaN(plane.denominators?.[at] ?? Number.NaN)) continue;
    plane.setParts(at, ((plane.values[at] ?? 0) * people) / scale, people);
  }
}
