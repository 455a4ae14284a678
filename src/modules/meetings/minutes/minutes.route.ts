import { z } from "zod";
import { choice, FormState, optionalText, textField, wholeNumber } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { getMeeting } from "../meetings.sql.ts";
import { covered, nameRepresentative, publishMinutes, sayForAdministration, writeVersion } from "./keep-minutes.ts";
import { listOpinions, listRepresentatives, listVersions } from "./minutes.sql.ts";
import { CodeOnce, MinutesDesk } from "./minutes.view.tsx";

const params = z.object({ id: z.coerce.number().int().positive() });
export const version = wholeNumber({ min: 0, max: 10_000, message: "meetings.minutes.changed" });
export const opinionFields = {
  opinion: choice(["approved", "objected"], "meetings.minutes.opinionMissing"),
  objection: optionalText(1500),
  version,
};

async function page(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const { db, authority } = ctx;
  const meeting = await getMeeting(db, id);
  const place = { territory: meeting.territory };
  authority.require("meetings.minutes", place);
  const versions = await listVersions(db, id);
  const [last] = versions;
  const opinions = last === undefined ? [] : await listOpinions(db, last.id);
  const spoken = opinions.some((one) => one.accountId !== null && one.accountId === authority.actor.accountId);
  return {
    kind: "page",
    title: t("meetings.minutes.title", { title: meeting.title }),
    staff: true,
    section: "meetings",
    crumbs: [
      { text: t("meetings.desk.title"), path: "/gestion/reuniones" },
      { text: meeting.title, written: true, path: `/gestion/reuniones/${id}` },
      { text: t("meetings.run.minutes.title") },
    ],
    islands: ["plaza"],
    body: MinutesDesk({
      meeting,
      versions,
      opinions,
      representatives: await listRepresentatives(db, id),
      form,
      approves: authority.may("meetings.approve", place) && !spoken,
      runs: authority.may("meetings.run", place),
    }),
  };
}

export const minutesDesk = get({
  path: "/gestion/reuniones/:id/acta",
  access: "meetings.minutes",
  params,
  handle: (ctx, input) => page(ctx, input.params.id),
});

export const saveMinutes = post({
  path: "/gestion/reuniones/:id/acta",
  access: "meetings.run",
  params,
  body: z.object({
    text: textField({
      min: 20,
      max: 30_000,
      required: "meetings.minutes.textMissing",
      short: "meetings.minutes.textMissing",
    }),
    basedOn: version,
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await writeVersion(tx, ctx, id, body);
    return redirect(`/gestion/reuniones/${id}/acta`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});

/** Answers with the code itself: it is shown this once. */
export const representative = post({
  path: "/gestion/reuniones/:id/acta/representante",
  access: "meetings.run",
  params,
  body: z.object({
    name: textField({
      min: 3,
      max: 100,
      required: "meetings.minutes.nameMissing",
      short: "meetings.minutes.nameMissing",
    }),
    organisation: textField({
      min: 3,
      max: 100,
      required: "meetings.minutes.organisationMissing",
      short: "meetings.minutes.organisationMissing",
    }),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const code = await nameRepresentative(tx, ctx, id, body);
    const meeting = await getMeeting(tx, id);
    return {
      kind: "page",
      title: t("meetings.minutes.codeTitle", { name: body.name }),
      staff: true,
      section: "meetings",
      crumbs: [
        { text: meeting.title, written: true, path: `/gestion/reuniones/${id}` },
        { text: t("meetings.run.minutes.title"), path: `/gestion/reuniones/${id}/acta` },
      ],
      body: CodeOnce({
        meeting,
        person: body,
        code,
        address: `${ctx.publicUrl}${href(`/reuniones/${id}/acta/revisar`)}`,
      }),
    };
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});

export const sayForUs = post({
  path: "/gestion/reuniones/:id/acta/opinar",
  access: "meetings.approve",
  params,
  body: z.object(opinionFields),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await sayForAdministration(tx, ctx, id, { ...body, text: covered(ctx, body.objection) });
    return redirect(`/gestion/reuniones/${id}/acta`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});

export const publish = post({
  path: "/gestion/reuniones/:id/acta/publicar",
  access: "meetings.run",
  params,
  body: z.object({ version }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await publishMinutes(tx, ctx, id, body.version);
    return redirect(`/reuniones/${id}/acta`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});
