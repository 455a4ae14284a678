// Whoever lives there says whether a project goes as it is told, with the day on which they saw it. A moderator reads it first.
import { openCase } from "#core/moderation/index.ts";
import { addHistory, sealOne } from "#core/trace/index.ts";
import type { NewRemark, Remark } from "#modules/commitments/index.ts";
import { touch } from "#platform/broadcast/broadcast.ts";
import type { ReadDb, WriteTx } from "#platform/db/db.ts";
import { storeFile } from "#platform/files/files.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Context } from "#platform/http/route.ts";
import { calendarDay } from "#platform/i18n/i18n.ts";
import { record } from "#platform/ledger/ledger.ts";
import type { Reportable, ReportedItem } from "#platform/module.ts";
import { projectPath } from "../figures.tsx";
import { PROJECTS_TAG } from "../project.ts";
import type { Project } from "../projects.sql.ts";
import { browserKey } from "./keys.ts";

/** As moderation and its addresses know a remark. */
export const REMARK = "project_remark";
/** Remarks of one browser on one project in a day. */
const MOST_A_DAY = 3;
const DAY = 86_400_000;

/**
 * Keeps a remark for a moderator to read.
 * @throws Problem 400 for a day that has not come, 429 for the fourth of a day.
 */
export async function makeRemark(
  tx: WriteTx,
  ctx: Pick<Context, "browser" | "now" | "entity">,
  project: Project,
  remark: NewRemark & { seenOn: string },
): Promise<void> {
  const { now, entity } = ctx;
  const { isSo, text, seenOn, photo } = remark;
  if (seenOn > calendarDay(now, entity.timeZone)) throw new Problem(400, "projects.watch.future", { field: "seenOn" });
  const key = await browserKey(tx, project, ctx.browser.bits());
  // Two at once: the second waits here and counts the first.
  await tx.selectFrom("projects").select("id").where("id", "=", project.id).forUpdate().execute();
  const { n } = await tx
    .selectFrom("project_remarks")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("key", "=", key)
    .where("at", ">", new Date(now.getTime() - DAY))
    .executeTakeFirstOrThrow();
  if (n >= MOST_A_DAY) throw new Problem(429, "projects.watch.tooMany");
  const { id } = await tx
    .insertInto("project_remarks")
    .values({
      project_id: project.id,
      key,
      is_so: isSo,
      text,
      seen_on: seenOn,
      file_id: photo === undefined ? null : await storeFile(tx, photo, now),
      at: now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const where = { processId: null, territory: territoryOf(project.places), authorId: null };
  await openCase(tx, { ...where, thingId: project.id, kind: REMARK, id, source: "first_look", now });
  const words = await sealOne(tx, project.id, text);
  await record(tx, { kind: "project-remark", at: now, content: { id, project: project.code, isSo, seenOn, words } });
}

/** Who moderates it: whoever does so in its place, or everywhere when there are several. */
function territoryOf(places: readonly string[]): string | null {
  return places.length === 1 ? (places[0] ?? null) : null;
}

/** How a remark is read, shown and hidden by moderation. The first time that it is shown, those who follow the project are told. */
export const remarkReportable: Reportable = {
  label: "projects.watch.kind",
  find: findReported,
  setHidden: async (tx, { id, words, by, now }) => {
    const before = await tx
      .selectFrom("project_remarks")
      .select(["project_id", "state"])
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    await tx
      .updateTable("project_remarks")
      .set({ state: words === undefined ? "shown" : "hidden", hidden_reason: words ?? null })
      .where("id", "=", id)
      .execute();
    if (words === undefined && before.state === "waiting") {
      // Without its words, which may be hidden later.
      const line = { thingId: before.project_id, event: "projects.remarked", data: { remark: id } };
      await addHistory(tx, { ...line, public: true, by, now });
    }
    await touch(tx, [PROJECTS_TAG]);
  },
};

async function findReported(db: ReadDb, id: number): Promise<ReportedItem | undefined> {
  const row = await db
    .selectFrom("project_remarks as r")
    .innerJoin("projects as p", "p.id", "r.project_id")
    .leftJoin("files as f", "f.id", "r.file_id")
    .select((eb) => [
      "p.id",
      "p.code",
      "r.text",
      "r.state",
      "f.id as file",
      "f.width",
      "f.height",
      eb
        .selectFrom("project_places as w")
        .select((w) => w.fn.agg<string[]>("array_agg", ["w.territory_code"]).as("all"))
        .whereRef("w.project_id", "=", "p.id")
        .as("places"),
    ])
    .where("r.id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const photo =
    row.file === null
      ? undefined
      : { path: `/proyectos/pruebas/${row.file}`, width: row.width ?? 0, height: row.height ?? 0 };
  return {
    thingId: row.id,
    processId: null,
    territory: territoryOf(row.places ?? []),
    authorId: null,
    text: row.text,
    path: `${projectPath(row.code)}#dicen`,
    ...(photo && { photo }),
    public: row.state === "shown",
  };
}

export interface Seen {
  remarks: readonly Remark[];
  so: number;
  notSo: number;
}

/** What people saw that everybody may read, newest first; and how many said that it is so and that it is not. */
export async function listSeen(db: ReadDb, projectId: number, limit: number): Promise<Seen> {
  const rows = await db
    .selectFrom("project_remarks as r")
    .leftJoin("files as f", "f.id", "r.file_id")
    .select(["r.id", "r.is_so", "r.text", "r.seen_on", "f.id as file", "f.width", "f.height"])
    .where("r.project_id", "=", projectId)
    .where("r.state", "=", "shown")
    .orderBy("r.seen_on", "desc")
    .orderBy("r.id", "desc")
    .execute();
  return {
    so: rows.filter(({ is_so }) => is_so).length,
    notSo: rows.filter(({ is_so }) => !is_so).length,
    remarks: rows.slice(0, limit).map(({ id, is_so, text, seen_on, file, width, height }) => ({
      id,
      isSo: is_so,
      text,
      at: seen_on,
      photo: file === null ? null : { id: file, width: width ?? 0, height: height ?? 0 },
    })),
  };
}

/** Whether a photo belongs to a remark: to everybody when it is shown, else to who moderates. */
export async function mayOpenRemarkPhoto(
  db: ReadDb,
  { authority }: Pick<Context, "authority">,
  fileId: number,
): Promise<boolean> {
  const rows = await db.selectFrom("project_remarks").select("state").where("file_id", "=", fileId).execute();
  return rows.some(({ state }) => state === "shown" || authority.may("moderation.decide"));
}
