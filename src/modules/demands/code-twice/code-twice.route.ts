import { z } from "zod";
import { choice, FormState, optionalCode } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { checkedCodes, getWorkProcess } from "../join-needs/join-needs.route.ts";
import { placesOf } from "../join-needs/places-of.ts";
import { codeSecond, drawSample, resolveDispute } from "./code-twice.ts";
import { CodeTwice } from "./code-twice.view.tsx";
import { findAgreement, findNextToCode, findSample, listDisputes } from "./coding.sql.ts";

const params = z.object({ slug: z.string() });
const MOST_DISPUTES = 20;
const one = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);

async function page(ctx: Context, slug: string, form = new FormState()): Promise<PageAnswer> {
  const process = await getWorkProcess(ctx, slug);
  const sample = await findSample(ctx.db, process.id);
  const reader = {
    accountId: ctx.authority.actor.accountId,
    territories: placesOf(ctx.entity, ctx.authority.territoriesFor("demands.code")),
  };
  return {
    kind: "page",
    title: `${t("demands.twice.title")}: ${process.title}`,
    staff: true,
    section: "demands",
    crumbs: [
      { text: t("demands.join.title"), path: `/gestion/necesidades/${slug}` },
      { text: t("demands.twice.title") },
    ],
    islands: ["plaza"],
    body: CodeTwice({
      process,
      sample,
      next: sample && (await findNextToCode(ctx.db, sample.id, reader)),
      disputes: sample === undefined ? [] : await listDisputes(ctx.db, sample.id, reader, MOST_DISPUTES),
      agreement: await findAgreement(ctx.db, process.id),
      account: reader.accountId,
      mayDraw: ctx.authority.mayWhole("demands.code"),
      form,
      entity: ctx.entity,
    }),
  };
}

export const codeTwice = get({
  path: "/gestion/necesidades/:slug/segunda",
  access: "demands.code",
  params,
  handle: (ctx, { params: { slug } }) => page(ctx, slug),
});

export const actTwice = post({
  path: "/gestion/necesidades/:slug/segunda",
  access: "demands.code",
  params,
  body: z.object({
    act: choice(["draw", "code", "resolve"], "demands.twice.nothing"),
    d: z.preprocess(one, z.coerce.number().int().nonnegative().catch(0)),
    sector: optionalCode(),
    right: optionalCode(),
  }),
  handle: async (ctx, tx, { params: { slug }, body }) => {
    const process = await getWorkProcess(ctx, slug);
    const codes = checkedCodes(ctx.entity, { ...body, groups: [] });
    if (body.act === "draw") await drawSample(tx, ctx, process);
    else if (body.act === "code") await codeSecond(tx, ctx, body.d, codes);
    else await resolveDispute(tx, ctx, body.d, codes);
    return redirect(`/gestion/necesidades/${slug}/segunda`);
  },
  invalid: (ctx, { params: { slug } }, form) => page(ctx, slug, form),
});
