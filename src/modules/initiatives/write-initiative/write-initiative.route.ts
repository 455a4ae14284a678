import { z } from "zod";
import { listDemandsById } from "#modules/demands/index.ts";
import { findProcess, getProcess, type Process } from "#modules/processes/index.ts";
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
import { type Context, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { FEASIBILITIES, listInitiatives, lockInitiative } from "../initiatives.sql.ts";
import { addNeeds, publishInitiative, writeInitiative } from "./write-initiative.ts";
import { InitiativeForm } from "./write-initiative.view.tsx";

const MAX_COST = 10_000_000_000_000;
const slugParams = z.object({ slug: z.string() });
export const ids = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.coerce.number("demands.join.chooseSome").int().positive()).min(1, "demands.join.chooseSome").max(500),
);

async function formPage(ctx: Context, slug: string, form: FormState): Promise<PageAnswer> {
  const process = await getOpenProcess(ctx, slug);
  const demands = await listDemandsById(ctx.db, form.values("d").map(Number).filter(Number.isSafeInteger));
  const drafts = await listInitiatives(ctx.db, { processId: process.id, states: ["draft"] });
  return {
    kind: "page",
    title: t("initiatives.write.title"),
    staff: true,
    section: "initiatives",
    crumbs: [
      { text: process.title, written: true, path: `/gestion/necesidades/${process.slug}` },
      { text: t("initiatives.write.title") },
    ],
    body: InitiativeForm({ process, demands, drafts, form, entity: ctx.entity }),
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

/** What the form of an initiative holds: a new one and a draft that is corrected. */
export const initiativeBody = z.object({
  d: ids,
  territory: code("initiatives.write.territory.missing"),
  title: textField({
    min: 5,
    max: 120,
    required: "initiatives.write.name.missing",
    short: "initiatives.write.name.missing",
  }).refine(fits(160), "common.tooLong"),
  text: textField({
    min: 10,
    max: 3000,
    required: "initiatives.write.text.missing",
    short: "initiatives.write.text.missing",
  }).refine(fits(4000), "common.tooLong"),
  place: optionalText(160),
  sector: code("initiatives.write.sector.missing"),
  right: optionalCode(),
  cost: optionalWholeNumber({ min: 1, max: MAX_COST, message: "initiatives.write.cost.wrong" }),
  agency: code("initiatives.write.agency.missing"),
  feasibility: choice(FEASIBILITIES, "initiatives.write.feasibility.missing"),
  feasibilityNote: optionalText(600),
});

/** One letter as people see it may be many characters; the table takes these. */
function fits(characters: number): (text: string) => boolean {
  return (text) => [...text].length <= characters;
}

/** @throws Problem 400 for codes that the entity does not offer today. */
export function checkCodes({ entity }: Context, body: z.infer<typeof initiativeBody>): void {
  const { sectors, agencies, rights } = entity.catalogs;
  if (!sectors.offers(body.sector)) throw unknown("sector");
  if (!agencies.offers(body.agency)) throw unknown("agency");
  if (body.right !== undefined && !rights.offers(body.right)) throw unknown("right");
}

export const write = post({
  path: "/gestion/iniciativas/:slug",
  access: "initiatives.write",
  params: slugParams,
  body: initiativeBody,
  handle: async (ctx, tx, { params, body }) => {
    const process = await getOpenProcess(ctx, params.slug);
    checkCodes(ctx, body);
    const id = await writeInitiative(tx, ctx, process, { ...body, demands: body.d });
    return redirect(`/gestion/iniciativas#i${id}`);
  },
  invalid: (ctx, { params }, form) => formPage(ctx, params.slug, form),
});

function unknown(field: string): Problem {
  return new Problem(400, "common.unknownChoice", { field });
}

/** From the same page: the chosen needs enter a draft that exists already. */
export const addToDraft = post({
  path: "/gestion/iniciativas/sumar/:slug",
  access: "initiatives.write",
  params: slugParams,
  body: z.object({ d: ids, draft: code("initiatives.add.missing") }),
  handle: async (ctx, tx, { body }) => {
    const initiative = /^\d{1,15}$/.test(body.draft) ? await lockInitiative(tx, Number(body.draft)) : undefined;
    if (initiative === undefined) throw new Problem(400, "initiatives.add.missing", { field: "draft" });
    await addNeeds(tx, ctx, initiative, body.d);
    return redirect(`/gestion/iniciativas/${initiative.id}/editar`);
  },
  invalid: (ctx, { params }, form) => formPage(ctx, params.slug, form),
});

export const publish = post({
  path: "/gestion/iniciativas/:id/publicar",
  access: "initiatives.publish",
  params: z.object({ id: z.coerce.number().int().positive() }),
  body: z.object({}),
  handle: async (ctx, tx, { params }) => {
    const initiative = await lockInitiative(tx, params.id);
    if (initiative === undefined) throw notFound();
    await publishInitiative(tx, ctx, await getProcess(tx, initiative.processId), initiative);
    return redirect(`/gestion/iniciativas#i${params.id}`);
  },
});
