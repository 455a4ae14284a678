// The pages of "I need to ask for something": each asks one question and keeps its answer in the draft of the browser.
import { z } from "zod";
import { prepareAudio } from "#platform/files/prepare-audio.ts";
import { prepareFile } from "#platform/files/prepare-file.ts";
import { FormState } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, postBatched, type Route, redirect } from "#platform/http/route.ts";
import { calendarDay, t } from "#platform/i18n/i18n.ts";
import { formsOf, proposeForm } from "../forms.ts";
import { Elsewhere, suggested } from "../guide/guide.route.tsx";
import { findPublicCase } from "../publish/public-cases.sql.ts";
import { AskAbout, AskForm, AskWhat, AskWhere, AskWho } from "./ask.view.tsx";
import { type Answers, findDraft, keepDraftFiles, listDraftFiles, saveAnswers } from "./draft.ts";
import { BODIES, missingBefore, PATHS, pathAfter, STEPS, type Step } from "./steps.ts";

const MAX_FILE_BYTES = 10 * 1024 * 1024;
const MAX_PHOTOS = 3;

async function readDraft(ctx: Context) {
  const bits = ctx.browser.known();
  const draft = await findDraft(ctx.db, bits);
  const files = draft?.caseId === undefined ? await listDraftFiles(ctx.db, bits) : [];
  const answers: Answers = draft?.caseId === undefined ? (draft?.answers ?? {}) : {};
  return { answers, files, voice: files.findLast(({ type }) => type.startsWith("audio/")) };
}

/** What the draft says, as the fields of a page. */
function filled(answers: Answers): FormState {
  const { anonymous, priority, electronic, ...texts } = answers;
  return FormState.filled({
    ...texts,
    identity: anonymous === undefined ? undefined : anonymous ? "anonymous" : "name",
    priority: priority === true ? "yes" : undefined,
    electronic: electronic === true ? "yes" : undefined,
  });
}

async function page(ctx: Context, step: Step, asked?: FormState): Promise<PageAnswer> {
  const { answers, files, voice } = await readDraft(ctx);
  const form = asked ?? filled(answers);
  const photos = files.filter(({ type }) => type.startsWith("image/")).length;
  const day = calendarDay(ctx.now, ctx.entity.timeZone);
  const props = {
    form,
    entity: ctx.entity,
    action: PATHS[step],
    at: STEPS.indexOf(step) + 1,
    of: STEPS.length + 1,
    back: STEPS[STEPS.indexOf(step) - 1],
  };
  const maybe = step === "form" ? await suggested(ctx, answers.text ?? "") : null;
  const views = {
    what: () => <AskWhat {...props} after={<Elsewhere />} photos={photos} voice={voice?.seconds ?? undefined} />,
    form: () => (
      <AskForm
        {...props}
        day={day}
        forms={formsOf(ctx.entity.jurisdiction, day)}
        proposed={proposeForm(answers.text ?? "")}
        after={maybe}
      />
    ),
    where: () => <AskWhere {...props} />,
    about: () => <AskAbout {...props} />,
    who: () => <AskWho {...props} />,
  };
  return {
    kind: "page",
    title: t(`cases.file.${step}.title`),
    section: "cases",
    noindex: step !== "what",
    islands: step === "what" ? ["plaza", "voice"] : [],
    crumbs: [{ text: t("cases.title"), path: "/solicitudes" }, { text: t("cases.file.crumb") }],
    body: views[step](),
  };
}

/** What a page of the form adds to the draft. @throws Problem at the field that lacks something the schema cannot see */
type Keep<B> = (ctx: Context, body: B) => Promise<Answers> | Answers;

function question<B>(step: Step, body: z.ZodType<B>, keep: Keep<B>): Route[] {
  return [
    get({
      path: PATHS[step],
      access: "public",
      query: z.object({ como: z.coerce.number().int().positive().optional().catch(undefined) }),
      handle: async (ctx, { query: { como } }) => {
        const { answers, voice } = await readDraft(ctx);
        const missing = missingBefore(step, answers, voice !== undefined);
        if (missing !== undefined) return redirect(PATHS[missing]);
        const like = como === undefined ? undefined : await findPublicCase(ctx.db, como);
        return like === undefined
          ? page(ctx, step)
          : page(ctx, step, filled({ ...answers, text: like.text, like: like.id }));
      },
    }),
    postBatched({
      path: PATHS[step],
      access: "public",
      perMinute: 60,
      body,
      ...(step === "what" && { fileLimit: MAX_FILE_BYTES }),
      handle: async (ctx, input) => {
        const given = await keep(ctx, input.body);
        await ctx.write((tx) => saveAnswers(tx, ctx.browser.bits(), given, ctx.now));
        const { answers, voice } = await readDraft(ctx);
        return redirect(pathAfter(step, { ...answers, ...given }, voice !== undefined));
      },
      invalid: (ctx, _, form) => page(ctx, step, form),
    }),
  ];
}

/** Photos and a voice note, kept at once: over a bad signal they are not sent twice. */
async function keepFiles(ctx: Context): Promise<void> {
  const photos = ctx.files.filter(({ field }) => field === "photos");
  if (photos.length > MAX_PHOTOS) {
    throw new Problem(400, "cases.file.what.manyPhotos", { field: "photos", parameters: { n: MAX_PHOTOS } });
  }
  const prepared: Parameters<typeof keepDraftFiles>[2][number][] = [];
  for (const photo of photos) prepared.push(await prepareFile(photo, "photos", { maxBytes: MAX_FILE_BYTES }));
  const [audio] = ctx.files.filter(({ field }) => field === "audio");
  if (audio !== undefined) prepared.push(await prepareAudio(audio, "audio"));
  if (prepared.length === 0) return;
  await ctx.write((tx) => keepDraftFiles(tx, ctx.browser.bits(), prepared, ctx.now));
}

export const askRoutes: readonly Route[] = [
  ...question("what", BODIES.what, async (ctx, { text, priority, like }) => {
    await keepFiles(ctx);
    const { voice } = await readDraft(ctx);
    if (text === undefined && voice === undefined) throw new Problem(400, "cases.file.what.missing", { field: "text" });
    if (like !== undefined && (await findPublicCase(ctx.db, like)) === undefined) return { text, priority };
    return { text, priority, like };
  }),
  ...question("form", BODIES.form, (_, { form }) => ({ form })),
  ...question("where", BODIES.where, (ctx, { territory, place }) => {
    const found = ctx.entity.find(territory);
    if (found === undefined || found.retired) throw new Problem(400, "common.unknownChoice", { field: "territory" });
    return { territory, place };
  }),
  ...question("about", BODIES.about, (ctx, { sector }) => {
    if (sector !== undefined && !ctx.entity.catalogs.sectors.offers(sector)) {
      throw new Problem(400, "common.unknownChoice", { field: "sector" });
    }
    return { sector: sector ?? "" };
  }),
  ...question("who", BODIES.who, (_, { identity, name, email, phone, electronic }) => {
    if (identity === "anonymous") {
      return { anonymous: true, name: undefined, email: undefined, phone: undefined, electronic: false };
    }
    if (name === undefined) throw new Problem(400, "cases.file.who.noName", { field: "name" });
    if (electronic && email === undefined) throw new Problem(400, "cases.file.who.noEmail", { field: "email" });
    return { anonymous: false, name, email, phone, electronic };
  }),
];
