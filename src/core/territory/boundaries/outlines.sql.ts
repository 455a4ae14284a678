import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import type { Frame } from "./locate.ts";
import type { Outline } from "./outline.ts";

/** A map to draw: every path shares the view box. */
export interface OutlineMap {
  readonly viewBox: string;
  /** Where its units lie on the earth; undefined in a drawing that was imported before that was kept. */
  readonly frame: Frame | undefined;
  /** Territory code → value for the `d` of its SVG path. */
  readonly paths: ReadonlyMap<string, string>;
}

/** The map of what lies inside a territory, or undefined where no boundaries were loaded: then draw the tiles. */
export async function findOutlines(db: ReadDb, scopeCode: string): Promise<OutlineMap | undefined> {
  const rows = await db
    .selectFrom("territory_outlines")
    .innerJoin("territories", "territories.code", "territory_outlines.territory_code")
    .select(["territory_code", "view_box", "path", "west", "north", "per_lon", "per_lat"])
    .where("scope_code", "=", scopeCode)
    .where("territories.retired_at", "is", null)
    .orderBy("territory_code")
    .execute();
  const [first] = rows;
  if (first === undefined) return undefined;
  const { west, north, per_lon: perLon, per_lat: perLat } = first;
  const frame =
    west === null || north === null || perLon === null || perLat === null ? undefined : { west, north, perLon, perLat };
  return { viewBox: first.view_box, frame, paths: new Map(rows.map((row) => [row.territory_code, row.path])) };
}

/** Puts a drawing in the place of the one that its scope had. */
export async function replaceOutlines(
  tx: WriteTx,
  drawing: { readonly scopeCode: string; readonly outline: Outline; readonly now: Date },
): Promise<void> {
  const { frame } = drawing.outline;
  const rows = [...drawing.outline.paths].map(([territory_code, path]) => ({
    territory_code,
    scope_code: drawing.scopeCode,
    view_box: drawing.outline.viewBox,
    path,
    west: frame.west,
    north: frame.north,
    per_lon: frame.perLon,
    per_lat: frame.perLat,
    imported_at: drawing.now,
  }));
  const codes = rows.map((row) => row.territory_code);
  await tx
    .deleteFrom("territory_outlines")
    .where((eb) => eb.or([eb("scope_code", "=", drawing.scopeCode), eb("territory_code", "in", codes)]))
    .execute();
  await tx.insertInto("territory_outlines").values(rows).execute();
}
