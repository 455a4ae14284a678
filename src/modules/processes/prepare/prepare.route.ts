import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { requireUnwritten, seenField, withSeen } from "#core/trace/index.ts";
import { instantOf, isLocalTime, localTime } from "#platform/clock/zone.ts";
import { choice, choices, FormState, optionalText, textField, wholeNumber } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { getProcessForStaff } from "../find.ts";
import { CYCLE_PHASES, LEVELS, outOfOrder, PHASES, type PhaseDates, type Process, VERIFICATIONS } from "../process.ts";
import { listAllProcesses } from "../processes.sql.ts";
import { copyOf, suggestedDates, textOf } from "./begin-form.ts";
import { changeDates, closeProcess, createProcess, editDraft, publishProcess } from "./prepare.ts";
import { DatesForm, ProcessAdmin, ProcessForm, ProcessList } from "./prepare.view.tsx";

const slugParams = z.object({ slug: z.string() });
const crumbs = () => [{ text: t("processes.prepare.list"), path: "/gestion/procesos" }];

export const listForStaff = get({
  path: "/gestion/procesos",
  access: "processes.prepare",
  handle: async (ctx) => ({
    kind: "page",
    title: t("processes.prepare.list"),
    staff: true,
    section: "processes",
    body: ProcessList({
      processes: await listAllProcesses(ctx.db),
      mayPrepare: ctx.authority.mayWhole("processes.prepare"),
    }),
  }),
});

/** The dates of the five phases, each missing one told at its own field. */
function requireDates(body: Record<string, unknown>, issues: z.core.$RefinementCtx): void {
  for (const field of PHASES.flatMap((phase) => [`${phase}-opens`, `${phase}-closes`])) {
    if (isLocalTime(String(body[field] ?? ""))) continue;
    issues.addIssue({ code: "custom", path: [field], message: "processes.prepare.dates.missing" });
  }
}

function phasesFrom(body: Record<string, unknown>, timeZone: string): PhaseDates[] {
  const phases = PHASES.map((phase) => {
    const opensAt = instantOf(String(body[`${phase}-opens`]), timeZone);
    const closesAt = instantOf(String(body[`${phase}-closes`]), timeZone);
    if (opensAt >= closesAt) throw new Problem(400, "processes.prepare.dates.order", { field: `${phase}-closes` });
    return { phase, opensAt, closesAt };
  });
  const early = outOfOrder(phases);
  if (early !== undefined) throw new Problem(400, "processes.prepare.dates.sequence", { field: `${early}-opens` });
  return phases;
}

const textFields = {
  title: textField({
    min: 5,
    max: 120,
    required: "processes.prepare.title.missing",
    short: "processes.prepare.title.missing",
  }),
  purpose: textField({
    min: 10,
    max: 1000,
    required: "processes.prepare.purpose.missing",
    short: "processes.prepare.purpose.missing",
  }),
  level: choice(LEVELS, "common.unknownChoice"),
  cyclePhase: choice(CYCLE_PHASES, "common.unknownChoice"),
  choices: wholeNumber({ min: 1, max: 20, message: "processes.prepare.choices.wrong" }),
  winners: wholeNumber({ min: 1, max: 50, message: "processes.prepare.winners.wrong" }),
  verification: choice(VERIFICATIONS, "common.unknownChoice"),
  rules: optionalText(4000),
  territories: choices(2000),
};
const newBody = z.looseObject(textFields).superRefine(requireDates);

async function newPage(ctx: Context, form: FormState): Promise<PageAnswer> {
  return {
    kind: "page",
    title: t("processes.prepare.new"),
    staff: true,
    section: "processes",
    crumbs: [...crumbs(), { text: t("processes.prepare.new") }],
    body: ProcessForm({ form, entity: ctx.entity }),
  };
}

export const newForm = get({
  path: "/gestion/procesos/nuevo",
  access: "processes.prepare",
  query: z.object({ copia: z.string().max(80).optional().catch(undefined) }),
  handle: async (ctx, { query }) => {
    // Before anything is typed: whoever may not save it is not asked for it.
    ctx.authority.requireWhole("processes.prepare");
    if (query.copia !== undefined) return newPage(ctx, await copyOf(ctx, query.copia));
    return newPage(
      ctx,
      FormState.filled({
        choices: 5,
        winners: 5,
        level: "planning",
        cyclePhase: "formulation",
        verification: "none",
        territories: ctx.entity.participationTerritories().map((territory) => territory.code),
        ...suggestedDates(ctx.now, ctx.entity),
      }),
    );
  },
});

export const create = post({
  path: "/gestion/procesos/nuevo",
  access: "processes.prepare",
  body: newBody,
  handle: async (ctx, tx, { body }) => {
    const territories = knownTerritories(ctx.entity, body.territories);
    const phases = phasesFrom(body, ctx.entity.timeZone);
    const { slug } = await createProcess(tx, ctx, { ...body, rules: body.rules ?? "", territories, phases });
    return redirect(`/gestion/procesos/${slug}`);
  },
  invalid: (ctx, _input, form) => newPage(ctx, form),
});

async function editPage(ctx: Context, slug: string, given?: FormState): Promise<PageAnswer> {
  const process = await getProcessForStaff(ctx.db, slug, ctx.authority);
  if (process.state !== "draft") throw notFound();
  const { phases, ...values } = process;
  const territories = [...phases.keys()].filter((code) => code !== ctx.entity.root.code);
  const form = await withSeen(ctx.db, process.id, given ?? FormState.filled({ ...textOf(values), territories }));
  return {
    kind: "page",
    title: t("processes.prepare.edit"),
    staff: true,
    section: "processes",
    crumbs: [
      ...crumbs(),
      { text: process.title, written: true, path: `/gestion/procesos/${process.slug}` },
      { text: t("processes.prepare.edit") },
    ],
    body: ProcessForm({ form, entity: ctx.entity, editing: process.slug }),
  };
}

export const editForm = get({
  path: "/gestion/procesos/:slug/editar",
  access: "processes.prepare",
  params: slugParams,
  handle: (ctx, { params }) => {
    ctx.authority.requireWhole("processes.prepare");
    return editPage(ctx, params.slug);
  },
});

export const edit = post({
  path: "/gestion/procesos/:slug/editar",
  access: "processes.prepare",
  params: slugParams,
  body: z.object({ ...textFields, ...seenField }),
  handle: async (ctx, tx, { params, body }) => {
    const process = await getProcessForStaff(tx, params.slug, ctx.authority);
    await requireUnwritten(tx, process.id, body.seen);
    const territories = knownTerritories(ctx.entity, body.territories);
    await editDraft(tx, ctx, process, { ...body, rules: body.rules ?? "", territories });
    return redirect(`/gestion/procesos/${params.slug}`);
  },
  invalid: (ctx, { params }, form) => editPage(ctx, params.slug, form),
});

/** Every code must be a territory where people take part, and there must be one. */
function knownTerritories(entity: Entity, codes: readonly string[]): readonly string[] {
  if (codes.length === 0 || codes.some((code) => !entity.isParticipationTerritory(code))) {
    throw new Problem(400, "processes.prepare.territories.missing", { field: "territories" });
  }
  return codes;
}

export const administer = get({
  path: "/gestion/procesos/:slug",
  access: "processes.prepare",
  params: slugParams,
  handle: async (ctx, { params }) => adminPage(ctx, await getProcessForStaff(ctx.db, params.slug, ctx.authority)),
});

function adminPage(ctx: Context, process: Process, form = new FormState()): PageAnswer {
  return {
    kind: "page",
    title: process.title,
    staff: true,
    section: "processes",
    crumbs: [...crumbs(), { text: process.title, written: true }],
    body: ProcessAdmin({
      process,
      entity: ctx.entity,
      now: ctx.now,
      whole: ctx.authority.mayWhole("processes.publish"),
      form,
    }),
  };
}

export const publish = post({
  path: "/gestion/procesos/:slug/publicar",
  access: "processes.publish",
  params: slugParams,
  body: z.object({}),
  handle: async (ctx, tx, { params }) => {
    await publishProcess(tx, ctx, await getProcessForStaff(tx, params.slug, ctx.authority));
    return redirect(`/gestion/procesos/${params.slug}`);
  },
  invalid: async (ctx, { params }, form) =>
    adminPage(ctx, await getProcessForStaff(ctx.db, params.slug, ctx.authority), form),
});

export const close = post({
  path: "/gestion/procesos/:slug/cerrar",
  access: "processes.publish",
  params: slugParams,
  body: z.object({}),
  handle: async (ctx, tx, { params }) => {
    await closeProcess(tx, ctx, await getProcessForStaff(tx, params.slug, ctx.authority));
    return redirect(`/gestion/procesos/${params.slug}`);
  },
  invalid: async (ctx, { params }, form) =>
    adminPage(ctx, await getProcessForStaff(ctx.db, params.slug, ctx.authority), form),
});

const datesParams = z.object({ slug: z.string(), territory: z.string() });

async function datesPage(
  ctx: Context,
  params: { slug: string; territory: string },
  form?: FormState,
): Promise<PageAnswer> {
  const process = await getProcessForStaff(ctx.db, params.slug, ctx.authority);
  const dates = process.phases.get(params.territory);
  const territory = ctx.entity.find(params.territory);
  if (dates === undefined || territory === undefined) throw notFound();
  const zone = ctx.entity.timeZone;
  const values = Object.fromEntries(
    dates.flatMap((one) => [
      [`${one.phase}-opens`, localTime(one.opensAt, zone)],
      [`${one.phase}-closes`, localTime(one.closesAt, zone)],
    ]),
  );
  return {
    kind: "page",
    title: t("processes.prepare.datesOf", { place: territory.name }),
    staff: true,
    section: "processes",
    crumbs: [
      ...crumbs(),
      { text: process.title, written: true, path: `/gestion/procesos/${process.slug}` },
      { text: territory.name },
    ],
    body: DatesForm({
      process,
      territory,
      form: await withSeen(ctx.db, process.id, form ?? FormState.filled(values)),
    }),
  };
}

export const editDates = get({
  path: "/gestion/procesos/:slug/fechas/:territory",
  access: "processes.prepare",
  params: datesParams,
  handle: (ctx, { params }) => datesPage(ctx, params),
});

export const saveDates = post({
  path: "/gestion/procesos/:slug/fechas/:territory",
  access: "processes.prepare",
  params: datesParams,
  body: z
    .looseObject({
      ...seenField,
      reason: textField({ min: 3, max: 500, required: "processes.prepare.dates.reasonMissing" }),
    })
    .superRefine(requireDates),
  handle: async (ctx, tx, { params, body }) => {
    const process = await getProcessForStaff(tx, params.slug, ctx.authority);
    if (!process.phases.has(params.territory)) throw notFound();
    await requireUnwritten(tx, process.id, body.seen);
    const phases = phasesFrom(body, ctx.entity.timeZone);
    await changeDates(tx, ctx, process, { territory: params.territory, phases, reason: body.reason });
    return redirect(`/gestion/procesos/${params.slug}`);
  },
  invalid: (ctx, { params }, form) => datesPage(ctx, params, form),
});
