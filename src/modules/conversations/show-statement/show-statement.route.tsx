import type { VNode } from "preact";
import { FollowLink, followPath } from "#core/follows/index.ts";
import type { Entity } from "#core/territory/index.ts";
import { notFound } from "#platform/http/problem.ts";
import { get } from "#platform/http/route.ts";
import { formatDayMonthYear, href, t } from "#platform/i18n/i18n.ts";
import { Notice } from "#platform/views/content.tsx";
import { Actions, Page, Row, Stack } from "#platform/views/layout.tsx";
import { Link, LinkButton } from "#platform/views/link.tsx";
import { Lead, Said, Small } from "#platform/views/text.tsx";
import { readerQuery, statementParams, takePartPath, talkPath } from "../addresses.ts";
import { mayEverywhere } from "../authority.ts";
import { listBecome } from "../carry-on/carry-on.ts";
import { type Conversation, isOpen, isShown, languagesOf, type Statement, wordsFor } from "../conversation.ts";
import { getStatement, listReadable } from "../conversations.sql.ts";
import { Languages, type Reading, readersOf, readingOf } from "../languages.view.tsx";

/** A statement at its own address. One that was rejected says why, without its words. */
export const showStatement = get({
  path: "/conversaciones/:slug/afirmaciones/:number",
  access: "public",
  params: statementParams,
  query: readerQuery,
  handle: async (ctx, { params: { slug, number }, query: { idioma } }) => {
    const { conversation } = await ctx.answers.find(slug);
    const readable = (await listReadable(ctx.db, conversation.id)).find((one) => one.number === number);
    if (readable === undefined) throw notFound();
    const reading = readingOf(languagesOf([readable]), idioma);
    const statement = { ...readable, ...wordsFor(readersOf(reading), readable) };
    const hidden = statement.moderated === -1;
    if (!hidden && !isShown(conversation.moderation, statement.moderated)) throw notFound();
    const twin = statement.duplicateOf === null ? undefined : await getStatement(ctx.db, statement.duplicateOf);
    return {
      kind: "page",
      title: hidden ? goneTitle(statement) : statement.text,
      status: hidden ? 410 : 200,
      section: "participate",
      noindex: hidden,
      crumbs: [
        { text: t("conversations.list.crumb"), path: "/conversaciones" },
        { text: conversation.title, written: true, path: `/conversaciones/${conversation.slug}` },
        { text: t("conversations.statement.crumb", { n: String(number) }) },
      ],
      body: hidden ? (
        <Hidden conversation={conversation} statement={statement} twin={twin} />
      ) : (
        <Shown
          conversation={conversation}
          statement={statement}
          {...reading}
          entity={ctx.entity}
          open={isOpen(conversation, ctx.now)}
          need={(await listBecome(ctx.db, conversation.id)).get(number)}
          mayCarry={mayEverywhere(ctx.authority, "conversations.onward", conversation)}
        />
      ),
    };
  },
});

type Props = { conversation: Conversation; statement: Statement };

interface ShownProps extends Props, Reading {
  entity: Entity;
  open: boolean;
  /** What it became. */
  need: number | undefined;
  mayCarry: boolean;
}

function Shown(props: ShownProps): VNode {
  const { conversation, statement, open, need, mayCarry, reader: idioma } = props;
  const base = `/conversaciones/${conversation.slug}`;
  return (
    <Page width="narrow" gap="l">
      <h1>
        <span lang={statement.language}>{statement.text}</span>
      </h1>
      <Small soft>
        {t(statement.seed ? "conversations.statement.seedOn" : "conversations.statement.saidOn", {
          date: formatDayMonthYear(statement.saidAt),
        })}
      </Small>
      <Languages
        {...props}
        path={(chosen) => talkPath(conversation, `/afirmaciones/${statement.number}`, { idioma: chosen })}
      />
      {need !== undefined && (
        <Notice tone="success">
          <Link href={href(`/hilo/${need}`)}>{t("opinions.common.became")}</Link>
        </Notice>
      )}
      <Actions>
        {mayCarry && need === undefined && (
          <LinkButton href={href(`/gestion${base}/afirmaciones/${statement.number}/llevar`)}>
            {t("conversations.carry.go")}
          </LinkButton>
        )}
        {open && (
          <LinkButton href={href(takePartPath(conversation, { afirmacion: statement.number, idioma }))}>
            {t("conversations.say.answerIt")}
          </LinkButton>
        )}
        <LinkButton kind="quiet" href={href(`/hilo/${statement.id}`)}>
          {t("conversations.statement.thread")}
        </LinkButton>
        <LinkButton kind="quiet" href={href(base)}>
          {t("conversations.statement.whole")}
        </LinkButton>
      </Actions>
      <Row links>
        <FollowLink path={followPath(statement.id)} />
        <Link href={href(`/reportar/statement/${statement.id}`)}>{t("moderation.report.link")}</Link>
      </Row>
    </Page>
  );
}

function goneTitle({ withdrawnAt }: Statement): string {
  return t(withdrawnAt === null ? "conversations.statement.hiddenTitle" : "conversations.withdraw.goneTitle");
}

function Hidden({ conversation, statement, twin }: Props & { twin: Statement | undefined }): VNode {
  const base = `/conversaciones/${conversation.slug}`;
  return (
    <Page width="narrow" gap="l">
      <h1>{goneTitle(statement)}</h1>
      {statement.withdrawnAt === null ? (
        <Notice tone="warn" title={t("conversations.statement.reason")}>
          {statement.hiddenReason}
        </Notice>
      ) : (
        <Lead>{t("conversations.withdraw.gone", { date: formatDayMonthYear(statement.withdrawnAt) })}</Lead>
      )}
      {twin && twin.moderated >= 0 && (
        <Stack gap="s">
          <p>{t("conversations.statement.same")}</p>
          <Said>{twin.text}</Said>
          <Link href={href(`${base}/afirmaciones/${twin.number}`)}>{t("conversations.statement.seeSame")}</Link>
        </Stack>
      )}
      <LinkButton kind="quiet" href={href(base)}>
        {t("conversations.statement.whole")}
      </LinkButton>
    </Page>
  );
}
