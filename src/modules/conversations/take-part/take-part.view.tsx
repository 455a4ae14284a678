import type { VNode } from "preact";
import { FollowLink, followPath } from "#core/follows/index.ts";
import type { Entity, Territory } from "#core/territory/index.ts";
import type { Process } from "#modules/processes/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { formatDeadline, formatInstant, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import {
  Opinion,
  OpinionAnswers,
  type OpinionData,
  OpinionIsland,
  OpinionKeys,
  OpinionProgress,
} from "#platform/views/ballot.tsx";
import { Radios, TextArea } from "#platform/views/choices.tsx";
import { Card, Notice } from "#platform/views/content.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Actions, Heading, Page, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Button, Link, LinkButton, NextLink } from "#platform/views/link.tsx";
import { Fine, Lead, Plainly, Small, Written } from "#platform/views/text.tsx";
import { takePartPath } from "../addresses.ts";
import type { Answer, Conversation } from "../conversation.ts";
import type { ShownStatement } from "../conversations.sql.ts";
import { Languages } from "../languages.view.tsx";
import { Back } from "./back.view.tsx";
import type { Told } from "./take-part.route.ts";

interface Base {
  conversation: Conversation;
  process: Process;
  entity: Entity;
  form: FormState;
  /** People who have answered. */
  people: number;
  /** Addresses that exist. */
  paths: ReadonlySet<string>;
  /** Language in which this person reads statements, where they chose another than that of the page. */
  reader: string | undefined;
}

export interface TakePartProps extends Base {
  place: Territory | undefined;
  total: number;
  answered: number;
  /** Languages in which some statement can be read. */
  languages: readonly string[];
  statement: Told;
  /** What this person had answered, when they come back to a statement. */
  before: Answer | undefined;
  last: ShownStatement | undefined;
  ahead: readonly Told[];
}

const STATEMENT_ID = "afirmacion";

export function TakePart(props: TakePartProps): VNode {
  const { conversation, form, place } = props;
  return (
    <Page gap="l">
      <ErrorSummary errors={form.errors} />
      <Split kind="form">
        <OpinionIsland data={islandData(props)}>
          <Form
            action={href(`/conversaciones/${conversation.slug}`)}
            layout="stack"
            hidden={{
              statement: String(props.statement.id),
              ...(place && { territory: place.code }),
              ...(props.reader !== undefined && { idioma: props.reader }),
            }}
          >
            <Heading level={1} look="section" text={<Written>{conversation.title}</Written>} />
            {props.answered === 0 && conversation.intro !== "" && <Small>{conversation.intro}</Small>}
            <Statement {...props} />
          </Form>
          <Back {...props} />
          <Languages {...props} path={(idioma) => takePartPath(conversation, { idioma })} />
        </OpinionIsland>
        <Side>
          <SaySomething conversation={conversation} place={place} />
          <SoFar {...props} />
        </Side>
      </Split>
    </Page>
  );
}

function Statement({ statement, before, answered, total }: TakePartProps): VNode {
  const at = before === undefined ? answered + 1 : answered;
  return (
    <>
      <OpinionProgress
        text={t("conversations.answer.count", { n: String(at), total: String(total) })}
        percent={(100 * answered) / Math.max(1, total)}
        hint={t("conversations.answer.stop")}
      />
      <Opinion
        id={STATEMENT_ID}
        text={statement.text}
        lang={statement.language}
        note={before === undefined ? authorOf(statement) : t("conversations.answer.before", { answer: wordOf(before) })}
      />
      <OpinionAnswers
        name="value"
        about={STATEMENT_ID}
        words={{
          agree: t("conversations.answer.agree"),
          disagree: t("conversations.answer.disagree"),
          pass: t("conversations.answer.pass"),
        }}
      />
      <Fine>
        {/* The island puts here the number of the statement that is shown. */}
        <Link href={href(`/reportar/statement/${statement.id}`)}>{t("moderation.report.link")}</Link>
      </Fine>
      <OpinionKeys
        items={[
          { key: "A", text: t("conversations.answer.key.agree") },
          { key: "D", text: t("conversations.answer.key.disagree") },
          { key: "P", text: t("conversations.answer.key.pass") },
          { key: "Z", text: t("conversations.answer.key.undo") },
        ]}
      />
    </>
  );
}

function authorOf({ seed }: Told): string {
  return seed ? t("conversations.answer.seed") : t("conversations.answer.person");
}

export function wordOf(answer: Answer): string {
  if (answer === 0) return t("conversations.answer.passed");
  return answer === 1 ? t("conversations.answer.agree") : t("conversations.answer.disagree");
}

function islandData({ conversation, answered, total, ahead, reader }: TakePartProps): OpinionData {
  const base = `/conversaciones/${conversation.slug}`;
  return {
    send: href(`${base}/respuestas`),
    next: href(`${base}/siguientes${reader === undefined ? "" : `?idioma=${reader}`}`),
    key: `respuestas:${conversation.slug}`,
    answered: String(answered),
    total: String(total),
    ahead: JSON.stringify(ahead),
    count: t("conversations.answer.count", { n: "%n", total: "%t" }),
    seed: t("conversations.answer.seed"),
    person: t("conversations.answer.person"),
    waiting: t("conversations.answer.waiting", { n: "%n" }),
    empty: t("conversations.answer.empty"),
    dropped: t("conversations.answer.dropped"),
  };
}

function SaySomething({
  conversation,
  place,
}: {
  conversation: Conversation;
  place: Territory | undefined;
}): VNode | null {
  if (conversation.statementsEach === 0) return null;
  return (
    <Card title={t("conversations.say.title")} id="falta">
      <Form
        layout="stack-s"
        action={href(`/conversaciones/${conversation.slug}/proponer`)}
        label={t("conversations.say.title")}
        hidden={place && { territory: place.code }}
      >
        <TextArea
          id="text"
          label={t("conversations.say.label")}
          hint={t("conversations.say.hint", { n: conversation.statementLetters })}
          rows={3}
          maxLength={conversation.statementLetters}
          draft={`afirmacion:${conversation.slug}`}
        />
        <Button kind="quiet">{t("conversations.say.send")}</Button>
      </Form>
    </Card>
  );
}

function SoFar({ conversation, people, paths }: Base): VNode {
  const results = "/conversaciones/:slug/resultados";
  return (
    <Card tone="tint" title={t("conversations.people", { n: people })} id="van">
      <p>{t("conversations.soFar", { date: formatDeadline(conversation.closesAt) })}</p>
      {paths.has(results) && (
        <NextLink href={href(`/conversaciones/${conversation.slug}/resultados`)}>
          {t("conversations.seeResults")}
        </NextLink>
      )}
      <FollowLink path={followPath(conversation.id)} />
    </Card>
  );
}

/** Where the conversation is held in several places: one question before the first statement. */
export function ChoosePlace({ conversation, form, places }: Base & { places: readonly Territory[] }): VNode {
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>
          <Written>{conversation.title}</Written>
        </h1>
        {conversation.intro !== "" && <Plainly text={conversation.intro} />}
      </Stack>
      <Form method="get" action={href(`/conversaciones/${conversation.slug}`)}>
        <Radios
          id="lugar"
          label={t("conversations.place.label")}
          hint={t("conversations.place.hint")}
          error={form.error("territory")}
          options={places.map((place) => ({ value: place.slug, label: place.name }))}
        />
        <Button size="big">{t("conversations.place.go")}</Button>
      </Form>
    </Page>
  );
}

/** Every statement answered. */
export function Done(
  props: Base & { answered: number; last: ShownStatement | undefined; place: Territory | undefined },
): VNode {
  const { conversation, answered, last, place } = props;
  return (
    <Page gap="l">
      <ErrorSummary errors={props.form.errors} />
      <Split kind="form">
        <Stack gap="l">
          <Stack gap="s">
            <Heading level={1} look="section" text={<Written>{conversation.title}</Written>} />
            <Lead>{answered === 0 ? t("conversations.done.none") : t("conversations.done.lead", { n: answered })}</Lead>
          </Stack>
          {answered > 0 && <Notice tone="success">{t("conversations.done.next")}</Notice>}
          <Actions>
            <LinkButton kind="quiet" href={href("/mis-aportes")}>
              {t("conversations.done.mine")}
            </LinkButton>
          </Actions>
          {last && (
            <NextLink href={href(takePartPath(conversation, { afirmacion: last.number, idioma: props.reader }))}>
              {t("conversations.answer.back")}
            </NextLink>
          )}
        </Stack>
        <Side>
          <SaySomething conversation={conversation} place={place} />
          <SoFar {...props} />
        </Side>
      </Split>
    </Page>
  );
}

/** Not open yet, or closed. */
export function Closed({ conversation, form, people, paths, now }: Base & { now: Date }): VNode {
  const early = conversation.state === "open" && now < conversation.opensAt;
  const ended = conversation.closedAt ?? conversation.closesAt;
  return (
    <Page width="narrow" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>
          <Written>{conversation.title}</Written>
        </h1>
        <Lead>
          {early
            ? t("conversations.early", { date: formatInstant(conversation.opensAt) })
            : t("conversations.ended", { date: formatInstant(ended), n: people, people: formatNumber(people) })}
        </Lead>
      </Stack>
      {conversation.intro !== "" && <Plainly text={conversation.intro} />}
      <Actions>
        {!early && paths.has("/conversaciones/:slug/resultados") && (
          <LinkButton href={href(`/conversaciones/${conversation.slug}/resultados`)}>
            {t("conversations.seeFinal")}
          </LinkButton>
        )}
        <LinkButton kind="quiet" href={href("/conversaciones")}>
          {t("conversations.list.others")}
        </LinkButton>
      </Actions>
      <FollowLink path={followPath(conversation.id)} />
    </Page>
  );
}
