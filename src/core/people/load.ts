// Many organisations at once.
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany, insertManyForIds } from "#platform/db/insert-many.ts";

/** Organisations that the entity knows and has approved; gives their ids in the same order. */
export async function loadOrganisations(
  tx: WriteTx,
  organisations: readonly {
    name: string;
    kind: string;
    territory: string;
    /** Codes of the population groups for which it speaks. */
    groups: readonly string[];
    representativeId?: number;
    now: Date;
  }[],
): Promise<number[]> {
  const ids = await insertManyForIds(
    tx,
    "organisations",
    organisations.map((one) => ({
      name: one.name,
      kind: one.kind,
      territory_code: one.territory,
      representative_id: one.representativeId ?? null,
      created_at: one.now,
      approved_at: one.now,
    })),
  );
  const groups = organisations.flatMap((one, index) =>
    one.groups.map((code) => ({ organisation_id: ids[index] ?? 0, group_code: code })),
  );
  await insertMany(tx, "organisation_groups", groups);
  return ids;
}
