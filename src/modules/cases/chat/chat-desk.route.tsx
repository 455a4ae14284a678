// The chats for officials: those that wait, taking one, answering, and making a request of it.
import type { VNode } from "preact";
import { z } from "zod";
import { choice, code, FormState, optionalCode, textField, tick } from "#platform/http/form.ts";
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
import { type Case, findCase } from "../case-store.ts";
import { mayRead } from "../desk/case-acts.ts";
import { DangerField, PlaceField, SectorField } from "../fields.view.tsx";
import { FORMS, formsOf, proposeForm } from "../forms.ts";
import { RouteField } from "../rights/help-now.view.tsx";
import { readingPage } from "../rights/reserved.tsx";
import { proposeRoutes } from "../rights/route-signs.ts";
import { type Chat, type ChatLine, findChat, listLines, listLiveChats } from "./chat.sql.ts";
import { endChat, fileChat, MOST_LETTERS, say, takeChat } from "./chat.ts";
import { LiveLines } from "./chat.view.tsx";
import { chatHours } from "./chat-hours.ts";

const CASES = "/gestion/solicitudes";
const PATH = `${CASES}/chats`;
const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
const meOf = ({ authority }: Context): number => authority.actor.accountId ?? 0;

async function listPage(ctx: Context, form = new FormState()): Promise<PageAnswer> {
  const live = await listLiveChats(ctx.db, meOf(ctx));
  const hours = chatHours(ctx.entity, ctx.now);
  return {
    kind: "page",
    title: t("cases.chat.desk.title"),
    staff: true,
    section: "cases",
    crumbs: [{ text: t("cases.desk.title"), path: CASES }, { text: t("cases.chat.desk.title") }],
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
        {live.length === 0 && (
          <EmptyState
            level={2}
            title={t("cases.chat.desk.none")}
            text={t("cases.chat.desk.noneText")}
            action={{ href: href(CASES), text: t("cases.desk.title") }}
          />
        )}
        <Items>
          {live.map((chat) => (
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

/** The chat, for who took it: nobody else reads it, nor they once they do not read the request that it became. */
async function mine(ctx: Context, id: number): Promise<{ chat: Chat; one: Case | undefined }> {
  const chat = await findChat(ctx.db, id);
  if (chat === undefined || chat.officer !== meOf(ctx)) throw notFound();
  if (chat.caseId === null) return { chat, one: undefined };
  const one = await findCase(ctx.db, chat.caseId);
  if (!mayRead(ctx, one)) throw notFound();
  return { chat, one };
}

async function chatPage(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const { chat, one } = await mine(ctx, id);
  // What is reserved is read in the page of the request alone, where it is written down who does.
  if (one !== undefined && one.route !== null) return readingPage(one);
  const lines = await listLines(ctx.db, id);
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
        <LiveLines chat={chat} lines={lines} state={stateOf(chat)} path={`${PATH}/${id}`} />
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
        <PlaceField form={form} entity={entity} label={t("cases.fact.place")} />
        <SectorField form={form} entity={entity} />
        <DangerField form={form} />
        <RouteField form={form} entity={entity} />
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
    route: optionalCode(),
    priority: tick(),
  }),
  handle: async (ctx, tx, { params: { id }, body }) => {
    await mine(ctx, id);
    const filed = await fileChat(tx, ctx, id, { ...body, filedBy: meOf(ctx) });
    return redirect(afterFiling(ctx, id, filed && (await findCase(tx, filed.id))));
  },
  invalid: (ctx, input, form) => chatPage(ctx, input.params.id, form),
});

/** Who filed it goes on to the chat; if it is of another agency, to its receipt; if it is reserved to others, away from it. */
function afterFiling(ctx: Context, id: number, one: Case | undefined): string {
  const reads: boolean = mayRead(ctx, one);
  if (one === undefined || reads) return `${PATH}/${id}`;
  return one.route === null ? `${CASES}/${one.id}/comprobante` : PATH;
}

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
