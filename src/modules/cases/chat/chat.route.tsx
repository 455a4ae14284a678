// The chat for who asks: hours, first words, what is said, and the request that it becomes. Known by the browser alone: no address
// and no log holds anything of it.
import type { VNode } from "preact";
import { z } from "zod";
import type { RightsRoute } from "#core/territory/index.ts";
import { waitForDisk } from "#platform/db/db.ts";
import { code, FormState, optionalCode, optionalText, textField, tick } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, formatDate, href, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Details, Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Button, Link, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Fine, Lead } from "#platform/views/text.tsx";
import { DangerField, PlaceField } from "../fields.view.tsx";
import { receiptCode } from "../file-case/draft.ts";
import { dropKey, giveKey } from "../follow/key.ts";
import { formsOf, proposeForm } from "../forms.ts";
import { AskRoute, HelpNow } from "../rights/help-now.view.tsx";
import { proposeRoutes } from "../rights/route-signs.ts";
import { type Chat, type ChatLine, listLines } from "./chat.sql.ts";
import {
  chatOwner,
  DAYS_KEPT,
  endChat,
  fileChat,
  findMine,
  forgetChats,
  MOST_LETTERS,
  say,
  startChat,
} from "./chat.ts";
import { LiveLines } from "./chat.view.tsx";
import { type ChatHours, chatHours } from "./chat-hours.ts";

const PATH = "/solicitudes/chat";
const words = textField({ max: MOST_LETTERS, required: "cases.chat.text.missing" });

async function mine(ctx: Context): Promise<Chat | undefined> {
  const bits = ctx.browser.known();
  return bits && findMine(ctx.db, chatOwner(bits), ctx.now);
}

async function page(ctx: Context, { form = new FormState(), anew = false } = {}): Promise<PageAnswer> {
  const found = await mine(ctx);
  const chat = anew && found?.endedAt ? undefined : found;
  const lines = chat === undefined ? [] : await listLines(ctx.db, chat.id);
  const said = lines.filter(({ side }) => side === "person").map(({ text }) => text);
  const routes = proposeRoutes(ctx.entity, said.join(" "));
  const props = { ctx, form, routes };
  return {
    kind: "page",
    title: t("cases.chat.title"),
    section: "cases",
    noindex: true,
    islands: ["room"],
    crumbs: [{ text: t("cases.title"), path: "/solicitudes" }, { text: t("cases.chat.crumb") }],
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors} />
        <Stack gap="s">
          <h1>{t("cases.chat.title")}</h1>
          {chat === undefined && <Lead>{t("cases.chat.lead")}</Lead>}
        </Stack>
        <HelpNow entity={ctx.entity} routes={routes} />
        {chat === undefined ? (
          <Begin {...props} hours={chatHours(ctx.entity, ctx.now)} />
        ) : (
          <Going {...props} chat={chat} lines={lines} />
        )}
        <Fine>{t("cases.chat.privacy", { days: DAYS_KEPT, entity: ctx.entity.shortName(ctx.locale) })}</Fine>
        <Link href={href("/uso-de-datos")}>{t("common.foot.privacy")}</Link>
      </Page>
    ),
  };
}

interface Props {
  ctx: Context;
  form: FormState;
  /** Those of which the words speak. */
  routes: readonly RightsRoute[];
}

function Begin({ form, hours }: Props & { hours: ChatHours | undefined }): VNode {
  if (hours?.open !== true) {
    return (
      <Stack>
        <Notice tone="warn" title={t("cases.chat.closed")}>
          <p>{hours === undefined ? t("cases.chat.never") : whenOf(hours)}</p>
        </Notice>
        <LinkButton href={href("/solicitudes/nueva")}>{t("cases.public.ask")}</LinkButton>
      </Stack>
    );
  }
  return (
    <Form once action={href(PATH)}>
      <Field
        id="name"
        optional
        label={t("cases.chat.name")}
        value={form.value("name")}
        error={form.error("name")}
        autocomplete="name"
        maxLength={160}
      />
      <Words form={form} label={t("cases.chat.first")} />
      <Button size="big">{t("cases.chat.begin")}</Button>
    </Form>
  );
}

function whenOf({ day, opens, closes }: ChatHours): string {
  return t("cases.chat.next", { day: formatDate(day), opens, closes });
}

function Words({ form, label }: { form: FormState; label: string }): VNode {
  return (
    <TextArea
      id="text"
      label={label}
      value={form.value("text")}
      error={form.error("text")}
      rows={3}
      maxLength={MOST_LETTERS}
    />
  );
}

/** How it goes, for the person. */
function stateOf({ endedBy, caseId, officerName }: Chat): string {
  if (caseId !== null) return t("cases.chat.state.filed");
  if (endedBy !== null && endedBy !== "filed") return t(`cases.chat.state.${endedBy}`);
  return officerName === null ? t("cases.chat.state.waiting") : t("cases.chat.state.taken", { name: officerName });
}

function Going({ chat, lines, ...props }: Props & { chat: Chat; lines: readonly ChatLine[] }): VNode {
  const { form } = props;
  const live = chat.endedAt === null;
  return (
    <>
      <LiveLines chat={chat} lines={lines} state={stateOf(chat)} path={PATH} />
      {live && (
        <Stack>
          <Form once action={href(`${PATH}/escribir`)}>
            <Words form={form} label={t("cases.chat.more")} />
            <Button>{t("cases.chat.send")}</Button>
          </Form>
          <NextLink href={href(PATH)}>{t("cases.chat.refresh")}</NextLink>
        </Stack>
      )}
      {chat.caseId === null ? (
        <ToFile {...props} open={!live} />
      ) : (
        <Form action={href(`${PATH}/comprobante`)}>
          <Button size="big">{t("cases.chat.receipt")}</Button>
        </Form>
      )}
      {live ? (
        <Form action={href(`${PATH}/terminar`)}>
          <Button kind="quiet">{t("cases.chat.end")}</Button>
        </Form>
      ) : (
        <NextLink href={href(`${PATH}?otro=si`)}>{t("cases.chat.another")}</NextLink>
      )}
      <Form action={href(`${PATH}/olvidar`)}>
        <Button kind="quiet">{t("cases.chat.forget")}</Button>
      </Form>
    </>
  );
}

function ToFile({ ctx, form, routes, open }: Props & { open: boolean }): VNode {
  const { entity } = ctx;
  const refused = ["territory", "route"].some((field) => form.error(field) !== undefined);
  return (
    <Details summary={t("cases.chat.file.fold")} open={open || refused}>
      <Form once action={href(`${PATH}/radicar`)}>
        <PlaceField form={form} entity={entity} label={t("cases.file.where.title")} hint={t("cases.file.where.hint")} />
        <DangerField form={form} />
        <AskRoute form={form} entity={entity} proposed={routes} open={form.value("route") !== ""} />
        <Button>{t("cases.chat.file.send")}</Button>
      </Form>
    </Details>
  );
}

const query = z.object({ otro: z.string().max(10).optional().catch(undefined) });

export const chatPage = get({
  path: PATH,
  access: "public",
  query,
  handle: (ctx, { query: { otro } }) => page(ctx, { anew: otro !== undefined }),
});

export const beginChat = post({
  path: PATH,
  access: "public",
  perMinute: 6,
  body: z.object({ name: optionalText(160), text: words }),
  handle: async (ctx, tx, { body }) => {
    const { accountId } = ctx.authority.actor;
    await startChat(tx, ctx, { ...body, owner: chatOwner(ctx.browser.bits()), accountId, ip: ctx.ip });
    return redirect(PATH);
  },
  invalid: (ctx, _, form) => page(ctx, { form, anew: true }),
});

/** What the person of a chat sends; a browser that has none begins one. */
function act<B>(name: string, body: z.ZodType<B>, work: Parameters<typeof post<B>>[0]["handle"]) {
  return post<B>({
    path: `${PATH}/${name}`,
    access: "public",
    perMinute: 30,
    body,
    handle: work,
    invalid: (ctx, _, form) => page(ctx, { form }),
  });
}

async function requireMine(ctx: Context): Promise<Chat> {
  const chat = await mine(ctx);
  if (chat === undefined) throw new Problem(409, "cases.chat.over", { field: "text" });
  return chat;
}

export const sayInChat = act("escribir", z.object({ text: words }), async (ctx, tx, { body }) => {
  const { id } = await requireMine(ctx);
  await say(tx, { chat: id, side: "person", text: body.text, now: ctx.now });
  return redirect(PATH);
});

export const leaveChat = act("terminar", z.object({}), async (ctx, tx) => {
  const { id } = await requireMine(ctx);
  await endChat(tx, id, "person", ctx.now);
  return redirect(PATH);
});

export const fileMyChat = act(
  "radicar",
  z.object({ territory: code("cases.file.where.missing"), route: optionalCode(), priority: tick() }),
  async (ctx, tx, { body }) => {
    const { id, key } = await requireMine(ctx);
    const said = (await listLines(tx, id)).filter(({ side }) => side === "person").map(({ text }) => text);
    const proposed = proposeForm(said.join("\n"));
    const offered = formsOf(ctx.entity.jurisdiction, calendarDay(ctx.now, ctx.entity.timeZone));
    const form = offered.includes(proposed) ? proposed : "petition";
    const filed = await fileChat(tx, ctx, id, { ...body, form });
    if (filed === undefined) return redirect(PATH);
    giveKey(ctx, filed.id, await receiptCode(tx, key));
    return redirect("/solicitudes/recibida");
  },
);

/** The receipt of the request that an official made of the chat. */
export const chatReceipt = act("comprobante", z.object({}), async (ctx, tx) => {
  const { caseId, key } = await requireMine(ctx);
  if (caseId === null) return redirect(PATH);
  waitForDisk(tx);
  giveKey(ctx, caseId, await receiptCode(tx, key));
  return redirect("/solicitudes/recibida");
});

/** What the device knows of its chats, and of the request whose receipt it showed. */
export const forgetMine = act("olvidar", z.object({}), async (ctx, tx) => {
  const bits = ctx.browser.known();
  if (bits !== undefined) await forgetChats(tx, chatOwner(bits), ctx.now);
  dropKey(ctx);
  return redirect("/solicitudes");
});
