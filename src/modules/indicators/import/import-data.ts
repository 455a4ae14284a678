// A folder of real data beside a demonstration: its series and its people by age, if it has them.
import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { EntityDatabase } from "#core/territory/index.ts";
import { ImportProblem, importFile } from "#platform/tabular/import/import-file.ts";
import { importFolder } from "./import-indicators.ts";
import { populationTarget } from "./import-population.ts";
import { RULES_FILE } from "./read-catalog.ts";

/** Loads and approves what a folder holds of this entity; rows of other places are left out. */
export async function importData(
  opened: Pick<EntityDatabase, "db" | "entity">,
  { folder, entitiesDir, now }: { folder: string; entitiesDir: string; now: Date },
): Promise<void> {
  const keep = { approve: true, skipBad: true, dryRun: false, now };
  const rules = join(entitiesDir, opened.entity.code, RULES_FILE);
  await importFolder(opened, { ...keep, folder: join(folder, "indicators"), rules });
  const people = join(folder, "population");
  const files = await access(people).then(
    () => readdir(people),
    () => [],
  );
  for (const name of files.filter((one) => one.endsWith(".csv")).sort()) {
    const asked = { ...keep, file: join(people, name), map: new Map(), set: new Map() };
    await importFile(opened.db, asked, populationTarget(opened.entity, { file: name, now })).catch((error: unknown) => {
      // Files of groups of ages, or of a census, have other columns.
      if (!(error instanceof ImportProblem)) throw error;
    });
  }
}
