import { z } from "zod";
import { shuffle } from "#analysis/shuffle/shuffle.ts";
import type { Territory } from "#core/territory/index.ts";
import { participantKey } from "#core/trace/index.ts";
import { type Initiative, listInitiatives } from "#modules/initiatives/index.ts";
import { getPublicProcess, isOpen, type Process } from "#modules/processes/index.ts";
import { choices, FormState } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, postBatched, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { findBallot, findVote, hasFewVotes } from "../ballots.sql.ts";
import { getBallot } from "../close/close-ballot.ts";
import { NotOpen, titleOfNotOpen } from "./not-open.view.tsx";
import { ReviewVote } from "./review.view.tsx";
import { verifyPage } from "./verify.route.ts";
import { ChooseBar, ChooseInitiatives } from "./vote.view.tsx";
import { findVoter } from "./voter.ts";

const RECEIPT_SECONDS = 15 * 60;
/** No ballot lets anybody choose more than twenty: longer lists were not made by our page. */
const MAX_CHOICES = 60;
const params = z.object({ slug: z.string(), place: z.string() });
type Params = z.infer<typeof params>;

function territoryOf(ctx: Context, process: Process, slug: string): Territory {
  const territory = ctx.entity.bySlug(slug);
  if (territory === undefined || !process.phases.has(territory.code)) throw notFound();
  return territory;
}

async function place(ctx: Context, given: Params): Promise<{ process: Process; territory: Territory }> {
  const process = await getPublicProcess(ctx.db, given.slug);
  return { process, territory: territoryOf(ctx, process, given.place) };
}

function frame(process: Process, territory: Territory) {
  return {
    kind: "page",
    section: "participate",
    crumbs: [
      { text: process.title, written: true, path: `/procesos/${process.slug}` },
      { text: territory.name, path: `/procesos/${process.slug}/${territory.slug}` },
      { text: t("ballots.vote.crumb") },
    ],
  } as const;
}

/** In an order of their own for each person, the same each time they come back. */
async function listShuffled(
  ctx: Context,
  process: Process,
  territory: Territory,
  voter: Buffer,
): Promise<Initiative[]> {
  const initiatives = await listInitiatives(ctx.db, {
    processId: process.id,
    territory: territory.code,
    states: ["published"],
  });
  return shuffle(initiatives, `${voter.toString("hex")}:${territory.code}`);
}

async function page(ctx: Context, given: Params, form?: FormState): Promise<PageAnswer> {
  const { process, territory } = await place(ctx, given);
  const voter = findVoter(ctx, process);
  const open = isOpen(process, territory.code, "vote", ctx.now);
  if (voter === undefined && open) return verifyPage(ctx, process, territory, { form });
  const ballot = await findBallot(ctx.db, process.id);
  const before = ballot && voter && (await findVote(ctx.db, ballot.id, voter.key));
  const initiatives = await listShuffled(ctx, process, territory, voter?.key ?? ctx.browser.bits());
  const mine = before?.territory === territory.code ? before.choices.map(String) : [];
  const props = {
    process,
    territory,
    entity: ctx.entity,
    initiatives,
    form: form ?? FormState.filled({ choices: mine }),
    before,
  };
  if (!open) {
    const title = titleOfNotOpen(props, ctx.now);
    return { ...frame(process, territory), title, body: NotOpen({ ...props, now: ctx.now }) };
  }
  return {
    ...frame(process, territory),
    title: t("ballots.vote.title", { n: process.choices, place: territory.name }),
    islands: ["plaza"],
    body: ChooseInitiatives(props),
    bar: initiatives.length > 0 ? ChooseBar(props) : undefined,
  };
}

/** What was chosen, together and in order, before it is sent. */
async function review(ctx: Context, given: Params, chosen: readonly number[]): Promise<PageAnswer> {
  const { process, territory } = await place(ctx, given);
  const voter = findVoter(ctx, process);
  if (voter === undefined) return verifyPage(ctx, process, territory, {});
  const offered = await listShuffled(ctx, process, territory, voter.key);
  const initiatives = offered.filter((initiative) => chosen.includes(initiative.id));
  if (initiatives.length < chosen.length) throw new Problem(409, "ballots.vote.gone", { field: "choices" });
  if (!isOpen(process, territory.code, "vote", ctx.now)) throw new Problem(409, "processes.closed.vote");
  const ballot = await findBallot(ctx.db, process.id);
  return {
    ...frame(process, territory),
    title: t("ballots.review.title"),
    body: ReviewVote({
      process,
      territory,
      entity: ctx.entity,
      initiatives,
      before: ballot && (await findVote(ctx.db, ballot.id, voter.key)),
      few: ballot === undefined || (await hasFewVotes(ctx.db, ballot.id, territory.code)),
    }),
  };
}

export const voteForm = get({
  path: "/procesos/:slug/:place/votar",
  access: "public",
  params,
  query: z.object({
    /** Somebody else votes with this phone. */
    otro: z.string().optional(),
    /** Paper code of a QR: filled in, and sent by the person. */
    codigo: z.string().max(40).optional(),
    /** What was chosen before a code was asked for. */
    elegidas: z.string().max(400).optional(),
  }),
  handle: async (ctx, { params: given, query }) => {
    if (query.elegidas !== undefined) return page(ctx, given, FormState.filled({ choices: query.elegidas.split(",") }));
    if (query.otro === undefined && query.codigo === undefined) return page(ctx, given);
    const { process, territory } = await place(ctx, given);
    if (process.verification === "none" || !isOpen(process, territory.code, "vote", ctx.now)) return page(ctx, given);
    return verifyPage(ctx, process, territory, { form: FormState.filled({ code: query.codigo }) });
  },
});

/** The button `look` shows other cards or what was chosen; without it the vote is saved. */
export const vote = postBatched({
  path: "/procesos/:slug/:place/votar",
  access: "public",
  params,
  perMinute: 60,
  body: z.object({
    choices: choices(MAX_CHOICES).pipe(
      z.array(
        z.coerce.number<string>("common.unknownChoice").int("common.unknownChoice").positive("common.unknownChoice"),
      ),
    ),
    look: z.preprocess((value) => (Array.isArray(value) ? value[0] : value), z.string().max(300).optional()),
  }),
  handle: async (ctx, { params: given, body }) => {
    const { process, ballotId } = await ctx.votes.find(ctx.db, given.slug);
    const territory = territoryOf(ctx, process, given.place);
    const chosen = [...new Set(body.choices)];
    if (body.look !== undefined && body.look !== "review") {
      return page(ctx, given, FormState.filled({ choices: chosen.map(String), look: body.look }));
    }
    requireChoices(process, chosen);
    if (body.look === "review") return review(ctx, given, chosen);
    const voter = findVoter(ctx, process);
    if (voter === undefined) throw new Problem(409, "ballots.verify.again");
    if (voter.territory !== undefined && voter.territory !== territory.code) {
      throw new Problem(409, "ballots.paper.elsewhere", {
        parameters: { place: ctx.entity.territory(voter.territory).name },
      });
    }
    const cast = await ctx.votes.add({
      process,
      ballotId: ballotId ?? (await ctx.write((tx) => getBallot(tx, process, ctx.now))).id,
      territory: territory.code,
      voter: voter.key,
      paperCode: voter.paperCode,
      participant: participantKey(process.participantKey, ctx.browser.bits()),
      choices: chosen,
      now: ctx.now,
    });
    if (cast.receipt !== undefined) ctx.cookies.set("comprobante", cast.receipt, RECEIPT_SECONDS);
    return redirect(cast.receipt === undefined ? `/procesos/${process.slug}/${territory.slug}/votar` : "/comprobante");
  },
  invalid: (ctx, input, form) => page(ctx, input.params, form),
});

function requireChoices(process: Process, chosen: readonly number[]): void {
  if (chosen.length === 0) throw new Problem(400, "ballots.vote.chooseOne", { field: "choices" });
  if (chosen.length > process.choices) {
    const parameters = { n: process.choices, chosen: chosen.length };
    throw new Problem(400, "ballots.vote.tooMany", { field: "choices", parameters });
  }
}
