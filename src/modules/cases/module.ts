import type { ReadDb } from "#platform/db/db.ts";
import type { Module } from "#platform/module.ts";
import * as counter from "./counter/counter.route.tsx";
import * as desk from "./desk/case.route.tsx";
import { workList } from "./desk/work-list.route.tsx";
import { casesDue } from "./due/due.command.ts";
import { askRoutes } from "./file-case/ask.route.tsx";
import * as check from "./file-case/check.route.tsx";
import { cleanDrafts } from "./file-case/draft.ts";
import * as follow from "./follow/follow.route.tsx";
import { publicCase } from "./publish/public-case.route.tsx";
import { publicCases } from "./statistics/statistics.route.tsx";

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
  ],
  routes: [
    publicCases,
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
    publicCase,
    follow.leave,
    workList,
    counter.counterForm,
    counter.writeDown,
    counter.counterReceipt,
    desk.showCase,
    ...desk.caseActs,
    desk.caseFile,
  ],
  permissions: { "cases.work": ["case_officer"] },
  kinds: { case: { label: "cases.kind", titles } },
  jobs: [cleanDrafts],
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
