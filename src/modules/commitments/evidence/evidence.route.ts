// Photos and documents given as evidence: open to everybody as long as some update that everybody may read shows them.
import { z } from "zod";
import type { ReadDb } from "#platform/db/db.ts";
import { findFileAnswer } from "#platform/files/files.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { mayOpenRemarkPhoto } from "../remark/remarks.ts";

export const showFile = get({
  path: "/archivos/:id",
  access: "public",
  params: z.object({ id: z.coerce.number().int().positive() }),
  query: z.object({ chica: z.string().optional().catch(undefined) }),
  handle: async (ctx, { params: given, query }) => {
    const shown = (await isPublic(ctx.db, given.id)) || (await mayOpenRemarkPhoto(ctx.db, ctx, given.id));
    const answer = shown ? await findFileAnswer(ctx.db, given.id, query.chica !== undefined) : undefined;
    if (answer === undefined) throw notFound();
    return answer;
  },
});

async function isPublic(db: ReadDb, fileId: number): Promise<boolean> {
  const row = await db
    .selectFrom("commitment_evidence as e")
    .innerJoin("commitment_updates as u", "u.id", "e.update_id")
    .innerJoin("things as t", "t.id", "u.commitment_id")
    .select("e.update_id")
    .where("e.file_id", "=", fileId)
    .where("t.visibility", "=", "public")
    .executeTakeFirst();
  return row !== undefined;
}
