import { z } from "zod";
import { shuffle } from "#analysis/shuffle/shuffle.ts";
import type { Territory } from "#core/territory/index.ts";
import { participantKey } from "#core/trace/index.ts";
import { listInitiatives } from "#modules/initiatives/index.ts";
import { getPublicProcess, isOpen, type Process } from "#modules/processes/index.ts";
import { FormState } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, postBatched, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { findBallot, findVote } from "../ballots.sql.ts";
import { getBallot } from "../close/close-ballot.ts";
import { voterKey } from "./cast-vote.ts";
import { ChooseBar, ChooseInitiatives } from "./vote.view.tsx";

const RECEIPT_SECONDS = 15 * 60;
const params = z.object({ slug: z.string(), place: z.string() });
type Params = z.infer<typeof params>;

async function place(ctx: Context, given: Params): Promise<{ process: Process; territory: Territory }> {
  const process = await getPublicProcess(ctx.db, given.slug);
  const territory = ctx.entity.bySlug(given.place);
  if (territory === undefined || !process.phases.has(territory.code)) throw notFound();
  return { process, territory };
}

async function page(ctx: Context, given: Params, form?: FormState): Promise<PageAnswer> {
  const { process, territory } = await place(ctx, given);
  const bits = ctx.browser.bits();
  const voter = voterKey(process, "browser", bits);
  const ballot = await findBallot(ctx.db, process.id);
  const before = ballot && (await findVote(ctx.db, ballot.id, voter));
  const initiatives = await listInitiatives(ctx.db, {
    processId: process.id,
    territory: territory.code,
    states: ["published"],
  });
  const state = form ?? FormState.filled({ choices: before?.choices.map(String) });
  const props = {
    process,
    territory,
    entity: ctx.entity,
    // In an order of their own for each person, the same each time they come back.
    initiatives: shuffle(initiatives, `${voter.toString("hex")}:${territory.code}`),
    form: state,
    before,
    open: isOpen(process, territory.code, "vote", ctx.now),
  };
  return {
    kind: "page",
    title: t("ballots.vote.title", { n: process.choices, place: territory.name }),
    section: "participate",
    crumbs: [
      { text: process.title, path: `/procesos/${process.slug}` },
      { text: territory.name, path: `/procesos/${process.slug}/${territory.slug}` },
      { text: t("ballots.vote.crumb") },
    ],
    islands: ["plaza"],
    body: ChooseInitiatives(props),
    bar: props.open && initiatives.length > 0 ? ChooseBar(props) : undefined,
  };
}

export const voteForm = get({
  path: "/procesos/:slug/:place/votar",
  access: "public",
  params,
  handle: (ctx, input) => page(ctx, input.params),
});

export const vote = postBatched({
  path: "/procesos/:slug/:place/votar",
  access: "public",
  params,
  perMinute: 30,
  body: z.object({
    choices: z.preprocess(
      (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
      z
        .array(z.coerce.number("common.unknownChoice").int("common.unknownChoice").positive("common.unknownChoice"))
        .min(1, "ballots.vote.chooseOne")
        .max(20, "ballots.vote.tooMany"),
    ),
  }),
  handle: async (ctx, { params: given, body }) => {
    const { process, territory } = await place(ctx, given);
    const chosen = [...new Set(body.choices)];
    if (chosen.length > process.choices) {
      throw new Problem(400, "ballots.vote.tooMany", { field: "choices", parameters: { n: process.choices } });
    }
    const bits = ctx.browser.bits();
    const ballot = (await findBallot(ctx.db, process.id)) ?? (await ctx.write((tx) => getBallot(tx, process, ctx.now)));
    const cast = await ctx.votes.add({
      process,
      ballotId: ballot.id,
      territory: territory.code,
      voter: voterKey(process, "browser", bits),
      participant: participantKey(process.participantKey, bits),
      choices: chosen,
      now: ctx.now,
    });
    if (cast.receipt !== undefined) ctx.cookies.set("comprobante", cast.receipt, RECEIPT_SECONDS);
    return redirect(
      cast.receipt === undefined ? `/procesos/${process.slug}/${territory.slug}/votar?cambiado=1` : "/comprobante",
    );
  },
  invalid: (ctx, input, form) => page(ctx, input.params, form),
});
