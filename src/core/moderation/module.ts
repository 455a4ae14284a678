import type { Module } from "#platform/module.ts";
import { datasets } from "./datasets.ts";
import * as protection from "./protection/protection.route.tsx";
import * as queue from "./queue/queue.route.ts";
import * as report from "./report/report.route.tsx";
import { transparency } from "./transparency/transparency.route.tsx";

export const moderation: Module = {
  name: "moderation",
  tables: ["moderation_cases", "moderation_reports", "moderation_appeals", "protection_cases", "protection_openings"],
  routes: [
    report.reportForm,
    report.report,
    report.reported,
    report.reportedUrgent,
    queue.queue,
    queue.takeNext,
    queue.showCase,
    queue.decide,
    queue.decideAgain,
    transparency,
    protection.protectionList,
    protection.openCaseRoute,
    protection.protectionCase,
    protection.decideProtectionRoute,
  ],
  permissions: { "moderation.decide": ["administrator", "moderator"], "protection.see": ["protection"] },
  datasets,
};
