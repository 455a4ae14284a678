import { z } from "zod";
import { findAgreement } from "#modules/demands/index.ts";
import { getPublicProcess } from "#modules/processes/index.ts";
import { get } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { listInitiatives } from "../initiatives.sql.ts";
import { prioritiesOf } from "./criteria.ts";
import { MethodPage } from "./method.view.tsx";
import { methodTag } from "./score-initiatives.ts";
import { findMethod, listScores, scoreTable } from "./scores.sql.ts";

/** How what people asked for becomes an order: published before there are scores, and with them afterwards. */
export const method = get({
  path: "/procesos/:slug/metodo",
  access: "public",
  params: z.object({ slug: z.string() }),
  query: z.object({ lugar: z.string().max(120).optional().catch(undefined) }),
  cache: { seconds: 60, tags: () => ["initiatives"] },
  handle: async (ctx, { params, query }) => {
    const { db, entity } = ctx;
    const process = await getPublicProcess(db, params.slug);
    const fixed = await findMethod(db, process.id);
    const initiatives = await listInitiatives(db, { processId: process.id, states: ["published"] });
    const scores = await listScores(
      db,
      initiatives.map(({ id }) => id),
    );
    const scored = new Set(scores.map(({ initiative }) => initiative));
    const places = [...new Set(initiatives.filter(({ id }) => scored.has(id)).map(({ territory }) => territory))];
    const asked = query.lugar === undefined ? undefined : entity.bySlug(query.lugar)?.code;
    const place = places.find((code) => code === asked) ?? places[0];
    const here = initiatives.filter(({ territory }) => territory === place);
    const ids = new Set(here.map(({ id }) => id));
    const shown = scores.filter(({ initiative }) => ids.has(initiative));
    return {
      kind: "page",
      title: `${t("initiatives.method.title")}: ${process.title}`,
      section: "participate",
      tags: [methodTag(process.id), `process:${process.id}`],
      crumbs: [
        { text: process.title, written: true, path: `/procesos/${process.slug}` },
        { text: t("initiatives.method.title") },
      ],
      body: MethodPage({
        process,
        method: fixed,
        places,
        place,
        initiatives: here,
        scores: shown,
        priorities: fixed && prioritiesOf(scoreTable(shown), fixed.weights, `${process.slug} ${place ?? ""}`),
        agreement: await findAgreement(db, process.id),
        entity,
        hasData: ctx.paths.has("/datos/procesos/:slug"),
      }),
    };
  },
});
