// The minutes for everybody, once published; and before, for whom the room chose, with a code.
import { z } from "zod";
import type { ReadDb } from "#platform/db/db.ts";
import { FormState, textField } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import type { Meeting } from "../meeting.ts";
import { getMeeting } from "../meetings.sql.ts";
import { covered, sayForCommunity } from "./keep-minutes.ts";
import { opinionFields } from "./minutes.route.ts";
import { findLastVersion, findRepresentative, listOpinions } from "./minutes.sql.ts";
import { PublicMinutes } from "./minutes.view.tsx";
import { Review } from "./review.view.tsx";

const params = z.object({ id: z.coerce.number().int().positive() });
const code = textField({
  min: 4,
  max: 40,
  required: "meetings.minutes.codeMissing",
  short: "meetings.minutes.codeMissing",
});

const crumbsOf = (meeting: Meeting) => [
  { text: t("meetings.list.crumb"), path: "/reuniones" },
  { text: meeting.title, written: true, path: `/reuniones/${meeting.id}` },
  { text: t("meetings.run.minutes.title") },
];

export const publicMinutes = get({
  path: "/reuniones/:id/acta",
  access: "public",
  params,
  cache: { seconds: 60, tags: ({ id }) => [`meeting:${id}`] },
  handle: async (ctx, { params: { id } }) => {
    const meeting = await getMeeting(ctx.db, id);
    const minutes = await findLastVersion(ctx.db, id);
    if (meeting.state !== "published" || minutes === undefined) throw notFound();
    return {
      kind: "page",
      title: t("meetings.minutes.of", { title: meeting.title }),
      section: "participate",
      crumbs: crumbsOf(meeting),
      body: PublicMinutes({ meeting, minutes, opinions: await listOpinions(ctx.db, minutes.id) }),
    };
  },
});

async function page(ctx: Context, id: number, form = new FormState(), typed?: string): Promise<PageAnswer> {
  const meeting = await getMeeting(ctx.db, id);
  return {
    kind: "page",
    title: t("meetings.minutes.reviewTitle", { title: meeting.title }),
    section: "participate",
    noindex: true,
    crumbs: crumbsOf(meeting),
    body: Review({ meeting, form, open: typed === undefined ? undefined : await openWith(ctx.db, id, typed) }),
  };
}

async function openWith(db: ReadDb, id: number, typed: string) {
  const representative = await findRepresentative(db, id, typed);
  const minutes = await findLastVersion(db, id);
  if (representative === undefined) throw new Problem(400, "meetings.minutes.codeUnknown", { field: "code" });
  if (minutes === undefined) throw new Problem(409, "meetings.minutes.noDraft", { field: "code" });
  const spoken = (await listOpinions(db, minutes.id)).find((one) => one.representativeId === representative.id);
  return { representative, minutes, code: typed, spoken };
}

export const reviewForm = get({
  path: "/reuniones/:id/acta/revisar",
  access: "public",
  params,
  handle: (ctx, input) => page(ctx, input.params.id),
});

/** Shows the draft to who has the code; the code is never in an address. */
export const review = post({
  path: "/reuniones/:id/acta/revisar",
  access: "public",
  params,
  perMinute: 20,
  body: z.object({ code }),
  handle: (ctx, _tx, { params: { id }, body }) => page(ctx, id, new FormState(), body.code),
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});

export const sayForPeople = post({
  path: "/reuniones/:id/acta/opinar",
  access: "public",
  params,
  perMinute: 20,
  body: z.object({ ...opinionFields, code }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const representative = await findRepresentative(tx, id, body.code);
    if (representative === undefined) throw new Problem(400, "meetings.minutes.codeUnknown", { field: "code" });
    await sayForCommunity(tx, representative, { ...body, text: covered(ctx, body.objection) }, ctx.now);
    return page(ctx, id, new FormState(), body.code);
  },
  invalid: async (ctx, input, form) => {
    const known = await findRepresentative(ctx.db, input.params.id, form.value("code"));
    return page(ctx, input.params.id, form, known === undefined ? undefined : form.value("code"));
  },
});
