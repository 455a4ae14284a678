import { listNews } from "#modules/news/index.ts";
import { listPublicProcesses } from "#modules/processes/index.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { listOpenConversations } from "../conversations-section.tsx";
import { listCommitmentCounts, listPlaceFigures } from "../figures.sql.ts";
import { momentsByPlace, openDoors } from "../moments.ts";
import { NEWS_SHOWN } from "../news-section.tsx";
import { Home } from "./home.view.tsx";
import { findCompleteThread, findLastLate, listLatestUpdates } from "./latest.sql.ts";

const LATEST = 3;

export const home = get({
  path: "/",
  access: "public",
  cache: { seconds: 5, tags: () => ["processes", "commitments", "news", "conversations"] },
  handle: async (ctx) => {
    const { db, entity, now } = ctx;
    const today = calendarDay(now, entity.timeZone);
    const processes = await listPublicProcesses(db);
    const [figures, commitments, updates, late, thread] = await Promise.all([
      listPlaceFigures(
        db,
        processes.map((process) => process.id),
      ),
      listCommitmentCounts(db, today),
      listLatestUpdates(db, LATEST),
      findLastLate(db, today),
      findCompleteThread(db),
    ]);
    const codes = entity.participationTerritories().map((place) => place.code);
    return {
      kind: "page",
      title: t("site.home.tab", { name: entity.shortName(ctx.locale) }),
      description: t("site.home.lead"),
      flush: true,
      body: (
        <Home
          entity={entity}
          now={now}
          today={today}
          doors={openDoors(processes, now)}
          moments={momentsByPlace(processes, codes, now)}
          figures={figures}
          commitments={commitments}
          latest={late === undefined || updates.some((one) => one.id === late.id) ? updates : [...updates, late]}
          thread={thread}
          conversations={await listOpenConversations(ctx)}
          news={await listNews(db, {}, { limit: NEWS_SHOWN })}
        />
      ),
    };
  },
});
