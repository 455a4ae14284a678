import type { VNode } from "preact";
import { workCalendar, workingDaysBetween } from "#analysis/calendar/working-days.ts";
import { FollowLink, followPath } from "#core/follows/index.ts";
import { Covered, coveredText } from "#core/moderation/index.ts";
import type { Entity } from "#core/territory/index.ts";
import type { LifeThing } from "#core/trace/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDate, formatDayMonthYear, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Card, Details, Tag } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Actions, Page, Row, Section, Stack } from "#platform/views/layout.tsx";
import { Button, Link, NextLink } from "#platform/views/link.tsx";
import { Bullets, Fine, Plainly, Said, Small, Written } from "#platform/views/text.tsx";
import { Timeline } from "#platform/views/thread.tsx";
import { questionTerm } from "../legal-term.ts";
import { type Correction, type News, type Question, REACTIONS, type Reaction } from "../news.sql.ts";
import { voiceOf } from "../voice.ts";

interface Props {
  news: News;
  entity: Entity;
  form: FormState;
  told: readonly LifeThing[];
  corrections: readonly Correction[];
  reactions: ReadonlyMap<Reaction, number>;
  questions: readonly Question[];
  today: string;
}

export function ShowNews(props: Props): VNode {
  const { news, entity, told, form } = props;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <Row>
          <Tag tone="info">{t("news.kind")}</Tag>
          <Small soft inline>
            {[voiceOf(news, entity), news.publishedAt && formatDayMonthYear(news.publishedAt)]
              .filter(Boolean)
              .join(" · ")}
          </Small>
        </Row>
        <h1>
          <Written>{news.title}</Written>
        </h1>
      </Stack>
      <Section title={t("news.decided")} id="decision">
        <Plainly text={news.decided} />
      </Section>
      <Section title={t("news.why")} id="razon">
        <Plainly text={news.why} />
      </Section>
      <Card tone="tint" title={t("news.changed")} id="cambio">
        <Plainly text={news.changed} />
      </Card>
      {told.length > 0 && (
        <Section title={t("news.about")} id="de-donde-viene">
          <Bullets
            plain
            items={told.map((one) => (
              <Link href={href(one.path)}>
                <Written>{one.title}</Written>
              </Link>
            ))}
          />
        </Section>
      )}
      <Corrections {...props} />
      <Reactions {...props} />
      <Questions {...props} />
      <Row links>
        <NextLink href={href(`/hilo/${news.id}`)}>{t("news.thread")}</NextLink>
        <FollowLink path={followPath(news.id)} />
      </Row>
    </Page>
  );
}

function Corrections({ corrections }: Props): VNode | null {
  if (corrections.length === 0) return null;
  return (
    <Details summary={t("news.corrections", { n: corrections.length })}>
      <Timeline
        label={t("news.corrections", { n: corrections.length })}
        items={corrections.map((one) => ({
          when: formatDayMonthYear(one.at),
          what: (
            <>
              <p>{t("news.corrected", { reason: one.reason })}</p>
              <Small soft>{t("news.before")}</Small>
              <Said>{[one.title, one.decided, one.why, one.changed].join(" · ")}</Said>
            </>
          ),
        }))}
      />
    </Details>
  );
}

function Reactions({ news, reactions }: Props): VNode {
  const total = REACTIONS.reduce((sum, one) => sum + (reactions.get(one) ?? 0), 0);
  return (
    <Section title={t("news.react.title")} id="opinar">
      <Form action={href(`/noticias/${news.id}/opinar`)} layout="bare">
        <Actions>
          {REACTIONS.map((answer) => (
            <Button name="answer" value={answer} kind="quiet">
              {t(`news.react.${answer}`, { n: formatNumber(reactions.get(answer) ?? 0) })}
            </Button>
          ))}
        </Actions>
      </Form>
      <Fine>{t("news.react.how", { n: total })}</Fine>
    </Section>
  );
}

function Questions(props: Props): VNode {
  const { news, questions, entity, form, today } = props;
  const term = questionTerm(entity.jurisdiction, today);
  const covered = coveredText(form.value("text"), entity.jurisdiction);
  return (
    <Section title={t("news.questions", { n: questions.length })} id="preguntas" gap="l">
      {questions.map((question) => (
        <OneQuestion question={question} {...props} />
      ))}
      <Form action={href(`/noticias/${news.id}/preguntar`)}>
        <TextArea
          id="text"
          label={t("news.ask.label")}
          hint={t("news.ask.hint", { days: term.days, source: term.source.article })}
          value={form.value("text")}
          error={form.error("text")}
          rows={4}
          maxLength={600}
          draft={`news-${news.id}`}
        />
        {covered !== undefined && <Covered form={form} covered={covered} />}
        <Button>{t("news.ask.send")}</Button>
      </Form>
      <Fine>{t("news.ask.public")}</Fine>
    </Section>
  );
}

function OneQuestion({ question, entity, today, news }: Props & { question: Question }): VNode {
  if (question.hiddenReason !== null)
    return <Small soft>{t("news.question.hidden", { reason: question.hiddenReason })}</Small>;
  const overdue = question.answer === null && question.dueOn < today;
  const days = overdue ? workingDaysBetween(workCalendar(entity.jurisdiction), question.dueOn, today) : 0;
  return (
    <Stack gap="s" id={`pregunta-${question.id}`}>
      <Row>
        {question.answer !== null && <Tag tone="done">{t("news.question.answered")}</Tag>}
        {question.answer === null && !overdue && <Tag tone="warn">{t("news.question.waiting")}</Tag>}
        {overdue && <Tag tone="late">{t("news.question.overdue", { n: days })}</Tag>}
        <Small soft inline>
          {formatDayMonthYear(question.askedAt)}
        </Small>
      </Row>
      <Said>{question.text}</Said>
      {question.answer === null ? (
        <Small>{t(overdue ? "news.question.was" : "news.question.due", { date: formatDate(question.dueOn) })}</Small>
      ) : (
        <Stack gap="xs">
          <p>
            <strong>{t("news.question.answer", { who: voiceOf(news, entity) })}</strong>
          </p>
          <Plainly text={question.answer} />
          {question.answeredAt && <Small soft>{formatDayMonthYear(question.answeredAt)}</Small>}
        </Stack>
      )}
      <Link href={href(`/reportar/question/${question.id}`)} label={`${t("moderation.report.link")} (${question.id})`}>
        {t("moderation.report.link")}
      </Link>
    </Stack>
  );
}
