// Initiatives that were written before this database, with the needs that they came from.
import { loadHistory, loadLinks } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany } from "#platform/db/insert-many.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import type { Feasibility } from "./initiatives.sql.ts";

export interface LivedInitiative {
  /** Its thing: public once it was published. */
  id: number;
  process: { id: number; slug: string };
  territory: string;
  title: string;
  text: string;
  place?: string;
  sector: string;
  right?: string;
  cost?: number;
  agency: string;
  feasibility: Feasibility;
  feasibilityNote?: string;
  by: number;
  createdAt: Date;
  publishedAt?: Date;
  /** Needs that speak for themselves and became part of it. */
  demands: readonly number[];
}

/** Writes initiatives, their links, their history and the ledger entries of those that were published. */
export async function loadInitiatives(tx: WriteTx, initiatives: readonly LivedInitiative[]): Promise<void> {
  await insertMany(
    tx,
    "initiatives",
    initiatives.map((one) => ({
      id: one.id,
      process_id: one.process.id,
      territory_code: one.territory,
      title: one.title,
      text: one.text,
      place: one.place ?? null,
      sector_code: one.sector,
      right_code: one.right ?? null,
      cost: one.cost ?? null,
      agency_code: one.agency,
      feasibility: one.feasibility,
      feasibility_note: one.feasibilityNote ?? null,
      state: one.publishedAt === undefined ? "draft" : "published",
      created_by: one.by,
      created_at: one.createdAt,
    })),
  );
  await loadLinks(
    tx,
    initiatives.flatMap(({ id, demands, by, createdAt }) =>
      demands.map((from) => ({ from, to: id, relation: "became" as const, by, now: createdAt })),
    ),
  );
  await loadHistory(
    tx,
    initiatives.flatMap(({ id, by, createdAt, publishedAt }) => [
      { thingId: id, event: "initiatives.written", public: false, by, now: createdAt },
      ...(publishedAt ? [{ thingId: id, event: "initiatives.published", public: true, by, now: publishedAt }] : []),
    ]),
  );
  const published = initiatives.flatMap(({ id, process, title, text, territory, publishedAt: at }) =>
    at === undefined
      ? []
      : [{ kind: "initiative", process: process.slug, at, content: { id, title, text, territory } }],
  );
  await recordAll(
    tx,
    published.sort((a, b) => a.at.getTime() - b.at.getTime()),
  );
}
