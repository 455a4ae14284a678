// Projects that were running before this database, with their money, contracts, works, reports and what they pay.
import { loadHistory, loadLinks, loadThings } from "#core/trace/index.ts";
import type { WriteTx } from "#platform/db/db.ts";
import { insertMany, insertManyForIds } from "#platform/db/insert-many.ts";
import { storeFile } from "#platform/files/files.ts";
import type { PreparedFile } from "#platform/files/prepare-file.ts";
import { recordAll } from "#platform/ledger/ledger.ts";
import type { Executor, Money, ProjectState } from "./project.ts";
import { browserKey } from "./watch/keys.ts";
import type { Rating } from "./watch/ratings.ts";

export interface LivedProject {
  code: string;
  name: string;
  purpose: string;
  executor: Executor;
  agency: string | null;
  /** Who executes it, when it is not an agency. */
  body: string | null;
  sector: string | null;
  places: readonly string[];
  amounts: readonly (Money & { year: number; source: string; asOf: string })[];
  contracts: readonly {
    code: string;
    object: string;
    supplierId: string;
    supplierName: string;
    value: number;
    asOf: string;
  }[];
  works: readonly {
    code: string;
    class: string;
    intervention: string;
    territory: string;
    lat: number;
    lon: number;
    budget: number;
    paid: number;
    progress: number;
  }[];
  reports: readonly {
    state: ProjectState;
    physical: number;
    asOf: string;
    note: string;
    photo: PreparedFile | undefined;
    by: number;
    at: Date;
  }[];
  /** What people saw of it, read by a moderator since. */
  remarks: readonly { isSo: boolean; text: string; seenOn: string; at: Date }[];
  /** What people think of it, once it ended. */
  ratings: readonly { answer: Rating; at: Date }[];
  /** Goals and commitments that it pays. */
  pays: readonly { id: number; reason: string; by: number; at: Date }[];
}

/** Writes made-up projects, marked as such, with all that hangs from them, their history and their ledger entries. */
export async function loadProjects(tx: WriteTx, projects: readonly LivedProject[], now: Date): Promise<void> {
  const ids = await loadThings(
    tx,
    projects.map(() => ({ kind: "project", now })),
  );
  const made = projects.map((project, at) => ({ ...project, id: ids[at] ?? 0 }));
  await insertMany(
    tx,
    "projects",
    made.map(({ id, code, name, purpose, executor, agency, body, sector }) => ({
      id,
      code,
      name,
      purpose,
      executor,
      agency_code: agency,
      body,
      sector_code: sector,
      generated: true,
      created_at: now,
    })),
  );
  await insertMany(
    tx,
    "project_places",
    made.flatMap(({ id, places }) => places.map((territory_code) => ({ project_id: id, territory_code }))),
  );
  await insertMany(
    tx,
    "project_amounts",
    made.flatMap(({ id, amounts }) =>
      amounts.map(({ asOf, ...amount }) => ({ project_id: id, as_of: asOf, ...amount, row_key: NO_ROW })),
    ),
  );
  await loadContracts(tx, made);
  await insertMany(
    tx,
    "project_works",
    made.flatMap(({ code: project_code, works }) =>
      works.map(({ territory, ...work }) => ({ ...work, project_code, territory_code: territory, row_key: NO_ROW })),
    ),
  );
  await loadReports(tx, made);
  await loadWatched(tx, made);
  await loadPaid(tx, made);
}

/** No row of a file said it: a file that says it later corrects it. */
const NO_ROW = Buffer.of();

type Made = LivedProject & { id: number };

async function loadContracts(tx: WriteTx, made: readonly Made[]): Promise<void> {
  const contracts = made.flatMap(({ id, contracts }) => contracts.map((one) => ({ ...one, project: id })));
  const ids = await insertManyForIds(
    tx,
    "project_contracts",
    contracts.map(({ code, object, supplierId, supplierName, value, asOf }) => ({
      code,
      object,
      supplier_id: supplierId,
      supplier_name: supplierName,
      value,
      as_of: asOf,
    })),
  );
  await insertMany(
    tx,
    "project_contract_links",
    contracts.map(({ project }, at) => ({ contract_id: ids[at] ?? 0, project_id: project, row_key: NO_ROW })),
  );
}

/** Each from a browser of its own. */
async function loadWatched(tx: WriteTx, made: readonly Made[]): Promise<void> {
  const remarks = made.flatMap(({ id, remarks }) => remarks.map((one) => ({ ...one, id })));
  const rows = [];
  for (const { id, isSo, text, seenOn, at } of remarks) {
    const key = await browserKey(tx, { id }, Buffer.from(`${text} ${at.toISOString()}`));
    rows.push({ project_id: id, key, is_so: isSo, text, seen_on: seenOn, at, state: "shown" });
  }
  await insertMany(tx, "project_remarks", rows);
  const told = remarks.map(({ id, at }) => ({ thingId: id, event: "projects.remarked", public: true, now: at }));
  await loadHistory(tx, told);
  const ratings = [];
  for (const { id, ratings: given } of made) {
    for (const [index, { answer, at }] of given.entries()) {
      const key = await browserKey(tx, { id }, Buffer.from(String(index)));
      ratings.push({ project_id: id, key, answer, at });
    }
  }
  await insertMany(tx, "project_ratings", ratings);
}

async function loadReports(tx: WriteTx, made: readonly Made[]): Promise<void> {
  const reports = made
    .flatMap(({ id, code, reports }) => reports.map((one) => ({ ...one, project: id, code })))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  const ids = await insertManyForIds(
    tx,
    "project_reports",
    reports.map(({ project, state, physical, asOf, note, by, at }) => ({
      project_id: project,
      state,
      physical,
      as_of: asOf,
      note,
      reported_by: by,
      at,
    })),
  );
  for (const [index, { photo, at }] of reports.entries()) {
    if (photo === undefined) continue;
    const file_id = await storeFile(tx, photo, at);
    await tx
      .insertInto("project_evidence")
      .values({ report_id: ids[index] ?? 0, position: 1, file_id })
      .execute();
  }
  await loadHistory(
    tx,
    reports.map(({ project, state, physical, asOf, note, by, at }) => ({
      thingId: project,
      event: "projects.reported",
      data: { share: Math.round(100 * physical), asOf, note, state },
      public: true,
      by,
      now: at,
    })),
  );
  await recordAll(
    tx,
    reports.map(({ code, state, physical, asOf, note, at }) => ({
      kind: "project-report",
      at,
      content: { project: code, state, physical, asOf, note, files: [] },
    })),
  );
}

async function loadPaid(tx: WriteTx, made: readonly Made[]): Promise<void> {
  const links = made
    .flatMap(({ id, code, name, pays }) => pays.map((one) => ({ ...one, from: one.id, project: id, code, name })))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  await loadLinks(
    tx,
    links.map(({ from, project, reason, by, at }) => ({
      from,
      to: project,
      relation: "paid_by" as const,
      reason,
      by,
      now: at,
    })),
  );
  await loadHistory(
    tx,
    links.map(({ from, name, reason, by, at }) => ({
      thingId: from,
      event: "projects.joined",
      data: { project: name, reason },
      public: true,
      by,
      now: at,
    })),
  );
  await recordAll(
    tx,
    links.map(({ from, code, reason, at }) => ({ kind: "project-link", at, content: { from, project: code, reason } })),
  );
}
