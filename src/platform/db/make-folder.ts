import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { t } from "../i18n/i18n.ts";
import { DatabaseError, errorCode } from "./database-error.ts";

/**
 * Makes a folder and those above it, unless it is there.
 * @param mode of each folder that is made
 * @throws DatabaseError with one sentence when it is a file, or cannot be made
 */
export async function makeFolder(dir: string, mode?: number): Promise<void> {
  try {
    await makeAll(dir, mode);
  } catch (error) {
    const isFile = ["EEXIST", "ENOTDIR"].includes(errorCode(error) ?? "");
    throw new DatabaseError(t(isFile ? "database.notFolder" : "database.noFolder", { dir }), { cause: error });
  }
}

/** Step by step: where none can be made (`/proc`), `mkdir` of Node with `recursive` asks for ever. */
async function makeAll(dir: string, mode?: number): Promise<void> {
  const there = await stat(dir).catch(() => undefined);
  if (there?.isDirectory()) return;
  const above = dirname(dir);
  if (there === undefined && above !== dir) await makeAll(above, mode);
  await mkdir(dir, { mode }).catch((error: unknown) => {
    // Another start of ours may have made it meanwhile.
    if (errorCode(error) !== "EEXIST" || there !== undefined) throw error;
  });
}
