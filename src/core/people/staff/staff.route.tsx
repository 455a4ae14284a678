import { z } from "zod";
import { FormState } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { listAuthority } from "../authority-history.ts";
import { emailField, nameField } from "../fields.ts";
import {
  type Desk,
  forgetFactors,
  giveRole,
  invite,
  revokeRole,
  signOutPerson,
  withdrawInvitation,
} from "./manage-staff.ts";
import { roleBody, roleFields } from "./role-fields.tsx";
import { listInvitations, listStaff } from "./staff.sql.ts";
import { InvitePerson, Person, StaffList } from "./staff.view.tsx";

const LIST = "/gestion/personas";
const VERB = "people.manage";
const params = z.object({ id: z.coerce.number().int().positive() });

function deskOf({ authority, entity, now }: Context): Desk {
  return { authority, entity, now };
}

export const staffList = get({
  path: LIST,
  access: VERB,
  handle: async (ctx) => ({
    kind: "page",
    title: t("people.staff.title"),
    section: "people",
    staff: true,
    body: (
      <StaffList
        entity={ctx.entity}
        staff={await listStaff(ctx.db)}
        invitations={await listInvitations(ctx.db, ctx.now)}
      />
    ),
  }),
});

function invitePage(ctx: Context, form: FormState): PageAnswer {
  return {
    kind: "page",
    title: t("people.staff.inviteTitle"),
    section: "people",
    staff: true,
    crumbs: [{ text: t("people.staff.title"), path: LIST }, { text: t("people.staff.inviteTitle") }],
    body: <InvitePerson entity={ctx.entity} form={form} />,
  };
}

export const inviteForm = get({
  path: `${LIST}/invitar`,
  access: VERB,
  handle: async (ctx) => invitePage(ctx, new FormState()),
});

export const sendInvitation = post({
  path: `${LIST}/invitar`,
  access: VERB,
  perMinute: 30,
  body: z.object({
    name: nameField({ max: 120, required: "people.staff.nameMissing" }),
    email: emailField(),
    ...roleFields,
  }),
  handle: async (ctx, tx, { body }) => {
    const site = ctx.entity.shortName(ctx.locale);
    await invite(tx, { ...deskOf(ctx), publicUrl: ctx.publicUrl, href, site }, body);
    return redirect(LIST);
  },
  invalid: async (ctx, _input, form) => invitePage(ctx, form),
});

export const withdraw = post({
  path: `${LIST}/invitaciones/:id/retirar`,
  access: VERB,
  params,
  body: z.object({}),
  handle: async (ctx, tx, { params: { id } }) => {
    await withdrawInvitation(tx, deskOf(ctx), id);
    return redirect(LIST);
  },
});

async function personPage(ctx: Context, id: number, form: FormState): Promise<PageAnswer> {
  const [person] = await listStaff(ctx.db, { accountId: id });
  if (person === undefined) throw notFound();
  const history = await listAuthority(ctx.db, id);
  return {
    kind: "page",
    title: person.name,
    section: "people",
    staff: true,
    crumbs: [{ text: t("people.staff.title"), path: LIST }, { text: person.name }],
    body: <Person entity={ctx.entity} person={person} history={history} form={form} />,
  };
}

export const showPerson = get({
  path: `${LIST}/:id`,
  access: VERB,
  params,
  handle: (ctx, input) => personPage(ctx, input.params.id, new FormState()),
});

export const give = post({
  path: `${LIST}/:id/permisos`,
  access: VERB,
  params,
  body: roleBody,
  handle: async (ctx, tx, input) => {
    await giveRole(tx, deskOf(ctx), input.params.id, input.body);
    return redirect(`${LIST}/${input.params.id}`);
  },
  invalid: (ctx, input, form) => personPage(ctx, input.params.id, form),
});

export const revoke = post({
  path: `${LIST}/:id/permisos/:grant/quitar`,
  access: VERB,
  params: params.extend({ grant: z.coerce.number().int().positive() }),
  body: z.object({}),
  handle: async (ctx, tx, input) => {
    await revokeRole(tx, deskOf(ctx), input.params.id, input.params.grant);
    return redirect(`${LIST}/${input.params.id}`);
  },
  invalid: (ctx, input, form) => personPage(ctx, input.params.id, form),
});

export const signOutSomebody = post({
  path: `${LIST}/:id/salir`,
  access: VERB,
  params,
  body: z.object({}),
  handle: async (ctx, tx, input) => {
    await signOutPerson(tx, deskOf(ctx), input.params.id);
    return redirect(`${LIST}/${input.params.id}`);
  },
});

export const forget = post({
  path: `${LIST}/:id/olvidar-segundo-paso`,
  access: VERB,
  params,
  body: z.object({}),
  handle: async (ctx, tx, input) => {
    await forgetFactors(tx, deskOf(ctx), input.params.id);
    return redirect(`${LIST}/${input.params.id}`);
  },
});
