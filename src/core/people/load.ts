// Many organisations at once.
import type { WriteTx } from "#platform/db/db.ts";
import { insertManyForIds } from "#platform/db/insert-many.ts";

/** Organisations that the entity knows and has approved; gives their ids in the same order. */
export function loadOrganisations(
  tx: WriteTx,
  organisations: readonly { name: string; kind: string; territory: string; representativeId?: number; now: Date }[],
): Promise<number[]> {
  return insertManyForIds(
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
}
