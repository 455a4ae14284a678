import type { WriteTx } from "#platform/db/db.ts";
import type { Territory } from "../catalog.ts";
import type { Entity } from "../entity.ts";
import { matchBoundaries } from "./match-codes.ts";
import { OUTLINE_BUDGET, type Outline, outlineOf } from "./outline.ts";
import { replaceOutlines } from "./outlines.sql.ts";
import { type BoundaryProblem, readBoundaryFile } from "./read-geojson.ts";

export interface BoundaryImport {
  readonly property: string;
  readonly scope: Territory;
  readonly outline: Outline;
  /** Values of the file that are no territory. */
  readonly unknown: readonly string[];
  /** Territories that the file should have drawn and did not. */
  readonly undrawn: readonly Territory[];
}

/** What a boundary file gives for an entity, or why it cannot be used. Pure. */
export function prepareBoundaries(text: string, entity: Entity): BoundaryImport | BoundaryProblem {
  const features = readBoundaryFile(text);
  if ("problem" in features) return features;
  const match = matchBoundaries(features, entity);
  if ("problem" in match) return match;
  const outline = outlineOf(match.shapes);
  if (outline.bytes > OUTLINE_BUDGET) return { problem: "budget" };
  return { property: match.property, scope: match.scope, outline, unknown: match.unknown, undrawn: match.undrawn };
}

/** Keeps the drawing in the place of the one that its territory had. The entity must already be in the database. */
export async function storeBoundaries(tx: WriteTx, boundaries: BoundaryImport, now: Date): Promise<void> {
  await replaceOutlines(tx, { scopeCode: boundaries.scope.code, outline: boundaries.outline, now });
}
