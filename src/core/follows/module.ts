import type { Module } from "#platform/module.ts";
import * as ask from "./ask/ask.route.tsx";
import { cleanJob } from "./clean.ts";
import { deliveries, retry } from "./deliveries/deliveries.route.tsx";
import { sendJob } from "./send/send.ts";
import * as stop from "./stop/stop.route.tsx";
import { digestJob } from "./tell/digest.ts";
import { tellJob } from "./tell/tell.ts";

export const follows: Module = {
  name: "follows",
  tables: ["followers", "follows", "changes", "change_targets", "notices", "follow_tries"],
  routes: [
    ask.readYourMail,
    ask.done,
    ask.askForm,
    ask.askThing,
    ask.placeForm,
    ask.askPlace,
    ask.confirmForm,
    ask.confirm,
    stop.whyThis,
    stop.changeThis,
    stop.allNotices,
    stop.changeAll,
    deliveries,
    retry,
  ],
  permissions: { "follows.watch": ["administrator"] },
  jobs: [tellJob, digestJob, sendJob, cleanJob],
};
