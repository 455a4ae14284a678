import { z } from "zod";
import { getProcess, isOpen } from "#modules/processes/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { Demand } from "../demand.ts";
import { findHidden, findPublicDemand, listDemandsById, rootsOf } from "../demands.sql.ts";
import { isAuthor } from "../own-need/authorship.ts";
import { EDIT_MS, editRefusal } from "../own-need/edit-need.ts";
import { listVersions, wasCovered } from "../own-need/versions.sql.ts";
import { listPhotos } from "../photos/photos.ts";
import { findSheet } from "../say-need/save-extras.ts";
import { findRecording } from "../voice/recordings.ts";
import { countVoices } from "../voices.sql.ts";
import { HiddenNeed, ShowNeed, WithdrawnNeed } from "./show-need.view.tsx";

const GONE = 410;

/** One need, with its button: not cached, because it holds a form. */
export const showNeed = get({
  path: "/necesidades/:id",
  access: "public",
  params: z.object({ id: z.coerce.number().int().positive() }),
  handle: async (ctx, { params: { id } }) => {
    const demand = await findPublicDemand(ctx.db, id);
    return demand === undefined ? hiddenPage(ctx, id) : needPage(ctx, demand);
  },
});

async function needPage(ctx: Context, demand: Demand): Promise<PageAnswer> {
  const process = await getProcess(ctx.db, demand.processId);
  if (process.state === "draft") throw notFound();
  const territory = ctx.entity.territory(demand.territory);
  const root = (await rootsOf(ctx.db, [demand.id])).get(demand.id) ?? demand.id;
  const [speaker] = root === demand.id ? [] : await listDemandsById(ctx.db, [root]);
  const moderates = ctx.authority.may("moderation.decide", { territory: demand.territory });
  const own = await ownOf(ctx, demand);
  const gathering = isOpen(process, demand.territory, "gather", ctx.now);
  return {
    kind: "page",
    title: t("demands.show.title", { place: territory.name }),
    section: "participate",
    crumbs: [
      { text: process.title, written: true, path: `/procesos/${process.slug}` },
      { text: territory.name, path: `/procesos/${process.slug}/${territory.slug}` },
      { text: t("demands.list.crumb"), path: `/procesos/${process.slug}/${territory.slug}/necesidades` },
      { text: t("demands.kind") },
    ],
    body: ShowNeed({
      demand,
      entity: ctx.entity,
      speaker,
      voices: (await countVoices(ctx.db, [demand.id])).get(demand.id) ?? { needs: 1, people: demand.supports + 1 },
      open: gathering && own === undefined && demand.mergedInto === null && demand.state !== "discarded",
      moderates,
      photos: await listPhotos(ctx.db, demand.id),
      sheet: await findSheet(ctx.db, demand.id),
      transcribed: (await findRecording(ctx.db, demand.id))?.transcribed === true,
      covered: await wasCovered(ctx.db, demand.id),
      own,
      versions: ctx.authority.may("demands.read", { territory: demand.territory })
        ? await listVersions(ctx.db, demand.id, { covered: moderates })
        : [],
    }),
  };
}

/** What the reader may do with it if they said it. */
async function ownOf(ctx: Context, demand: Demand): Promise<{ editUntil: Date | undefined } | undefined> {
  if (!(await isAuthor(ctx, demand))) return undefined;
  const refusal = await editRefusal(ctx.db, demand, ctx.now);
  return { editUntil: refusal === undefined ? new Date(demand.saidAt.getTime() + EDIT_MS) : undefined };
}

/**
 * A hidden need was here and is gone on purpose: 410 with the reason, so that its author reads why and search engines
 * forget it. A number that was never a need is 404.
 */
async function hiddenPage(ctx: Context, id: number): Promise<PageAnswer> {
  const hidden = await findHidden(ctx.db, id);
  if (hidden === undefined) throw notFound();
  const process = await getProcess(ctx.db, hidden.processId);
  const territory = ctx.entity.territory(hidden.territory);
  return {
    kind: "page",
    status: GONE,
    noindex: true,
    title: t(hidden.withdrawnAt === null ? "demands.hidden.title" : "demands.own.withdrawnTitle"),
    section: "participate",
    crumbs: [
      { text: process.title, written: true, path: `/procesos/${process.slug}` },
      { text: territory.name, path: `/procesos/${process.slug}/${territory.slug}` },
      { text: t("demands.kind") },
    ],
    body:
      hidden.withdrawnAt !== null
        ? WithdrawnNeed({ at: hidden.withdrawnAt })
        : HiddenNeed({
            reason: hidden.reason,
            id,
            moderates: ctx.authority.may("moderation.decide", { territory: hidden.territory }),
          }),
  };
}
