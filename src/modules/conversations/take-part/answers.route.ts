import { z } from "zod";
import { participantKey } from "#core/trace/index.ts";
import { postNarrow } from "#platform/http/route.ts";
import { ANSWERS, type Answer } from "../conversation.ts";

/** What a person answers in an afternoon without signal. */
const MOST_AT_ONCE = 200;
/** Messages, not answers: nobody reads two statements a second for a whole minute. */
const PER_MINUTE = 120;
export const RECEIPT_SECONDS = 15 * 60;

/** Answers from the island, in JSON: one at a time, or those that waited for a signal. */
export const sendAnswers = postNarrow({
  path: "/conversaciones/:slug/respuestas",
  params: z.object({ slug: z.string().max(80) }),
  perMinute: PER_MINUTE,
  body: z.object({
    answers: z
      .array(
        z.object({
          statement: z.int().positive(),
          value: z.custom<Answer>((value) => ANSWERS.includes(value as Answer)),
        }),
      )
      .min(1)
      .max(MOST_AT_ONCE),
    territory: z.string().max(40).optional(),
  }),
  handle: async (ctx, { params, body }) => {
    const { process, conversation } = await ctx.answers.find(params.slug);
    const taken = await ctx.answers.add({
      process,
      conversation,
      participant: participantKey(process.participantKey, ctx.browser.bits()),
      territory: body.territory,
      ip: ctx.ip,
      answers: body.answers,
      now: ctx.now,
    });
    if (taken.receipt !== undefined) ctx.cookies.set("comprobante", taken.receipt, RECEIPT_SECONDS);
    return { body: { saved: body.answers.length - taken.refused.length, refused: taken.refused } };
  },
});
