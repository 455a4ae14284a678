// What has happened so far in each process, in one line.
import type { VNode } from "preact";
import { listPublicProcesses, type Process } from "#modules/processes/index.ts";
import type { Context } from "#platform/http/route.ts";
import { calendarDay, formatNumber, t } from "#platform/i18n/i18n.ts";
import { Small } from "#platform/views/text.tsx";
import { listCommitmentCounts, listPlaceFigures } from "../figures.sql.ts";

export interface ProcessFigures {
  process: Process;
  needs: number;
  voters: number;
  promises: number;
}

/** The published processes, with their figures. */
export async function listProcessFigures({ db, entity, now }: Context): Promise<ProcessFigures[]> {
  const processes = await listPublicProcesses(db);
  const ids = processes.map((process) => process.id);
  const figures = Map.groupBy(await listPlaceFigures(db, ids), (one) => one.processId);
  const today = calendarDay(now, entity.timeZone);
  const promises = Map.groupBy(await listCommitmentCounts(db, today), (one) => one.processId);
  return processes.map((process) => {
    const here = figures.get(process.id) ?? [];
    return {
      process,
      needs: here.reduce((sum, one) => sum + one.demands, 0),
      voters: here.reduce((sum, one) => sum + one.voters, 0),
      promises: (promises.get(process.id) ?? []).reduce((sum, one) => sum + one.n, 0),
    };
  });
}

export function FiguresLine({ needs, voters, promises }: ProcessFigures): VNode {
  const figures = { needs: formatNumber(needs), voters: formatNumber(voters), promises: formatNumber(promises) };
  return (
    <Small>
      <strong>{t("site.processes.figures", figures)}</strong>
    </Small>
  );
}
