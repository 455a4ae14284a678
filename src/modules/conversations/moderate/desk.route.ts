import { z } from "zod";
import { choice, FormState, optionalText, textField } from "#platform/http/form.ts";
import { forbidden, notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { languageCode, t } from "#platform/i18n/i18n.ts";
import { countGraphemes } from "#platform/text/graphemes.ts";
import { statementParams } from "../addresses.ts";
import { mayEverywhere } from "../authority.ts";
import type { Conversation, Statement } from "../conversation.ts";
import { countPeople, findStatement, getStatement } from "../conversations.sql.ts";
import { getForStaff, staffCrumb } from "../prepare/prepare.route.ts";
import * as prepare from "../prepare/prepare-conversation.ts";
import { findSimilarStatements } from "../say-statement/similar.sql.ts";
import { countOpenCases } from "../signals/signals.sql.ts";
import { countQueues, listLanguages, listQueue, listTranslations, QUEUES, type Queue } from "./desk.sql.ts";
import { DeskPage } from "./desk.view.tsx";
import { type Decision, decideStatement } from "./moderate-statement.ts";
import { reviewTranslation, translateStatement } from "./translate-statement.ts";

const SIMILAR = 4;
const params = z.object({ slug: z.string().max(80) });

interface Asked {
  cola?: Queue;
  n?: number;
  hecho?: string;
}

export function permissionsOf(ctx: Context, conversation: Pick<Conversation, "territories">) {
  const may = (verb: string): boolean => mayEverywhere(ctx.authority, verb, conversation);
  return {
    desk: may("conversations.desk"),
    run: may("conversations.run"),
    moderate: may("conversations.moderate"),
    review: may("conversations.review"),
    translate: may("conversations.translate"),
    carry: may("conversations.onward"),
  };
}

async function page(ctx: Context, slug: string, asked: Asked, form = new FormState()): Promise<PageAnswer> {
  const conversation = await getForStaff(ctx, slug);
  const may = permissionsOf(ctx, conversation);
  if (!may.desk) throw forbidden();
  const counts = await countQueues(ctx.db, conversation.id);
  const queue = asked.cola ?? (counts.waiting > 0 ? "waiting" : "accepted");
  const list = await listQueue(ctx.db, conversation.id, queue);
  const current = list.find((one) => one.number === asked.n) ?? (asked.n === undefined ? list[0] : undefined);
  return {
    kind: "page",
    title: conversation.title,
    staff: true,
    section: "conversations",
    islands: ["plaza"],
    crumbs: [staffCrumb(), { text: conversation.title, written: true }],
    body: DeskPage({
      conversation,
      may,
      queue,
      counts,
      list,
      current: current && {
        ...current,
        similar: await similarTo(ctx, conversation, current),
        translations: await listTranslations(ctx.db, current.id),
      },
      people: await countPeople(ctx.db, conversation.id),
      languages: [...new Set([...ctx.entity.languages, ...(await listLanguages(ctx.db, conversation.id))])],
      signals: await countOpenCases(ctx.db, conversation.id),
      entity: ctx.entity,
      form,
      done: asked.hecho,
      now: ctx.now,
      account: ctx.authority.actor.accountId,
      paths: ctx.paths,
    }),
  };
}

function similarTo(ctx: Context, { id }: Conversation, { text, id: except }: { text: string; id: number }) {
  return findSimilarStatements(ctx.db, { conversationId: id, text, least: 0, except, limit: SIMILAR });
}

export const desk = get({
  path: "/gestion/conversaciones/:slug",
  access: "conversations.desk",
  params,
  query: z.object({
    cola: z.enum(QUEUES).optional().catch(undefined),
    n: z.coerce.number().int().optional().catch(undefined),
    hecho: z.string().max(40).optional().catch(undefined),
  }),
  handle: (ctx, { params: { slug }, query }) => page(ctx, slug, query),
});

export const open = post({
  path: "/gestion/conversaciones/:slug/publicar",
  access: "conversations.run",
  params,
  body: z.object({}),
  handle: async (ctx, tx, { params: { slug } }) => {
    await prepare.openConversation(tx, ctx, (await getForStaff(ctx, slug)).id);
    return redirect(`/gestion/conversaciones/${slug}?hecho=opened`);
  },
  invalid: (ctx, { params: { slug } }, form) => page(ctx, slug, {}, form),
});

export const close = post({
  path: "/gestion/conversaciones/:slug/cerrar",
  access: "conversations.run",
  params,
  body: z.object({}),
  handle: async (ctx, tx, { params: { slug } }) => {
    await prepare.closeConversation(tx, ctx, (await getForStaff(ctx, slug)).id);
    return redirect(`/gestion/conversaciones/${slug}?hecho=closed`);
  },
  invalid: (ctx, { params: { slug } }, form) => page(ctx, slug, {}, form),
});

const SEED_LETTERS = 30_000;
const LEAST_LETTERS = 10;

/** Statements of the staff, pasted one a line. */
export const seed = post({
  path: "/gestion/conversaciones/:slug/semillas",
  access: "conversations.run",
  params,
  body: z.object({
    seeds: textField({ max: SEED_LETTERS, required: "conversations.prepare.seedsMissing" }),
  }),
  handle: async (ctx, tx, { params: { slug }, body }) => {
    const conversation = await getForStaff(ctx, slug);
    const texts = body.seeds.split("\n").flatMap((line) => line.replaceAll(/\s+/g, " ").trim() || []);
    for (const text of texts) {
      const letters = countGraphemes(text);
      if (letters >= LEAST_LETTERS && letters <= conversation.statementLetters) continue;
      const parameters = { text: text.slice(0, 40), n: conversation.statementLetters };
      throw new Problem(400, "conversations.prepare.seedLength", { field: "seeds", parameters });
    }
    const added = await prepare.addSeeds(tx, ctx, conversation, texts);
    return redirect(`/gestion/conversaciones/${slug}?cola=accepted&hecho=seeds-${added}`);
  },
  invalid: (ctx, { params: { slug } }, form) => page(ctx, slug, {}, form),
});

const reason = optionalText(600);

async function held(ctx: Context, slug: string, number: number): Promise<[Conversation, Statement]> {
  const conversation = await getForStaff(ctx, slug);
  const statement = await findStatement(ctx.db, conversation.id, number);
  if (statement === undefined) throw notFound();
  return [conversation, statement];
}

export const decide = post({
  path: "/gestion/conversaciones/:slug/afirmaciones/:number",
  access: "conversations.moderate",
  params: statementParams,
  body: z.object({
    act: choice(["accept", "hide", "duplicate", "meta", "opinion"], "conversations.moderate.choose"),
    reason,
    of: z.preprocess(
      (value) => (Array.isArray(value) ? value[0] : value),
      z.coerce.number().int().optional().catch(undefined),
    ),
  }),
  handle: async (ctx, tx, { params: { slug, number }, body }) => {
    const conversation = await getForStaff(ctx, slug);
    await decideStatement(tx, ctx, conversation, number, decisionOf(body));
    const statement = await findStatement(tx, conversation.id, number);
    const stays = body.act === "meta" || body.act === "opinion";
    const queue = stays ? `&cola=${queueOf(statement)}&n=${number}` : "";
    return redirect(`/gestion/conversaciones/${slug}?hecho=${body.act}${queue}`);
  },
  invalid: async (ctx, { params: { slug, number } }, form) => {
    const [, statement] = await held(ctx, slug, number);
    return page(ctx, slug, { cola: queueOf(statement), n: number }, form);
  },
});

function queueOf(statement: Statement | undefined): Queue {
  if (statement?.moderated === 1) return "accepted";
  return statement?.moderated === -1 ? "hidden" : "waiting";
}

function decisionOf(body: { act: string; reason?: string; of?: number }): Decision {
  if (body.act === "accept") return { act: "accept" };
  if (body.act === "meta" || body.act === "opinion") return { act: "meta", isMeta: body.act === "meta" };
  if (body.act === "duplicate") {
    if (body.of === undefined) throw new Problem(400, "conversations.moderate.noTwin");
    return { act: "duplicate", of: body.of, reason: t("conversations.moderate.duplicateReason") };
  }
  const words = body.reason ?? "";
  if (words.length < 10) throw new Problem(400, "conversations.moderate.reasonMissing", { field: "reason" });
  return { act: "hide", reason: words };
}

export const translate = post({
  path: "/gestion/conversaciones/:slug/afirmaciones/:number/traduccion",
  access: "conversations.translate",
  params: statementParams,
  body: z.object({
    language: optionalText(40),
    /** Of a language that is not in the list. */
    code: optionalText(40),
    act: choice(["write", "review"], "common.unknownChoice"),
    translation: optionalText(600),
  }),
  handle: async (ctx, tx, { params: { slug, number }, body }) => {
    const [conversation, statement] = await held(ctx, slug, number);
    const language = languageCode(body.code ?? body.language ?? "");
    if (language === undefined) {
      const field = body.code === undefined ? "language" : "code";
      throw new Problem(400, "conversations.translate.unknownLanguage", { field });
    }
    const text = body.translation ?? "";
    if (text.length < LEAST_LETTERS)
      throw new Problem(400, "conversations.translate.missing", { field: "translation" });
    const command = body.act === "review" ? reviewTranslation : translateStatement;
    await command(tx, ctx, conversation, statement, { language, text });
    const queue = queueOf(await getStatement(tx, statement.id));
    return redirect(`/gestion/conversaciones/${slug}?cola=${queue}&n=${number}&hecho=translated`);
  },
  invalid: async (ctx, { params: { slug, number } }, form) => {
    const [, statement] = await held(ctx, slug, number);
    return page(ctx, slug, { cola: queueOf(statement), n: number }, form);
  },
});
