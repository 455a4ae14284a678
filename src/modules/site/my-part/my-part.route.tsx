import type { VNode } from "preact";
import { z } from "zod";
import { findReceipt, type LifeThing, listLives, listReceipts, type Receipt } from "#core/trace/index.ts";
import { FormState, textField } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { formatDayMonthYear, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Actions, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Receipt as ReceiptSheet } from "#platform/views/receipt.tsx";
import { Lead } from "#platform/views/text.tsx";
import { listMyParticipants } from "./my-part.sql.ts";

const FOLLOW_SECONDS = 30 * 60;

/** Shows once, from a short cookie, the code that the person keeps: it is never in an address nor in a log. */
export const receipt = get({
  path: "/comprobante",
  access: "public",
  handle: async (ctx) => {
    const code = ctx.cookies.get("comprobante");
    const found = code === undefined ? undefined : await findReceipt(ctx.db, code);
    if (code === undefined || found === undefined) return redirect("/mis-aportes");
    const [thing] = await listLives(ctx.db, [found.thingId], ctx.kinds);
    return {
      kind: "page",
      title: t("site.receipt.title"),
      section: "mine",
      noindex: true,
      body: (
        <Page width="narrow" gap="l">
          <Stack gap="s">
            <h1>{t(`site.receipt.${found.act}`)}</h1>
            <Lead>{t("site.receipt.lead")}</Lead>
          </Stack>
          <ReceiptSheet
            title={t("site.receipt.title")}
            code={code}
            url={`${ctx.publicUrl}${href("/mis-aportes")}`}
            qrLabel={t("site.receipt.qr")}
          >
            <p>{thing?.title}</p>
            <p>{formatDayMonthYear(found.at)}</p>
          </ReceiptSheet>
          <Actions>
            {thing && <LinkButton href={href(`/hilo/${thing.id}`)}>{t("site.receipt.follow")}</LinkButton>}
            <LinkButton kind="quiet" href={href("/mis-aportes")}>
              {t("site.mine.title")}
            </LinkButton>
          </Actions>
        </Page>
      ),
    };
  },
});

async function page(ctx: Context, form = new FormState()): Promise<PageAnswer> {
  const bits = ctx.browser.known();
  const participants = await listMyParticipants(ctx.db, bits, ctx.authority.actor.accountId);
  const mine = await listReceipts(ctx.db, participants);
  const followed = ctx.cookies.get("seguir");
  const byCode = followed === undefined ? undefined : await findReceipt(ctx.db, followed);
  const receipts = byCode === undefined ? mine : [byCode, ...mine.filter((one) => one.thingId !== byCode.thingId)];
  const things = await listLives(ctx.db, [...new Set(receipts.map((one) => one.thingId))], ctx.kinds);
  return {
    kind: "page",
    title: t("site.mine.title"),
    section: "mine",
    noindex: true,
    body: <Mine receipts={receipts} things={new Map(things.map((thing) => [thing.id, thing]))} form={form} />,
  };
}

export const mine = get({ path: "/mis-aportes", access: "public", handle: (ctx) => page(ctx) });

export const findMine = post({
  path: "/mis-aportes",
  access: "public",
  perMinute: 20,
  body: z.object({ code: textField({ min: 4, max: 40, required: "site.mine.code.missing" }) }),
  handle: async (ctx, _tx, { body }) => {
    if ((await findReceipt(ctx.db, body.code)) === undefined)
      throw new Problem(400, "site.mine.code.unknown", { field: "code" });
    ctx.cookies.set("seguir", body.code, FOLLOW_SECONDS);
    return redirect("/mis-aportes");
  },
  invalid: (ctx, _input, form) => page(ctx, form),
});

interface MineProps {
  receipts: readonly Receipt[];
  things: ReadonlyMap<number, LifeThing>;
  form: FormState;
}

function Mine({ receipts, things, form }: MineProps): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <h1>{t("site.mine.title")}</h1>
      {receipts.length === 0 && <EmptyState level={2} title={t("site.mine.none")} text={t("site.mine.noneText")} />}
      <Items>
        {receipts.map((one) => {
          const thing = things.get(one.thingId);
          if (thing === undefined) return null;
          return (
            <Item
              level={2}
              title={thing.title}
              href={href(`/hilo/${thing.id}`)}
              over={<strong>{t(`site.mine.act.${one.act}`)}</strong>}
              meta={formatDayMonthYear(one.at)}
            />
          );
        })}
      </Items>
      <Section title={t("site.mine.code.title")} id="codigo">
        <Form action={href("/mis-aportes")}>
          <Field
            id="code"
            label={t("site.mine.code.label")}
            hint={t("site.mine.code.hint")}
            value={form.value("code")}
            error={form.error("code")}
            autocomplete="off"
          />
          <Button>{t("site.mine.code.find")}</Button>
        </Form>
      </Section>
      <Notice>{t("site.mine.phone")}</Notice>
    </Page>
  );
}
