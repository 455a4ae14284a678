// The filters of the bank as they come in its address, the same for the page and for whatever counts.
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { PROJECT_STATES } from "../project.ts";
import type { Project } from "../projects.sql.ts";

const word = z.string().min(1).max(200).optional().catch(undefined);

export const projectsQuery = z.object({
  lugar: word,
  dependencia: word,
  sector: word,
  estado: z.enum(PROJECT_STATES).optional().catch(undefined),
  pagina: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});
export type ProjectsQuery = z.infer<typeof projectsQuery>;

export const FILTERS = ["lugar", "dependencia", "sector", "estado"] as const;
export type FilterName = (typeof FILTERS)[number];
type Chosen = Partial<Pick<ProjectsQuery, FilterName>>;

/** Path with these filters, without language. A filter begins at the first page. */
export function projectsPath(query: Chosen, page?: number): string {
  const search = new URLSearchParams();
  for (const name of FILTERS) if (query[name] !== undefined) search.set(name, query[name]);
  if (page !== undefined && page > 1) search.set("pagina", String(page));
  return search.size === 0 ? "/proyectos" : `/proyectos?${search}`;
}

/** Who executes a project, as a filter knows it: the agency of the catalogue, or what the file says. */
export function executorKey({ agency, body }: Pick<Project, "agency" | "body">): string {
  return agency ?? body ?? "?";
}

/** Code of the place of a filter: by its address word, or by its code. */
export function placeOf(entity: Entity, written: string): string | undefined {
  return (entity.bySlug(written) ?? entity.find(written))?.code;
}

/** Where people take part among the places of a project; what lies above is itself. */
export function placesOf(entity: Entity, { places }: Pick<Project, "places">): readonly string[] {
  return [...new Set(places.map((code) => entity.participationTerritoryOf(code)?.code ?? code))];
}

/** Whether a project is in a place, or in something inside it. */
export function liesIn(entity: Entity, { places }: Pick<Project, "places">, code: string): boolean {
  return places.some((place) => entity.isWithin(place, code));
}

/** The projects that pass the filters. What nobody knows finds nothing. */
export function filterProjects(entity: Entity, projects: readonly Project[], query: Chosen): readonly Project[] {
  const place = query.lugar === undefined ? undefined : (placeOf(entity, query.lugar) ?? "?");
  return projects.filter(
    (project) =>
      (place === undefined || liesIn(entity, project, place)) &&
      (query.dependencia === undefined || executorKey(project) === query.dependencia) &&
      (query.sector === undefined || (project.sector ?? "?") === query.sector) &&
      (query.estado === undefined || project.state === query.estado),
  );
}

/** How many there would be with each value of a filter, under the others that were chosen. */
export function countBy(
  entity: Entity,
  projects: readonly Project[],
  query: Chosen,
  name: FilterName,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const project of filterProjects(entity, projects, { ...query, [name]: undefined })) {
    for (const value of valuesOf(entity, project, name)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function valuesOf(entity: Entity, project: Project, name: FilterName): readonly string[] {
  if (name === "lugar") return placesOf(entity, project);
  if (name === "dependencia") return [executorKey(project)];
  return name === "sector" ? [project.sector ?? "?"] : [project.state];
}
