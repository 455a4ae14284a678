// Needs that were lived before this database, with what became of each, as the commands would have left them.
import { loadHistory, loadLinks, sealWords } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany, insertManyForIds } from "#platform/db/insert-many.ts";
import type { LedgerEntry } from "#platform/ledger/ledger.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import type { DemandState } from "./demand.ts";
import type { Sheet } from "./say-need/need-fields.ts";

export interface LivedDemand {
  /** Its thing. */
  id: number;
  process: { id: number; slug: string };
  territory: string;
  sub?: string;
  place?: string;
  text: string;
  organisationId?: number;
  channel: string;
  saidAt: Date;
  groups: readonly string[];
  supports: readonly { participantId: number; at: Date }[];
  /** Where it is, and its sheet of causes, of who wanted to explain more. */
  point?: { lat: number; lon: number };
  sheet?: Sheet;
  /** When somebody read and coded it, if anybody has. */
  coded?: { by: number; at: Date; sector?: string; right?: string };
  outcome?:
    | { kind: "merged"; into: number; by: number; at: Date }
    | { kind: "taken" }
    | { kind: "discarded"; reason: string; by: number; at: Date };
}

/** Writes needs with their supports, codes, merges and discards, their history and their ledger entries. */
export async function loadDemands(tx: WriteTx, demands: readonly LivedDemand[]): Promise<void> {
  // A merged need points at the one that speaks for it, which must be there before.
  const [merged, others] = partition(demands, (demand) => demand.outcome?.kind === "merged");
  await insertMany(tx, "demands", others.map(rowOf));
  await insertMany(tx, "demands", merged.map(rowOf));
  await insertMany(
    tx,
    "demand_groups",
    demands.flatMap(({ id, groups }) => groups.map((code) => ({ demand_id: id, group_code: code }))),
  );
  await insertMany(
    tx,
    "demand_supports",
    demands.flatMap(({ id, supports }) =>
      supports.map(({ participantId, at }) => ({ demand_id: id, participant_id: participantId, at })),
    ),
  );
  await insertMany(
    tx,
    "demand_sheets",
    demands.flatMap(({ id, sheet }) => (sheet === undefined ? [] : [{ demand_id: id, ...sheet }])),
  );
  await loadMerges(tx, merged);
  await loadHistory(tx, demands.flatMap(historyOf));
  const words = await sealWords(
    tx,
    demands.map(({ id, text }) => ({ thingId: id, text })),
  );
  await recordAll(
    tx,
    demands
      .flatMap((demand, index) => entriesOf(demand, words[index] ?? null))
      .sort((a, b) => a.at.getTime() - b.at.getTime()),
  );
}

function rowOf(demand: LivedDemand) {
  const { outcome, coded } = demand;
  return {
    id: demand.id,
    process_id: demand.process.id,
    territory_code: demand.territory,
    sub_code: demand.sub ?? null,
    place: demand.place ?? null,
    text: demand.text,
    organisation_id: demand.organisationId ?? null,
    channel: demand.channel,
    state: stateOf(demand),
    sector_code: coded?.sector ?? null,
    right_code: coded?.right ?? null,
    merged_into_id: outcome?.kind === "merged" ? outcome.into : null,
    reason: outcome?.kind === "discarded" ? outcome.reason : null,
    supports: demand.supports.length,
    said_at: demand.saidAt,
    lat: demand.point?.lat ?? null,
    lon: demand.point?.lon ?? null,
  };
}

function stateOf({ outcome, coded }: LivedDemand): DemandState {
  if (outcome !== undefined) return outcome.kind;
  return coded === undefined ? "received" : "read";
}

/** One act of merging for each need that speaks for others and each time it took some. */
async function loadMerges(tx: WriteTx, merged: readonly LivedDemand[]): Promise<void> {
  const members = merged.flatMap(({ id, outcome, coded }) =>
    outcome?.kind === "merged" ? [{ id, ...outcome, before: coded === undefined ? "received" : "read" }] : [],
  );
  const acts = [...Map.groupBy(members, ({ into, by, at }) => `${into} ${by} ${at.getTime()}`).values()];
  const first = acts.flatMap(([member]) => (member === undefined ? [] : [member]));
  const ids = await insertManyForIds(
    tx,
    "demand_merges",
    first.map(({ into, by, at }) => ({ target_id: into, made_by: by, made_at: at })),
  );
  await insertMany(
    tx,
    "demand_merge_members",
    acts.flatMap((act, index) =>
      act.map(({ id, before }) => ({ merge_id: ids[index] ?? 0, demand_id: id, state_before: before })),
    ),
  );
  await loadLinks(
    tx,
    members.map(({ id, into, by, at }) => ({ from: id, to: into, relation: "joined_into", by, now: at })),
  );
}

function historyOf({ id, coded, outcome, groups }: LivedDemand) {
  const lines = [];
  if (coded !== undefined) {
    const { by, at, sector, right } = coded;
    lines.push({ thingId: id, event: "demands.coded", data: { sector, right, groups }, public: false, by, now: at });
  }
  if (outcome?.kind === "merged") {
    const { by, at, into } = outcome;
    lines.push({ thingId: id, event: "demands.merged", data: { into }, public: true, by, now: at });
  }
  if (outcome?.kind === "discarded") {
    const { by, at, reason } = outcome;
    lines.push({ thingId: id, event: "demands.discarded", data: { reason }, public: true, by, now: at });
  }
  return lines;
}

function entriesOf({ id, process, territory, saidAt, supports }: LivedDemand, words: string | null): LedgerEntry[] {
  return [
    { kind: "need", process: process.slug, at: saidAt, content: { id, territory, words } },
    ...supports.map(({ at }) => ({ kind: "support", process: process.slug, at, content: { id } })),
  ];
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
