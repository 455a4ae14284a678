// The last page before sending: what was written, until when it is answered and by whom. Then the receipt.
import type { VNode } from "preact";
import { z } from "zod";
import { FormState, optionalCode, tick } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, formatDate, href, t } from "#platform/i18n/i18n.ts";
import { Checkboxes } from "#platform/views/choices.tsx";
import { Facts, Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Actions, NoPrint, Page, Section, Stack } from "#platform/views/layout.tsx";
import { Button, Link, LinkButton, PrintButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { StepCount } from "#platform/views/steps.tsx";
import { Bullets, Plainly } from "#platform/views/text.tsx";
import { type Case, clockOf, findCase, type StoredEvent } from "../case-store.ts";
import { competentAgency } from "../competence.ts";
import { giveKey, readKey } from "../follow/key.ts";
import { typeOf } from "../forms.ts";
import { findSimilarCases, type PublicCase } from "../publish/public-cases.sql.ts";
import { CaseReceipt } from "../receipt.view.tsx";
import { AskRoute, HelpNow, HelpOf } from "../rights/help-now.view.tsx";
import { proposeRoutes } from "../rights/route-signs.ts";
import { suspendedEvents } from "../suspend/suspend.ts";
import { type Answers, closeDraft, findDraft, listDraftFiles, lockDraft, receiptCode } from "./draft.ts";
import { fileCase } from "./file-case.ts";
import { missingBefore, PATHS, STEPS, type Step } from "./steps.ts";

const MOST_ALIKE = 3;

async function readWhole(ctx: Context) {
  const bits = ctx.browser.known();
  const draft = await findDraft(ctx.db, bits);
  const files = await listDraftFiles(ctx.db, bits);
  const { form, territory } = draft?.answers ?? {};
  const missing = missingBefore(
    "check",
    draft?.answers ?? {},
    files.some(({ type }) => type.startsWith("audio/")),
  );
  return { answers: draft?.answers ?? {}, files, missing, whole: form !== undefined && territory !== undefined };
}

export const check = get({
  path: PATHS.check,
  access: "public",
  handle: async (ctx) => {
    const { missing } = await readWhole(ctx);
    return missing === undefined ? checkPage(ctx) : redirect(PATHS[missing]);
  },
});

async function checkPage(ctx: Context, form = new FormState()): Promise<PageAnswer> {
  const { answers, files } = await readWhole(ctx);
  const proposed = proposeRoutes(ctx.entity, answers.text ?? "");
  return {
    kind: "page",
    title: t("cases.file.check.title"),
    section: "cases",
    noindex: true,
    crumbs: [{ text: t("cases.title"), path: "/solicitudes" }, { text: t("cases.file.crumb") }],
    body: (
      <Page width="narrow" gap="l">
        <ErrorSummary errors={form.errors} />
        <StepCount at={STEPS.length + 1} of={STEPS.length + 1} />
        <h1>{t("cases.file.check.title")}</h1>
        <HelpNow entity={ctx.entity} routes={proposed} urgent={answers.priority} />
        <Written ctx={ctx} answers={answers} files={files.length} />
        <Promised ctx={ctx} answers={answers} suspended={await suspendedEvents(ctx.db, ctx.entity, ctx.now)} />
        <Alike ctx={ctx} items={await similarTo(ctx, answers)} />
        <Form action={href(PATHS.check)}>
          <Checkboxes
            id="publish"
            optional
            label={t("cases.file.check.publish")}
            values={form.values("publish")}
            options={[
              { value: "yes", label: t("cases.file.check.publishYes"), more: t("cases.file.check.publishMore") },
            ]}
          />
          <AskRoute form={form} entity={ctx.entity} proposed={proposed} open={answers.priority === true} />
          <Button size="big">{t("cases.file.check.send")}</Button>
        </Form>
      </Page>
    ),
  };
}

function Written({ ctx, answers, files }: { ctx: Context; answers: Answers; files: number }): VNode {
  const { entity, locale } = ctx;
  const change = (step: Step) => ({ href: href(PATHS[step]), label: t(`cases.file.check.change.${step}`) });
  const { form = "petition", territory = entity.root.code, place, sector = "" } = answers;
  const who = [answers.name, answers.email, answers.phone].filter((one) => one !== undefined && one !== "");
  return (
    <Facts
      items={[
        {
          name: t("cases.fact.text"),
          value: answers.text === undefined ? t("cases.onlyVoice") : <Plainly text={answers.text} />,
          change: change("what"),
        },
        ...(files > 0
          ? [{ name: t("cases.fact.files"), value: t("cases.files", { n: files }), change: change("what") }]
          : []),
        { name: t("cases.fact.form"), value: t(`cases.form.${form}.name`), change: change("form") },
        {
          name: t("cases.fact.place"),
          value: [place, entity.find(territory)?.name].filter(Boolean).join(", "),
          change: change("where"),
        },
        {
          name: t("cases.fact.sector"),
          value: sector === "" ? t("cases.file.about.other") : entity.name(entity.sector(sector), locale),
          change: change("about"),
        },
        {
          name: t("cases.fact.who"),
          value: answers.anonymous ? t("cases.anonymous") : <Bullets plain items={who} />,
          change: change("who"),
        },
      ]}
    />
  );
}

async function similarTo(ctx: Context, { text, territory }: Answers): Promise<readonly PublicCase[]> {
  if (text === undefined || territory === undefined) return [];
  return findSimilarCases(ctx.db, { text, territory, limit: MOST_ALIKE });
}

/** What others asked that looks like it, to follow it too: nothing is dropped because another one is alike. */
function Alike({ ctx, items }: { ctx: Context; items: readonly PublicCase[] }): VNode | null {
  if (items.length === 0) return null;
  return (
    <Section title={t("cases.file.check.alike")} id="parecidas">
      <p>{t("cases.file.check.alikeMore")}</p>
      <Items>
        {items.map((one) => (
          <Item
            small
            title={one.text}
            href={href(`/solicitudes/${one.id}`)}
            meta={[one.number, formatDate(calendarDay(one.receivedAt, ctx.entity.timeZone))].join(" · ")}
          />
        ))}
      </Items>
    </Section>
  );
}

/** Until when and by whom, before sending: the date is computed as it will be when it is sent. */
function Promised({
  ctx,
  answers,
  suspended,
}: {
  ctx: Context;
  answers: Answers;
  suspended: readonly StoredEvent[];
}): VNode {
  const { entity, locale, now } = ctx;
  const { form = "petition", territory = entity.root.code, sector = "", priority = false } = answers;
  const { clock, source } = clockOf(entity, { type: typeOf(form), receivedAt: now, priority }, suspended);
  const agency = competentAgency(entity, { territory, sector: sector === "" ? undefined : sector });
  return (
    <Notice title={t("cases.file.check.promise")}>
      <p>
        {t(source.confirmed ? "cases.promise.law" : "cases.promise.expected", {
          agency: entity.name(entity.agency(agency), locale),
          date: formatDate(clock.due ?? clock.received),
        })}
      </p>
    </Notice>
  );
}

export const send = post({
  path: PATHS.check,
  access: "public",
  perMinute: 20,
  body: z.object({ publish: tick(), route: optionalCode() }),
  handle: async (ctx, tx, { body }) => {
    const bits = ctx.browser.bits();
    const draft = await lockDraft(tx, bits);
    if (draft === undefined) return redirect(PATHS.what);
    const secret = await receiptCode(tx, draft.key);
    if (draft.caseId !== undefined) {
      giveKey(ctx, draft.caseId, secret);
      return redirect("/solicitudes/recibida");
    }
    const { answers } = draft;
    const files = await listDraftFiles(tx, bits);
    const missing = missingBefore(
      "check",
      answers,
      files.some(({ type }) => type.startsWith("audio/")),
    );
    const { form, territory } = answers;
    if (missing !== undefined || form === undefined || territory === undefined)
      return redirect(PATHS[missing ?? "what"]);
    const { id } = await fileCase(
      tx,
      ctx,
      {
        form,
        territory,
        text: answers.text ?? t("cases.onlyVoice"),
        place: answers.place,
        sector: answers.sector === "" ? undefined : answers.sector,
        priority: answers.priority ?? false,
        person: answers.anonymous
          ? undefined
          : { ...answers, name: answers.name ?? "", electronic: answers.electronic ?? false },
        channel: "web",
        mayPublish: body.publish,
        route: body.route,
        like: answers.like,
        accountId: answers.anonymous ? undefined : ctx.authority.actor.accountId,
        files: files.map((file) => file.id),
      },
      secret,
    );
    await closeDraft(tx, bits, id);
    giveKey(ctx, id, secret);
    return redirect("/solicitudes/recibida");
  },
  invalid: (ctx, _, form) => checkPage(ctx, form),
});

export const received = get({
  path: "/solicitudes/recibida",
  access: "public",
  handle: async (ctx) => {
    const key = await readKey(ctx);
    if (key?.secret === undefined) return redirect("/solicitudes/seguir");
    const one = await findCase(ctx.db, key.caseId);
    if (one === undefined) throw notFound();
    return {
      kind: "page",
      title: t("cases.received.title"),
      section: "cases",
      noindex: true,
      islands: ["plaza"],
      crumbs: [{ text: t("cases.title"), path: "/solicitudes" }, { text: t("cases.received.crumb") }],
      body: <Received ctx={ctx} one={one} secret={key.secret} />,
    };
  },
});

function Received({ ctx, one, secret }: { ctx: Context; one: Case; secret: string }): VNode {
  return (
    <Page width="narrow" gap="l">
      <Stack>
        <h1>{t("cases.received.title")}</h1>
        <NoPrint>
          <Stack>
            <Notice tone="success">{t("cases.received.keep")}</Notice>
            <HelpOf entity={ctx.entity} one={one} />
          </Stack>
        </NoPrint>
        <Actions>
          <PrintButton>{t("cases.received.print")}</PrintButton>
          <LinkButton kind="quiet" href={href("/solicitudes/mia")}>
            {t("cases.received.follow")}
          </LinkButton>
        </Actions>
      </Stack>
      <CaseReceipt one={one} entity={ctx.entity} publicUrl={ctx.publicUrl} secret={secret} />
      <NoPrint>
        <Link href={href("/solicitudes")}>{t("cases.title")}</Link>
      </NoPrint>
    </Page>
  );
}
