import { getProcess, listPublicProcesses } from "#modules/processes/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { JobServices, Module } from "#platform/module.ts";
import { countNow, voteDesk } from "./close/close-ballot.route.tsx";
import { closeTerritory, listDue } from "./close/close-ballot.ts";
import { resultsJson, showResults } from "./results/results.route.tsx";
import { vote, voteForm } from "./vote/vote.route.ts";

export const ballots: Module = {
  name: "ballots",
  tables: ["ballots", "ballot_territories", "votes", "ballot_counts", "ballot_email_codes", "ballot_paper_codes"],
  routes: [voteForm, vote, showResults, resultsJson, voteDesk, countNow],
  permissions: { "ballots.count": ["administrator", "planner"] },
  jobs: [{ name: "ballots.close-due", cron: "* * * * *", run: closeDue }],
  kinds: { ballot: { label: "ballots.kind", titles } },
};

/** Counts what is due, one territory a transaction. */
async function closeDue(services: JobServices): Promise<void> {
  const now = services.now();
  for (const process of await listPublicProcesses(services.read)) {
    for (const territory of await listDue(services.read, process, now)) {
      await services.write((tx) => closeTerritory(tx, process, territory, now));
    }
  }
}

async function titles(db: ReadDb, ids: readonly number[]) {
  const rows = await db.selectFrom("ballots").select(["id", "process_id"]).where("id", "in", ids).execute();
  const entries = await Promise.all(
    rows.map(async (row) => {
      const process = await getProcess(db, row.process_id);
      return [
        row.id,
        { title: t("ballots.titleOf", { process: process.title }), path: `/procesos/${process.slug}` },
      ] as const;
    }),
  );
  return new Map(entries);
}
