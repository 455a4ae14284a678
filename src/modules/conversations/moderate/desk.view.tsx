import type { VNode } from "preact";
import { calendarDay, formatDateShort, formatInstant, formatList, formatNumber, href, t } from "#platform/i18n/i18n.ts";
import { TextArea } from "#platform/views/choices.tsx";
import { Details, EmptyState, Notice, Tag } from "#platform/views/content.tsx";
import { Desk, KeyHint, SideFilters, WorkList, WorkRow } from "#platform/views/desk.tsx";
import { ErrorSummary, Form } from "#platform/views/form.tsx";
import { Actions, Page, Row, Stack } from "#platform/views/layout.tsx";
import { Button, LinkButton } from "#platform/views/link.tsx";
import { Small } from "#platform/views/text.tsx";
import { isOpen } from "../conversation.ts";
import { STATE_TONE } from "../prepare/prepare.view.tsx";
import { baseOf, Decide, type DeskProps } from "./decide.view.tsx";
import { QUEUES } from "./desk.sql.ts";

export function DeskPage(props: DeskProps): VNode {
  const { conversation, form, queue, counts } = props;
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <Row>
          <Tag tone={STATE_TONE[conversation.state]}>{t(`conversations.state.${conversation.state}`)}</Tag>
          <Small inline>{factsOf(props)}</Small>
        </Row>
        <h1>{conversation.title}</h1>
      </Stack>
      <Done {...props} />
      <Running {...props} />
      <Desk
        filters={
          <SideFilters
            id="colas"
            title={t("conversations.desk.queues")}
            items={QUEUES.map((one) => ({
              text: t(`conversations.queue.${one}`),
              count: formatNumber(counts[one]),
              href: href(`${baseOf(conversation)}?cola=${one}`),
              current: one === queue,
            }))}
          />
        }
        more={<Keys {...props} />}
        side={props.current && <Decide {...props} current={props.current} />}
        sideLabel={t("conversations.moderate.decide")}
      >
        {props.list.length === 0 ? (
          <EmptyState level={2} title={t(`conversations.desk.empty.${queue}`)} />
        ) : (
          <Statements {...props} />
        )}
        {props.may.run && conversation.state !== "closed" && <Seeds {...props} />}
      </Desk>
    </Page>
  );
}

function factsOf({ conversation, entity, people }: DeskProps): string {
  const places = conversation.territories.map((code) => entity.territory(code).name);
  return [
    formatList(places),
    t("conversations.desk.dates", {
      from: formatInstant(conversation.opensAt),
      to: formatInstant(conversation.closedAt ?? conversation.closesAt),
    }),
    t("conversations.list.people", { n: people }),
  ].join(" · ");
}

const DONE: Record<string, (n: number) => string> = {
  opened: () => t("conversations.desk.done.opened"),
  closed: () => t("conversations.desk.done.closed"),
  seeds: (n) => t("conversations.desk.done.seeds", { n }),
  accept: () => t("conversations.desk.done.accept"),
  hide: () => t("conversations.desk.done.hide"),
  duplicate: () => t("conversations.desk.done.hide"),
  meta: () => t("conversations.desk.done.meta"),
  opinion: () => t("conversations.desk.done.opinion"),
  translated: () => t("conversations.desk.done.translated"),
};

function Done({ done, form }: DeskProps): VNode | null {
  const [what = "", n = "0"] = (done ?? "").split("-");
  const text = DONE[what]?.(Number(n) || 0);
  if (text === undefined || form.errors.length > 0) return null;
  return (
    <Notice tone="success" live>
      {text}
    </Notice>
  );
}

/** What can be done with the whole conversation in its state. */
function Running({ conversation, may, now, paths, signals }: DeskProps): VNode {
  const base = baseOf(conversation);
  const results = paths.has("/conversaciones/:slug/resultados");
  return (
    <Actions>
      {may.run && conversation.state === "draft" && (
        <Form layout="bare" action={href(`${base}/publicar`)}>
          <Button>{t("conversations.desk.open")}</Button>
        </Form>
      )}
      {conversation.state !== "draft" && (
        <LinkButton kind="quiet" size="small" href={href(`/conversaciones/${conversation.slug}`)}>
          {t("conversations.desk.see")}
        </LinkButton>
      )}
      {results && conversation.state !== "draft" && (
        <LinkButton kind="quiet" size="small" href={href(`/conversaciones/${conversation.slug}/resultados`)}>
          {t("conversations.desk.results")}
        </LinkButton>
      )}
      {may.review && conversation.state !== "draft" && (
        <LinkButton kind="quiet" size="small" href={href(`${base}/senales`)}>
          {t("conversations.desk.signals", { n: signals })}
        </LinkButton>
      )}
      {may.run && conversation.state !== "closed" && (
        <LinkButton kind="quiet" size="small" href={href(`${base}/editar`)}>
          {t("conversations.prepare.edit")}
        </LinkButton>
      )}
      {may.run && conversation.state === "open" && (
        <Details summary={t("conversations.desk.close")}>
          <Stack gap="s">
            <p>{isOpen(conversation, now) ? t("conversations.desk.closeNow") : t("conversations.desk.closeLate")}</p>
            <Form layout="bare" action={href(`${base}/cerrar`)}>
              <Button kind="danger">{t("conversations.desk.closeSure")}</Button>
            </Form>
          </Stack>
        </Details>
      )}
    </Actions>
  );
}

function Statements({ conversation, queue, list, current }: DeskProps): VNode {
  return (
    <WorkList label={t(`conversations.queue.${queue}`)}>
      {list.map((one) => (
        <WorkRow
          id={`s${one.number}`}
          text={one.text}
          href={href(`${baseOf(conversation)}?cola=${queue}&n=${one.number}`)}
          cursor={one.number === current?.number}
          tags={
            <>
              {one.seed && <Tag>{t("conversations.desk.seed")}</Tag>}
              {one.isMeta && <Tag tone="info">{t("conversations.desk.meta")}</Tag>}
            </>
          }
          meta={[
            formatDateShort(calendarDay(one.saidAt)),
            t("conversations.desk.votes", { yes: one.agrees, no: one.disagrees, pass: one.passes }),
          ]}
        />
      ))}
    </WorkList>
  );
}

/** Statements to begin with, pasted one a line. */
function Seeds({ conversation, form }: DeskProps): VNode {
  return (
    <Details
      summary={t("conversations.prepare.seeds")}
      open={conversation.state === "draft" || form.error("seeds") !== undefined}
    >
      <Form
        once
        layout="stack-s"
        action={href(`${baseOf(conversation)}/semillas`)}
        label={t("conversations.prepare.seeds")}
      >
        <TextArea
          id="seeds"
          label={t("conversations.prepare.seedsLabel")}
          hint={t("conversations.prepare.seedsHint", { n: conversation.statementLetters })}
          value={form.value("seeds")}
          error={form.error("seeds")}
          rows={6}
        />
        <Button kind="quiet">{t("conversations.prepare.seedsAdd")}</Button>
      </Form>
    </Details>
  );
}

function Keys({ may }: DeskProps): VNode | null {
  if (!may.moderate) return null;
  return (
    <KeyHint
      title={t("conversations.desk.keys")}
      items={[
        { keys: ["↑", "↓"], text: t("conversations.desk.key.move") },
        { keys: ["A"], text: t("conversations.moderate.accept") },
        { keys: ["O"], text: t("conversations.moderate.hide") },
        { keys: ["M"], text: t("conversations.moderate.meta") },
      ]}
    />
  );
}
