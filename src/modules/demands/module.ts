import type { ReadDb } from "#platform/db/db.ts";
import type { Module } from "#platform/module.ts";
import * as all from "./act-on-all/act-on-all.route.ts";
import { analysisDatasets } from "./analysis-datasets.ts";
import * as answers from "./answer-authors/answer-authors.route.ts";
import * as atMeeting from "./at-meeting/meeting-needs.route.ts";
import { changes } from "./changes/changes.route.tsx";
import { choosePlace } from "./choose-place/choose-place.route.tsx";
import { claimBatch } from "./claim-needs/claim-needs.route.ts";
import { actTwice, codeTwice } from "./code-twice/code-twice.route.ts";
import { countGroupsJob } from "./count-groups/count-groups.ts";
import { cover, coverForm } from "./cover-need/cover-need.route.tsx";
import { datasets } from "./datasets.ts";
import { importDemands } from "./import-demands/import-demands.command.ts";
import * as join from "./join-needs/join-needs.route.ts";
import { listNeeds } from "./list-needs/list-needs.route.ts";
import { hide, moderateForm, restore } from "./moderate/moderate-demand.route.tsx";
import { demandReportable } from "./moderate/moderate-demand.ts";
import { edit, editForm, withdraw, withdrawForm } from "./own-need/own-need.route.tsx";
import * as pairs from "./pair-needs/pair-needs.route.ts";
import { showPhoto } from "./photos/photo.route.ts";
import { photoReportable } from "./photos/photos.ts";
import { cleanUploads } from "./photos/uploads.ts";
import { pickMap } from "./point/pick-map.route.ts";
import { pickPoint, say, sayForm, supportRoute } from "./say-need/say-need.route.ts";
import { showNeed } from "./show-need/show-need.route.ts";
import * as themes from "./themes/themes.route.ts";
import { demandsStory } from "./thread-story.tsx";
import { playVoice, transcribeRoute, voiceQueue } from "./voice/transcribe.route.tsx";

const TITLE_LETTERS = 120;

export const demands: Module = {
  name: "demands",
  tables: [
    "demands",
    "demand_groups",
    "demand_supports",
    "demand_merges",
    "demand_merge_members",
    "demand_claims",
    "demand_differences",
    "demand_themes",
    "demand_theme_members",
    "coding_samples",
    "coding_items",
    "answer_templates",
    "demand_answers",
    "demand_group_counts",
    "demand_versions",
    "demand_sheets",
    "demand_photos",
    "demand_uploads",
    "demand_recordings",
    "demand_bulk_acts",
    "demand_bulk_members",
  ],
  jobs: [countGroupsJob, cleanUploads],
  routes: [
    choosePlace,
    sayForm,
    say,
    pickPoint,
    supportRoute,
    listNeeds,
    showNeed,
    showPhoto,
    voiceQueue,
    transcribeRoute,
    playVoice,
    editForm,
    edit,
    withdrawForm,
    withdraw,
    moderateForm,
    hide,
    restore,
    coverForm,
    cover,
    join.chooseProcess,
    join.workList,
    join.actOnNeeds,
    changes,
    join.undo,
    join.recover,
    join.separate,
    pickMap,
    all.allForm,
    all.actOnAllNeeds,
    all.undoAll,
    claimBatch,
    pairs.nextPair,
    pairs.sayOfPair,
    pairs.undoPair,
    answers.answerPage,
    answers.answerAuthors,
    answers.saveTemplate,
    codeTwice,
    themes.themeList,
    themes.newTheme,
    themes.putChosen,
    themes.oneTheme,
    themes.changeTheme,
    themes.publicThemes,
    actTwice,
    atMeeting.meetingNeeds,
    atMeeting.writeNeed,
    atMeeting.writeBatch,
    atMeeting.correctForm,
    atMeeting.correct,
    atMeeting.undo,
  ],
  permissions: {
    "demands.read": ["administrator", "analyst", "planner", "facilitator", "moderator"],
    "demands.capture": ["administrator", "analyst", "planner", "facilitator"],
    "demands.code": ["analyst"],
    "demands.answer": ["analyst", "planner"],
    "demands.discard": ["analyst", "moderator"],
    "demands.merge": ["analyst"],
    "demands.transcribe": ["analyst", "facilitator", "moderator"],
    "demands.take": ["analyst", "planner"],
  },
  commands: [importDemands],
  datasets: [...datasets, ...analysisDatasets],
  story: demandsStory,
  kinds: { demand: { label: "demands.kind", titles } },
  reportables: { demand: demandReportable, "demand-photo": photoReportable },
};

async function titles(db: ReadDb, ids: readonly number[]) {
  const rows = await db.selectFrom("demands").select(["id", "text"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, { title: shorten(row.text), path: `/necesidades/${row.id}` }]));
}

function shorten(text: string): string {
  if (text.length <= TITLE_LETTERS) return text;
  return `${text.slice(0, text.lastIndexOf(" ", TITLE_LETTERS))}…`;
}
