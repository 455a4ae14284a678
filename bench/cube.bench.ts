// 2 million cells (42 territories × 200 indicators × 20 years × 12 breakdowns): the cube from the database, what it weighs and how fast it
// answers, beside PostgreSQL answering the same from the table. DuckDB is not here: its package brings tens of megabytes of binaries for
// one column of this table.
import { sql } from "kysely";
import pg from "pg";
import { cubeBytes, scan } from "#analysis/cube/cube.ts";
import { rollUpPlane } from "#analysis/cube/roll-up.ts";
import { type IndicatorCube, loadCube } from "#modules/indicators/index.ts";
import type { Row } from "./row.ts";
import { type Ground, middle, openGround } from "./votes-ground.ts";

const INDICATORS = 200;
const BREAKDOWNS = 12;
const YEARS = 20;
const FIRST_YEAR = 2005;
const LOAD_MS = 3000;
const MEGABYTES = 60;
const MAP_MS = 0.1;
const ROLL_UP_MS = 15;
const SCAN_MS = 30;
const ROUNDS = 15;

export async function run(): Promise<Row[]> {
  const ground = await openGround();
  try {
    const territories = ground.entity.participationTerritories().map((place) => place.code);
    await fill(ground, territories);
    const [cube, loadMs] = await timed(() => loadCube(ground.db.pool, territories));
    const cells = [...cube.planes.values()].reduce((sum, plane) => sum + plane.values.length, 0);
    return [
      row(`cube of ${cells} cells from the database`, loadMs, "ms", LOAD_MS),
      row("its numbers in memory", cubeBytes(cube) / 1024 ** 2, "MB", MEGABYTES),
      ...answers(cube),
      ...(await postgres(ground)),
    ];
  } finally {
    await ground.end();
  }
}

function answers(cube: IndicatorCube): Row[] {
  const all = Uint16Array.from(cube.axes.territories, (_, at) => at);
  const planes = [...cube.planes.values()];
  let seen = 0;
  const maps = rounds(() => {
    for (const plane of planes) seen += plane.map(3, 7).values[5] ?? 0;
  }).map((ms) => ms / planes.length);
  const rolled = rounds(() => {
    for (const plane of planes) seen += rollUpPlane(plane, all, { rule: "weighted" })[0] ?? 0;
  });
  const scanned = rounds(() => {
    seen += scan(cube).sum;
  });
  if (Number.isNaN(seen)) throw new Error("the answers are not numbers");
  return [
    row("map: a breakdown of a year", middle(maps).median, "ms", MAP_MS),
    row("weighted roll-up of everything", middle(rolled).median, "ms", ROLL_UP_MS),
    row("full scan", middle(scanned).median, "ms", SCAN_MS),
  ];
}

/** The same three questions, to the table, one after another. */
async function postgres({ db }: Ground): Promise<Row[]> {
  const { rows } = await sql<{ id: number }>`select id from indicator_series order by id limit 1 offset 3`.execute(
    db.read,
  );
  const [, map] = await timed(() =>
    sql`select territory_code, value, status from observations where series_id = ${rows[0]?.id ?? 0} and period = ${FIRST_YEAR + 7}`.execute(
      db.read,
    ),
  );
  const [, rolled] = await timed(() =>
    sql`select series_id, period, sum(value * denominator) / sum(denominator) from observations group by 1, 2`.execute(
      db.read,
    ),
  );
  const [, scanned] = await timed(() =>
    sql`select status, count(*), sum(value), min(value), max(value) from observations group by 1`.execute(db.read),
  );
  return [
    { name: "PostgreSQL: the map", value: map, unit: "ms", target: "", met: true },
    { name: "PostgreSQL: the roll-up", value: rolled, unit: "ms", target: "", met: true },
    { name: "PostgreSQL: the scan", value: scanned, unit: "ms", target: "", met: true },
  ];
}

function rounds(work: () => void): number[] {
  return Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const began = performance.now();
  const result = await work();
  return [result, performance.now() - began];
}

function row(name: string, value: number, unit: string, limit: number): Row {
  return { name, value, unit, target: `≤ ${limit} ${unit}`, met: value <= limit };
}

/** Observations as a load would have left them: each with the people that it is weighed by. */
async function fill({ db, ownerUrl }: Ground, territories: readonly string[]): Promise<void> {
  const now = new Date();
  let load = 0;
  await db.write(async (tx) => {
    await sql`
      with t as (insert into things (kind, visibility, created_at) select 'indicator', 'public', ${now}::timestamptz
        from generate_series(1, ${INDICATORS}) returning id)
      insert into indicators (id, code, created_at) select id, 'i-' || id, ${now}::timestamptz from t`.execute(tx);
    await sql`insert into indicator_series (indicator_id, sex, age_group, breakdown, unit)
      select id, '', '', 'b=' || b, '%' from indicators, generate_series(1, ${BREAKDOWNS}) b order by id, b`.execute(
      tx,
    );
    const { rows } = await sql<{ id: number }>`
      insert into indicator_loads (name, state, rows_read, rows_loaded, rows_repeated, rows_rejected, loaded_at, approved_at)
      values ('bench', 'approved', 0, 0, 0, 0, ${now}, ${now}) returning id`.execute(tx);
    load = rows[0]?.id ?? 0;
  });
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    // What each row points at was written above: to look it up two million times is most of what a load takes.
    await owner.query("set session_replication_role = replica");
    await owner.query(
      `insert into observations (series_id, territory_code, period, status, value, denominator, revision, source, load_id,
        line, row_key)
      select s.id, t.code, y, 1, (s.id * 31 + y * 7 + t.n * 13) % 1000 / 10.0, 1000 + t.n * 97, 1, '', $1, 1,
        sha256(int8send(s.id * 1000000 + y * 100 + t.n))
      from indicator_series s, generate_series($2::int, $3::int) y, unnest($4::text[]) with ordinality as t (code, n)`,
      [load, FIRST_YEAR, FIRST_YEAR + YEARS - 1, territories],
    );
    // What autovacuum does some minutes after such a load.
    await owner.query("vacuum analyze observations");
  } finally {
    await owner.end();
  }
}
