import { z } from "zod";
import { findPhase, getPublicProcess } from "#modules/processes/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { sumStates } from "../commitments-bar.tsx";
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
  cache: { seconds: 5, tags: () => ["processes"] },
  handle: async (ctx, { params }) => {
    const { db, entity, now } = ctx;
    const process = await getPublicProcess(db, params.slug);
    const territory = entity.bySlug(params.place);
    if (territory === undefined || !process.phases.has(territory.code)) throw notFound();
    const where = { processId: process.id, territory: territory.code };
    const scope = { processId: process.id, territories: [territory.code] };
    const moment = momentOf(process, territory.code, now);
    const [figures, needs, sectors, subs, promises, counted, dates] = await Promise.all([
      listPlaceFigures(db, [process.id], territory.code),
      listTopNeeds(db, { ...where, limit: TOP }),
      countBySector(db, scope),
      countBySub(db, scope),
      listCommitmentCounts(db, calendarDay(now, entity.timeZone), { territories: [territory.code] }),
      listCounted(db, where),
      listDates(db, scope, now),
    ]);
    return {
      kind: "page",
      title: t("site.place.tab", { place: territory.name, process: process.title }),
      section: "participate",
      description: process.purpose,
      crumbs: [
        { text: t("site.home.crumb"), path: "/" },
        { text: process.title, path: `/procesos/${process.slug}` },
        { text: territory.name },
      ],
      tags: [
        `process:${process.id}`,
        `demands:${process.id}:${territory.code}`,
        `results:${process.id}:${territory.code}`,
        `place:${territory.code}`,
      ],
      body: (
        <ShowPlace
          process={process}
          territory={territory}
          entity={entity}
          now={now}
          moment={moment}
          gather={findPhase(process, territory.code, "gather")}
          figures={figures.find((one) => one.territory === territory.code)}
          needs={needs}
          sectors={sectors}
          subs={subs}
          promises={sumStates(promises)}
          counted={counted}
          dates={dates}
          paths={ctx.paths}
        />
      ),
    };
  },
});
