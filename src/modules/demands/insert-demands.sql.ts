// New needs, many at once: batches of people and imported files take the same path.
import { loadThings } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";

export interface NewDemand {
  processId: number;
  territory: string;
  sub?: string;
  place?: string;
  text: string;
  organisationId?: number;
  channel: "web" | "import" | "meeting" | "paper";
  groups: readonly string[];
  sector?: string;
  right?: string;
  /** People who said "me too" before it came here. */
  supports?: number;
  /** Where exactly, rounded. */
  point?: { lat: number; lon: number };
  /** Digest of the row it came from. */
  importKey?: Buffer;
  saidAt: Date;
}

/** Writes needs with their things and groups. What is already coded counts as read. @returns their ids, in the order given. */
export async function insertDemands(tx: WriteTx, demands: readonly NewDemand[], now: Date): Promise<number[]> {
  const ids = await loadThings(
    tx,
    demands.map(({ processId, territory }) => ({ kind: "demand", processId, territory, now })),
  );
  await insertMany(
    tx,
    "demands",
    demands.map((demand, index) => ({
      id: ids[index] ?? 0,
      process_id: demand.processId,
      territory_code: demand.territory,
      sub_code: demand.sub ?? null,
      place: demand.place ?? null,
      text: demand.text,
      organisation_id: demand.organisationId ?? null,
      channel: demand.channel,
      state: demand.sector === undefined ? "received" : "read",
      sector_code: demand.sector ?? null,
      right_code: demand.right ?? null,
      supports: demand.supports ?? 0,
      lat: demand.point?.lat ?? null,
      lon: demand.point?.lon ?? null,
      import_key: demand.importKey ?? null,
      said_at: demand.saidAt,
    })),
  );
  await insertMany(
    tx,
    "demand_groups",
    demands.flatMap(({ groups }, index) => groups.map((code) => ({ demand_id: ids[index] ?? 0, group_code: code }))),
  );
  return ids;
}
