import { z } from "zod";
import { getProcess } from "#modules/processes/index.ts";
import { code, FormState, optionalText, textField } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { addOfficial, removeOfficial } from "../attend/count-people.ts";
import { getMeeting, listHosts, listOfficials } from "../meetings.sql.ts";
import { cancelMeeting } from "../plan/plan-meeting.ts";
import { countRun } from "./counts.sql.ts";
import { Run } from "./run.view.tsx";

const params = z.object({ id: z.coerce.number().int().positive() });

async function page(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const meeting = await getMeeting(ctx.db, id);
  ctx.authority.require("meetings.run", { territory: meeting.territory });
  return {
    kind: "page",
    title: t("meetings.run.title", { title: meeting.title }),
    staff: true,
    section: "meetings",
    crumbs: [
      { text: t("meetings.desk.title"), path: "/gestion/reuniones" },
      { text: meeting.title, written: true },
    ],
    body: Run({
      meeting,
      process: await getProcess(ctx.db, meeting.processId),
      hosts: await listHosts(ctx.db, id),
      officials: await listOfficials(ctx.db, id),
      counts: await countRun(ctx.db, id),
      entity: ctx.entity,
      now: ctx.now,
      form,
      paths: ctx.paths,
    }),
  };
}

export const run = get({
  path: "/gestion/reuniones/:id",
  access: "meetings.run",
  params,
  handle: (ctx, input) => page(ctx, input.params.id),
});

export const cancel = post({
  path: "/gestion/reuniones/:id/cancelar",
  access: "meetings.run",
  params,
  body: z.object({
    reason: textField({
      min: 5,
      max: 500,
      required: "meetings.run.cancel.missing",
      short: "meetings.run.cancel.missing",
    }),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await cancelMeeting(tx, ctx, id, body.reason);
    return redirect(`/gestion/reuniones/${id}`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});

export const official = post({
  path: "/gestion/reuniones/:id/funcionario",
  access: "meetings.run",
  params,
  body: z.object({
    agency: code("meetings.run.officials.agencyMissing"),
    position: textField({
      min: 3,
      max: 120,
      required: "meetings.run.officials.positionMissing",
      short: "meetings.run.officials.positionMissing",
    }),
    officialName: optionalText(100),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const { agency, position, officialName: name } = body;
    await addOfficial(tx, ctx, id, { agency, position, name });
    return redirect(`/gestion/reuniones/${id}`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});

export const dropOfficial = post({
  path: "/gestion/reuniones/:id/quitar-funcionario",
  access: "meetings.run",
  params,
  body: z.object({ official: z.coerce.number().int().positive() }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await removeOfficial(tx, ctx, id, body.official);
    return redirect(`/gestion/reuniones/${id}`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});
