import { z } from "zod";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { findLife, type Life } from "../life.ts";
import { threadTag } from "../things.ts";
import { ShowThread } from "./show-thread.view.tsx";
import { namesOf, tell } from "./tell.ts";

const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

/** The life of anything, from whichever of its things one comes. Always as anybody may see it. */
export const showThread = get({
  path: "/hilo/:id",
  access: "public",
  params,
  cache: { seconds: 60, tags: ({ id }) => [`thing:${id}`] },
  handle: async (ctx, input) => {
    const { db, entity, now } = ctx;
    const life = await findLife(db, input.params.id, ctx.kinds);
    if (life === undefined) throw notFound();
    const names = namesOf(entity, ctx.locale, now);
    const told = await tell(db, life, { stories: ctx.stories, names, now });
    const { territory, title } = life.focus;
    return {
      kind: "page",
      title: t("trace.title", { title }),
      section: "look",
      crumbs: [
        ...(territory === null ? [] : [{ text: names.territory(territory), path: `/territorios/${territory}` }]),
        { text: t("trace.crumb") },
      ],
      tags: tagsOf(life),
      body: (
        <ShowThread
          life={life}
          told={told}
          place={territory === null ? undefined : names.territory(territory)}
          now={now}
        />
      ),
    };
  },
});

/**
 * Threads are touched by process: whatever changes in one may show in any of its threads. A need that gains people
 * is told to its place only, so that is listened to as well.
 */
function tagsOf(life: Life): string[] {
  const processes = new Set(life.things.map((thing) => thing.processId ?? thing.id));
  const places = new Set(
    life.things.flatMap(({ processId, territory }) =>
      processId === null || territory === null ? [] : [`demands:${processId}:${territory}`],
    ),
  );
  return [...[...processes].flatMap((id) => [threadTag(id), `process:${id}`]), ...places];
}

export const threadJson = get({
  path: "/hilo/:id/datos.json",
  access: "public",
  params,
  handle: async (ctx, input) => {
    const life = await findLife(ctx.db, input.params.id, ctx.kinds);
    if (life === undefined) throw notFound();
    return { kind: "data", type: "application/json; charset=utf-8", body: JSON.stringify(life) };
  },
});
