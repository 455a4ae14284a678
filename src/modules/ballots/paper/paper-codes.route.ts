import { z } from "zod";
import type { Territory } from "#core/territory/index.ts";
import { findProcess, type Process } from "#modules/processes/index.ts";
import { code, FormState, textField, wholeNumber } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { findBallot } from "../ballots.sql.ts";
import { cancelBatch, isUseful, listBatches, MAX_BATCH, printBatch } from "./paper-codes.ts";
import { PaperDesk, PaperSheet } from "./paper-codes.view.tsx";

const params = z.object({ slug: z.string() });

/** Who prints need not be who prepares: a facilitator prints for the places where they work. */
async function processOf(ctx: Context, slug: string): Promise<Process> {
  ctx.authority.require("ballots.print");
  const process = await findProcess(ctx.db, slug);
  if (process === undefined || process.state === "draft") throw notFound();
  return process;
}

function placesOf(ctx: Context, process: Process): Territory[] {
  return [...process.phases.keys()]
    .flatMap((territory) => ctx.entity.find(territory) ?? [])
    .filter((territory) => ctx.authority.may("ballots.print", { territory: territory.code }));
}

function frame(process: Process) {
  return {
    kind: "page",
    title: t("ballots.paper.title"),
    staff: true,
    section: "processes",
    crumbs: [
      { text: t("processes.prepare.list"), path: "/gestion/procesos" },
      { text: process.title, written: true, path: `/gestion/procesos/${process.slug}` },
      { text: t("ballots.paper.title") },
    ],
  } as const;
}

async function page(ctx: Context, slug: string, form = new FormState()): Promise<PageAnswer> {
  const process = await processOf(ctx, slug);
  const ballot = await findBallot(ctx.db, process.id);
  const batches = ballot === undefined ? [] : await listBatches(ctx.db, ballot.id);
  const places = placesOf(ctx, process);
  const mine = new Set<string | null>(places.map((territory) => territory.code));
  return {
    ...frame(process),
    body: PaperDesk({
      process,
      entity: ctx.entity,
      places: places.filter((territory) => isUseful(process, territory.code, ctx.now)),
      batches: batches.filter((batch) => batch.territory === null || mine.has(batch.territory)),
      next: String(batches.length + 1),
      form,
    }),
  };
}

export const paperDesk = get({
  path: "/gestion/procesos/:slug/codigos",
  access: "ballots.print",
  params,
  handle: (ctx, input) => page(ctx, input.params.slug),
});

/** Answers with the sheet itself: going elsewhere first would mean keeping the codes somewhere. */
export const printCodes = post({
  path: "/gestion/procesos/:slug/codigos",
  access: "ballots.print",
  params,
  body: z.object({
    territory: code("ballots.paper.place.missing"),
    count: wholeNumber({ min: 1, max: MAX_BATCH, message: "ballots.paper.count.wrong" }),
    batch: textField({ max: 40, required: "common.unknownChoice" }),
  }),
  handle: async (ctx, tx, { params: given, body }) => {
    const process = await processOf(ctx, given.slug);
    const territory = ctx.entity.find(body.territory);
    if (territory === undefined || !process.phases.has(territory.code)) {
      throw new Problem(400, "ballots.paper.place.missing", { field: "territory" });
    }
    const codes = await printBatch(tx, ctx, process, {
      name: body.batch,
      territory: territory.code,
      count: body.count,
    });
    return {
      ...frame(process),
      title: t("ballots.paper.sheetTitle", { batch: body.batch, place: territory.name }),
      islands: ["plaza"],
      body: PaperSheet({ process, territory, batch: body.batch, codes, publicUrl: ctx.publicUrl }),
    };
  },
  invalid: (ctx, input, form) => page(ctx, input.params.slug, form),
});

export const cancelCodes = post({
  path: "/gestion/procesos/:slug/codigos/anular",
  access: "ballots.print",
  params,
  body: z.object({
    batch: textField({ max: 40, required: "common.unknownChoice" }),
    reason: textField({
      min: 5,
      max: 300,
      required: "ballots.paper.reason.missing",
      short: "ballots.paper.reason.missing",
    }),
  }),
  handle: async (ctx, tx, { params: given, body }) => {
    const process = await processOf(ctx, given.slug);
    await cancelBatch(tx, ctx, process, { name: body.batch, reason: body.reason });
    return redirect(`/gestion/procesos/${given.slug}/codigos`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.slug, form),
});
