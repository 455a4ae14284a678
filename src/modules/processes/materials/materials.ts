// What people read before they speak: studies, diagnoses and figures, each a file kept here or an address elsewhere.
import type { Authority } from "#core/people/index.ts";
import { addHistory } from "#core/trace/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { storeFile } from "#platform/files/files.ts";
import type { PreparedFile } from "#platform/files/prepare-file.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import type { Process } from "../process.ts";

export const MATERIAL_KINDS = ["study", "diagnosis", "figures", "other"] as const;
export type MaterialKind = (typeof MATERIAL_KINDS)[number];
/** More than these nobody reads before a meeting. */
const MOST = 300;

export interface MaterialText {
  kind: MaterialKind;
  title: string;
  text: string;
  /** Undefined: about every place of the process. */
  territory?: string;
  /** Day `YYYY-MM-DD` of what it tells. */
  datedOn: string;
}

export interface Material extends Omit<MaterialText, "territory"> {
  id: number;
  territory: string | null;
  fileId: number | null;
  /** Address elsewhere; null when the file is kept here. */
  link: string | null;
  /** Bytes and type of the file kept here. */
  size: number | null;
  type: string | null;
}

interface Who {
  authority: Authority;
  now: Date;
}

/** Whoever prepares the process in that place; what is about every place, whoever prepares it whole. */
function requireAt(who: Who, territory: string | null | undefined): void {
  if (territory == null) who.authority.requireWhole("processes.prepare");
  else who.authority.require("processes.prepare", { territory });
}

/** @throws Problem 400 for a place that the process does not reach, 409 when there are too many. */
export async function addMaterial(
  tx: WriteTx,
  who: Who,
  process: Process,
  material: MaterialText & { source: PreparedFile | string },
): Promise<void> {
  const { kind, title, text, territory, datedOn, source } = material;
  requireAt(who, territory);
  if (territory !== undefined && !process.phases.has(territory)) {
    throw new Problem(400, "common.unknownChoice", { field: "territory" });
  }
  await tx.selectFrom("things").select("id").where("id", "=", process.id).forUpdate().execute();
  if ((await listMaterials(tx, { processId: process.id })).length >= MOST) {
    throw new Problem(409, "processes.materials.tooMany", { field: "title", parameters: { n: MOST } });
  }
  const by = who.authority.actor.accountId;
  await tx
    .insertInto("process_materials")
    .values({
      process_id: process.id,
      kind,
      title,
      text,
      territory_code: territory ?? null,
      dated_on: datedOn,
      file_id: typeof source === "string" ? null : await storeFile(tx, source, who.now),
      link: typeof source === "string" ? source : null,
      added_by: by ?? null,
      added_at: who.now,
    })
    .execute();
  const line = { thingId: process.id, event: "processes.material-added", data: { title }, public: true, by };
  await addHistory(tx, { ...line, now: who.now });
  await touch(tx, ["processes"]);
}

/** Takes a material back; its mark stays. @throws 404 when there is none */
export async function removeMaterial(tx: WriteTx, who: Who, process: Process, id: number): Promise<void> {
  const row = await tx
    .selectFrom("process_materials")
    .select(["territory_code as territory", "title"])
    .where("id", "=", id)
    .where("process_id", "=", process.id)
    .where("removed_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw notFound();
  requireAt(who, row.territory);
  const by = who.authority.actor.accountId;
  await tx
    .updateTable("process_materials")
    .set({ removed_at: who.now, removed_by: by ?? null })
    .where("id", "=", id)
    .execute();
  const line = { thingId: process.id, event: "processes.material-removed", data: { title: row.title }, public: true };
  await addHistory(tx, { ...line, by, now: who.now });
  await touch(tx, ["processes"]);
}

/** What was not taken back, newest first; with `territory`, what is about that place or about all. */
export async function listMaterials(
  db: ReadDb,
  { processId, territory }: { processId: number; territory?: string },
): Promise<Material[]> {
  let query = db
    .selectFrom("process_materials as m")
    .leftJoin("files as f", "f.id", "m.file_id")
    .select((eb) => [
      "m.id",
      "m.kind",
      "m.title",
      "m.text",
      "m.territory_code as territory",
      "m.dated_on as datedOn",
      "m.file_id as fileId",
      "m.link",
      "f.type",
      eb.fn<number | null>("octet_length", ["f.body"]).as("size"),
    ])
    .where("m.process_id", "=", processId)
    .where("m.removed_at", "is", null);
  if (territory !== undefined) {
    query = query.where((eb) => eb.or([eb("territory_code", "is", null), eb("territory_code", "=", territory)]));
  }
  const rows = await query.orderBy("m.dated_on", "desc").orderBy("m.id", "desc").execute();
  return rows.map((row) => ({ ...row, kind: row.kind as MaterialKind }));
}

/** Path of what is read: its file here or its address elsewhere. */
export function pathOfMaterial(process: Pick<Process, "slug">, { id, link }: Pick<Material, "id" | "link">): string {
  return link ?? `/procesos/${process.slug}/materiales/${id}`;
}

/** Materials as the demonstration lived them. */
export async function loadMaterials(
  tx: WriteTx,
  materials: readonly (MaterialText & { processId: number; link: string; by: number; at: Date })[],
): Promise<void> {
  if (materials.length === 0) return;
  await tx
    .insertInto("process_materials")
    .values(
      materials.map((one) => ({
        process_id: one.processId,
        kind: one.kind,
        title: one.title,
        text: one.text,
        territory_code: one.territory ?? null,
        dated_on: one.datedOn,
        file_id: null,
        link: one.link,
        added_by: one.by,
        added_at: one.at,
      })),
    )
    .execute();
}
