import type { VNode } from "preact";
import { z } from "zod";
import type { Entity } from "#core/territory/index.ts";
import { findParticipant, participantKey } from "#core/trace/index.ts";
import { getProcess, type Process } from "#modules/processes/index.ts";
import { choice, FormState, optionalText } from "#platform/http/form.ts";
import { notFound } from "#platform/http/problem.ts";
import { type Context, get, type PageAnswer, post, redirect } from "#platform/http/route.ts";
import { calendarDay, formatDate, formatDayMonthYear, formatMoney, href, locale, t } from "#platform/i18n/i18n.ts";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Card, Facts, Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Page, Row, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Button, Link, NextLink } from "#platform/views/link.tsx";
import { Plainly, Small } from "#platform/views/text.tsx";
import { Timeline, Verdicts } from "#platform/views/thread.tsx";
import { canBeJudged } from "../commitment.ts";
import {
  type Commitment,
  type DateChange,
  findCommitment,
  findJudgement,
  type Judgement,
  listDateChanges,
  listPartners,
  listUpdates,
  type Update,
} from "../commitments.sql.ts";
import { askedFor, judgeCommitment } from "../judge/judge-commitment.ts";
import { StateTag } from "../state-tag.tsx";

const params = z.object({ id: z.coerce.number().int().positive() });

interface Everything {
  commitment: Commitment;
  process: Process;
  updates: readonly Update[];
  dates: readonly DateChange[];
  partners: readonly { agency: string | null; actor: string | null }[];
  judgement: Judgement;
  entity: Entity;
  today: string;
}

async function everything(ctx: Context, id: number): Promise<Everything> {
  const commitment = await findCommitment(ctx.db, id);
  if (commitment === undefined) throw notFound();
  return {
    commitment,
    process: await getProcess(ctx.db, commitment.processId),
    updates: await listUpdates(ctx.db, id),
    dates: await listDateChanges(ctx.db, id),
    partners: await listPartners(ctx.db, id),
    judgement: await findJudgement(ctx.db, id),
    entity: ctx.entity,
    today: calendarDay(ctx.now, ctx.entity.timeZone),
  };
}

function crumbs({ commitment }: Everything) {
  return [{ text: t("commitments.board.title"), path: "/compromisos" }, { text: commitment.title }];
}

export const showCommitment = get({
  path: "/compromisos/:id",
  access: "public",
  params,
  cache: { seconds: 60, tags: ({ id }) => [`thing:${id}`] },
  handle: async (ctx, input) => {
    const all = await everything(ctx, input.params.id);
    return { kind: "page", title: all.commitment.title, section: "look", crumbs: crumbs(all), body: <Show {...all} /> };
  },
});

async function judgePage(ctx: Context, id: number, form = new FormState()): Promise<PageAnswer> {
  const all = await everything(ctx, id);
  const bits = ctx.browser.known();
  const participant =
    bits && (await findParticipant(ctx.db, all.process.id, participantKey(all.process.participantKey, bits)));
  const asked = participant !== undefined && (await askedFor(ctx.db, id, participant));
  return {
    kind: "page",
    title: t("commitments.judge.title"),
    section: "look",
    crumbs: [
      ...crumbs(all).slice(0, 1),
      { text: all.commitment.title, path: `/compromisos/${id}` },
      { text: t("commitments.judge.title") },
    ],
    body: (
      <JudgeForm commitment={all.commitment} form={form} asked={asked} ready={canBeJudged(all.commitment, all.today)} />
    ),
  };
}

export const judgeForm = get({
  path: "/compromisos/:id/juzgar",
  access: "public",
  params,
  handle: (ctx, input) => judgePage(ctx, input.params.id),
});

export const judge = post({
  path: "/compromisos/:id/juzgar",
  access: "public",
  params,
  perMinute: 20,
  body: z.object({
    answer: choice(["yes", "partly", "no"], "commitments.judge.choose"),
    comment: optionalText(500),
  }),
  handle: async (ctx, tx, { params: given, body }) => {
    const { commitment, process, today } = await everything(ctx, given.id);
    const participantId = await findParticipant(
      tx,
      process.id,
      participantKey(process.participantKey, ctx.browser.bits()),
    );
    await judgeCommitment(tx, commitment, { ...body, comment: body.comment, participantId, now: ctx.now, today });
    return redirect(`/compromisos/${given.id}#juicio`);
  },
  invalid: (ctx, input, form) => judgePage(ctx, input.params.id, form),
});

function Show(props: Everything): VNode {
  const { commitment, today } = props;
  return (
    <Page gap="l">
      <Stack gap="s">
        <Row>
          <StateTag commitment={commitment} today={today} />
          <Small inline>
            {[props.entity.territory(commitment.territory).name, commitment.place].filter(Boolean).join(" · ")}
          </Small>
        </Row>
        <h1>{commitment.title}</h1>
      </Stack>
      <Split>
        <Stack gap="l">
          <Plainly text={commitment.text} />
          <Moved {...props} />
          <Section title={t("commitments.show.updates")} id="novedades">
            {props.updates.length === 0 ? (
              <p>{t("commitments.show.noUpdates")}</p>
            ) : (
              <Timeline items={props.updates.map(updateLine)} />
            )}
          </Section>
          <TwoVerdicts {...props} />
          <NextLink href={href(`/hilo/${commitment.id}`)}>{t("commitments.show.thread")}</NextLink>
        </Stack>
        <Side>
          <Card title={t("commitments.show.short")} id="corto">
            <ShortStory {...props} />
          </Card>
        </Side>
      </Split>
    </Page>
  );
}

function ShortStory({ commitment, partners, entity }: Everything): VNode {
  const names = partners.map((partner) =>
    partner.agency === null ? partner.actor : entity.name(entity.agency(partner.agency), locale()),
  );
  return (
    <Facts
      items={[
        { name: t("commitments.show.agency"), value: entity.name(entity.agency(commitment.agency), locale()) },
        { name: t("commitments.show.responsible"), value: commitment.responsible },
        { name: t("commitments.show.due"), value: formatDate(commitment.dueDate) },
        ...(commitment.money === null
          ? []
          : [{ name: t("commitments.show.money"), value: formatMoney(commitment.money) }]),
        ...(names.length === 0 ? [] : [{ name: t("commitments.show.partners"), value: names.join(", ") }]),
      ]}
    />
  );
}

function Moved({ dates }: Everything): VNode | null {
  if (dates.length === 0) return null;
  return (
    <Notice tone="warn">
      {dates.map((change) => (
        <p>
          {t("commitments.show.moved")} <s>{formatDayMonthYear(change.from)}</s> →{" "}
          <strong>{formatDayMonthYear(change.to)}</strong>. {t("commitments.show.reason", { reason: change.reason })}
        </p>
      ))}
    </Notice>
  );
}

function updateLine(update: Update) {
  const figure =
    update.figureDone === null
      ? undefined
      : t("commitments.show.figure", {
          done: update.figureDone,
          of: update.figureOf ?? "—",
          unit: update.figureUnit ?? "",
        });
  return {
    when: formatDayMonthYear(update.at),
    what: (
      <>
        <p>
          <strong>{t(`commitments.state.${update.state}`)}.</strong> {update.text}
        </p>
        {figure && <p>{figure}</p>}
        {update.linkUrl && (
          <p>
            <Link href={update.linkUrl}>{t("commitments.show.evidence")}</Link>
          </p>
        )}
      </>
    ),
    who: update.author ?? undefined,
  };
}

const ANSWER_TONE = { yes: "done", partly: "warn", no: "late" } as const;

function TwoVerdicts({ commitment, judgement, today }: Everything): VNode | null {
  if (!canBeJudged(commitment, today)) return null;
  const total = judgement.yes + judgement.partly + judgement.no;
  const [most] = (["yes", "partly", "no"] as const).toSorted((a, b) => judgement[b] - judgement[a]);
  return (
    <Section title={t("commitments.show.judgement")} id="juicio">
      <Verdicts
        level={3}
        items={[
          { who: t("commitments.show.agencySays"), word: t(`commitments.state.${commitment.state}`), tone: "info" },
          {
            who: t("commitments.show.peopleSay"),
            word: total === 0 || most === undefined ? t("commitments.show.nobody") : t(`commitments.judge.${most}`),
            tone: total === 0 || most === undefined ? "plain" : ANSWER_TONE[most],
            children: total > 0 ? <p>{t("commitments.show.answers", judgement)}</p> : undefined,
          },
        ]}
      />
      <NextLink href={href(`/compromisos/${commitment.id}/juzgar`)}>{t("commitments.show.judge")}</NextLink>
    </Section>
  );
}

function JudgeForm(props: { commitment: Commitment; form: FormState; asked: boolean; ready: boolean }): VNode {
  const { commitment, form, asked, ready } = props;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{t("commitments.judge.title")}</h1>
        <p>
          <strong>{commitment.title}</strong>
        </p>
      </Stack>
      {!ready && <Notice>{t("commitments.judge.early")}</Notice>}
      {ready && !asked && <Notice>{t("commitments.judge.notAsked")}</Notice>}
      {ready && asked && (
        <Form action={href(`/compromisos/${commitment.id}/juzgar`)}>
          <Radios
            id="answer"
            label={t("commitments.judge.question")}
            value={form.value("answer")}
            error={form.error("answer")}
            options={(["yes", "partly", "no"] as const).map((value) => ({
              value,
              label: t(`commitments.judge.${value}`),
            }))}
          />
          <TextArea
            id="comment"
            optional
            rows={3}
            maxLength={500}
            label={t("commitments.judge.comment")}
            value={form.value("comment")}
            error={form.error("comment")}
          />
          <Button>{t("commitments.judge.send")}</Button>
        </Form>
      )}
    </Page>
  );
}
