// Needs that are there already, for tests of what is done with them.
import type { Entity } from "#core/territory/index.ts";
import { insertDemands } from "#modules/demands/insert-demands.sql.ts";
import type { Process } from "#modules/processes/index.ts";
import type { Database } from "#platform/db/db.ts";

/** Needs of the first territory that came in a file, each with its `supports`. @returns their ids, in the order given. */
export function writeNeeds(
  { db, entity }: { db: Database; entity: Entity },
  needs: { process: Process; texts: readonly string[]; supports: number; now: Date },
): Promise<number[]> {
  const territory = entity.participationTerritories()[0]?.code ?? "";
  const { supports, now } = needs;
  const common = {
    processId: needs.process.id,
    territory,
    channel: "import" as const,
    groups: [],
    saidAt: now,
    supports,
  };
  return db.write((tx) =>
    insertDemands(
      tx,
      needs.texts.map((text) => ({ ...common, text })),
      now,
    ),
  );
}
