import { listPublicProcesses } from "#modules/processes/index.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { countCommitments, pageCommitments } from "../commitments.sql.ts";
import { listLastEvidence, listLastFigures } from "../story.sql.ts";
import { Board, PAGE } from "./board.view.tsx";
import { boardQuery, filterOf } from "./board-query.ts";

export const board = get({
  path: "/compromisos",
  access: "public",
  query: boardQuery,
  cache: { seconds: 60, tags: () => ["commitments"] },
  handle: async (ctx, { query }) => {
    const { db, entity, now } = ctx;
    const today = calendarDay(now, entity.timeZone);
    const { filter, process } = await filterOf(db, entity, query, today);
    const page = await pageCommitments(db, filter, { after: query.despues, before: query.antes, limit: PAGE });
    const ids = page.commitments.map((commitment) => commitment.id);
    return {
      kind: "page",
      title: t("commitments.board.title"),
      section: "look",
      islands: ["plaza"],
      crumbs: [{ text: t("commitments.board.title") }],
      body: Board({
        query,
        filter,
        process,
        processes: await listPublicProcesses(db),
        facets: await countCommitments(db, filter),
        page,
        evidence: await listLastEvidence(db, ids),
        figures: await listLastFigures(db, ids),
        entity,
        now,
        today,
      }),
    };
  },
});
