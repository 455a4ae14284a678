import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import type { FormState } from "#platform/http/form.ts";
import { calendarDay, formatDate, formatInstant, href, locale, t, translate } from "#platform/i18n/i18n.ts";
import { Card, Facts, Picture, ShortFacts, Tag } from "#platform/views/content.tsx";
import { WorkKeys } from "#platform/views/desk.tsx";
import { ErrorSummary } from "#platform/views/form.tsx";
import { Actions, Page, Section, Side, Split, Stack } from "#platform/views/layout.tsx";
import { Button, Link, LinkButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Bullets, Fine, Plainly } from "#platform/views/text.tsx";
import { Player } from "#platform/views/voice.tsx";
import type { CaseClock } from "../case-history.ts";
import type { Case } from "../case-store.ts";
import type { CaseAnswer, CaseFile, CasePerson, Message } from "../case-words.sql.ts";
import type { ChatLine } from "../chat/chat.sql.ts";
import { Transcript } from "../chat/chat.view.tsx";
import { type Rights, ROUTES } from "../rights/reserved.tsx";
import { FollowRoute, OpenRoute } from "../rights/rights.view.tsx";
import { StateTag } from "../state-tag.tsx";
import type { Template } from "../templates/templates.sql.ts";
import { ActForm, Acts } from "./acts.view.tsx";
import { Answer } from "./answer.view.tsx";
import { Links } from "./links.view.tsx";

const PATH = "/gestion/solicitudes";

/** A need or a commitment that the case is joined to. */
export interface LinkedTitle {
  id: number;
  title: string;
  path: string;
}

export interface CaseProps {
  one: Case;
  form: FormState;
  entity: Entity;
  today: string;
  told: CaseClock;
  person: CasePerson | undefined;
  messages: readonly Message[];
  files: readonly CaseFile[];
  answer: CaseAnswer | undefined;
  officers: readonly { id: number; name: string }[];
  /** Account of the reader. */
  me: number | undefined;
  linked: readonly LinkedTitle[];
  rights: Rights;
  /** What was said in the chat from which it came. */
  chat: readonly ChatLine[];
  /** Words of the address of the list from which it was opened. */
  search: string;
  templates: readonly Template[];
  /** The one with which the answer begins. */
  template: Template | undefined;
  /** The case that comes after this one in that list. */
  next: number | undefined;
}

export function CasePage(props: CaseProps): VNode {
  const { one, form, today } = props;
  return (
    <Page width="wide" gap="l">
      <ErrorSummary errors={form.errors} />
      <Stack gap="s">
        <h1>{one.number}</h1>
        <p>
          <StateTag one={one} today={today} /> {one.priority && <Tag tone="late">{t("cases.priority")}</Tag>}
        </p>
        <Ways {...props} />
      </Stack>
      <Split>
        <Stack gap="l">
          <Words {...props} />
          <Transcript lines={props.chat} />
          <FollowRoute {...props} />
          <Answer {...props} />
          <History {...props} />
        </Stack>
        <Side label={t("cases.desk.side")}>
          <Dates {...props} />
          <Acts {...props} />
          {one.route === null && <OpenRoute {...props} />}
          {one.route === null && <Links {...props} />}
        </Side>
      </Split>
    </Page>
  );
}

/** What a key does on this page: take it, answer, go on to the next one of the list, go back to it. */
function Ways(props: CaseProps): VNode {
  const { one, me, next, search } = props;
  const words = search === "" ? "" : `?${search}`;
  return (
    <WorkKeys>
      <Actions>
        {next !== undefined && (
          <LinkButton size="small" href={href(`${PATH}/${next}${words}`)} shortcut="S">
            {t("cases.desk.next")}
          </LinkButton>
        )}
        {one.closedAt === null && one.state !== "answered" && (
          <LinkButton size="small" kind="quiet" href="#text" shortcut="R">
            {t("cases.desk.answer.title")}
          </LinkButton>
        )}
        <LinkButton size="small" kind="quiet" href={href(one.route === null ? `${PATH}${words}` : ROUTES)} shortcut="L">
          {t("cases.keys.list")}
        </LinkButton>
      </Actions>
      {one.closedAt === null && me !== undefined && one.assignedTo !== me && (
        <ActForm {...props} name="asignar" hidden={{ officer: String(me) }}>
          <Button size="small" kind="quiet" shortcut="T">
            {t("cases.keys.take")}
          </Button>
        </ActForm>
      )}
    </WorkKeys>
  );
}

function Words({ one, entity, person, files, messages }: CaseProps): VNode {
  const { name, document, address, email, phone } = person ?? {};
  const who = [name, document, address, email, phone].filter((part) => part !== null && part !== undefined);
  const door = [t(`cases.channel.${one.channel}`), one.origin].filter(Boolean).join(": ");
  return (
    <Stack>
      <Plainly text={one.text} />
      {files.map((file) => {
        const src = href(`${PATH}/${one.id}/archivos/${file.id}`);
        if (file.type.startsWith("audio/")) return <Player src={src} label={t("cases.file.what.voice")} />;
        if (!file.type.startsWith("image/")) return <Link href={src}>{t("cases.desk.document")}</Link>;
        return <Picture src={src} alt={t("cases.desk.photo")} width={file.width ?? 480} height={file.height ?? 480} />;
      })}
      <Facts
        items={[
          { name: t("cases.fact.who"), value: who.length === 0 ? t("cases.anonymous") : <Bullets plain items={who} /> },
          { name: t("cases.fact.form"), value: t(`cases.form.${one.form}.name`) },
          {
            name: t("cases.fact.place"),
            value: [one.place, entity.territory(one.territory).name].filter(Boolean).join(", "),
          },
          { name: t("cases.fact.agency"), value: entity.name(entity.agency(one.agency), locale()) },
          { name: t("cases.fact.received"), value: `${formatInstant(one.receivedAt)} · ${door}` },
          ...(one.reasons === null ? [] : [{ name: t("cases.fact.reasons"), value: <Plainly text={one.reasons} /> }]),
          ...(one.annexes === null ? [] : [{ name: t("cases.fact.annexes"), value: one.annexes }]),
        ]}
      />
      {messages.map((message) => (
        <Card title={t(`cases.desk.message.${message.kind}`)} titleLevel={2} dense>
          <Plainly text={message.text} />
          <Fine>{[message.by, formatInstant(message.at)].filter(Boolean).join(" · ")}</Fine>
        </Card>
      ))}
    </Stack>
  );
}

function Dates({ one, told, entity }: CaseProps): VNode {
  const { clock, businessDays, source, deadlines } = told;
  return (
    <Card title={t("cases.desk.dates")} id="plazos">
      <ShortFacts
        items={[
          {
            name: t("cases.fact.due"),
            value: clock.due === undefined ? t("cases.stopped") : formatDate(clock.due),
          },
          ...(one.closedAt === null
            ? deadlines.map(({ kind, by }) => ({ name: translate(`cases.deadline.${kind}`), value: formatDate(by) }))
            : []),
        ]}
      />
      {told.history
        .filter(({ kind }) => kind === "suspended")
        .map(({ at, reason }) => (
          <p>{t("cases.suspend.here", { decree: reason ?? "", from: formatDate(calendarDay(at, entity.timeZone)) })}</p>
        ))}
      <Fine>
        {t("cases.desk.rule", { days: businessDays, rule: source.article })}
        {!source.confirmed && ` ${t("cases.desk.toConfirm")}`}
      </Fine>
    </Card>
  );
}

function History({ told }: CaseProps): VNode {
  return (
    <Section title={t("cases.mine.history")} id="historia">
      <Items ordered>
        {told.history.map(({ at, kind, due, reason, rule }) => (
          <Item
            small
            title={translate(`cases.event.${kind}`)}
            meta={[
              formatInstant(at),
              due === null ? t("cases.stopped") : t("cases.dueOn", { date: formatDate(due) }),
              rule,
            ].join(" · ")}
          >
            {reason !== undefined && <Plainly text={reason} />}
          </Item>
        ))}
      </Items>
    </Section>
  );
}
