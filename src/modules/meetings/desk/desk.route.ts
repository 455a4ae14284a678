import { z } from "zod";
import { get } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { MEETING_STATES } from "../meeting.ts";
import { countStates, listForDesk } from "./desk.sql.ts";
import { DESK_PAGE, MeetingDesk } from "./desk.view.tsx";

/** The meetings of the places where this person works, those still to come first. */
export const desk = get({
  path: "/gestion/reuniones",
  access: "meetings.run",
  query: z.object({
    estado: z.enum(MEETING_STATES).optional().catch(undefined),
    pagina: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
  }),
  handle: async (ctx, { query }) => {
    const { authority, entity } = ctx;
    const roots = authority.territoriesFor("meetings.run");
    const territories =
      roots === undefined
        ? undefined
        : entity
            .allTerritories()
            .map(({ code }) => code)
            .filter((code) => roots.some((root) => entity.isWithin(code, root)));
    const where = { territories, state: query.estado, now: ctx.now };
    return {
      kind: "page",
      title: t("meetings.desk.title"),
      staff: true,
      section: "meetings",
      body: MeetingDesk({
        meetings: await listForDesk(ctx.db, where, { limit: DESK_PAGE, offset: (query.pagina - 1) * DESK_PAGE }),
        counts: await countStates(ctx.db, territories),
        query,
        entity,
        now: ctx.now,
      }),
    };
  },
});
