import { z } from "zod";
import { listJoined, listLives } from "#core/trace/index.ts";
import { findFileAnswer } from "#platform/files/files.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { findOversight, listContracts, listFindings, listOversights } from "../oversight.sql.ts";
import { OVERSIGHT_TAG, titleOf } from "../oversight.ts";
import { ListOversights, ShowOversight } from "./show.view.tsx";

const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

export const oversightList = get({
  path: "/veedurias",
  access: "public",
  cache: { seconds: 60, tags: () => [OVERSIGHT_TAG] },
  handle: async ({ db, entity, now }) => {
    const today = calendarDay(now, entity.timeZone);
    const oversights = await listOversights(db, today);
    return {
      kind: "page",
      title: t("oversight.title"),
      section: "look",
      body: ListOversights({ oversights, entity, today }),
    };
  },
});

export const showOversight = get({
  path: "/veedurias/:id",
  access: "public",
  params,
  cache: { seconds: 60, tags: () => [OVERSIGHT_TAG] },
  handle: async (ctx, { params: { id } }) => {
    const { db, entity, kinds } = ctx;
    const today = calendarDay(ctx.now, entity.timeZone);
    const oversight = await findOversight(db, id, today);
    if (oversight === undefined) throw notFound();
    const watched = (await listJoined(db, { to: id }, "watched_by")).map((one) => one.id);
    const findings = await listFindings(db, id);
    const things = await listLives(db, [...new Set([...watched, ...findings.map(({ subject }) => subject)])], kinds);
    return {
      kind: "page",
      title: titleOf(oversight),
      section: "look",
      crumbs: [{ text: t("oversight.title"), path: "/veedurias" }, { text: oversight.organisation }],
      tags: [`thing:${id}`],
      body: ShowOversight({
        oversight,
        watched: things.filter((thing) => watched.includes(thing.id)),
        kindOf: (kind) => t(kinds.get(kind)?.label ?? "oversight.kind"),
        contracts: await listContracts(db, id),
        findings,
        subjects: things,
        entity,
        today,
      }),
    };
  },
});

/** Photos and documents of what was said, as long as everybody may read it; to moderators also of what is hidden. */
export const oversightFile = get({
  path: "/veedurias/archivos/:id",
  access: "public",
  params,
  query: z.object({ chica: z.string().optional().catch(undefined) }),
  handle: async (ctx, { params: { id }, query }) => {
    const rows = await ctx.db
      .selectFrom("oversight_findings")
      .select("hidden_reason")
      .where("file_id", "=", id)
      .execute();
    const shown = rows.some((row) => row.hidden_reason === null || ctx.authority.may("moderation.decide"));
    const answer = shown ? await findFileAnswer(ctx.db, id, query.chica !== undefined) : undefined;
    if (answer === undefined) throw notFound();
    return answer;
  },
});
