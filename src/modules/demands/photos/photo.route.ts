// A photo of a need: for everybody once somebody looked at it, before that for who moderates. Its address is of the photo and
// not of the file, so that hiding one hides it although the same bytes were sent elsewhere.
import { z } from "zod";
import type { ReadDb } from "#platform/db/db.ts";
import { findFileAnswer } from "#platform/files/files.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";

export const showPhoto = get({
  path: "/fotos/:id",
  access: "public",
  params: z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  query: z.object({ chica: z.string().optional().catch(undefined) }),
  handle: async (ctx, { params, query }) => {
    const photo = await findPhoto(ctx.db, params.id);
    if (photo === undefined) throw notFound();
    const seen = photo.state === "shown" && photo.visibility === "public";
    const verb = photo.visibility === "reserved" ? "protection.see" : "moderation.decide";
    if (!seen && !ctx.authority.may(verb, { territory: photo.territory })) throw notFound();
    const answer = await findFileAnswer(ctx.db, photo.fileId, query.chica !== undefined);
    if (answer === undefined) throw notFound();
    // What only a moderator may see is kept by no cache on the way.
    return seen ? answer : { ...answer, private: true };
  },
});

async function findPhoto(db: ReadDb, id: number) {
  return db
    .selectFrom("demand_photos as p")
    .innerJoin("demands as d", "d.id", "p.demand_id")
    .innerJoin("things as t", "t.id", "d.id")
    .select(["p.file_id as fileId", "p.state", "t.visibility", "d.territory_code as territory"])
    .where("p.id", "=", id)
    .executeTakeFirst();
}
