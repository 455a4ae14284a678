import { z } from "zod";
import { findOutlines, slugify } from "#core/territory/index.ts";
import { INDICATORS_TAG } from "#modules/indicators/index.ts";
import { listNews } from "#modules/news/index.ts";
import { isOpen, listPublicProcesses } from "#modules/processes/index.ts";
import { findPlaceMoney, PROJECTS_TAG } from "#modules/projects/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { get, redirect } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { sumPromises } from "../commitments-bar.tsx";
import { listOpenConversations } from "../conversations-section.tsx";
import { countBySector, listCommitmentCounts, listPlaceFigures } from "../figures.sql.ts";
import { listDates } from "../meetings/leafs.tsx";
import { momentOf } from "../moments.ts";
import { NEWS_SHOWN } from "../news-section.tsx";
import { pictureSize } from "./map.route.ts";
import { listThreads, listWon } from "./place.sql.ts";
import { ShowTerritory } from "./place.view.tsx";
import { codesOf, needScopeOf } from "./scope.ts";

const SHOWN = 6;

export const showTerritory = get({
  path: "/territorios/:code",
  access: "public",
  params: z.object({ code: z.string().max(80) }),
  cache: {
    seconds: 5,
    tags: ({ code }) => ["processes", "news", "conversations", INDICATORS_TAG, PROJECTS_TAG, `place:${code}`],
  },
  handle: async (ctx, { params }) => {
    const { db, entity, now } = ctx;
    const territory = entity.find(params.code);
    if (territory === undefined) {
      // By its name, however it is written: with capitals, with accents or without.
      const bySlug = entity.bySlug(slugify(params.code));
      if (bySlug === undefined) throw notFound();
      return redirect(`/territorios/${bySlug.code}`);
    }
    const codes = codesOf(entity, territory);
    const today = calendarDay(now, entity.timeZone);
    const processes = (await listPublicProcesses(db)).filter((process) =>
      (codes ?? []).some((code) => process.phases.has(code)),
    );
    const [sectors, promises, threads, won, figures, outlines, dates] = await Promise.all([
      countBySector(db, needScopeOf(entity, territory)),
      codes === undefined ? [] : listCommitmentCounts(db, today, { territories: codes }),
      codes === undefined ? [] : listThreads(db, { territories: codes, limit: SHOWN }),
      codes === undefined ? { total: 0, rows: [] } : listWon(db, codes, SHOWN),
      listPlaceFigures(
        db,
        processes.map((process) => process.id),
      ),
      findOutlines(db, entity.root.code),
      listDates(db, { territories: codes ?? [] }, now),
    ]);
    const parent = entity.parent(territory);
    return {
      kind: "page",
      title: territory.name,
      section: "look",
      crumbs: [
        { text: t("site.home.crumb"), path: "/" },
        { text: t("site.places.title"), path: "/territorios" },
        ...(parent === undefined || parent.code === entity.root.code
          ? []
          : [{ text: parent.name, path: `/territorios/${parent.code}` }]),
        { text: territory.name },
      ],
      tags: codes === undefined || codes.length > 1 ? ["commitments"] : [],
      body: (
        <ShowTerritory
          entity={entity}
          territory={territory}
          today={today}
          single={codes?.length === 1}
          processes={processes.map((process) => ({
            process,
            moment: codes?.length === 1 ? momentOf(process, territory.code, now) : undefined,
            open:
              codes?.length === 1 &&
              (["gather", "vote"] as const).find((phase) => isOpen(process, territory.code, phase, now)),
            figures: figures.filter((one) => one.processId === process.id && (codes ?? []).includes(one.territory)),
          }))}
          sectors={sectors}
          picture={outlines?.paths.has(territory.code) ? pictureSize(outlines.viewBox) : undefined}
          promises={sumPromises(promises)}
          threads={threads}
          news={codes === undefined ? [] : await listNews(db, { territories: codes }, { limit: NEWS_SHOWN })}
          conversations={codes === undefined ? [] : await listOpenConversations(ctx, { territories: codes })}
          dates={dates}
          now={now}
          won={won}
          figures={await ctx.figures()}
          money={await findPlaceMoney(db, entity, territory)}
          listed={ctx.paths.has("/procesos/:slug/:place/necesidades")}
        />
      ),
    };
  },
});
