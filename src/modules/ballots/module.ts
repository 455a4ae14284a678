import { z } from "zod";
import { getProcess, listPublicProcesses } from "#modules/processes/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { JobServices, Module } from "#platform/module.ts";
import { choosePlace } from "./choose-place/choose-place.route.tsx";
import { countNow, voteDesk } from "./close/close-ballot.route.tsx";
import { closeTerritory, listDue } from "./close/close-ballot.ts";
import { forgetVoters } from "./close/forget-voters.ts";
import { datasets } from "./datasets.ts";
import { cancelCodes, paperDesk, printCodes } from "./paper/paper-codes.route.ts";
import { ballotsDictionary, ballotsFile, recountPage, resultFile, rulesFile } from "./publish/publish.route.tsx";
import { showProcessResults, showResults } from "./results/results.route.tsx";
import { tallyCommand } from "./tally/tally-command.ts";
import { ballotsStory } from "./thread-story.tsx";
import * as typed from "./typed-twice/type-sheet.route.tsx";
import { forgetTries } from "./vote/tries.sql.ts";
import { askCode, enterDigits, enterPaperCode } from "./vote/verify.route.ts";
import { SEND_CODE_JOB } from "./vote/verify.ts";
import { vote, voteForm } from "./vote/vote.route.ts";

export const ballots: Module = {
  name: "ballots",
  tables: [
    "ballots",
    "ballot_territories",
    "votes",
    "ballot_counts",
    "ballot_email_codes",
    "ballot_paper_codes",
    "ballot_paper_sheets",
    "ballot_tries",
  ],
  routes: [
    choosePlace,
    voteForm,
    vote,
    askCode,
    enterDigits,
    enterPaperCode,
    showResults,
    showProcessResults,
    recountPage,
    ballotsFile,
    ballotsDictionary,
    rulesFile,
    resultFile,
    voteDesk,
    countNow,
    paperDesk,
    printCodes,
    cancelCodes,
    typed.typedPage,
    typed.typeOne,
    typed.readingSheet,
    typed.printSheets,
  ],
  permissions: {
    "ballots.count": ["administrator", "planner"],
    "ballots.type": ["administrator", "analyst", "planner", "facilitator"],
    "ballots.print": ["administrator", "planner", "facilitator"],
  },
  jobs: [
    { name: "ballots.close-due", cron: "* * * * *", run: closeDue },
    { name: SEND_CODE_JOB, run: sendCodeMail },
    {
      name: "ballots.forget",
      cron: "17 3 * * *",
      run: async (services) => {
        await services.write((tx) => forgetTries(tx, services.now()));
        await services.write((tx) => forgetVoters(tx, services.now()));
      },
    },
  ],
  wideEvents: ["ballots.won"],
  datasets,
  story: ballotsStory,
  commands: [
    {
      name: "tally",
      usage: t("tally.usage"),
      summary: t("tally.summary"),
      run: tallyCommand,
    },
  ],
  kinds: { ballot: { label: "ballots.kind", titles } },
};

/** Counts what is due, one territory a transaction: one that fails stops no other, and is tried again in a minute. */
async function closeDue(services: JobServices): Promise<void> {
  const now = services.now();
  const failures: unknown[] = [];
  for (const process of await listPublicProcesses(services.read)) {
    for (const territory of await listDue(services.read, process, now)) {
      await services
        .write((tx) => closeTerritory(tx, process, territory, now))
        .catch((error: unknown) => failures.push(error));
    }
  }
  if (failures.length > 0) throw failures[0];
}

const codeMail = z.object({ to: z.string(), subject: z.string(), text: z.string(), until: z.iso.datetime() });

/** Sends the code of a voter. Once it is too late it only ends, so that the address does not wait in the queue for ever. */
async function sendCodeMail(services: JobServices, payload: unknown): Promise<void> {
  const { to, subject, text, until } = codeMail.parse(payload);
  if (new Date(until) > services.now()) await services.sendMail({ to, subject, text });
}

async function titles(db: ReadDb, ids: readonly number[]) {
  const rows = await db.selectFrom("ballots").select(["id", "process_id"]).where("id", "in", ids).execute();
  const entries = await Promise.all(
    rows.map(async (row) => {
      const process = await getProcess(db, row.process_id);
      return [
        row.id,
        { title: t("ballots.titleOf", { process: process.title }), ours: true, path: `/procesos/${process.slug}` },
      ] as const;
    }),
  );
  return new Map(entries);
}
