// The chats for officials: those that wait, taking one, answering, and making a request of it.
import type { VNode } from "preact";
import { z } from "zod";
import { optionsOf } from "#core/territory/index.ts";
import { choice, code, FormState, optionalCode, textField } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, formatInstant, href, locale, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Card, EmptyState, Notice, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Form, Select } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button, NextLink } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead } from "#platform/views/text.tsx";
import { findCase } from "../case-store.ts";
import { FORMS, formsOf, proposeForm } from "../forms.ts";
import { proposeRoutes } from "../rights/route-signs.ts";
import { type Chat, type ChatLine, findChat, listLines, listLiveChats } from "./chat.sql.ts";
import { endChat, fileChat, MOST_LETTERS, MOST_LIVE, say, takeChat } from "./chat.ts";
import { LiveLines } from "./chat.view.tsx";
import { chatHours } from "./chat-hours.ts";

const PATH = "/gestion/solicitudes/chats";
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const meOf = ({ authority }: Context): number => authority.actor.accountId ?? 0;

async function listPage(ctx: Context, form = new FormState()): Promise<PageAnswer> {
  const live = await listLiveChats(ctx.db, MOST_LIVE);
  const mineOrFree = live.filter(({ officer }) => officer === null || officer === meOf(ctx));
  const hours = chatHours(ctx.entity, ctx.now);
  return {
    kind: "page",
    title: t("cases.chat.desk.title"),
    staff: true,
    section: "cases",
    crumbs: [{ text: t("cases.desk.title"), path: "/gestion/solicitudes" }, { text: t("cases.chat.desk.title") }],
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors} />
        <Stack gap="s">
          <h1>{t("cases.chat.desk.title")}</h1>
          <Lead>
            {hours === undefined
              ? t("cases.chat.never")
              : t("cases.chat.desk.lead", { opens: hours.opens, closes: hours.closes })}
          </Lead>
          <NextLink href={href(PATH)}>{t("cases.chat.refresh")}</NextLink>
        </Stack>
        {mineOrFree.length === 0 && (
          <EmptyState
            level={2}
            title={t("cases.chat.desk.none")}
            text={t("cases.chat.desk.noneText")}
            action={{ href: href("/gestion/solicitudes"), text: t("cases.desk.title") }}
          />
        )}
        <Items>
          {mineOrFree.map((chat) => (
            <Item
              level={2}
              title={chat.name ?? t("cases.anonymous")}
              href={chat.officer === null ? undefined : href(`${PATH}/${chat.id}`)}
              over={
                <Tag tone={chat.officer === null ? "late" : "open"}>
                  {t(chat.officer === null ? "cases.chat.desk.waits" : "cases.chat.desk.mine")}
                </Tag>
              }
              meta={t("cases.chat.desk.since", { at: formatInstant(chat.startedAt) })}
              side={
                chat.officer === null && (
                  <Form action={href(`${PATH}/${chat.id}/tomar`)} layout="bare">
                    <Button size="small" label={`${t("cases.chat.desk.take")} ${chat.id}`}>
                      {t("cases.chat.desk.take")}
                    </Button>
                  </Form>
                )
              }
            />
          ))}
        </Items>
      </Page>
    ),
  };
}

export const chats = get({ path: PATH, access: "cases.work", handle: (ctx) => listPage(ctx) });

/** The chat, for who took it: nobody else reads it. */
async function mine(ctx: Context, id: number): Promise<Chat> {
  const chat = await findChat(ctx.db, id);
  if (chat === undefined || chat.officer !== meOf(ctx)) throw notFound();
  return chat;
}

async function chatPage(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const chat = await mine(ctx, id);
  const lines = await listLines(ctx.db, id);
  const one = chat.caseId === null ? undefined : await findCase(ctx.db, chat.caseId);
  return {
    kind: "page",
    title: t("cases.chat.desk.one", { id: String(id) }),
    staff: true,
    section: "cases",
    islands: ["room"],
    crumbs: [{ text: t("cases.chat.desk.title"), path: PATH }, { text: t("cases.chat.desk.one", { id: String(id) }) }],
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors} />
        <h1>{chat.name ?? t("cases.anonymous")}</h1>
        <LiveLines chat={chat} lines={lines} state={stateOf(chat)} />
        {chat.endedAt === null && (
          <Form once action={href(`${PATH}/${id}/escribir`)}>
            <TextArea
              id="text"
              label={t("cases.chat.more")}
              value={form.value("text")}
              error={form.error("text")}
              rows={3}
              maxLength={MOST_LETTERS}
            />
            <Button>{t("cases.chat.send")}</Button>
          </Form>
        )}
        <NextLink href={href(`${PATH}/${id}`)}>{t("cases.chat.refresh")}</NextLink>
        {one === undefined ? (
          <ToFile ctx={ctx} chat={chat} lines={lines} form={form} />
        ) : (
          <Notice tone="success">{t("cases.chat.desk.filed", { number: one.number })}</Notice>
        )}
        {chat.endedAt === null && (
          <Form action={href(`${PATH}/${id}/terminar`)}>
            <Button kind="quiet">{t("cases.chat.desk.end")}</Button>
          </Form>
        )}
      </Page>
    ),
  };
}

function stateOf({ endedBy }: Chat): string {
  return endedBy === null ? t("cases.chat.desk.live") : t(`cases.chat.desk.ended.${endedBy}`);
}

function ToFile({
  ctx,
  chat,
  lines,
  form,
}: {
  ctx: Context;
  chat: Chat;
  lines: readonly ChatLine[];
  form: FormState;
}): VNode {
  const { entity, now } = ctx;
  const said = lines.filter(({ side }) => side === "person").map(({ text }) => text);
  const routes = proposeRoutes(entity, said.join(" ")).map((route) => entity.name(route, locale()));
  return (
    <Card title={t("cases.chat.desk.file")} id="radicar">
      {routes.length > 0 && <Notice tone="warn">{t("cases.rights.seems.text", { routes: routes.join(", ") })}</Notice>}
      <Form once action={href(`${PATH}/${chat.id}/radicar`)}>
        <Select
          id="form"
          label={t("cases.fact.form")}
          value={form.value("form") || proposeForm(said.join("\n"))}
          error={form.error("form")}
          options={formsOf(entity.jurisdiction, calendarDay(now, entity.timeZone)).map((value) => ({
            value,
            label: t(`cases.form.${value}.name`),
          }))}
        />
        <Select
          id="territory"
          label={t("cases.fact.place")}
          placeholder={t("common.choose")}
          value={form.value("territory")}
          error={form.error("territory")}
          options={[entity.root, ...entity.participationTerritories()].map(({ code: value, name: label }) => ({
            value,
            label,
          }))}
        />
        <Select
          id="sector"
          optional
          label={t("cases.fact.sector")}
          placeholder={t("cases.file.about.other")}
          value={form.value("sector")}
          error={form.error("sector")}
          options={optionsOf(entity.sectors())}
        />
        <Button kind="quiet">{t("cases.chat.desk.fileSend")}</Button>
      </Form>
    </Card>
  );
}

export const chatOfDesk = get({
  path: `${PATH}/:id`,
  access: "cases.work",
  params,
  handle: (ctx, input) => chatPage(ctx, input.params.id),
});

export const takeOne = post({
  path: `${PATH}/:id/tomar`,
  access: "cases.work",
  params,
  body: z.object({}),
  handle: async (ctx, tx, { params: { id } }) => {
    await takeChat(tx, id, meOf(ctx), ctx.now);
    return redirect(`${PATH}/${id}`);
  },
  invalid: (ctx, _, form) => listPage(ctx, form),
});

export const answerChat = post({
  path: `${PATH}/:id/escribir`,
  access: "cases.work",
  params,
  body: z.object({ text: textField({ max: MOST_LETTERS, required: "cases.chat.text.missing" }) }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await mine(ctx, id);
    await say(tx, { chat: id, side: "officer", text: body.text, now: ctx.now });
    return redirect(`${PATH}/${id}`);
  },
  invalid: (ctx, input, form) => chatPage(ctx, input.params.id, form),
});

export const fileChatOfDesk = post({
  path: `${PATH}/:id/radicar`,
  access: "cases.work",
  params,
  body: z.object({
    form: choice(FORMS, "cases.file.form.missing"),
    territory: code("cases.file.where.missing"),
    sector: optionalCode(),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await mine(ctx, id);
    await fileChat(tx, ctx, id, { ...body, filedBy: meOf(ctx) });
    return redirect(`${PATH}/${id}`);
  },
  invalid: (ctx, input, form) => chatPage(ctx, input.params.id, form),
});

export const endOfDesk = post({
  path: `${PATH}/:id/terminar`,
  access: "cases.work",
  params,
  body: z.object({}),
  handle: async (ctx, tx, { params: { id } }) => {
    await mine(ctx, id);
    await endChat(tx, id, "officer", ctx.now);
    return redirect(PATH);
  },
});
