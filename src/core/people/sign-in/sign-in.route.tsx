import { z } from "zod";
import { FormState, optionalText, textField } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t, translate } from "#platform/i18n/i18n.ts";
import { getAccountByEmail, isStaff } from "../accounts.ts";
import { emailField } from "../fields.ts";
import { enter, leave } from "../session-cookie.ts";
import { safeBack } from "./back.ts";
import { AskCode, TypeCode } from "./sign-in.view.tsx";
import { CODE_SECONDS, checkCode, findAttempt, sendCode } from "./sign-in-code.ts";

const ATTEMPT_COOKIE = "ingreso";

export function askPage(form: FormState): PageAnswer {
  return {
    kind: "page",
    title: t("people.signIn.title"),
    noindex: true,
    islands: ["passkey"],
    body: <AskCode form={form} />,
  };
}

export const signInForm = get({
  path: "/entrar",
  access: "public",
  query: z.object({ volver: z.unknown().optional() }),
  handle: async (ctx, { query }) => {
    const back = safeBack(query.volver);
    const { actor } = ctx.authority;
    if (actor.accountId !== undefined) return redirect(await afterSignIn(ctx, actor.accountId, actor.strong, back));
    return askPage(FormState.filled({ volver: back }));
  },
});

export const signIn = post({
  path: "/entrar",
  access: "public",
  perMinute: 10,
  body: z.object({ email: emailField(), volver: optionalText(500) }),
  handle: async (ctx, tx, { body }) => {
    const token = await sendCode(tx, {
      email: body.email,
      back: safeBack(body.volver),
      ip: ctx.ip,
      site: ctx.entity.shortName(ctx.locale),
      now: ctx.now,
    });
    ctx.cookies.set(ATTEMPT_COOKIE, token, CODE_SECONDS);
    return redirect("/entrar/codigo");
  },
  invalid: async (_ctx, _input, form) => askPage(form),
});

function codePage(email: string | undefined, form: FormState): PageAnswer {
  return {
    kind: "page",
    title: t("people.code.title"),
    noindex: true,
    status: form.status,
    crumbs: [{ text: t("people.signIn.title"), path: "/entrar" }, { text: t("people.code.crumb") }],
    body: <TypeCode email={email} form={form} />,
  };
}

export const codeForm = get({
  path: "/entrar/codigo",
  access: "public",
  handle: async (ctx) => {
    const email = await findAttempt(ctx.db, ctx.cookies.get(ATTEMPT_COOKIE), ctx.now);
    return email === undefined ? redirect("/entrar") : codePage(email, new FormState());
  },
});

export const typeCode = post({
  path: "/entrar/codigo",
  access: "public",
  perMinute: 20,
  body: z.object({ code: textField({ max: 20, required: "people.code.missing" }) }),
  handle: async (ctx, tx, { body }) => {
    const token = ctx.cookies.get(ATTEMPT_COOKIE);
    const email = await findAttempt(tx, token, ctx.now);
    const answer = await checkCode(tx, { token, code: body.code, now: ctx.now });
    if (answer.kind !== "right") {
      const text = answer.kind === "over" ? t("people.code.over") : t("people.code.wrong", { n: answer.left });
      return codePage(answer.kind === "over" ? undefined : email, new FormState({}, [{ field: "code", text }], 400));
    }
    ctx.cookies.clear(ATTEMPT_COOKIE);
    const accountId = await getAccountByEmail(tx, { email: answer.email, locale: ctx.locale, now: ctx.now });
    await enter(ctx, tx, { accountId, strong: false });
    return redirect(await afterSignIn({ ...ctx, db: tx }, accountId, false, answer.back));
  },
  invalid: async (ctx, _input, form) =>
    codePage(await findAttempt(ctx.db, ctx.cookies.get(ATTEMPT_COOKIE), ctx.now), form),
});

/** Where to go once signed in: staff still have to show who they are a second time. */
export async function afterSignIn(ctx: Context, accountId: number, strong: boolean, back: string): Promise<string> {
  const staff = await isStaff(ctx.db, accountId);
  if (staff && !strong) return back === "" ? "/entrar/segundo" : `/entrar/segundo?volver=${encodeURIComponent(back)}`;
  if (back !== "") return back;
  return staff ? "/gestion" : "/cuenta";
}

export const signOut = post({
  path: "/salir",
  access: "public",
  body: z.object({}),
  handle: async (ctx, tx) => {
    await leave(ctx, tx);
    return redirect("/");
  },
});

/** The error of one field of a form that was not refused by its schema, with 400. */
export function fieldError(raw: FormState["raw"], field: string, key: string): FormState {
  return new FormState(raw, [{ field, text: translate(key) }], 400);
}
