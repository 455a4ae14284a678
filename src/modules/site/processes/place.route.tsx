import { z } from "zod";
import { findGroupCounts } from "#modules/demands/index.ts";
import { findPhase, listMaterials, recallPublicProcess } from "#modules/processes/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { sumPromises } from "../commitments-bar.tsx";
import { listOpenConversations } from "../conversations-section.tsx";
import { countBySector, countBySub, listCommitmentCounts, listPlaceFigures } from "../figures.sql.ts";
import { listDates } from "../meetings/leafs.tsx";
import { momentOf } from "../moments.ts";
import { listCounted, listTopNeeds } from "./place.sql.ts";
import { ShowPlace } from "./place.view.tsx";

const TOP = 5;

export const showPlace = get({
  path: "/procesos/:slug/:place",
  access: "public",
  params: z.object({ slug: z.string(), place: z.string() }),
  cache: { seconds: 5, tags: () => ["processes", "conversations"] },
  handle: async (ctx, { params }) => {
    const { entity, now } = ctx;
    const process = await recallPublicProcess(ctx, params.slug);
    const territory = entity.bySlug(params.place);
    if (territory === undefined || !process.phases.has(territory.code)) throw notFound();
    const moment = momentOf(process, territory.code, now);
    const [asked, promises, counted, dates, materials, groups] = await recallPlace(ctx, {
      processId: process.id,
      territory: territory.code,
    });
    return {
      kind: "page",
      title: t("site.place.tab", { place: territory.name, process: process.title }),
      section: "participate",
      description: process.purpose,
      crumbs: [
        { text: t("site.home.crumb"), path: "/" },
        { text: process.title, written: true, path: `/procesos/${process.slug}` },
        { text: territory.name },
      ],
      body: (
        <ShowPlace
          process={process}
          territory={territory}
          entity={entity}
          now={now}
          moment={moment}
          gather={findPhase(process, territory.code, "gather")}
          asked={asked}
          promises={promises}
          counted={counted}
          conversations={await listOpenConversations(ctx, { processId: process.id, territories: [territory.code] })}
          dates={dates}
          materials={materials}
          groups={groups}
          paths={ctx.paths}
        />
      ),
    };
  },
});

/** What a place shows, each part with its own life: joining a need and voting move the first without news. */
function recallPlace({ db, recall, now, entity }: Context, where: { processId: number; territory: string }) {
  const { processId, territory } = where;
  const here = `${processId}:${territory}`;
  const today = calendarDay(now, entity.timeZone);
  const scope = { processId, territories: [territory] };
  const place = `place:${territory}`;
  return Promise.all([
    recall({ key: `asked ${here}`, seconds: 5, tags: [`demands:${here}`, `results:${here}`] }, async () => {
      const [figures, needs, sectors, subs] = await Promise.all([
        listPlaceFigures(db, [processId], territory),
        listTopNeeds(db, { ...where, limit: TOP }),
        countBySector(db, scope),
        countBySub(db, scope),
      ]);
      return { figures: figures.find((one) => one.territory === territory), needs, sectors, subs };
    }),
    recall({ key: `promised ${territory} ${today}`, seconds: 60, tags: [place] }, async () =>
      sumPromises(await listCommitmentCounts(db, today, { territories: [territory] })),
    ),
    recall({ key: `counted ${here}`, seconds: 60, tags: [`results:${here}`, place] }, () => listCounted(db, where)),
    recall({ key: `dates ${here}`, seconds: 60, tags: [`process:${processId}`] }, () => listDates(db, scope, now)),
    recall({ key: `to read ${here}`, seconds: 60, tags: ["processes"] }, () => listMaterials(db, where)),
    recall({ key: `groups ${processId}`, seconds: 60, tags: [`process:${processId}`] }, async () => ({
      counts: await findGroupCounts(db, processId),
    })),
  ]);
}
