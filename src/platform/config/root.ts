import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of the project, found from this file: it runs bundled (dist/) and from source (tests). */
export const ROOT: string = findRoot(import.meta.dirname);

function findRoot(from: string): string {
  if (existsSync(join(from, "package.json")) && existsSync(join(from, "migrations"))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error("The project folder was not found: package.json and migrations/ are missing.");
  return findRoot(parent);
}
