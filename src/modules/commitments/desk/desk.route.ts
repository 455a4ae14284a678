import { z } from "zod";
import { listAllProcesses } from "#modules/processes/index.ts";
import { get } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { COMMITMENT_STATES } from "../commitment.ts";
import { countCommitments, pageCommitments } from "../commitments.sql.ts";
import { CommitmentDesk } from "./desk.view.tsx";
import { withinGrants } from "./grants.ts";
import { listWaiting } from "./waiting.sql.ts";

const DESK_PAGE = 50;

/** What this person has to report on, late first, and the winners that wait for somebody to answer. */
export const staffList = get({
  path: "/gestion/compromisos",
  access: "commitments.write",
  query: z.object({
    estado: z
      .enum([...COMMITMENT_STATES, "late"])
      .optional()
      .catch(undefined),
    despues: z.coerce.number().int().positive().optional().catch(undefined),
    antes: z.coerce.number().int().positive().optional().catch(undefined),
  }),
  handle: async (ctx, { query }) => {
    const { db, entity, authority } = ctx;
    const open = (await listAllProcesses(db)).filter((process) => process.state === "published");
    const waiting = await listWaiting(
      db,
      open.map((process) => process.id),
      entity.root.code,
    );
    const today = calendarDay(ctx.now, entity.timeZone);
    const mine = { today, within: withinGrants(authority, entity, "commitments.update") };
    const page = { after: query.despues, before: query.antes, limit: DESK_PAGE };
    return {
      kind: "page",
      title: t("commitments.desk.title"),
      staff: true,
      section: "commitments",
      body: CommitmentDesk({
        waiting: waiting.filter(({ territory, agency }) => authority.may("commitments.write", { territory, agency })),
        page: await pageCommitments(db, { ...mine, standing: query.estado }, page),
        facets: await countCommitments(db, mine),
        query,
        entity,
        today,
      }),
    };
  },
});
