import { z } from "zod";
import { SESSION_COOKIE } from "#platform/http/context.ts";
import { choice, FormState } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { accountOf } from "../account-of.ts";
import { isStaff } from "../accounts.ts";
import { recordAuthority } from "../authority-history.ts";
import { nameField } from "../fields.ts";
import { recoveryPage, requireForFactors } from "../second-factor/add-app.route.tsx";
import { hasFactor, listFactors } from "../second-factor/factors.sql.ts";
import { countRecoveryCodes, renewRecoveryCodes } from "../second-factor/recovery-codes.ts";
import { endTotp } from "../second-factor/totp.ts";
import { closeAllSessions } from "../sessions.ts";
import { changeAccount, closeAccount, getAccount } from "./account.ts";
import { CloseAccount, MyAccount } from "./account.view.tsx";

/** The page of whoever is signed in, with what is wrong in one of its forms. */
export async function accountPage(ctx: Context, form?: FormState): Promise<PageAnswer> {
  const accountId = accountOf(ctx);
  const account = await getAccount(ctx.db, accountId, { token: ctx.cookies.get(SESSION_COOKIE), now: ctx.now });
  const recovery = await countRecoveryCodes(ctx.db, accountId);
  return {
    kind: "page",
    title: t("people.account.title"),
    noindex: true,
    islands: ["passkey"],
    body: <MyAccount account={account} recovery={recovery} form={form ?? new FormState()} />,
  };
}

export const myAccount = get({ path: "/cuenta", access: "account", handle: (ctx) => accountPage(ctx) });

export const saveAccount = post({
  path: "/cuenta",
  access: "account",
  perMinute: 30,
  body: z.object({
    name: nameField({ max: 120, required: "people.name.missing" }),
    locale: choice(["es", "en"], "common.unknownChoice"),
  }),
  handle: async (ctx, tx, { body }) => {
    await changeAccount(tx, accountOf(ctx), body);
    return redirect("/cuenta");
  },
  invalid: (ctx, _input, form) => accountPage(ctx, form),
});

export const signOutEverywhere = post({
  path: "/cuenta/salir-de-todas",
  access: "account",
  body: z.object({}),
  handle: async (ctx, tx) => {
    const accountId = accountOf(ctx);
    await closeAllSessions(tx, accountId, ctx.now);
    await recordAuthority(tx, { event: "signed_out", accountId, by: accountId, now: ctx.now });
    ctx.cookies.clear(SESSION_COOKIE);
    return redirect("/");
  },
});

export const newRecoveryCodes = post({
  path: "/cuenta/codigos",
  access: "account",
  perMinute: 10,
  body: z.object({}),
  handle: async (ctx, tx) => {
    const accountId = await requireForFactors(ctx);
    if (!(await listFactors(tx, accountId)).app) throw new Problem(409, "people.recovery.needsApp");
    return recoveryPage(await renewRecoveryCodes(tx, accountId, ctx.now), "/cuenta");
  },
  invalid: (ctx, _input, form) => accountPage(ctx, keep(form)),
});

export const removeApp = post({
  path: "/cuenta/aplicacion/quitar",
  access: "account",
  body: z.object({}),
  handle: async (ctx, tx) => {
    const accountId = await requireForFactors(ctx);
    const factors = await listFactors(tx, accountId);
    if (!factors.app) return redirect("/cuenta");
    if (!hasFactor({ ...factors, app: false }) && (await isStaff(tx, accountId)))
      throw new Problem(409, "people.factors.lastOne");
    await endTotp(tx, accountId, ctx.now, "all");
    await tx.deleteFrom("recovery_codes").where("account_id", "=", accountId).execute();
    await recordAuthority(tx, { event: "factor_removed", accountId, by: accountId, now: ctx.now });
    return redirect("/cuenta");
  },
  invalid: (ctx, _input, form) => accountPage(ctx, keep(form)),
});

/** A refusal of another form of the page: the errors are shown, the fields of the account are as they were. */
function keep(form: FormState): FormState {
  return new FormState({}, form.errors, form.status);
}

function closePage(form: FormState): PageAnswer {
  return {
    kind: "page",
    title: t("people.close.title"),
    noindex: true,
    crumbs: [{ text: t("people.account.title"), path: "/cuenta" }, { text: t("people.close.title") }],
    body: <CloseAccount form={form} />,
  };
}

export const closeForm = get({
  path: "/cuenta/cerrar",
  access: "account",
  handle: async () => closePage(new FormState()),
});

export const close = post({
  path: "/cuenta/cerrar",
  access: "account",
  body: z.object({ sure: choice(["yes"], "people.close.missing") }),
  handle: async (ctx, tx) => {
    await closeAccount(tx, await requireForFactors(ctx), ctx.now);
    ctx.cookies.clear(SESSION_COOKIE);
    return redirect("/");
  },
  invalid: async (_ctx, _input, form) => closePage(form),
});
