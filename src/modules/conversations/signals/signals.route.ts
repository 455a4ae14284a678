import { z } from "zod";
import type { ReadDb } from "#platform/db/db.ts";
import { choice, FormState, optionalText } from "#platform/http/form.ts";
import { forbidden, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { statementParams } from "../addresses.ts";
import { mayEverywhere } from "../authority.ts";
import type { Conversation } from "../conversation.ts";
import { listStatements } from "../conversations.sql.ts";
import { getForStaff, staffCrumb } from "../prepare/prepare.route.ts";
import { findResult } from "../results/results.sql.ts";
import { shownOf } from "../results/shown.ts";
import { compareVoters, listVoters, numberOf, pseudonymOf } from "../results/voters.ts";
import { decideCase } from "./decide-case.ts";
import { listCases, listMembers } from "./signals.sql.ts";
import { type Member, Signals } from "./signals.view.tsx";

const REASON_LETTERS = { least: 10, most: 600 };

async function page(ctx: Context, slug: string, asked: { about?: number; done?: boolean }, form = new FormState()) {
  const conversation = await getForStaff(ctx, slug);
  if (!mayEverywhere(ctx.authority, "conversations.review", conversation)) throw forbidden();
  const statements = await listStatements(ctx.db, conversation.id);
  const [whole, without] = await Promise.all([
    findResult(ctx.db, conversation.id),
    findResult(ctx.db, conversation.id, { variant: "unsigned" }),
  ]);
  const shown = (result: typeof whole) => result && shownOf(result.picture, result.people, statements);
  return {
    kind: "page",
    title: `${t("conversations.signals.title")}: ${conversation.title}`,
    staff: true,
    section: "conversations",
    crumbs: [
      staffCrumb(),
      { text: conversation.title, written: true, path: `/gestion/conversaciones/${slug}` },
      { text: t("conversations.signals.title") },
    ],
    body: Signals({
      conversation,
      cases: await listCases(ctx.db, conversation.id),
      members: await membersOf(ctx.db, conversation),
      whole: shown(whole),
      without: shown(without),
      about: asked.about,
      done: asked.done === true,
      form,
    }),
  } satisfies PageAnswer;
}

/** Case → who is in it. Their number in the files is told once there are some. */
async function membersOf(db: ReadDb, { id, state }: Conversation): Promise<Map<number, Member[]>> {
  const members = await listMembers(db, id);
  if (members.length === 0) return new Map();
  const voters = (await listVoters(db, id)).sort(compareVoters);
  const known = new Map(
    voters.map((voter, position) => [
      voter.participantId,
      { pseudonym: pseudonymOf(voter), fileNumber: state === "closed" ? numberOf(voter, position) : undefined },
    ]),
  );
  return Map.groupBy(
    members.map((one) => ({ ...one, pseudonym: "", fileNumber: undefined, ...known.get(one.participantId) })),
    ({ number }) => number,
  );
}

const params = z.object({ slug: z.string().max(80) });

/** Signs of coordinated or automatic answers, to be looked at by a person. */
export const signals = get({
  path: "/gestion/conversaciones/:slug/senales",
  access: "conversations.review",
  params,
  query: z.object({ hecho: z.literal("1").optional().catch(undefined) }),
  handle: (ctx, { params: { slug }, query }) => page(ctx, slug, { done: query.hecho !== undefined }),
});

export const decideSignal = post({
  path: "/gestion/conversaciones/:slug/senales/:number",
  access: "conversations.review",
  params: statementParams,
  body: z.object({
    decision: choice(["keep", "doubt"], "conversations.signals.choose"),
    reason: optionalText(REASON_LETTERS.most),
  }),
  handle: async (ctx, tx, { params: { slug, number }, body: { decision, reason = "" } }) => {
    if (reason.length < REASON_LETTERS.least) {
      throw new Problem(400, "conversations.signals.reasonMissing", { field: "reason" });
    }
    await decideCase(tx, ctx, await getForStaff(ctx, slug), { number, decision, reason });
    return redirect(`/gestion/conversaciones/${slug}/senales?hecho=1`);
  },
  invalid: (ctx, { params: { slug, number } }, form) => page(ctx, slug, { about: number }, form),
});
