import type { ReadDb } from "#platform/db/db.ts";
import type { Module } from "#platform/module.ts";
import * as calendar from "./calendar/dates.route.tsx";
import { datasets } from "./datasets.ts";
import * as invite from "./invite/invite.route.ts";
import * as stop from "./invite/stop-invitations.route.tsx";
import * as materials from "./materials/materials.route.tsx";
import * as prepare from "./prepare/prepare.route.ts";
import * as preview from "./preview/preview.route.tsx";

export const processes: Module = {
  name: "processes",
  tables: [
    "processes",
    "process_phases",
    "process_previews",
    "calendar_dates",
    "process_materials",
    "process_invitations",
    "process_invitation_letters",
    "invitation_stops",
  ],
  routes: [
    prepare.listForStaff,
    prepare.newForm,
    prepare.create,
    prepare.editForm,
    prepare.edit,
    prepare.administer,
    prepare.publish,
    prepare.close,
    prepare.editDates,
    prepare.saveDates,
    preview.previews,
    preview.makeLink,
    preview.revokeLink,
    calendar.dates,
    calendar.add,
    calendar.remove,
    calendar.editForm,
    calendar.edit,
    calendar.datesFile,
    materials.materials,
    materials.addOne,
    materials.removeOne,
    materials.materialFile,
    invite.list,
    invite.newForm,
    invite.write,
    invite.correctForm,
    invite.correct,
    invite.preview,
    invite.send,
    stop.stopPage,
    stop.stop,
  ],
  permissions: {
    "processes.prepare": ["administrator", "planner"],
    "processes.publish": ["administrator", "planner"],
  },
  wideEvents: ["processes.published", "processes.dates-changed", "processes.closed"],
  datasets,
  kinds: { process: { label: "processes.kind", titles } },
};

async function titles(db: ReadDb, ids: readonly number[]) {
  const rows = await db.selectFrom("processes").select(["id", "slug", "title"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, { title: row.title, path: `/procesos/${row.slug}` }]));
}
