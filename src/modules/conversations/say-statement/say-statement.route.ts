import { randomBytes } from "node:crypto";
import { z } from "zod";
import { askPersonal } from "#core/moderation/index.ts";
import { FormState, optionalCode, textField } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { countGraphemes } from "#platform/text/graphemes.ts";
import { isOpen } from "../conversation.ts";
import { RECEIPT_SECONDS } from "../take-part/answers.route.ts";
import { sayStatement } from "./say-statement.ts";
import { SayStatement } from "./say-statement.view.tsx";
import { findSimilarStatements } from "./similar.sql.ts";

const SIMILAR = 4;
const LEAST_LETTERS = 10;
const MOST_LETTERS = 280;
/** What people see as one letter may be many characters; the table takes these. */
const MOST_CHARACTERS = 2000;
const params = z.object({ slug: z.string().max(80) });

async function page(ctx: Context, slug: string, form: FormState): Promise<PageAnswer> {
  const { conversation } = await ctx.answers.find(slug);
  const text = form.value("text");
  const least = conversation.moderation === "post" ? 0 : 1;
  const near = { conversationId: conversation.id, text, least, limit: SIMILAR } as const;
  const asks = text.length >= LEAST_LETTERS && text.length <= MOST_CHARACTERS;
  return {
    kind: "page",
    title: t("conversations.say.title"),
    section: "participate",
    crumbs: [
      { text: t("conversations.list.crumb"), path: "/conversaciones" },
      { text: conversation.title, written: true, path: `/conversaciones/${conversation.slug}` },
      { text: t("conversations.say.crumb") },
    ],
    islands: ["plaza"],
    body: SayStatement({
      conversation,
      form,
      jurisdiction: ctx.entity.jurisdiction,
      formKey: form.value("key") || randomBytes(16).toString("base64url"),
      similar: asks ? await findSimilarStatements(ctx.db, near) : [],
      open: isOpen(conversation, ctx.now) && conversation.statementsEach > 0,
      places: conversation.territories.map((code) => ctx.entity.territory(code)),
    }),
  };
}

export const sayForm = get({
  path: "/conversaciones/:slug/proponer",
  access: "public",
  params,
  handle: (ctx, { params: { slug } }) => page(ctx, slug, new FormState()),
});

const single = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
/** What a decoder leaves where bytes were not text. */
const BROKEN = "\uFFFD";
const readable = (text: string) => text.length <= MOST_CHARACTERS && !text.includes("\0") && !text.includes(BROKEN);

/** The first send shows those that say something like it; the second one, from that page, is the answer to it. */
export const say = post({
  path: "/conversaciones/:slug/proponer",
  access: "public",
  params,
  perMinute: 12,
  body: z.object({
    text: textField({
      min: LEAST_LETTERS,
      max: MOST_LETTERS,
      required: "conversations.say.missing",
      short: "conversations.say.short",
      long: "conversations.say.long",
    }).refine(readable, "conversations.say.broken"),
    key: z.preprocess(single, z.string().max(64).catch("")),
    seen: z.preprocess(single, z.string().max(4).optional().catch(undefined)),
    cover: optionalCode(),
    territory: z.preprocess(single, z.string().max(80).optional().catch(undefined)),
  }),
  handle: async (ctx, tx, { params: { slug }, body }) => {
    const talk = await ctx.answers.find(slug);
    const { conversation } = talk;
    const text = body.text.replaceAll(/\s+/g, " ").trim();
    if (countGraphemes(text) > conversation.statementLetters) {
      const parameters = { n: conversation.statementLetters };
      throw new Problem(400, "conversations.say.longFor", { field: "text", parameters });
    }
    const key = body.key || randomBytes(16).toString("base64url");
    const least = conversation.moderation === "post" ? 0 : 1;
    const near = { conversationId: conversation.id, text, least, limit: 1 } as const;
    if (body.seen === undefined && (await findSimilarStatements(tx, near)).length > 0) {
      return page(ctx, slug, FormState.filled({ text, key, territory: body.territory, seen: "1" }));
    }
    const asked = askPersonal({ text }, body.cover, ctx.entity.jurisdiction);
    if (asked.undecided) {
      const { territory, seen } = body;
      return page(ctx, slug, FormState.filled({ text, key, territory, seen, cover: "" }));
    }
    const who = { browserBits: ctx.browser.bits(), ip: ctx.ip, now: ctx.now };
    const said = {
      text: asked.words.text,
      personal: asked.left,
      language: ctx.locale,
      territory: body.territory,
      formKey: key,
    };
    const receipt = await sayStatement(tx, who, talk, said);
    ctx.cookies.set("comprobante", receipt, RECEIPT_SECONDS);
    return redirect("/comprobante");
  },
  invalid: (ctx, { params: { slug } }, form) => page(ctx, slug, form),
});
