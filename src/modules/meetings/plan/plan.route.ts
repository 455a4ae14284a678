import { z } from "zod";
import type { Territory } from "#core/territory/index.ts";
import { requireUnwritten, seenField, withSeen } from "#core/trace/index.ts";
import { findProcess, listAllProcesses, type Process } from "#modules/processes/index.ts";
import { FormState } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { lockMeeting } from "../lock-meeting.ts";
import { getMeeting, listHosts } from "../meetings.sql.ts";
import { listOrganisationsIn } from "./organisations.sql.ts";
import { ChoosePlace, PlanForm } from "./plan.view.tsx";
import { filledPlan, planFields, readPlan } from "./plan-fields.ts";
import { editMeeting, planMeeting } from "./plan-meeting.ts";

export const choosePlace = get({
  path: "/gestion/reuniones/nueva",
  access: "meetings.run",
  handle: async (ctx) => {
    const open = (await listAllProcesses(ctx.db)).filter((process) => process.state === "published");
    const processes = open.map((process) => ({
      process,
      places: [ctx.entity.root, ...ctx.entity.participationTerritories()].filter(
        ({ code }) => process.phases.has(code) && ctx.authority.may("meetings.run", { territory: code }),
      ),
    }));
    return {
      kind: "page",
      title: t("meetings.plan.new"),
      staff: true,
      section: "meetings",
      crumbs: [{ text: t("meetings.desk.title"), path: "/gestion/reuniones" }, { text: t("meetings.plan.new") }],
      body: ChoosePlace({ processes: processes.filter(({ places }) => places.length > 0) }),
    };
  },
});

const whereParams = z.object({ slug: z.string().max(80), place: z.string().max(120) });

async function whereOf(
  ctx: Context,
  given: z.infer<typeof whereParams>,
): Promise<{ process: Process; place: Territory }> {
  const process = await findProcess(ctx.db, given.slug);
  const place = ctx.entity.bySlug(given.place);
  if (process === undefined || process.state === "draft" || place === undefined || !process.phases.has(place.code)) {
    throw notFound();
  }
  ctx.authority.require("meetings.run", { territory: place.code });
  return { process, place };
}

async function newPage(
  ctx: Context,
  given: z.infer<typeof whereParams>,
  form = FormState.filled({ kind: "meeting" }),
): Promise<PageAnswer> {
  const { process, place } = await whereOf(ctx, given);
  return {
    kind: "page",
    title: t("meetings.plan.newIn", { place: place.name }),
    staff: true,
    section: "meetings",
    crumbs: [
      { text: t("meetings.desk.title"), path: "/gestion/reuniones" },
      { text: t("meetings.plan.new"), path: "/gestion/reuniones/nueva" },
      { text: place.name },
    ],
    body: PlanForm({
      title: t("meetings.plan.newIn", { place: place.name }),
      lead: process.title,
      action: `/gestion/reuniones/nueva/${process.slug}/${place.slug}`,
      form,
      entity: ctx.entity,
      territory: place,
      organisations: await listOrganisationsIn(ctx.db, [place.code]),
    }),
  };
}

export const planForm = get({
  path: "/gestion/reuniones/nueva/:slug/:place",
  access: "meetings.run",
  params: whereParams,
  handle: (ctx, { params }) => newPage(ctx, params),
});

export const plan = post({
  path: "/gestion/reuniones/nueva/:slug/:place",
  access: "meetings.run",
  params: whereParams,
  body: planFields,
  handle: async (ctx, tx, { params, body }) => {
    const { process, place } = await whereOf(ctx, params);
    const id = await planMeeting(tx, ctx, process, place.code, readPlan(body, ctx.entity.timeZone));
    return redirect(`/gestion/reuniones/${id}`);
  },
  invalid: (ctx, { params }, form) => newPage(ctx, params, form),
});

const params = z.object({ id: z.coerce.number().int().positive() });

async function editPage(ctx: Context, id: number, form?: FormState): Promise<PageAnswer> {
  const meeting = await getMeeting(ctx.db, id);
  ctx.authority.require("meetings.run", { territory: meeting.territory });
  const territory = ctx.entity.territory(meeting.territory);
  return {
    kind: "page",
    title: t("meetings.plan.edit", { title: meeting.title }),
    staff: true,
    section: "meetings",
    crumbs: [
      { text: t("meetings.desk.title"), path: "/gestion/reuniones" },
      { text: meeting.title, written: true, path: `/gestion/reuniones/${id}` },
      { text: t("meetings.plan.editCrumb") },
    ],
    body: PlanForm({
      title: t("meetings.plan.edit", { title: meeting.title }),
      lead: t("meetings.plan.editLead"),
      action: `/gestion/reuniones/${id}/editar`,
      form: await withSeen(ctx.db, id, form ?? filledPlan(meeting, await listHosts(ctx.db, id), ctx.entity.timeZone)),
      entity: ctx.entity,
      territory,
      organisations: await listOrganisationsIn(ctx.db, [territory.code]),
    }),
  };
}

export const editForm = get({
  path: "/gestion/reuniones/:id/editar",
  access: "meetings.run",
  params,
  handle: (ctx, input) => editPage(ctx, input.params.id),
});

export const edit = post({
  path: "/gestion/reuniones/:id/editar",
  access: "meetings.run",
  params,
  body: planFields.extend(seenField),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await lockMeeting(tx, ctx, id);
    await requireUnwritten(tx, id, body.seen);
    await editMeeting(tx, ctx, id, readPlan(body, ctx.entity.timeZone));
    return redirect(`/gestion/reuniones/${id}`);
  },
  invalid: (ctx, input, form) => editPage(ctx, input.params.id, form),
});
