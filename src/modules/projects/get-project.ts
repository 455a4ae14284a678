import type { Authority } from "#core/people/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { notFound } from "#platform/http/problem.ts";
import { findProject, type Project } from "./projects.sql.ts";

/** The verb of those who say how far projects went. */
export const REPORT = "projects.report";

/** A project of which this person may speak; 404 if there is none. */
export async function getProject(db: ReadDb, code: string, authority: Authority): Promise<Project> {
  const project = await findProject(db, code);
  if (project === undefined) throw notFound();
  authority.require(REPORT, placeOf(project));
  return project;
}

/** Where a project is, for authority. One of no agency that we know belongs to those who report for all of them. */
export function placeOf({ agency }: Pick<Project, "agency">): { agency: string } {
  return { agency: agency ?? "" };
}
