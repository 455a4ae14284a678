import type { ReadDb } from "#platform/db/db.ts";
import type { Module } from "#platform/module.ts";
import { board } from "./board/board.route.tsx";
import { bulk, bulkAssign, bulkUndo } from "./bulk/bulk.route.tsx";
import { causes, writeCauses } from "./causes/causes.route.tsx";
import * as chat from "./chat/chat.route.tsx";
import { closeIdleChats } from "./chat/chat.ts";
import * as chatDesk from "./chat/chat-desk.route.tsx";
import * as counter from "./counter/counter.route.tsx";
import * as desk from "./desk/case.route.tsx";
import { drop, keep, workList } from "./desk/work-list.route.tsx";
import { casesDue } from "./due/due.command.ts";
import { askRoutes } from "./file-case/ask.route.tsx";
import * as check from "./file-case/check.route.tsx";
import { cleanDrafts } from "./file-case/draft.ts";
import * as follow from "./follow/follow.route.tsx";
import { guideDatasets } from "./guide/datasets.ts";
import { procedures, servicePoints } from "./guide/guide.route.tsx";
import { guideDesk } from "./guide/guide-desk.route.tsx";
import * as joint from "./joint/joint.route.tsx";
import { publicJoint } from "./joint/public-joint.route.tsx";
import { makeNeed, needForm } from "./link/link.route.tsx";
import { casesStory } from "./link/thread-story.tsx";
import { fileRoutes } from "./open311/file.route.ts";
import * as keys from "./open311/keys.route.tsx";
import { readRoutes } from "./open311/read.route.ts";
import { publicCase } from "./publish/public-case.route.tsx";
import { recountJob } from "./recount/recount.job.ts";
import { remindJob } from "./remind/remind.job.ts";
import { datasets } from "./reports/datasets.ts";
import { movedFiles } from "./reports/moved.route.ts";
import { reports } from "./reports/report.route.tsx";
import { readReserved, routedCases } from "./rights/rights.route.tsx";
import { lateCases } from "./statistics/late.route.tsx";
import { publicCases } from "./statistics/statistics.route.tsx";
import { suspendTerms, suspensions } from "./suspend/suspend.route.tsx";
import * as template from "./templates/templates.route.tsx";

export const cases: Module = {
  name: "cases",
  tables: [
    "cases",
    "case_people",
    "case_events",
    "case_messages",
    "case_answers",
    "case_drafts",
    "case_files",
    "case_counters",
    "case_reminders",
    "case_suspensions",
    "case_clients",
    "case_mails",
    "case_lists",
    "case_bulk_acts",
    "case_bulk_members",
    "case_templates",
    "case_template_versions",
    "case_joint_answers",
    "case_causes",
    "case_route_events",
    "guide_entries",
    "guide_versions",
    "case_chats",
    "case_chat_lines",
  ],
  routes: [
    publicCases,
    lateCases,
    ...askRoutes,
    check.check,
    check.send,
    check.received,
    follow.findForm,
    follow.find,
    follow.myCase,
    follow.add,
    follow.withdraw,
    follow.notices,
    follow.readAnswer,
    follow.helped,
    follow.insist,
    follow.reopen,
    follow.accountCase,
    chat.chatPage,
    chat.beginChat,
    chat.sayInChat,
    chat.leaveChat,
    chat.fileMyChat,
    chat.chatReceipt,
    chat.forgetMine,
    chatDesk.chats,
    chatDesk.chatOfDesk,
    chatDesk.takeOne,
    chatDesk.answerChat,
    chatDesk.fileChatOfDesk,
    chatDesk.endOfDesk,
    servicePoints,
    procedures,
    ...guideDesk,
    publicCase,
    follow.leave,
    workList,
    keep,
    drop,
    bulk,
    bulkAssign,
    bulkUndo,
    joint.jointAnswers,
    joint.writeJoint,
    joint.jointAnswer,
    joint.reviewJoint,
    joint.dropJoint,
    publicJoint,
    template.templates,
    template.newTemplate,
    template.template,
    template.newVersion,
    board,
    suspensions,
    suspendTerms,
    needForm,
    makeNeed,
    reports,
    causes,
    writeCauses,
    ...movedFiles,
    keys.keys,
    keys.giveKey,
    keys.takeKey,
    ...readRoutes,
    ...fileRoutes,
    counter.counterForm,
    counter.writeDown,
    counter.counterReceipt,
    routedCases,
    readReserved,
    desk.showCase,
    ...desk.caseActs,
    desk.caseFile,
  ],
  permissions: {
    "cases.work": ["case_officer"],
    // To open one case at all: which ones, its agency, its place and its route say.
    "cases.read": ["case_officer", "protection"],
    "cases.guide": ["case_officer", "administrator"],
    "cases.suspend": ["case_officer"],
    "cases.keys": ["administrator"],
  },
  story: casesStory,
  entityDatasets: [...datasets, ...guideDatasets],
  kinds: { case: { label: "cases.kind", titles } },
  jobs: [cleanDrafts, closeIdleChats, remindJob, recountJob],
  commands: [casesDue],
};

const TITLE_LETTERS = 90;

/** Of one that everybody may read, its words; of the others, the number that its official knows. */
async function titles(db: ReadDb, ids: readonly number[]) {
  const rows = await db.selectFrom("cases").select(["id", "number", "public_text"]).where("id", "in", ids).execute();
  return new Map(
    rows.map(({ id, number, public_text: text }) => [
      id,
      text === null
        ? { title: number ?? "", path: `/gestion/solicitudes/${id}` }
        : { title: shortened(text), path: `/solicitudes/${id}` },
    ]),
  );
}

function shortened(text: string): string {
  return text.length <= TITLE_LETTERS ? text : `${text.slice(0, TITLE_LETTERS).replace(/\s+\S*$/, "")}…`;
}
