import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { seenField, withSeen } from "#core/trace/index.ts";
import { findProcess, listAllProcesses } from "#modules/processes/index.ts";
import { instantOf, localTime } from "#platform/clock/zone.ts";
import {
  choice,
  choices,
  code,
  FormState,
  localTimeField,
  optionalText,
  textField,
  wholeNumber,
} from "#platform/http/form.ts";
import { notFound, Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { t } from "#platform/i18n/i18n.ts";
import { mayEverywhere } from "../authority.ts";
import type { Conversation } from "../conversation.ts";
import { findConversation } from "../conversations.sql.ts";
import { listForDesk } from "../moderate/desk.sql.ts";
import { ConversationForm, DeskList } from "./prepare.view.tsx";
import * as command from "./prepare-conversation.ts";

const DAY = 86_400_000;
const slugParams = z.object({ slug: z.string().max(80) });
export const staffCrumb = () => ({ text: t("conversations.desk.list"), path: "/gestion/conversaciones" });

/** The conversation of an address, drafts too. @throws 404. */
export async function getForStaff(ctx: Context, slug: string): Promise<Conversation> {
  return command.existing(await findConversation(ctx.db, slug));
}

export const staffList = get({
  path: "/gestion/conversaciones",
  access: "conversations.desk",
  handle: async (ctx) => {
    const all = await listForDesk(ctx.db);
    return {
      kind: "page",
      title: t("conversations.desk.list"),
      staff: true,
      section: "conversations",
      body: DeskList({
        conversations: all.filter((one) => mayEverywhere(ctx.authority, "conversations.desk", one)),
        entity: ctx.entity,
        mayCreate: ctx.authority.may("conversations.run"),
      }),
    };
  },
});

const fields = {
  title: textField({
    min: 5,
    max: 160,
    required: "conversations.prepare.titleMissing",
    short: "conversations.prepare.titleMissing",
  }),
  intro: optionalText(600),
  language: code("common.unknownChoice"),
  moderation: choice(["pre", "post"], "conversations.prepare.moderationMissing"),
  letters: wholeNumber({ min: 140, max: 280, message: "conversations.prepare.lettersWrong" }),
  each: wholeNumber({ min: 0, max: 20, message: "conversations.prepare.eachWrong" }),
  opens: localTimeField("conversations.prepare.dateMissing"),
  closes: localTimeField("conversations.prepare.dateMissing"),
  territories: choices(2000),
};
const editBody = z.object({ ...fields, ...seenField });
const newBody = z.object({ ...fields, process: code("conversations.prepare.processMissing") });

function settingsOf(body: Omit<z.infer<typeof editBody>, "seen">, { timeZone, languages }: Entity): command.Settings {
  if (!languages.includes(body.language)) throw new Problem(400, "common.unknownChoice", { field: "language" });
  const [opensAt, closesAt] = [instantOf(body.opens, timeZone), instantOf(body.closes, timeZone)];
  if (opensAt >= closesAt) {
    throw new Problem(400, "conversations.prepare.datesOrder", { field: "closes" });
  }
  return {
    title: body.title,
    intro: body.intro ?? "",
    language: body.language,
    opensAt,
    closesAt,
    moderation: body.moderation,
    statementLetters: body.letters,
    statementsEach: body.each,
    territories: body.territories,
  };
}

/** The places where somebody may hold a conversation. */
function placesOf(ctx: Context) {
  return [ctx.entity.root, ...ctx.entity.participationTerritories()].filter((place) =>
    ctx.authority.may("conversations.run", { territory: place.code }),
  );
}

async function newPage(ctx: Context, form: FormState): Promise<PageAnswer> {
  const processes = await listAllProcesses(ctx.db);
  return {
    kind: "page",
    title: t("conversations.prepare.new"),
    staff: true,
    section: "conversations",
    crumbs: [staffCrumb(), { text: t("conversations.prepare.new") }],
    body: ConversationForm({
      form,
      places: placesOf(ctx),
      processes: processes.filter(({ state }) => state !== "closed"),
      entity: ctx.entity,
    }),
  };
}

export const newForm = get({
  path: "/gestion/conversaciones/nueva",
  access: "conversations.run",
  handle: (ctx) => {
    const day = (days: number, hour: string): string =>
      `${localTime(new Date(ctx.now.getTime() + days * DAY), ctx.entity.timeZone).slice(0, 10)}T${hour}`;
    const dates = { opens: day(1, "08:00"), closes: day(31, "18:00") };
    return newPage(ctx, FormState.filled({ language: "es", moderation: "post", letters: 140, each: 5, ...dates }));
  },
});

export const create = post({
  path: "/gestion/conversaciones/nueva",
  access: "conversations.run",
  body: newBody,
  handle: async (ctx, tx, { body }) => {
    const process = await findProcess(tx, body.process);
    if (process === undefined || process.state === "closed") {
      throw new Problem(400, "conversations.prepare.processMissing", { field: "process" });
    }
    const settings = settingsOf(body, ctx.entity);
    const { slug } = await command.createConversation(tx, ctx, process, settings);
    return redirect(`/gestion/conversaciones/${slug}`);
  },
  invalid: (ctx, _input, form) => newPage(ctx, form),
});

async function editPage(ctx: Context, slug: string, given?: FormState): Promise<PageAnswer> {
  const conversation = await getForStaff(ctx, slug);
  if (!mayEverywhere(ctx.authority, "conversations.run", conversation)) throw notFound();
  const { timeZone } = ctx.entity;
  const filled =
    given ??
    FormState.filled({
      ...conversation,
      opensAt: undefined,
      closesAt: undefined,
      openedAt: undefined,
      closedAt: undefined,
      letters: conversation.statementLetters,
      each: conversation.statementsEach,
      opens: localTime(conversation.opensAt, timeZone),
      closes: localTime(conversation.closesAt, timeZone),
    });
  const form = await withSeen(ctx.db, conversation.id, filled);
  return {
    kind: "page",
    title: t("conversations.prepare.edit"),
    staff: true,
    section: "conversations",
    crumbs: [
      staffCrumb(),
      { text: conversation.title, written: true, path: `/gestion/conversaciones/${slug}` },
      { text: t("conversations.prepare.edit") },
    ],
    body: ConversationForm({ form, places: placesOf(ctx), processes: [], entity: ctx.entity, editing: conversation }),
  };
}

export const editForm = get({
  path: "/gestion/conversaciones/:slug/editar",
  access: "conversations.run",
  params: slugParams,
  handle: (ctx, { params: { slug } }) => editPage(ctx, slug),
});

export const edit = post({
  path: "/gestion/conversaciones/:slug/editar",
  access: "conversations.run",
  params: slugParams,
  body: editBody,
  handle: async (ctx, tx, { params: { slug }, body }) => {
    const { id } = await getForStaff(ctx, slug);
    await command.editConversation(tx, ctx, { id, seen: body.seen }, settingsOf(body, ctx.entity));
    return redirect(`/gestion/conversaciones/${slug}`);
  },
  invalid: (ctx, { params: { slug } }, form) => editPage(ctx, slug, form),
});
