import { z } from "zod";
import { choice } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { post, redirect } from "#platform/http/route.ts";
import { addressOf, readFilters } from "../join-needs/filters.ts";
import { desk, getWorkProcess, kept, needFilter, optionalIds } from "../join-needs/join-needs.route.ts";
import { findNeeds } from "../need-list.sql.ts";
import { BATCH, claimNeeds, releaseNeeds } from "./claim-needs.ts";

/** Takes the chosen needs in hands, or the next free ones of the list; or lets go of all. */
export const claimBatch = post({
  path: "/gestion/necesidades/:slug/lote",
  access: "demands.code",
  params: z.object({ slug: z.string() }),
  body: z.object({ act: choice(["take", "release"], "demands.claim.nothing"), d: optionalIds, f: kept }),
  handle: async (ctx, tx, { params: { slug }, body }) => {
    const process = await getWorkProcess(ctx, slug);
    const go = (hecho: string) => redirect(addressOf(slug, { ...body.f, parecidas: undefined, hecho }));
    if (body.act === "release") return go(`soltadas-${await releaseNeeds(tx, ctx, process.id)}`);
    const free = { ...needFilter(ctx, process, { ...body.f, manos: "libres" }) };
    const ids =
      body.d.length > 0
        ? body.d
        : (await findNeeds(tx, free, { limit: BATCH, offset: 0, order: body.f.orden ?? "newest" })).needs.map(
            ({ id }) => id,
          );
    if (ids.length === 0) throw new Problem(409, "demands.claim.nothing");
    return go(`tomadas-${await claimNeeds(tx, ctx, ids)}`);
  },
  invalid: (ctx, { params }, form) => desk(ctx, params.slug, readFilters(form.value("f")), form),
});
