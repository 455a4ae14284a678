import { z } from "zod";
import { requireUnwritten, seenField, withSeen } from "#core/trace/index.ts";
import { MAX_FILE_BYTES, type PreparedFile, prepareFile } from "#platform/files/prepare-file.ts";
import {
  choice,
  dayField,
  FormState,
  optionalText,
  optionalWholeNumber,
  textField,
  webAddress,
} from "#platform/http/form.ts";
import { once } from "#platform/http/once.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, postBatched, redirect } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { COMMITMENT_STATES } from "../commitment.ts";
import { findCommitment, findNextOpen } from "../commitments.sql.ts";
import { withinGrants } from "../desk/grants.ts";
import { getCommitment } from "../get-commitment.ts";
import { changeDueDate, UPDATE_LETTERS, updateCommitment } from "./update-commitment.ts";
import { UpdateForms } from "./update-commitment.view.tsx";

const params = z.object({ id: z.coerce.number().int().positive() });
const MAX_FIGURE = 1_000_000_000;
const MAX_FILES = 5;

async function page(ctx: Context, id: number, form = new FormState(), told?: number): Promise<PageAnswer> {
  const commitment = await getCommitment(ctx.db, id);
  ctx.authority.require("commitments.update", { territory: commitment.territory, agency: commitment.agency });
  return {
    kind: "page",
    title: commitment.title,
    staff: true,
    section: "commitments",
    crumbs: [
      { text: t("commitments.desk.title"), path: "/gestion/compromisos" },
      { text: commitment.title, written: true },
    ],
    islands: ["plaza"],
    body: UpdateForms({
      commitment,
      told: told === undefined ? undefined : await findCommitment(ctx.db, told),
      form: await withSeen(ctx.db, id, form),
      today: calendarDay(ctx.now, ctx.entity.timeZone),
    }),
  };
}

export const updateForm = get({
  path: "/gestion/compromisos/:id",
  access: "commitments.update",
  params,
  query: z.object({ contado: z.coerce.number().int().positive().optional().catch(undefined) }),
  handle: (ctx, { params: given, query }) => page(ctx, given.id, new FormState(), query.contado),
});

const updateBody = z.object({
  ...seenField,
  state: choice(COMMITMENT_STATES, "commitments.update.state.missing"),
  text: textField({
    min: 3,
    max: UPDATE_LETTERS,
    required: "commitments.update.text.missing",
    short: "commitments.update.text.missing",
  }),
  figureDone: optionalWholeNumber({ min: 0, max: MAX_FIGURE, message: "commitments.update.figure.wrong" }),
  figureOf: optionalWholeNumber({ min: 1, max: MAX_FIGURE, message: "commitments.update.figure.wrong" }),
  figureUnit: optionalText(60),
  /** The button that goes on to the next one says so. */
  next: optionalText(1),
  link: webAddress("commitments.update.link.wrong"),
});

/** A figure is a number and what is counted; of how many, if it is known. */
function figureOf(body: z.infer<typeof updateBody>) {
  const { figureDone: done, figureOf: of, figureUnit: unit } = body;
  if (done === undefined && of === undefined && unit === undefined) return undefined;
  if (done === undefined) throw new Problem(400, "commitments.update.figure.wrong", { field: "figureDone" });
  if (unit === undefined) throw new Problem(400, "commitments.update.figure.both", { field: "figureUnit" });
  return { done, of, unit };
}

// Photos are drawn again before the transaction opens: it must not wait for them.
export const update = postBatched({
  path: "/gestion/compromisos/:id/novedad",
  access: "commitments.update",
  params,
  perMinute: 30,
  fileLimit: MAX_FILE_BYTES,
  body: updateBody,
  handle: async (ctx, { params: given, body }) => {
    const commitment = await getCommitment(ctx.db, given.id);
    ctx.authority.require("commitments.update", { territory: commitment.territory, agency: commitment.agency });
    const sent = ctx.files.filter((file) => file.field === "files");
    if (sent.length > MAX_FILES) throw new Problem(400, "commitments.update.files.many", { field: "files" });
    const files: PreparedFile[] = [];
    for (const file of sent) files.push(await prepareFile(file, "files"));
    const { state, text, link } = body;
    const figure = figureOf(body);
    const mine = {
      today: calendarDay(ctx.now, ctx.entity.timeZone),
      within: withinGrants(ctx.authority, ctx.entity, "commitments.update"),
    };
    // Before it is written: what is told may change its place in the list.
    const next = body.next === undefined ? undefined : await findNextOpen(ctx.db, mine, given.id);
    return ctx.write((tx) =>
      once(tx, ctx, async () => {
        await requireUnwritten(tx, given.id, body.seen);
        await updateCommitment(tx, ctx, commitment, { state, text, figure, link, files });
        if (body.next === undefined) return redirect(`/compromisos/${given.id}`);
        return redirect(
          next === undefined ? "/gestion/compromisos" : `/gestion/compromisos/${next}?contado=${given.id}`,
        );
      }),
    );
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});

export const changeDate = post({
  path: "/gestion/compromisos/:id/fecha",
  access: "commitments.update",
  params,
  body: z.object({
    ...seenField,
    dueDate: dayField("commitments.make.dueDate.missing"),
    reason: textField({
      min: 3,
      max: 600,
      required: "commitments.update.reason.missing",
      short: "commitments.update.reason.missing",
    }),
  }),
  handle: async (ctx, tx, { params: given, body }) => {
    const today = calendarDay(ctx.now, ctx.entity.timeZone);
    await requireUnwritten(tx, given.id, body.seen);
    const { dueDate, reason } = body;
    await changeDueDate(tx, ctx, await getCommitment(tx, given.id), { dueDate, reason, today });
    return redirect(`/compromisos/${given.id}`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.id, form),
});
