import { z } from "zod";
import { optionalText } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, type DataAnswer, post, redirect } from "#platform/http/route.ts";
import { accountPage } from "../account/account.route.tsx";
import { accountOf } from "../account-of.ts";
import { isStaff } from "../accounts.ts";
import { nameField } from "../fields.ts";
import { enter } from "../session-cookie.ts";
import { safeBack } from "../sign-in/back.ts";
import { afterSignIn, askPage } from "../sign-in/sign-in.route.tsx";
import { requireForFactors } from "./add-app.route.tsx";
import { hasFactor, listFactors } from "./factors.sql.ts";
import { addPasskey, answerField, askToAdd, askToEnter, checkPasskey, removePasskey, type Site } from "./passkeys.ts";

function siteOf(ctx: Context): Site {
  return { name: `SIGESI ${ctx.entity.shortName(ctx.locale)}`, publicUrl: ctx.publicUrl };
}

function json(value: unknown): DataAnswer {
  return { kind: "data", type: "application/json; charset=utf-8", body: JSON.stringify(value) };
}

export const askEnter = post({
  path: "/entrar/llave/opciones",
  access: "public",
  perMinute: 20,
  body: z.object({}),
  handle: async (ctx, tx) => json(await askToEnter(tx, siteOf(ctx), ctx.now)),
});

export const enterWithPasskey = post({
  path: "/entrar/llave",
  access: "public",
  perMinute: 20,
  body: z.object({ answer: answerField, volver: optionalText(500) }),
  handle: async (ctx, tx, { body }) => {
    const accountId = await checkPasskey(tx, siteOf(ctx), { answer: body.answer, now: ctx.now });
    await enter(ctx, tx, { accountId, strong: true });
    return redirect(await afterSignIn({ ...ctx, db: tx }, accountId, true, safeBack(body.volver)));
  },
  invalid: async (_ctx, _input, form) => askPage(form),
});

export const askAdd = post({
  path: "/cuenta/llaves/opciones",
  access: "account",
  perMinute: 20,
  body: z.object({}),
  handle: async (ctx, tx) => {
    const accountId = await requireForFactors(ctx);
    const label = ctx.authority.actor.name;
    return json(await askToAdd(tx, siteOf(ctx), { accountId, label, now: ctx.now }));
  },
});

/** Whoever adds a device has just signed with it: the session is strong from here on. */
export const addDevice = post({
  path: "/cuenta/llaves",
  access: "account",
  perMinute: 10,
  body: z.object({ answer: answerField, device: nameField({ max: 60, required: "people.passkey.deviceMissing" }) }),
  handle: async (ctx, tx, { body }) => {
    const accountId = await requireForFactors(ctx);
    await addPasskey(tx, siteOf(ctx), { accountId, answer: body.answer, name: body.device, now: ctx.now });
    await enter(ctx, tx, { accountId, strong: true });
    return redirect("/cuenta#segundo-factor");
  },
  invalid: (ctx, _input, form) => accountPage(ctx, form),
});

export const removeDevice = post({
  path: "/cuenta/llaves/:id/quitar",
  access: "account",
  params: z.object({ id: z.coerce.number().int().positive() }),
  body: z.object({}),
  handle: async (ctx, tx, { params: { id } }) => {
    const accountId = await requireForFactors(ctx);
    if (!(await removePasskey(tx, { accountId, passkeyId: id, now: ctx.now }))) throw notFound();
    if (!hasFactor(await listFactors(tx, accountId)) && (await isStaff(tx, accountOf(ctx))))
      throw new Problem(409, "people.factors.lastOne");
    return redirect("/cuenta#segundo-factor");
  },
  invalid: (ctx, _input, form) => accountPage(ctx, form),
});
