import { z } from "zod";
import { ORGANISATION_KINDS } from "#core/people/index.ts";
import { choices, FormState, textField } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { getProcessForStaff } from "../find.ts";
import type { Process } from "../process.ts";
import { listInvited } from "./audience.sql.ts";
import {
  getInvitation,
  type Invitation,
  type InvitationText,
  listInvitations,
  sendInvitation,
  writeInvitation,
} from "./invitations.ts";
import { InvitationForm, InvitationList, InvitationPreview } from "./invite.view.tsx";

const path = "/gestion/procesos/:slug/invitaciones";
const params = z.object({ slug: z.string() });
const numbered = params.extend({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const version = z.preprocess(
  (value) => (Array.isArray(value) ? value[0] : value),
  z.coerce.number().int().nonnegative().max(1_000_000).catch(0),
);
const bodyOf = z.object({
  subject: textField({
    min: 5,
    max: 120,
    required: "processes.invite.subject.missing",
    short: "processes.invite.subject.missing",
  }),
  text: textField({
    min: 20,
    max: 4000,
    required: "processes.invite.text.missing",
    short: "processes.invite.text.missing",
  }),
  territories: choices(2000),
  kinds: choices(),
  groups: choices(),
  version,
});
const addressOf = ({ slug }: Pick<Process, "slug">, rest = "") => `/gestion/procesos/${slug}/invitaciones${rest}`;

function answer(process: Process, title: string, body: PageAnswer["body"], status = 200): PageAnswer {
  const list = t("processes.invite.title");
  return {
    kind: "page",
    title,
    status,
    staff: true,
    section: "processes",
    crumbs: [
      { text: t("processes.prepare.list"), path: "/gestion/procesos" },
      { text: process.title, written: true, path: `/gestion/procesos/${process.slug}` },
      ...(title === list ? [{ text: list }] : [{ text: list, path: addressOf(process) }, { text: title }]),
    ],
    body,
  };
}

export const list = get({
  path,
  access: "processes.prepare",
  params,
  handle: async (ctx, input) => {
    const process = await getProcessForStaff(ctx.db, input.params.slug, ctx.authority);
    const invitations = await listInvitations(ctx.db, process.id);
    return answer(process, t("processes.invite.title"), InvitationList({ process, invitations }));
  },
});

async function formPage(ctx: Context, slug: string, form: FormState, id?: number): Promise<PageAnswer> {
  const process = await getProcessForStaff(ctx.db, slug, ctx.authority);
  const draft = id === undefined ? undefined : await getInvitation(ctx.db, process, id);
  const shown = draft === undefined || form.value("subject") !== "" || form.errors.length > 0 ? form : formOf(draft);
  const title = t(draft === undefined ? "processes.invite.new" : "processes.invite.correct");
  const places = ctx.entity.participationTerritories().filter(({ code }) => process.phases.has(code));
  return answer(
    process,
    title,
    InvitationForm({ process, draft, form: shown, entity: ctx.entity, places }),
    form.status,
  );
}

function formOf({ subject, text, territories, kinds, groups }: Invitation): FormState {
  return FormState.filled({ subject, text, territories, kinds, groups });
}

export const newForm = get({
  path: `${path}/nueva`,
  access: "processes.prepare",
  params,
  handle: (ctx, input) => formPage(ctx, input.params.slug, new FormState()),
});

/** Codes that exist: whoever sends others invented them. */
function textOf(ctx: Context, body: z.infer<typeof bodyOf>): InvitationText {
  const groups = new Set(ctx.entity.populationGroups().map(({ code }) => code));
  const kinds: readonly string[] = ORGANISATION_KINDS;
  if (body.groups.some((code) => !groups.has(code)))
    throw new Problem(400, "common.unknownChoice", { field: "groups" });
  if (body.kinds.some((kind) => !kinds.includes(kind)))
    throw new Problem(400, "common.unknownChoice", { field: "kinds" });
  return body;
}

export const write = post({
  path: `${path}/nueva`,
  access: "processes.prepare",
  params,
  perMinute: 20,
  body: bodyOf,
  handle: async (ctx, tx, input) => {
    const process = await getProcessForStaff(tx, input.params.slug, ctx.authority);
    const id = await writeInvitation(tx, ctx, process, textOf(ctx, input.body));
    return redirect(addressOf(process, `/${id}`));
  },
  invalid: (ctx, input, form) => formPage(ctx, input.params.slug, form),
});

export const correctForm = get({
  path: `${path}/:id/corregir`,
  access: "processes.prepare",
  params: numbered,
  handle: (ctx, input) => formPage(ctx, input.params.slug, new FormState(), input.params.id),
});

export const correct = post({
  path: `${path}/:id/corregir`,
  access: "processes.prepare",
  params: numbered,
  body: bodyOf,
  handle: async (ctx, tx, { params: { slug, id }, body }) => {
    const process = await getProcessForStaff(tx, slug, ctx.authority);
    await writeInvitation(tx, ctx, process, { ...textOf(ctx, body), draft: { id, version: body.version } });
    return redirect(addressOf(process, `/${id}`));
  },
  invalid: (ctx, { params: { slug, id } }, form) => formPage(ctx, slug, form, id),
});

async function previewPage(ctx: Context, slug: string, id: number, form = new FormState()): Promise<PageAnswer> {
  const process = await getProcessForStaff(ctx.db, slug, ctx.authority);
  const invitation = await getInvitation(ctx.db, process, id);
  const invited = invitation.sentAt === null ? await listInvited(ctx.db, ctx.entity, invitation) : [];
  const body = InvitationPreview({ process, invitation, invited, entity: ctx.entity, form });
  return answer(process, invitation.subject, body, form.status);
}

export const preview = get({
  path: `${path}/:id`,
  access: "processes.prepare",
  params: numbered,
  handle: (ctx, input) => previewPage(ctx, input.params.slug, input.params.id),
});

export const send = post({
  path: `${path}/:id/enviar`,
  access: "processes.prepare",
  params: numbered,
  perMinute: 10,
  body: z.object({ version }),
  handle: async (ctx, tx, { params: { slug, id }, body }) => {
    const process = await getProcessForStaff(tx, slug, ctx.authority);
    await sendInvitation(tx, ctx, process, { id, version: body.version });
    return redirect(addressOf(process, `/${id}`));
  },
  invalid: (ctx, input, form) => previewPage(ctx, input.params.slug, input.params.id, form),
});
