import { z } from "zod";
import { requireUnwritten, seenField, withSeen } from "#core/trace/index.ts";
import { choice, FormState, optionalText, textField, wholeNumber } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { lockMeeting } from "../lock-meeting.ts";
import { hasBegun } from "../meeting.ts";
import { getMeeting, listGroupCounts } from "../meetings.sql.ts";
import { Attend, groupField } from "./attend.view.tsx";
import { listPeople, listPerson, unlistPerson } from "./attendance-list.ts";
import { countPeople } from "./count-people.ts";

const params = z.object({ id: z.coerce.number().int().positive() });
const MOST = 100_000;

async function page(ctx: Context, id: number, form?: FormState): Promise<PageAnswer> {
  const meeting = await getMeeting(ctx.db, id);
  ctx.authority.require("meetings.run", { territory: meeting.territory });
  const counts = (await listGroupCounts(ctx.db, [id])).get(id) ?? new Map<string, number>();
  const filled = FormState.filled({
    people: meeting.people,
    ...Object.fromEntries([...counts].map(([code, people]) => [groupField(code), people])),
  });
  return {
    kind: "page",
    title: t("meetings.attend.title", { title: meeting.title }),
    staff: true,
    section: "meetings",
    crumbs: [
      { text: t("meetings.desk.title"), path: "/gestion/reuniones" },
      { text: meeting.title, written: true, path: `/gestion/reuniones/${id}` },
      { text: t("meetings.run.attendance.title") },
    ],
    body: Attend({
      meeting,
      form: await withSeen(ctx.db, id, form ?? filled),
      people: await listPeople(ctx.db, id),
      entity: ctx.entity,
      begun: hasBegun(meeting, ctx.now),
    }),
  };
}

export const attendForm = get({
  path: "/gestion/reuniones/:id/asistencia",
  access: "meetings.run",
  params,
  handle: (ctx, input) => page(ctx, input.params.id),
});

export const attend = post({
  path: "/gestion/reuniones/:id/asistencia",
  access: "meetings.run",
  params,
  body: z.looseObject({
    ...seenField,
    people: wholeNumber({ min: 0, max: MOST, message: "meetings.attend.people.missing" }),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const meeting = await lockMeeting(tx, ctx, id);
    // Before it begins there is no form that could have been seen: `countPeople` says that it is too soon.
    if (hasBegun(meeting, ctx.now)) await requireUnwritten(tx, id, body.seen);
    const groups = new Map<string, number>();
    for (const { code } of ctx.entity.populationGroups()) {
      const typed = body[groupField(code)];
      const count = readCount(typed);
      if (count === undefined) throw new Problem(400, "meetings.attend.number", { field: groupField(code) });
      if (count > 0) groups.set(code, count);
    }
    await countPeople(tx, ctx, id, { people: body.people, groups });
    return redirect(`/gestion/reuniones/${id}`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});

/** A count as it is typed; nothing is zero, undefined is not a count. */
function readCount(typed: unknown): number | undefined {
  const text = (Array.isArray(typed) ? String(typed[0] ?? "") : "").trim();
  if (text === "") return 0;
  return /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}

export const list = post({
  path: "/gestion/reuniones/:id/asistencia/nombre",
  access: "meetings.run",
  params,
  body: z.object({
    name: textField({
      min: 3,
      max: 100,
      required: "meetings.attend.name.missing",
      short: "meetings.attend.name.missing",
    }),
    organisation: optionalText(100),
    consent: choice(["spoken", "signed"], "meetings.attend.consent.missing"),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await listPerson(tx, ctx, id, body);
    return redirect(`/gestion/reuniones/${id}/asistencia#lista`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});

export const unlist = post({
  path: "/gestion/reuniones/:id/asistencia/quitar",
  access: "meetings.run",
  params,
  body: z.object({ person: z.coerce.number().int().positive() }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await unlistPerson(tx, ctx, id, body.person);
    return redirect(`/gestion/reuniones/${id}/asistencia#lista`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});
