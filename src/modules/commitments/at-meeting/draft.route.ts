// The first version of the minutes, from what was said and agreed: here, where both can be read.
import { z } from "zod";
import { listDemandsById } from "#modules/demands/index.ts";
import { draftFor, getMeeting, listOutcomes, writeVersion } from "#modules/meetings/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { post, redirect } from "#platform/http/route.ts";
import { calendarDay, region, withLocale } from "#platform/i18n/i18n.ts";
import { listCommitments } from "../commitments.sql.ts";

export const draft = post({
  path: "/gestion/reuniones/:id/acta/borrador",
  access: "meetings.run",
  params: z.object({ id: z.coerce.number().int().positive() }),
  body: z.object({}),
  handle: async (ctx, tx, { params: { id } }) => {
    const meeting = await getMeeting(tx, id);
    const outcomes = await readOutcomes(tx, id, calendarDay(ctx.now, ctx.entity.timeZone));
    // Minutes are in the language of the entity, whoever writes them.
    const text = await withLocale("es", region(), () => draftFor(tx, ctx.entity, meeting, outcomes));
    await writeVersion(tx, ctx, id, { text, basedOn: 0 });
    return redirect(`/gestion/reuniones/${id}/acta`);
  },
});

async function readOutcomes(db: ReadDb, id: number, today: string) {
  const heard = (await listOutcomes(db, id, "heard")).map((one) => one.id);
  const agreed = (await listOutcomes(db, id, "agreed")).map((one) => one.id);
  const needs = (await listDemandsById(db, heard)).map((need) => need.text);
  const agreements = await listCommitments(db, { ids: agreed, today }, Math.max(1, agreed.length));
  return { needs, agreements };
}
