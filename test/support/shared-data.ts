// Real data beside the checkout, never inside it: tests that need it are skipped, in sight, where it is absent.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const root = join(projectRoot, "..", "shared", "data");

/** Path of a file of the shared data, or undefined where it is absent: `test.skipIf(sharedData(…) === undefined)`. */
export function findSharedData(path: string): string | undefined {
  const file = join(root, path);
  return existsSync(file) ? file : undefined;
}

/** Path of a file of the shared data. @throws where it is absent: for use inside a test already skipped by `findSharedData`. */
export function sharedData(path: string): string {
  const file = findSharedData(path);
  if (file === undefined) throw new Error(`The shared data has no file ${path}`);
  return file;
}

/** Path of a file or folder of this project. */
export function projectPath(path: string): string {
  return join(projectRoot, path);
}

/** Path of an entity folder of this project. */
export function entityFolder(code: string): string {
  return projectPath(join("entities", code));
}
