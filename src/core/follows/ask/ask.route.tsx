import { z } from "zod";
import { emailField } from "#core/people/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { choice, FormState } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { ThingTitle } from "#platform/module.ts";
import { findFollowByToken, tokenParams } from "../follow.sql.ts";
import { confirmPath, followPath, followPlacePath } from "../paths.ts";
import { findTarget, type Target } from "../targets.ts";
import { askToFollow, confirmFollow } from "./ask.ts";
import { AskToFollow, Confirm, Confirmed, ReadYourMail, TooLate } from "./ask.view.tsx";

const thingParams = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const placeParams = z.object({ code: z.string().max(80) });
const body = z.object({ email: emailField(), how: choice(["each", "weekly"], "follows.ask.how.missing") });
type Body = z.infer<typeof body>;

/** A thing that anybody may see. @throws 404 for any other, and for what does not exist. */
async function getTarget(ctx: Context, target: Target): Promise<ThingTitle> {
  const found = await findTarget({ read: ctx.db, kinds: ctx.kinds, entity: ctx.entity }, target);
  if (found === undefined) throw notFound();
  return found;
}

async function ownEmail(db: ReadDb, accountId: number | undefined): Promise<string | undefined> {
  if (accountId === undefined) return undefined;
  const row = await db
    .selectFrom("account_emails")
    .select("email")
    .where("account_id", "=", accountId)
    .where("verified_at", "is not", null)
    .executeTakeFirst();
  return row?.email;
}

async function askPage(ctx: Context, target: Target, form?: FormState): Promise<PageAnswer> {
  const what = await getTarget(ctx, target);
  const email = await ownEmail(ctx.db, ctx.authority.actor.accountId);
  const action = target.thingId === null ? followPlacePath(target.territory ?? "") : followPath(target.thingId);
  return {
    kind: "page",
    title: t("follows.ask.titleOf", { title: what.title }),
    section: "look",
    noindex: true,
    crumbs: [{ text: what.title, written: true, path: what.path }, { text: t("follows.ask.title") }],
    body: (
      <AskToFollow
        what={what}
        action={action}
        form={form ?? FormState.filled({ email })}
        place={target.thingId === null}
      />
    ),
  };
}

async function ask(ctx: Context, tx: Parameters<typeof askToFollow>[0], target: Target, { email, how }: Body) {
  await getTarget(ctx, target);
  const own = (await ownEmail(tx, ctx.authority.actor.accountId))?.toLowerCase() === email;
  await askToFollow(tx, { target, email, how, locale: ctx.locale, ip: ctx.ip, own, now: ctx.now });
  return redirect(own ? "/seguir/listo" : "/seguir/revisa-tu-correo");
}

const thing = ({ id }: z.infer<typeof thingParams>): Target => ({ thingId: id, territory: null });
const place = (ctx: Context, { code }: z.infer<typeof placeParams>): Target => {
  // By its code or by the word of its address.
  const found = ctx.entity.find(code) ?? ctx.entity.bySlug(code);
  if (found === undefined) throw notFound();
  return { thingId: null, territory: found.code };
};

export const askForm = get({
  path: "/seguir/:id",
  access: "public",
  params: thingParams,
  handle: (ctx, { params }) => askPage(ctx, thing(params)),
});

export const askThing = post({
  path: "/seguir/:id",
  access: "public",
  params: thingParams,
  body,
  perMinute: 10,
  handle: (ctx, tx, { params, body }) => ask(ctx, tx, thing(params), body),
  invalid: (ctx, { params }, form) => askPage(ctx, thing(params), form),
});

export const placeForm = get({
  path: "/seguir/lugar/:code",
  access: "public",
  params: placeParams,
  handle: (ctx, { params }) => askPage(ctx, place(ctx, params)),
});

export const askPlace = post({
  path: "/seguir/lugar/:code",
  access: "public",
  params: placeParams,
  body,
  perMinute: 10,
  handle: (ctx, tx, { params, body }) => ask(ctx, tx, place(ctx, params), body),
  invalid: (ctx, { params }, form) => askPage(ctx, place(ctx, params), form),
});

export const readYourMail = get({
  path: "/seguir/revisa-tu-correo",
  access: "public",
  handle: async (ctx) => ({
    kind: "page",
    title: t("follows.sent.title"),
    noindex: true,
    body: <ReadYourMail demoMail={ctx.paths.has("/demo/correo")} />,
  }),
});

export const done = get({
  path: "/seguir/listo",
  access: "public",
  handle: async () => ({ kind: "page", title: t("follows.confirmed.title"), noindex: true, body: <Confirmed /> }),
});

/** Programs that look into mails open every link: the yes needs a person who presses the button. */
export const confirmForm = get({
  path: "/seguir/confirmar/:token",
  access: "public",
  params: tokenParams,
  handle: async (ctx, { params: { token } }) => {
    const follow = await findFollowByToken(ctx.db, token);
    const what = follow && (await findTarget({ read: ctx.db, kinds: ctx.kinds, entity: ctx.entity }, follow));
    if (follow === undefined || what === undefined) throw notFound();
    return {
      kind: "page",
      title: t("follows.confirm.title"),
      noindex: true,
      body: <Confirm what={what} action={confirmPath(token)} how={follow.askedHow ?? follow.how} />,
    };
  },
});

export const confirm = post({
  path: "/seguir/confirmar/:token",
  access: "public",
  params: tokenParams,
  body: z.object({}),
  handle: async (ctx, tx, { params: { token } }) => {
    const follow = await findFollowByToken(tx, token);
    if (follow === undefined) throw notFound();
    const what = await findTarget({ read: tx, kinds: ctx.kinds, entity: ctx.entity }, follow);
    const yes = await confirmFollow(tx, token, ctx.now);
    return {
      kind: "page",
      title: t(yes ? "follows.confirmed.title" : "follows.late.title"),
      noindex: true,
      body: yes ? <Confirmed follow={follow} what={what} /> : <TooLate what={what} follow={follow} />,
    };
  },
});
