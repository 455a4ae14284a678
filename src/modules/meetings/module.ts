import type { ReadDb } from "#platform/db/db.ts";
import type { Module } from "#platform/module.ts";
import * as attend from "./attend/attend.route.ts";
import { forgetPeople } from "./attend/attendance-list.ts";
import { datasets } from "./datasets.ts";
import { desk } from "./desk/desk.route.ts";
import { fileRoutes } from "./files/meeting-files.route.tsx";
import * as kit from "./kit/kit.route.tsx";
import * as minutes from "./minutes/minutes.route.ts";
import * as review from "./minutes/review.route.ts";
import { meetingPhotoReportable, objectionReportable } from "./moderate/reportables.ts";
import * as plan from "./plan/plan.route.ts";
import * as run from "./run/run.route.ts";
import { meetingsStory } from "./thread-story.tsx";

export const meetings: Module = {
  name: "meetings",
  tables: [
    "meetings",
    "meeting_hosts",
    "meeting_officials",
    "meeting_groups",
    "meeting_people",
    "meeting_slips",
    "meeting_files",
    "meeting_minutes",
    "meeting_representatives",
    "meeting_opinions",
    "meeting_hidden_opinions",
  ],
  routes: [
    desk,
    plan.choosePlace,
    plan.planForm,
    plan.plan,
    plan.editForm,
    plan.edit,
    run.run,
    run.cancel,
    run.official,
    run.dropOfficial,
    attend.attendForm,
    attend.attend,
    attend.list,
    attend.unlist,
    kit.kitPage,
    kit.prepare,
    kit.kitPdf,
    ...fileRoutes,
    minutes.minutesDesk,
    minutes.saveMinutes,
    minutes.representative,
    minutes.sayForUs,
    minutes.publish,
    review.publicMinutes,
    review.reviewForm,
    review.review,
    review.sayForPeople,
  ],
  permissions: {
    "meetings.run": ["administrator", "planner", "facilitator"],
    "meetings.minutes": ["administrator", "planner", "facilitator"],
    "meetings.approve": ["administrator", "planner"],
  },
  jobs: [{ name: "meetings.forget", cron: "41 3 * * *", run: forgetPeople }],
  reportables: { objection: objectionReportable, "meeting-photo": meetingPhotoReportable },
  datasets,
  story: meetingsStory,
  kinds: { meeting: { label: "meetings.kindName", titles } },
};

async function titles(db: ReadDb, ids: readonly number[]) {
  const rows = await db.selectFrom("meetings").select(["id", "title"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, { title: row.title, path: `/reuniones/${row.id}` }]));
}
