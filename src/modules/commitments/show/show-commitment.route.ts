import { z } from "zod";
import { findOverseen, listLives, listOutcomes } from "#core/trace/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { getCommitment } from "../get-commitment.ts";
import { listHiddenReasons, listShownComments } from "../moderate/comments.sql.ts";
import { listRemarks } from "../remark/remarks.ts";
import { findJudgement, listDateChanges, listOrigins, listPartners, listUpdates } from "../story.sql.ts";
import { listEdits } from "./edits.sql.ts";
import { Show } from "./show-commitment.view.tsx";

const COMMENTS = 20;

export const showCommitment = get({
  path: "/compromisos/:id",
  access: "public",
  params: z.object({ id: z.coerce.number().int().positive() }),
  cache: { seconds: 60, tags: ({ id }) => [`thing:${id}`] },
  handle: async (ctx, { params: { id } }) => {
    const { db } = ctx;
    const commitment = await getCommitment(db, id);
    const origins = await listOrigins(db, id);
    return {
      kind: "page",
      title: commitment.title,
      section: "look",
      description: commitment.text.slice(0, 160),
      islands: ["plaza"],
      crumbs: [
        { text: t("commitments.board.title"), path: "/compromisos" },
        { text: commitment.title, written: true },
      ],
      body: Show({
        commitment,
        process: await getProcess(db, commitment.processId),
        updates: await listUpdates(db, id),
        dates: await listDateChanges(db, id),
        edits: await listEdits(db, id),
        partners: await listPartners(db, id),
        judgement: await findJudgement(db, id),
        comments: await listShownComments(db, id, COMMENTS),
        hidden: await listHiddenReasons(db, id),
        remarks: await listRemarks(db, id, COMMENTS),
        origins: await listLives(
          db,
          origins.map((origin) => origin.id),
          ctx.kinds,
        ),
        goals: await listOutcomes(db, id, "planned_in", ctx.kinds),
        projects: await listOutcomes(db, id, "paid_by", ctx.kinds),
        overseen: await findOverseen(db, id, ctx.kinds),
        entity: ctx.entity,
        today: calendarDay(ctx.now, ctx.entity.timeZone),
      }),
    };
  },
});
