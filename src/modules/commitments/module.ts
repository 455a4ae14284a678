import type { ReadDb } from "#platform/db/db.ts";
import type { Module } from "#platform/module.ts";
import * as atMeeting from "./at-meeting/agree.route.tsx";
import { draft } from "./at-meeting/draft.route.ts";
import { board } from "./board/board.route.ts";
import { boardCsv, boardJson } from "./board/board-files.route.ts";
import { boardGallery } from "./board/gallery.route.tsx";
import { boardTime } from "./board/time.route.tsx";
import { checkProcess } from "./check-process/check-process.command.ts";
import { datasets } from "./datasets.ts";
import { staffList } from "./desk/desk.route.ts";
import * as direct from "./direct/direct-commitment.route.tsx";
import * as edit from "./edit/edit-commitment.route.ts";
import { showFile } from "./evidence/evidence.route.ts";
import { importCommitments } from "./import-commitments/import-commitments.command.ts";
import * as judge from "./judge/judge-commitment.route.tsx";
import * as make from "./make/make-commitment.route.ts";
import * as moderate from "./moderate/moderate-comment.route.tsx";
import { commentReportable } from "./moderate/reportable.ts";
import { agencyPage } from "./places/agency.route.tsx";
import { boardMap } from "./places/board-map.route.tsx";
import { placePage } from "./places/place.route.tsx";
import { sheet } from "./places/sheet.route.tsx";
import { remark, remarkForm } from "./remark/remark.route.tsx";
import { remarkReportable } from "./remark/remarks.ts";
import { remindJob } from "./remind/remind.job.ts";
import { showCommitment } from "./show/show-commitment.route.ts";
import { commitmentsStory } from "./thread-story.tsx";
import { unreported } from "./unreported/unreported.route.tsx";
import * as update from "./update/update-commitment.route.ts";

export const commitments: Module = {
  name: "commitments",
  tables: [
    "commitments",
    "commitment_territories",
    "commitment_partners",
    "commitment_updates",
    "commitment_evidence",
    "commitment_dates",
    "judgements",
    "commitment_reminders",
    "commitment_remarks",
  ],
  routes: [
    atMeeting.agreements,
    atMeeting.agree,
    draft,
    board,
    boardCsv,
    boardJson,
    unreported,
    boardMap,
    boardTime,
    boardGallery,
    sheet,
    agencyPage,
    placePage,
    showCommitment,
    remarkForm,
    remark,
    showFile,
    judge.judgeForm,
    judge.judge,
    staffList,
    make.makeForm,
    make.make,
    direct.choosePlace,
    direct.directForm,
    direct.makeDirect,
    update.updateForm,
    update.update,
    update.changeDate,
    edit.editForm,
    edit.edit,
    moderate.commentList,
    moderate.moderate,
  ],
  commands: [checkProcess, importCommitments],
  permissions: {
    "commitments.write": ["planner"],
    "commitments.propose": ["administrator", "planner", "facilitator"],
    "commitments.update": ["planner"],
    "commitments.moderate": ["moderator"],
  },
  story: commitmentsStory,
  wideEvents: ["commitments.made", "commitments.proposed", "commitments.updated", "commitments.date-changed"],
  kinds: { commitment: { label: "commitments.kind", titles } },
  jobs: [remindJob],
  reportables: { comment: commentReportable, remark: remarkReportable },
  datasets,
};

async function titles(db: ReadDb, ids: readonly number[]) {
  const rows = await db.selectFrom("commitments").select(["id", "title"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, { title: row.title, path: `/compromisos/${row.id}` }]));
}
