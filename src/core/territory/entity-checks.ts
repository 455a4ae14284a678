// What no single line can show: codes that repeat, parents that do not exist, a tree that bites its tail.
import { differentialKey, membersOf } from "./catalog.ts";
import type { EntityError, Placed, PlacedRows } from "./entity-files.ts";
import type { CsvFileName, EntityFile, Row } from "./entity-schema.ts";

export interface Checked {
  readonly file: EntityFile;
  /** Line of entity.json where a path is. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
  readonly rows: PlacedRows;
  /** Whether the folder holds a file of that name. */
  readonly exists: (name: string) => boolean;
}

type Report = (error: Omit<EntityError, "value"> & { readonly value?: string }) => void;

/** Every error between lines and between files of an entity folder whose lines are valid one by one. */
export function checkReferences(checked: Checked): EntityError[] {
  const errors: EntityError[] = [];
  const report: Report = (error) => errors.push({ value: "", ...error });
  checkEntityFile(checked, report);
  checkUnique(checked.rows, report);
  checkTree("territories.csv", checked.rows["territories.csv"], report);
  checkTree("agencies.csv", checked.rows["agencies.csv"], report);
  checkTerritories(checked, report);
  checkTiles(checked, report);
  checkGroupings(checked, report);
  checkGroups(checked, report);
  return errors;
}

function checkEntityFile({ file, lineOf, rows, exists }: Checked, report: Report): void {
  const at = (problem: string, value: string, ...path: (string | number)[]) =>
    report({ file: "entity.json", line: lineOf(path), field: path.join("."), problem, value });
  const territories = new Map(rows["territories.csv"].map(({ row }) => [row.code, row]));
  if (!territories.has(file.rootTerritory)) at("unknown-territory", file.rootTerritory, "rootTerritory");
  if (![...territories.values()].some(({ level }) => level === file.participationLevel)) {
    at("level", file.participationLevel, "participationLevel");
  }
  file.featuredTerritories.forEach((code, index) => {
    if (territories.get(code)?.level !== file.participationLevel) {
      at("unknown-territory", code, "featuredTerritories", index);
    }
  });
  const agencies = new Set(rows["agencies.csv"].map(({ row }) => row.code));
  const sectors = new Set(rows["sectors.csv"].map(({ row }) => row.code));
  const { firstAgency, competences } = file.cases;
  if (firstAgency !== undefined && !agencies.has(firstAgency))
    at("unknown-agency", firstAgency, "cases", "firstAgency");
  competences.forEach(({ agency, sector, territory }, index) => {
    const wrong = (problem: string, value: string, field: string) =>
      at(problem, value, "cases", "competences", index, field);
    if (!agencies.has(agency)) wrong("unknown-agency", agency, "agency");
    if (sector !== undefined && !sectors.has(sector)) wrong("unknown-sector", sector, "sector");
    if (territory !== undefined && !territories.has(territory)) wrong("unknown-territory", territory, "territory");
  });
  file.cases.routes.forEach(({ code, steps }, index) => {
    if (file.cases.routes.findIndex((one) => one.code === code) < index)
      at("twice", code, "cases", "routes", index, "code");
    const twice = steps.find((step, nth) => steps.findIndex((one) => one.code === step.code) < nth);
    if (twice !== undefined) at("twice", twice.code, "cases", "routes", index, "steps");
  });
  if (file.brand.logo !== undefined && !exists(file.brand.logo)) at("missing-file", file.brand.logo, "brand", "logo");
}

function checkUnique(rows: PlacedRows, report: Report): void {
  const unique = <R>(file: CsvFileName, placed: readonly Placed<R>[], key: (row: R) => string) => {
    const seen = new Set<string>();
    for (const { line, row } of placed) {
      if (seen.has(key(row))) report({ file, line, field: "code", problem: "twice", value: key(row) });
      seen.add(key(row));
    }
  };
  unique("territories.csv", rows["territories.csv"], ({ code }) => code);
  unique("groupings.csv", rows["groupings.csv"], ({ code }) => code);
  unique("agencies.csv", rows["agencies.csv"], ({ code }) => code);
  unique("sectors.csv", rows["sectors.csv"], ({ code }) => code);
  unique("rights.csv", rows["rights.csv"], ({ code }) => code);
  unique("population_groups.csv", rows["population_groups.csv"], ({ code }) => code);
  unique("differential.csv", rows["differential.csv"], differentialKey);
}

function checkTree(
  file: CsvFileName,
  placed: readonly Placed<{ code: string; parent_code?: string }>[],
  report: Report,
): void {
  const parents = new Map(placed.map(({ row }) => [row.code, row.parent_code]));
  for (const { line, row } of placed) {
    const parent = row.parent_code;
    if (parent === undefined) continue;
    if (!parents.has(parent)) report({ file, line, field: "parent_code", problem: "parent", value: parent });
    else if (endsInCycle(row.code, parents))
      report({ file, line, field: "parent_code", problem: "cycle", value: parent });
  }
}

/** True if walking up from a code comes back to it. */
function endsInCycle(code: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>();
  for (let at = parents.get(code); at !== undefined && !seen.has(at); at = parents.get(at)) {
    if (at === code) return true;
    seen.add(at);
  }
  return false;
}

function checkTerritories({ file, rows }: Checked, report: Report): void {
  const territories = rows["territories.csv"];
  checkSigns(territories, report);
  const byCode = new Map(territories.map(({ row }) => [row.code, row]));
  for (const { line, row } of territories) {
    const at = (field: string, problem: string, value: string) =>
      report({ file: "territories.csv", line, field, problem, value });
    if (row.parent_code === undefined && row.code !== file.rootTerritory) at("parent_code", "second-root", row.code);
    if (row.parent_code !== undefined && row.code === file.rootTerritory)
      at("parent_code", "root-parent", row.parent_code);
    if (!Object.hasOwn(file.kinds, row.kind ?? row.level)) at("kind", "kind-unnamed", row.kind ?? row.level);
    if ((row.lat === undefined) !== (row.lon === undefined))
      at(row.lat === undefined ? "lat" : "lon", "half-pair", row.code);
    if (isParticipationAbove(row, byCode, file.participationLevel)) at("level", "nested-level", row.level);
  }
}

/**
 * A coordinate far from all the others that would stand among them with the other sign: a minus that was lost. Nothing else
 * that is far is refused, for there are islands.
 */
function checkSigns(territories: Checked["rows"]["territories.csv"], report: Report): void {
  for (const field of ["lat", "lon"] as const) {
    const placed = territories.flatMap(({ line, row }) =>
      row[field] === undefined ? [] : [{ line, value: row[field] }],
    );
    for (const { line, value } of placed) {
      const others = placed.filter((one) => one.line !== line).map((one) => one.value);
      if (others.length < 2) continue;
      const [least, most] = [Math.min(...others), Math.max(...others)];
      const span = Math.max(1, most - least);
      const far = value < least - span || value > most + span;
      if (far && -value > least - 1 && -value < most + 1)
        report({ file: "territories.csv", line, field, problem: "lost-sign", value: String(value) });
    }
  }
}

/** Votes are counted in one rung of the tree: a place of that rung inside another would count twice. */
function isParticipationAbove(
  row: Row<"territories.csv">,
  byCode: ReadonlyMap<string, Row<"territories.csv">>,
  level: string,
): boolean {
  if (row.level !== level) return false;
  const seen = new Set([row.code]);
  for (let at = row.parent_code; at !== undefined && !seen.has(at); at = byCode.get(at)?.parent_code) {
    if (byCode.get(at)?.level === level) return true;
    seen.add(at);
  }
  return false;
}

/** The tile map is hand-placed for every participation territory or for none: half a map cannot be completed fairly. */
function checkTiles({ file, rows }: Checked, report: Report): void {
  const voting = rows["territories.csv"].filter(({ row }) => row.level === file.participationLevel);
  const placed = voting.filter(({ row }) => row.grid_x !== undefined && row.grid_y !== undefined);
  const cells = new Set<string>();
  for (const { line, row } of voting) {
    const isPlaced = row.grid_x !== undefined && row.grid_y !== undefined;
    const isHalf = !isPlaced && (row.grid_x !== undefined || row.grid_y !== undefined);
    const cell = `${row.grid_x},${row.grid_y}`;
    const problem =
      isHalf || (!isPlaced && placed.length > 0) ? "tile" : isPlaced && cells.has(cell) ? "tile-taken" : undefined;
    if (problem !== undefined) {
      report({ file: "territories.csv", line, field: "grid_x", problem, value: isPlaced ? cell : row.code });
    }
    if (isPlaced) cells.add(cell);
  }
}

function checkGroupings({ file, rows }: Checked, report: Report): void {
  const codes = new Set(rows["territories.csv"].map(({ row }) => row.code));
  for (const { line, row } of rows["groupings.csv"]) {
    const at = (field: string, problem: string, value: string) =>
      report({ file: "groupings.csv", line, field, problem, value });
    if (!Object.hasOwn(file.groupingKinds, row.kind)) at("kind", "kind-unnamed", row.kind);
    const members = membersOf(row);
    for (const member of new Set(members)) {
      if (!codes.has(member)) at("members", "unknown-territory", member);
      if (members.filter((other) => other === member).length > 1) at("members", "twice", member);
    }
  }
}

function checkGroups({ file, rows }: Checked, report: Report): void {
  for (const { line, row } of rows["population_groups.csv"]) {
    const isBackwards = row.age_from !== undefined && row.age_to !== undefined && row.age_to < row.age_from;
    const isAgeless = row.kind === "life-course" && row.age_from === undefined;
    if (isBackwards || isAgeless) {
      report({
        file: "population_groups.csv",
        line,
        field: isBackwards ? "age_to" : "age_from",
        problem: isBackwards ? "ages" : "required",
        value: String(row.age_to ?? ""),
      });
    }
  }
  for (const { line, row } of rows["differential.csv"]) {
    if (!Object.hasOwn(file.dimensions, row.dimension)) {
      report({ file: "differential.csv", line, field: "dimension", problem: "kind-unnamed", value: row.dimension });
    }
  }
}
