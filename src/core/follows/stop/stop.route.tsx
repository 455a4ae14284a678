import { z } from "zod";
import { notFound } from "#platform/http/problem.ts";
import { type Context, type DataAnswer, get, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { findFollowByToken, findFollowerByToken, listFollows, tokenParams } from "../follow.sql.ts";
import { allPath, noticePath } from "../paths.ts";
import { findTarget, listTargets, nameOfTarget, titleOfTarget } from "../targets.ts";
import { changeFollow, changeFollower } from "./stop.ts";
import { AllNotices, WhyThis } from "./stop.view.tsx";

const sources = (ctx: Context) => ({ read: ctx.db, kinds: ctx.kinds, entity: ctx.entity });

/** What a mail program sends when a person presses its own "unsubscribe" (RFC 8058). It follows no redirects. */
const oneClick = { "List-Unsubscribe": z.array(z.string()).optional() };
const stopped: DataAnswer = { kind: "data", type: "text/plain; charset=utf-8", body: "ok\n" };

const followActs = z.enum(["stop", "resume", "each", "weekly"]);
const followerActs = z.enum(["stop-weekly", "stop-all", "silence", "speak"]);
/** The button that was pressed; the word of a mail program stands for stopping. */
const act = <T,>(acts: z.ZodType<T>) =>
  z.preprocess((value) => (Array.isArray(value) ? value[0] : value), acts.optional());

export const whyThis = get({
  path: "/seguir/aviso/:token",
  access: "public",
  params: tokenParams,
  handle: async (ctx, { params: { token } }) => {
    const follow = await findFollowByToken(ctx.db, token);
    if (follow === undefined || follow.confirmedAt === null) throw notFound();
    const what = await findTarget(sources(ctx), follow);
    return {
      kind: "page",
      title: t("follows.why.title"),
      noindex: true,
      body: <WhyThis follow={follow} what={what} action={noticePath(token)} />,
    };
  },
});

export const changeThis = post({
  path: "/seguir/aviso/:token",
  access: "public",
  params: tokenParams,
  secretAddress: true,
  body: z.object({ ...oneClick, act: act(followActs) }),
  handle: async (ctx, tx, { params: { token }, body }) => {
    const follow = await findFollowByToken(tx, token);
    if (follow === undefined) throw notFound();
    await changeFollow(tx, follow, body.act ?? "stop", ctx.now);
    return body.act === undefined ? stopped : redirect(noticePath(token));
  },
});

export const allNotices = get({
  path: "/seguir/mis-avisos/:token",
  access: "public",
  params: tokenParams,
  handle: async (ctx, { params: { token } }) => {
    const follower = await findFollowerByToken(ctx.db, token);
    if (follower === undefined) throw notFound();
    const follows = await listFollows(ctx.db, follower.id);
    const names = await listTargets(sources(ctx), follows);
    const named = follows.flatMap((follow) =>
      nameOfTarget(names, follow) === undefined ? [] : [{ follow, what: titleOfTarget(names, follow) }],
    );
    return {
      kind: "page",
      title: t("follows.all.title"),
      noindex: true,
      body: <AllNotices follower={follower} follows={named} action={allPath(token)} />,
    };
  },
});

export const changeAll = post({
  path: "/seguir/mis-avisos/:token",
  access: "public",
  params: tokenParams,
  secretAddress: true,
  body: z.object({ ...oneClick, act: act(followerActs) }),
  handle: async (ctx, tx, { params: { token }, body }) => {
    const follower = await findFollowerByToken(tx, token);
    if (follower === undefined) throw notFound();
    await changeFollower(tx, follower, body.act ?? "stop-weekly", ctx.now);
    return body.act === undefined ? stopped : redirect(allPath(token));
  },
});
