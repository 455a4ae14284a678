import { z } from "zod";
import { listDemandsById } from "#modules/demands/index.ts";
import { findProcess, getProcess, listAllProcesses, type Process } from "#modules/processes/index.ts";
import {
  choice,
  code,
  FormState,
  optionalCode,
  optionalText,
  optionalWholeNumber,
  textField,
} from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { FEASIBILITIES, findInitiative, listInitiatives } from "../initiatives.sql.ts";
import { publishInitiative, writeInitiative } from "./write-initiative.ts";
import { InitiativeForm, InitiativeList } from "./write-initiative.view.tsx";

const MAX_COST = 10_000_000_000_000;
const slugParams = z.object({ slug: z.string() });
const ids = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.coerce.number("demands.join.chooseSome").int().positive()).min(1, "demands.join.chooseSome").max(500),
);

export const listForStaff = get({
  path: "/gestion/iniciativas",
  access: "initiatives.write",
  handle: async (ctx) => {
    const processes = (await listAllProcesses(ctx.db)).filter((process) => process.state === "published");
    const groups = await Promise.all(
      processes.map(async (process) => ({
        process,
        initiatives: await listInitiatives(ctx.db, { processId: process.id, states: ["draft", "published"] }),
      })),
    );
    return {
      kind: "page",
      title: t("initiatives.write.list"),
      staff: true,
      section: "initiatives",
      body: InitiativeList({ groups, entity: ctx.entity, form: new FormState() }),
    };
  },
});

async function formPage(ctx: Context, slug: string, form: FormState): Promise<PageAnswer> {
  const process = await getOpenProcess(ctx, slug);
  const demands = await listDemandsById(ctx.db, form.values("d").map(Number).filter(Number.isSafeInteger));
  return {
    kind: "page",
    title: t("initiatives.write.title"),
    staff: true,
    section: "initiatives",
    crumbs: [
      { text: process.title, path: `/gestion/necesidades/${process.slug}` },
      { text: t("initiatives.write.title") },
    ],
    body: InitiativeForm({ process, demands, form, entity: ctx.entity }),
  };
}

async function getOpenProcess(ctx: Context, slug: string): Promise<Process> {
  const process = await findProcess(ctx.db, slug);
  if (process === undefined || process.state !== "published") throw notFound();
  return process;
}

/** Comes from the analyst's list with the needs that were chosen there: a POST that changes nothing. */
export const startWriting = post({
  path: "/gestion/iniciativas/nueva/:slug",
  access: "initiatives.write",
  params: slugParams,
  body: z.object({ d: ids, sector: optionalCode(), right: optionalCode() }),
  handle: async (ctx, _tx, { params, body }) => {
    const [first] = await listDemandsById(ctx.db, body.d);
    return formPage(
      ctx,
      params.slug,
      FormState.filled({
        d: body.d.map(String),
        territory: first?.territory,
        place: first?.place,
        sector: body.sector ?? first?.sector,
        right: body.right ?? first?.right,
        feasibility: "studying",
      }),
    );
  },
  invalid: (ctx, { params }, form) => formPage(ctx, params.slug, form),
});

export const write = post({
  path: "/gestion/iniciativas/:slug",
  access: "initiatives.write",
  params: slugParams,
  body: z.object({
    d: ids,
    territory: code("initiatives.write.territory.missing"),
    title: textField({
      min: 5,
      max: 120,
      required: "initiatives.write.name.missing",
      short: "initiatives.write.name.missing",
    }),
    text: textField({
      min: 10,
      max: 3000,
      required: "initiatives.write.text.missing",
      short: "initiatives.write.text.missing",
    }),
    place: optionalText(160),
    sector: code("initiatives.write.sector.missing"),
    right: optionalCode(),
    cost: optionalWholeNumber({ min: 1, max: MAX_COST, message: "initiatives.write.cost.wrong" }),
    agency: code("initiatives.write.agency.missing"),
    feasibility: choice(FEASIBILITIES, "initiatives.write.feasibility.missing"),
    feasibilityNote: optionalText(600),
  }),
  handle: async (ctx, tx, { params, body }) => {
    const process = await getOpenProcess(ctx, params.slug);
    const { entity } = ctx;
    if (!entity.sectors().some((sector) => sector.code === body.sector)) throw unknown("sector");
    if (!entity.agencies().some((agency) => agency.code === body.agency)) throw unknown("agency");
    if (body.right !== undefined && !entity.rights().some((right) => right.code === body.right)) throw unknown("right");
    const id = await writeInitiative(tx, ctx, process, { ...body, demands: body.d });
    return redirect(`/gestion/iniciativas#i${id}`);
  },
  invalid: (ctx, { params }, form) => formPage(ctx, params.slug, form),
});

function unknown(field: string): Problem {
  return new Problem(400, "common.unknownChoice", { field });
}

export const publish = post({
  path: "/gestion/iniciativas/:id/publicar",
  access: "initiatives.publish",
  params: z.object({ id: z.coerce.number().int().positive() }),
  body: z.object({}),
  handle: async (ctx, tx, { params }) => {
    const initiative = await findInitiative(tx, params.id);
    if (initiative === undefined) throw notFound();
    await publishInitiative(tx, ctx, await getProcess(tx, initiative.processId), initiative);
    return redirect(`/gestion/iniciativas#i${params.id}`);
  },
});
