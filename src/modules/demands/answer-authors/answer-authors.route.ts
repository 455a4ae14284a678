import { z } from "zod";
import { seenField, withSeen } from "#core/trace/index.ts";
import { choice, FormState, textField } from "#platform/http/form.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { getWorkProcess } from "../join-needs/join-needs.route.ts";
import { placesOf } from "../join-needs/places-of.ts";
import { draftAnswers, saveTemplates, sendAnswers } from "./answer-authors.ts";
import { AnswerAuthors } from "./answer-authors.view.tsx";
import { countUnanswered, DECISIONS, listTemplates } from "./answers.sql.ts";

const params = z.object({ slug: z.string() });
const SHOWN = 3;
const query = z.object({
  que: z.enum(DECISIONS).optional().catch(undefined),
  hecho: z
    .string()
    .regex(/^(enviadas-\d{1,6}|guardada)$/)
    .optional()
    .catch(undefined),
});

async function page(
  ctx: Context,
  slug: string,
  { que, hecho }: z.infer<typeof query>,
  form = new FormState(),
): Promise<PageAnswer> {
  const process = await getWorkProcess(ctx, slug);
  const territories = placesOf(ctx.entity, ctx.authority.territoriesFor("demands.answer"));
  const counts = await countUnanswered(ctx.db, { processId: process.id, territories });
  const decision = que ?? DECISIONS.find((one) => (counts.get(one) ?? 0) > 0) ?? "discarded";
  return {
    kind: "page",
    title: `${t("demands.answer.title")}: ${process.title}`,
    staff: true,
    section: "demands",
    crumbs: [
      { text: t("demands.join.title"), path: `/gestion/necesidades/${slug}` },
      { text: t("demands.answer.title") },
    ],
    islands: ["plaza"],
    body: AnswerAuthors({
      process,
      decision,
      counts,
      answers: await draftAnswers(ctx.db, ctx, process, { decision, limit: SHOWN }),
      templates: await listTemplates(ctx.db, process.id),
      mayWrite: ctx.authority.mayWhole("demands.answer"),
      done: hecho,
      form: await withSeen(ctx.db, process.id, form),
    }),
  };
}

export const answerPage = get({
  path: "/gestion/necesidades/:slug/respuestas",
  access: "demands.answer",
  params,
  query,
  handle: (ctx, input) => page(ctx, input.params.slug, input.query),
});

const template = textField({
  min: 20,
  max: 2000,
  required: "demands.answer.tooShort",
  short: "demands.answer.tooShort",
});

export const answerAuthors = post({
  path: "/gestion/necesidades/:slug/respuestas",
  access: "demands.answer",
  params,
  body: z.object({ que: choice(DECISIONS, "common.unknownChoice") }),
  handle: async (ctx, tx, { params: { slug }, body }) => {
    const n = await sendAnswers(tx, ctx, await getWorkProcess(ctx, slug), body.que);
    return redirect(`/gestion/necesidades/${slug}/respuestas?que=${body.que}&hecho=enviadas-${n}`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.slug, query.parse({ que: form.value("que") }), form),
});

export const saveTemplate = post({
  path: "/gestion/necesidades/:slug/respuestas/plantilla",
  access: "demands.answer",
  params,
  body: z.object({ que: choice(DECISIONS, "common.unknownChoice"), ...seenField, es: template, en: template }),
  handle: async (ctx, tx, { params: { slug }, body }) => {
    const { que: decision, es, en, seen } = body;
    await saveTemplates(tx, ctx, await getWorkProcess(ctx, slug), { decision, texts: { es, en }, seen });
    return redirect(`/gestion/necesidades/${slug}/respuestas?que=${decision}&hecho=guardada`);
  },
  invalid: (ctx, input, form) => page(ctx, input.params.slug, query.parse({ que: form.value("que") }), form),
});
