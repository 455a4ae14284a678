import { z } from "zod";
import { getProcess, getPublicProcess } from "#modules/processes/index.ts";
import { FormState } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { countBehind, findInitiative, type Initiative, listInitiatives, lockInitiative } from "../initiatives.sql.ts";
import { CRITERIA, type Criterion } from "./criteria.ts";
import { ScoreForm } from "./score-form.view.tsx";
import { fixWeights, type NewScore, scoreInitiative } from "./score-initiatives.ts";
import { ScoreList } from "./score-list.view.tsx";
import { findMethod, listScores, scoreTable } from "./scores.sql.ts";

const slugParams = z.object({ slug: z.string() });
const idParams = z.object({ id: z.coerce.number().int().positive() });
const one = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const blank = (value: unknown): unknown => (one(value) === "" || one(value) === null ? undefined : one(value));

async function listPage(
  ctx: Context,
  slug: string,
  query: { lugar?: string; pagina: number },
  form = new FormState(),
): Promise<PageAnswer> {
  const process = await getPublicProcess(ctx.db, slug);
  const initiatives = await listInitiatives(ctx.db, { processId: process.id, states: ["draft", "published"] });
  const shown = initiatives.filter(({ territory }) => ctx.authority.may("initiatives.score", { territory }));
  const ids = shown.map(({ id }) => id);
  return {
    kind: "page",
    title: `${t("initiatives.score.list")}: ${process.title}`,
    staff: true,
    section: "initiatives",
    crumbs: [
      { text: t("initiatives.write.list"), path: "/gestion/iniciativas" },
      { text: t("initiatives.score.list") },
    ],
    body: ScoreList({
      process,
      method: await findMethod(ctx.db, process.id),
      initiatives: shown,
      scores: scoreTable(await listScores(ctx.db, ids)),
      place: query.lugar,
      page: query.pagina,
      form,
      entity: ctx.entity,
      mayFix: ctx.authority.mayWhole("initiatives.method"),
    }),
  };
}

/** What is to be scored; before the weights are fixed, the form that fixes them. */
export const scoreList = get({
  path: "/gestion/iniciativas/puntuar/:slug",
  access: "initiatives.score",
  params: slugParams,
  query: z.object({
    lugar: z.string().max(60).optional().catch(undefined),
    pagina: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
  }),
  handle: (ctx, { params, query }) => listPage(ctx, params.slug, query),
});

const weight = z.preprocess(
  (value) => blank(value) ?? 0,
  z.coerce
    .number("initiatives.method.wrongWeight")
    .int("initiatives.method.wrongWeight")
    .min(0, "initiatives.method.wrongWeight")
    .max(100, "initiatives.method.wrongWeight"),
);

// The keys are the criteria themselves.
const weightsBody = z.object(
  Object.fromEntries(CRITERIA.map((criterion) => [criterion, weight])) as Record<Criterion, typeof weight>,
);

export const fix = post({
  path: "/gestion/iniciativas/puntuar/:slug",
  access: "initiatives.method",
  params: slugParams,
  body: weightsBody,
  handle: async (ctx, tx, { params: { slug }, body }) => {
    const process = await getPublicProcess(tx, slug);
    await fixWeights(tx, ctx, process, new Map(CRITERIA.map((criterion) => [criterion, body[criterion]])));
    return redirect(`/gestion/iniciativas/puntuar/${slug}`);
  },
  invalid: (ctx, { params }, form) => listPage(ctx, params.slug, { pagina: 1 }, form),
});

async function getScorable(ctx: Context, id: number): Promise<Initiative> {
  const initiative = await findInitiative(ctx.db, id);
  if (initiative === undefined || initiative.state === "withdrawn") throw notFound();
  ctx.authority.require("initiatives.score", { territory: initiative.territory });
  return initiative;
}

async function formPage(ctx: Context, id: number, given?: FormState): Promise<PageAnswer> {
  const initiative = await getScorable(ctx, id);
  const process = await getProcess(ctx.db, initiative.processId);
  const method = await findMethod(ctx.db, process.id);
  const scores = await listScores(ctx.db, [id]);
  const filled = scores.flatMap(({ criterion, score, note }) => [
    [`s-${criterion}`, score] as const,
    [`n-${criterion}`, note] as const,
  ]);
  return {
    kind: "page",
    title: `${t("initiatives.score.title")}: ${initiative.title}`,
    staff: true,
    section: "initiatives",
    crumbs: [
      { text: t("initiatives.score.list"), path: `/gestion/iniciativas/puntuar/${process.slug}` },
      { text: initiative.title, written: true },
    ],
    islands: ["plaza"],
    body: ScoreForm({
      initiative,
      process,
      method,
      scores,
      form: given ?? FormState.filled(Object.fromEntries(filled)),
      entity: ctx.entity,
      voices: (await countBehind(ctx.db, [id])).get(id),
    }),
  };
}

export const scoreForm = get({
  path: "/gestion/iniciativas/:id/puntuar",
  access: "initiatives.score",
  params: idParams,
  handle: (ctx, { params }) => formPage(ctx, params.id),
});

/** Besides these, one pair of fields for each criterion. */
const scoreBody = z.looseObject({ seen: z.preprocess(one, z.coerce.number().int().nonnegative().catch(0)) });

/** The criteria that were given a score, each with its note. @throws Problem 400 with the field of the first that lacks something. */
function readScores(body: Record<string, unknown>): NewScore[] {
  return CRITERIA.flatMap((criterion) => {
    const score = blank(body[`s-${criterion}`]);
    const note = String(blank(body[`n-${criterion}`]) ?? "").trim();
    if (score === undefined && note === "") return [];
    if (!/^[1-5]$/.test(String(score ?? ""))) {
      throw new Problem(400, "initiatives.score.missing", { field: `s-${criterion}` });
    }
    if (note.length < 3 || note.length > 1000) {
      throw new Problem(400, "initiatives.score.note.missing", { field: `n-${criterion}` });
    }
    return [{ criterion, score: Number(score), note }];
  });
}

export const score = post({
  path: "/gestion/iniciativas/:id/puntuar",
  access: "initiatives.score",
  params: idParams,
  body: scoreBody,
  handle: async (ctx, tx, { params, body }) => {
    const initiative = await lockInitiative(tx, params.id);
    if (initiative === undefined) throw notFound();
    const process = await getProcess(tx, initiative.processId);
    await scoreInitiative(tx, ctx, { process, initiative, seen: body.seen }, readScores(body));
    return redirect(`/gestion/iniciativas/puntuar/${process.slug}?lugar=${initiative.territory}`);
  },
  invalid: (ctx, { params }, form) => formPage(ctx, params.id, form),
});
