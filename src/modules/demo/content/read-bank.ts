// Reads the words of the demonstration from the entities' folder.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type DemoBank, parseDemoBank } from "./bank.ts";

/**
 * The bank of an entity: the shared files of `{entities}/_demo/`, then those of `{entities}/{entity}/demo/` when it has
 * any, each folder in order of name. Throws if a file is not JSON or the bank is incomplete.
 */
export function readDemoBank(entitiesFolder: string, entity: string): DemoBank {
  const folders = [join(entitiesFolder, "_demo"), join(entitiesFolder, entity, "demo")];
  const files = folders.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.endsWith(".json"))
          .sort()
          .map((name): unknown => JSON.parse(readFileSync(join(folder, name), "utf8")))
      : [],
  );
  return parseDemoBank(files);
}
