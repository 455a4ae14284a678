import { z } from "zod";
import { choice, choices, code, FormState, textField } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { accountOf } from "../account-of.ts";
import { nameField } from "../fields.ts";
import {
  answerOrganisation,
  listOrganisations,
  ORGANISATION_KINDS,
  ORGANISATIONS_TAG,
  registerOrganisation,
} from "./organisations.ts";
import { PublicList, Register, Waiting } from "./organisations.view.tsx";

const DESK = "/gestion/organizaciones";
const params = z.object({ id: z.coerce.number().int().positive() });

export const publicList = get({
  path: "/organizaciones",
  access: "public",
  cache: { seconds: 60, tags: () => [ORGANISATIONS_TAG] },
  handle: async (ctx) => ({
    kind: "page",
    title: t("people.organisations.title"),
    section: "look",
    body: <PublicList entity={ctx.entity} organisations={await listOrganisations(ctx.db, { state: "approved" })} />,
  }),
});

async function registerPage(ctx: Context, form: FormState): Promise<PageAnswer> {
  const mine = await listOrganisations(ctx.db, { representative: accountOf(ctx) });
  return {
    kind: "page",
    title: t("people.organisations.register"),
    noindex: true,
    crumbs: [
      { text: t("people.organisations.title"), path: "/organizaciones" },
      { text: t("people.organisations.register") },
    ],
    body: <Register entity={ctx.entity} mine={mine} form={form} />,
  };
}

export const registerForm = get({
  path: "/organizaciones/registrar",
  access: "account",
  handle: (ctx) => registerPage(ctx, new FormState()),
});

export const register = post({
  path: "/organizaciones/registrar",
  access: "account",
  perMinute: 10,
  body: z.object({
    name: nameField({ min: 2, max: 160, required: "people.organisations.nameMissing" }),
    kind: choice(ORGANISATION_KINDS, "people.organisations.kindMissing"),
    territory: code("people.organisations.territoryMissing"),
    groups: choices(),
  }),
  handle: async (ctx, tx, { body }) => {
    await registerOrganisation(tx, { entity: ctx.entity, accountId: accountOf(ctx), now: ctx.now }, body);
    return redirect("/organizaciones/registrar");
  },
  invalid: (ctx, _input, form) => registerPage(ctx, form),
});

async function deskPage(ctx: Context, form: FormState): Promise<PageAnswer> {
  return {
    kind: "page",
    title: t("people.organisations.deskTitle"),
    section: "people",
    staff: true,
    body: (
      <Waiting entity={ctx.entity} organisations={await listOrganisations(ctx.db, { state: "waiting" })} form={form} />
    ),
  };
}

export const desk = get({
  path: DESK,
  access: "people.manage",
  handle: (ctx) => deskPage(ctx, new FormState()),
});

export const approve = post({
  path: `${DESK}/:id/aprobar`,
  access: "people.manage",
  params,
  body: z.object({}),
  handle: async (ctx, tx, input) => {
    await answerOrganisation(tx, ctx, input.params.id, { approved: true });
    return redirect(DESK);
  },
});

export const refuse = post({
  path: `${DESK}/:id/rechazar`,
  access: "people.manage",
  params,
  body: z.object({ reason: textField({ max: 300, required: "people.organisations.reasonMissing" }) }),
  handle: async (ctx, tx, input) => {
    await answerOrganisation(tx, ctx, input.params.id, { approved: false, reason: input.body.reason });
    return redirect(DESK);
  },
  // The field that is wrong is the one of that organisation.
  invalid: (ctx, input, form) =>
    deskPage(
      ctx,
      new FormState(
        { [`reason-${input.params.id}`]: [form.value("reason")] },
        form.errors.map((error) => ({ ...error, field: `reason-${input.params.id}` })),
        form.status,
      ),
    ),
});
