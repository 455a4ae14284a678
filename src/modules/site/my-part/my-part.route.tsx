import type { VNode } from "preact";
import { z } from "zod";
import { type AuthorNotice, listAuthorNotices } from "#core/moderation/index.ts";
import { findReceipt, type LifeThing, listLives, listReceipts, type Receipt, TitleOf } from "#core/trace/index.ts";
import { type Case, listCasesOfAccount, StateTag } from "#modules/cases/index.ts";
import { listRemarksOf, type MyRemark } from "#modules/commitments/index.ts";
import { type CarriedStatement, listCarriedOf, listOwnStatements } from "#modules/conversations/index.ts";
import { type Answered, listAnswers, listWithdrawn } from "#modules/demands/index.ts";
import { listQuestionsOf, type MyQuestion } from "#modules/news/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { FormState, textField } from "#platform/http/form.ts";
import { Problem } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, formatDayMonthYear, href, locale, t } from "#platform/i18n/i18n.ts";
import { Details, EmptyState, Notice, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Field, Form } from "#platform/views/form.tsx";
import { Actions, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, Link, LinkButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead, Plainly, Small, Written } from "#platform/views/text.tsx";
import { type Fate, listFates } from "./fate.sql.ts";
import { askedNow, fateSentence } from "./fate.ts";
import { listAuthors, listMyParticipants } from "./my-part.sql.ts";
import { MyQuestions, MyRemarks, WhatItBecame } from "./own-words.view.tsx";

const FOLLOW_SECONDS = 30 * 60;

interface MineProps {
  receipts: readonly Receipt[];
  things: ReadonlyMap<number, LifeThing>;
  fates: ReadonlyMap<number, Fate>;
  /** Statements that they wrote or answered and that became something, by conversation. */
  carried: ReadonlyMap<number, readonly CarriedStatement[]>;
  /** What was hidden of theirs, by thing. */
  notices: ReadonlyMap<number, readonly AuthorNotice[]>;
  /** What the entity answered, by thing. */
  answers: ReadonlyMap<number, Answered>;
  /** What can be withdrawn: whether they did, and where they do. */
  own: ReadonlyMap<number, { withdrawn: boolean; path: string }>;
  questions: readonly MyQuestion[];
  remarks: readonly MyRemark[];
  /** What they asked for while signed in. */
  cases: readonly Case[];
  today: string;
  form: FormState;
  /** What can be done about an account: enter with one, or say that what was done here is mine. */
  account: "enter" | "claim" | undefined;
}

async function page(ctx: Context, form = new FormState()): Promise<PageAnswer> {
  const bits = ctx.browser.known();
  const participants = await listMyParticipants(ctx.db, bits, ctx.authority.actor.accountId);
  const mine = await listReceipts(ctx.db, participants);
  const followed = ctx.cookies.get("seguir");
  const byCode = followed === undefined ? undefined : await findReceipt(ctx.db, followed);
  const receipts = byCode === undefined ? mine : [byCode, ...mine.filter((one) => one.thingId !== byCode.thingId)];
  const ids = [...new Set(receipts.map((one) => one.thingId))];
  const things = await listLives(ctx.db, ids, ctx.kinds);
  const authors = await listAuthors(ctx);
  const carried = await listCarriedOf(ctx.db, authors, ids);
  const fates = await listFates(
    ctx.db,
    [...things, ...carried].map(({ id }) => id),
  );
  const notices = await listAuthorNotices(ctx.db, authors);
  const canClaim = ctx.signedIn && bits !== undefined && mine.length > 0;
  return {
    kind: "page",
    title: t("site.mine.title"),
    section: "mine",
    noindex: true,
    body: (
      <Mine
        receipts={receipts}
        things={new Map(things.map((thing) => [thing.id, thing]))}
        fates={new Map(fates.map((fate) => [fate.id, fate]))}
        carried={Map.groupBy(carried, ({ conversation }) => conversation)}
        answers={
          await listAnswers(
            ctx.db,
            things.map((thing) => thing.id),
          )
        }
        notices={Map.groupBy(notices, ({ thingId }) => thingId)}
        own={await listOwn(ctx.db, ids)}
        questions={await listQuestionsOf(ctx.db, authors)}
        remarks={await listRemarksOf(ctx.db, authors)}
        cases={await listCasesOfAccount(ctx.db, ctx.authority.actor.accountId)}
        today={calendarDay(ctx.now, ctx.entity.timeZone)}
        form={form}
        account={canClaim ? "claim" : ctx.signedIn || !ctx.paths.has("/entrar") ? undefined : "enter"}
      />
    ),
  };
}

/** Needs and statements among some things, which their authors may withdraw. */
async function listOwn(db: ReadDb, ids: readonly number[]): Promise<MineProps["own"]> {
  const needs = [...(await listWithdrawn(db, ids))].map(
    ([id, withdrawn]) => [id, { withdrawn, path: `/necesidades/${id}/retirar` }] as const,
  );
  const statements = (await listOwnStatements(db, ids)).map(
    ({ id, withdrawn, path }) => [id, { withdrawn, path: `${path}/retirar` }] as const,
  );
  return new Map([...needs, ...statements]);
}

/** What I did, from this browser, with my account or with the code of a receipt, and what became of each thing. */
export const mine = get({ path: "/mis-aportes", access: "public", handle: (ctx) => page(ctx) });

export const findMine = post({
  path: "/mis-aportes",
  access: "public",
  perMinute: 20,
  body: z.object({ code: textField({ max: 40, required: "site.mine.code.missing" }) }),
  handle: async (ctx, _tx, { body }) => {
    if ((await findReceipt(ctx.db, body.code)) === undefined)
      throw new Problem(400, "site.mine.code.unknown", { field: "code" });
    ctx.cookies.set("seguir", body.code, FOLLOW_SECONDS);
    return redirect("/mis-aportes");
  },
  invalid: (ctx, _input, form) => page(ctx, form),
});

function Mine(props: MineProps): VNode {
  const { receipts, form, account } = props;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("site.mine.title")}</h1>
        <Lead>{t("site.mine.lead")}</Lead>
      </Stack>
      {receipts.length === 0 && props.cases.length === 0 && (
        <EmptyState level={2} title={t("site.mine.none")} text={t("site.mine.noneText")} />
      )}
      <Items>
        {receipts.map((one) => (
          <Contribution receipt={one} {...props} />
        ))}
      </Items>
      {props.cases.length > 0 && (
        <Section title={t("site.mine.cases")} id="solicitudes">
          <Items>
            {props.cases.map((one) => (
              <Item
                title={<Written>{one.text}</Written>}
                href={href(`/solicitudes/mias/${one.id}`)}
                over={<StateTag one={one} today={props.today} />}
                meta={`${one.number} · ${formatDayMonthYear(one.receivedAt)}`}
              />
            ))}
          </Items>
        </Section>
      )}
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
      <Notice>
        <p>{t("site.mine.phone")}</p>
        {account === "enter" && (
          <p>
            <Link href={href("/entrar?volver=%2Fmis-aportes")}>{t("site.mine.enter")}</Link>
          </p>
        )}
      </Notice>
      {account === "claim" && (
        <Form action={href("/cuenta/reclamar")}>
          <p>{t("site.mine.claimText")}</p>
          <Button kind="quiet">{t("site.mine.claim")}</Button>
        </Form>
      )}
    </Page>
  );
}

function Contribution(props: MineProps & { receipt: Receipt }): VNode {
  const { receipt, receipts, things, fates, answers, notices, own, today } = props;
  const thing = things.get(receipt.thingId);
  const act = <Tag>{t(`site.mine.act.${receipt.act}`)}</Tag>;
  const date = formatDayMonthYear(receipt.at);
  const mine = receipt.act === "supported" ? [] : (notices.get(receipt.thingId) ?? []);
  if (thing === undefined) {
    return (
      <Item level={2} title={t("site.mine.hidden")} over={act} meta={date}>
        <OutOfSight receipt={receipt} notices={mine} own={own.get(receipt.thingId)} />
      </Item>
    );
  }
  const fate = fates.get(thing.id);
  const judged = receipts.some((one) => one.act === "judged" && one.thingId === fate?.commitment);
  const asked = (receipt.act === "said" || receipt.act === "supported") && fate !== undefined && askedNow(fate, today);
  const telling =
    fate !== undefined &&
    thing.kind !== "conversation" &&
    (fate.demand !== null || fate.need !== null || fate.initiative !== null || fate.commitment !== null);
  return (
    <Item level={2} title={<TitleOf thing={thing} />} href={href(`/hilo/${thing.id}`)} over={act} meta={date}>
      {telling && <p>{fateSentence(fate)}</p>}
      <WhatItBecame statements={props.carried.get(thing.id)} fates={fates} />
      {receipt.act === "asked" && (
        <MyQuestions questions={props.questions.filter(({ newsId }) => newsId === thing.id)} today={today} />
      )}
      {receipt.act === "remarked" && (
        <MyRemarks remarks={props.remarks.filter(({ commitmentId }) => commitmentId === thing.id)} />
      )}
      {receipt.act === "said" && <TheirAnswer answer={answers.get(thing.id)} />}
      {asked && !judged && (
        <Actions>
          <LinkButton size="small" href={href(`/compromisos/${fate.commitment}/juzgar`)}>
            {t("site.mine.judge")}
          </LinkButton>
        </Actions>
      )}
      {asked && judged && <Small soft>{t("site.mine.judged")}</Small>}
      <Hidden notices={mine} />
      {thing.kind === "statement" && receipt.act === "said" && (
        <p>
          <Link href={href(`${thing.path}/retirar`)} label={`${t("conversations.withdraw.link")}: ${thing.title}`}>
            {t("conversations.withdraw.link")}
          </Link>
        </p>
      )}
    </Item>
  );
}

/** What the entity answered to who said it, as it was sent. */
function TheirAnswer({ answer }: { answer: Answered | undefined }): VNode | null {
  if (answer === undefined) return null;
  return (
    <Details summary={t("site.mine.answer", { date: formatDayMonthYear(answer.at) })}>
      <Plainly text={answer[locale()]} translated />
    </Details>
  );
}

/** What its author reads of what nobody sees, and the way to withdraw it. */
function OutOfSight(props: {
  receipt: Receipt;
  notices: readonly AuthorNotice[];
  own: { withdrawn: boolean; path: string } | undefined;
}): VNode {
  const { receipt, notices, own } = props;
  if (own?.withdrawn === true) return <Small>{t("demands.own.gone")}</Small>;
  return (
    <>
      {notices.length === 0 && <Small>{t("site.mine.hiddenText")}</Small>}
      <Hidden notices={notices} />
      {own !== undefined && receipt.act === "said" && (
        <p>
          <Link href={href(own.path)}>{t("demands.own.withdraw")}</Link>
        </p>
      )}
    </>
  );
}

/** Why something of theirs was hidden, and the way to a second look. */
function Hidden({ notices }: { notices: readonly AuthorNotice[] }): VNode {
  return (
    <>
      {notices.map((notice) => (
        <Notice
          tone={notice.appeal === "granted" ? "success" : "warn"}
          title={t(`site.second.notice.${notice.appeal}`)}
        >
          <p>{notice.appealWords ?? notice.words}</p>
          {notice.appeal === "none" && (
            <p>
              <Link
                href={href(`/mis-aportes/segunda-mirada/${notice.caseId}`)}
                label={`${t("site.second.ask")} (${notice.caseId})`}
              >
                {t("site.second.ask")}
              </Link>
            </p>
          )}
        </Notice>
      ))}
    </>
  );
}
