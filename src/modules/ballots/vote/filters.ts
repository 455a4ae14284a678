// Which cards are shown while choosing. A filter is a button of the ballot's form, so what was chosen goes along.
import type { Initiative } from "#modules/initiatives/index.ts";

/** `all`, `chosen`, `sector:CODE` or `place:NAME`. */
export type View = string;

export interface ViewOption {
  view: View;
  kind: "all" | "chosen" | "sector" | "place";
  /** Sector code or name of the place. */
  of: string;
  count: number;
}

/** The views of a ballot that show something different from the others. */
export function viewsOf(initiatives: readonly Initiative[], chosen: ReadonlySet<string>): ViewOption[] {
  const kept = initiatives.filter((initiative) => chosen.has(String(initiative.id)));
  const sectors = groupsOf(initiatives, "sector", (initiative) => initiative.sector);
  const places = groupsOf(initiatives, "place", (initiative) => initiative.place ?? "");
  return [
    { view: "all", kind: "all", of: "", count: initiatives.length },
    { view: "chosen", kind: "chosen", of: "", count: kept.length },
    ...(sectors.length > 1 ? sectors : []),
    ...(places.length > 1 ? places : []),
  ];
}

function groupsOf(
  initiatives: readonly Initiative[],
  kind: "sector" | "place",
  key: (initiative: Initiative) => string,
): ViewOption[] {
  const groups = Map.groupBy(initiatives, key);
  return [...groups].map(([of, list]) => ({ view: `${kind}:${of}`, kind, of, count: list.length }));
}

/** Whether an initiative is shown in a view; views that nobody offered show everything. */
export function isInView(initiative: Initiative, view: View, chosen: ReadonlySet<string>): boolean {
  if (view === "chosen") return chosen.has(String(initiative.id));
  if (view.startsWith("sector:")) return initiative.sector === view.slice(7);
  if (view.startsWith("place:")) return (initiative.place ?? "") === view.slice(6);
  return true;
}
