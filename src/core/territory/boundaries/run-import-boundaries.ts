import { readFileSync } from "node:fs";
import { formatNumber, t, translate } from "#platform/i18n/i18n.ts";
import type { Output } from "../check-entity.ts";
import type { EntityDatabase } from "../open-entity-database.ts";
import { type BoundaryImport, prepareBoundaries, storeBoundaries } from "./import-boundaries.ts";
import { OUTLINE_BUDGET } from "./outline.ts";

export interface BoundaryRequest {
  readonly file: string;
  /** Write one JSON object and nothing else. */
  readonly json: boolean;
  readonly now: Date;
}

/**
 * Reads a boundary file, says what did not match and keeps the drawing. Exit code 0; 2 when something in the file is no
 * territory of the entity; 1 with one sentence.
 */
export async function runImportBoundaries(
  request: BoundaryRequest,
  out: Output,
  { db, entity }: Pick<EntityDatabase, "db" | "entity">,
): Promise<number> {
  const text = readText(request.file);
  if (text === undefined) return refuse(out, "file", { file: request.file });
  const boundaries = prepareBoundaries(text, entity);
  if ("problem" in boundaries) {
    const feature = "feature" in boundaries ? boundaries.feature : 0;
    return refuse(out, boundaries.problem, { feature, kilobytes: formatNumber(OUTLINE_BUDGET / 1000) });
  }
  await db.write((tx) => storeBoundaries(tx, boundaries, request.now));
  out.stdout(request.json ? `${JSON.stringify(jsonOf(boundaries))}\n` : sentencesOf(boundaries));
  return boundaries.unknown.length === 0 ? 0 : 2;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function refuse(out: Output, problem: string, parameters: Record<string, string | number>): number {
  out.stderr(`${translate(`territory.boundaries.problem.${problem}`, parameters)}\n`);
  return 1;
}

function jsonOf({ scope, property, outline, unknown, undrawn }: BoundaryImport) {
  return {
    scope: scope.code,
    property,
    drawn: outline.paths.size,
    bytes: outline.bytes,
    points: outline.points,
    unknown,
    undrawn: undrawn.map(({ code }) => code),
  };
}

/** Codes are listed up to this many: the rest are counted. */
const LISTED = 20;

function sentencesOf({ scope, property, outline, unknown, undrawn }: BoundaryImport): string {
  const sentences = [
    t("territory.boundaries.done", {
      drawn: outline.paths.size,
      scope: scope.name,
      property,
      kilobytes: formatNumber(outline.bytes / 1000),
      after: formatNumber(outline.points.after),
      before: formatNumber(outline.points.before),
    }),
  ];
  if (unknown.length > 0) {
    sentences.push(t("territory.boundaries.unknown", { count: unknown.length, codes: listOf(unknown) }));
  }
  if (undrawn.length > 0) {
    const names = listOf(undrawn.map(({ code, name }) => `${name} (${code})`));
    sentences.push(t("territory.boundaries.undrawn", { count: undrawn.length, names }));
  }
  return `${sentences.join("\n")}\n`;
}

function listOf(values: readonly string[]): string {
  return values.length > LISTED ? `${values.slice(0, LISTED).join(", ")}…` : values.join(", ");
}
