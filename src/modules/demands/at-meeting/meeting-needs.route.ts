import { randomBytes } from "node:crypto";
import { z } from "zod";
import { getMeeting, type Meeting } from "#modules/meetings/index.ts";
import { getProcess } from "#modules/processes/index.ts";
import { FormState, textField } from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t, translate } from "#platform/i18n/i18n.ts";
import { correctNeed, undoNeed } from "./correct-need.ts";
import { countMeetingNeeds, listMeetingNeeds } from "./meeting-needs.sql.ts";
import { CorrectNeed, MeetingNeeds } from "./meeting-needs.view.tsx";
import { writeLine } from "./typed-line.ts";
import { requireWriting, type Written, writeLines } from "./write-needs.ts";

const LISTED = 200;
const MOST_LINES = 100;
const params = z.object({ id: z.coerce.number().int().positive() });
const needParams = params.extend({ need: z.coerce.number().int().positive() });
const formKey = z.string().min(8).max(64);
const typed = z.string().max(5000);

function frame(meeting: Meeting) {
  return {
    kind: "page",
    staff: true,
    section: "meetings",
    crumbs: [
      { text: t("meetings.desk.title"), path: "/gestion/reuniones" },
      { text: meeting.title, written: true, path: `/gestion/reuniones/${meeting.id}` },
      { text: t("meetings.run.needs.title") },
    ],
  } as const;
}

/** Why nothing can be written now, if so; 403 for who may not. */
async function closedBecause(ctx: Context, meeting: Meeting): Promise<string | undefined> {
  try {
    requireWriting(ctx, meeting, await getProcess(ctx.db, meeting.processId));
    return undefined;
  } catch (error) {
    if (error instanceof Problem && error.status === 409) return translate(error.key, error.parameters);
    throw error;
  }
}

async function page(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const meeting = await getMeeting(ctx.db, id);
  const closed = await closedBecause(ctx, meeting);
  return {
    ...frame(meeting),
    title: t("demands.meeting.title", { title: meeting.title }),
    islands: ["lines"],
    body: MeetingNeeds({
      meeting,
      needs: await listMeetingNeeds(ctx.db, id, LISTED),
      total: await countMeetingNeeds(ctx.db, id),
      entity: ctx.entity,
      form,
      formKey: form.value("key") || randomBytes(16).toString("base64url"),
      closed,
    }),
  };
}

export const meetingNeeds = get({
  path: "/gestion/reuniones/:id/necesidades",
  access: "demands.capture",
  params,
  handle: (ctx, input) => page(ctx, input.params.id),
});

export const writeNeed = post({
  path: "/gestion/reuniones/:id/necesidades",
  access: "demands.capture",
  params,
  body: z.object({
    line: textField({ max: 700, required: "demands.meeting.short" }),
    key: z.preprocess((value) => (Array.isArray(value) ? value[0] : value), formKey),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    const [written] = await writeLines(tx, ctx, id, [body]);
    if (written !== undefined && "problem" in written) {
      throw new Problem(400, written.problem, { field: "line", parameters: written.parameters });
    }
    return redirect(`/gestion/reuniones/${id}/necesidades`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});

/** What a device kept while there was no signal, all at once; each line is answered on its own. */
export const writeBatch = post({
  path: "/gestion/reuniones/:id/necesidades/lote",
  access: "demands.capture",
  params,
  body: z.object({ key: z.array(formKey).min(1).max(MOST_LINES), line: z.array(typed).min(1).max(MOST_LINES) }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    if (body.key.length !== body.line.length) throw new Problem(400, "http.badForm.title");
    const lines = body.key.map((key, index) => ({ key, line: body.line[index] ?? "" }));
    const written = await writeLines(tx, ctx, id, lines);
    return {
      kind: "data",
      type: "application/json; charset=utf-8",
      headers: { "cache-control": "private, no-store" },
      body: JSON.stringify({ lines: written.map(answerOf), total: await countMeetingNeeds(tx, id) }),
    };
  },
});

function answerOf(written: Written) {
  if ("id" in written) return written;
  return { key: written.key, problem: translate(written.problem, written.parameters) };
}

async function correctPage(ctx: Context, given: z.infer<typeof needParams>, form?: FormState): Promise<PageAnswer> {
  const meeting = await getMeeting(ctx.db, given.id);
  ctx.authority.require("demands.capture", { territory: meeting.territory });
  const need = (await listMeetingNeeds(ctx.db, given.id, 10_000)).find((one) => one.id === given.need);
  if (need === undefined) throw notFound();
  const line = writeLine({ text: need.text, sector: need.sector ?? undefined, groups: need.groups });
  return {
    ...frame(meeting),
    title: t("demands.meeting.correct"),
    body: CorrectNeed({ meeting, need, entity: ctx.entity, form: form ?? FormState.filled({ line }) }),
  };
}

export const correctForm = get({
  path: "/gestion/reuniones/:id/necesidades/:need",
  access: "demands.capture",
  params: needParams,
  handle: (ctx, input) => correctPage(ctx, input.params),
});

export const correct = post({
  path: "/gestion/reuniones/:id/necesidades/:need",
  access: "demands.capture",
  params: needParams,
  body: z.object({ line: textField({ max: 700, required: "demands.meeting.short" }) }),
  handle: async (ctx, tx, { params: { id, need }, body }) => {
    await correctNeed(tx, ctx, { meeting: id, need, line: body.line });
    return redirect(`/gestion/reuniones/${id}/necesidades`);
  },
  invalid: (ctx, input, form) => correctPage(ctx, input.params, form),
});

export const undo = post({
  path: "/gestion/reuniones/:id/necesidades/:need/deshacer",
  access: "demands.capture",
  params: needParams,
  body: z.object({}),
  handle: async (ctx, tx, { params: { id, need } }) => {
    await undoNeed(tx, ctx, { meeting: id, need, reason: t("demands.meeting.undone") });
    return redirect(`/gestion/reuniones/${id}/necesidades`);
  },
  invalid: (ctx, input, form) => correctPage(ctx, input.params, form),
});
