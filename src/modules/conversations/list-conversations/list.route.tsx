import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { get } from "#platform/http/route.ts";
import { formatDayMonthYear, formatDeadline, formatList, href, t } from "#platform/i18n/i18n.ts";
import { EmptyState, Tag } from "#platform/views/content.tsx";
import { Page, Section, Stack } from "#platform/views/layout.tsx";
import { LinkButton } from "#platform/views/link.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead, Written } from "#platform/views/text.tsx";
import { type Conversation, isOpen } from "../conversation.ts";
import { countPeopleIn, listPublicConversations } from "../conversations.sql.ts";

/** Every conversation that anybody may see: open ones first. */
export const listConversations = get({
  path: "/conversaciones",
  access: "public",
  cache: { seconds: 60, tags: () => ["conversations", "processes"] },
  handle: async (ctx) => {
    const conversations = await listPublicConversations(ctx.db);
    const ids = conversations.map(({ id }) => id);
    return {
      kind: "page",
      title: t("conversations.list.title"),
      section: "participate",
      body: (
        <List
          conversations={conversations}
          people={await countPeopleIn(ctx.db, ids)}
          entity={ctx.entity}
          now={ctx.now}
        />
      ),
    };
  },
});

interface Props {
  conversations: readonly Conversation[];
  people: ReadonlyMap<number, number>;
  entity: Entity;
  now: Date;
}

function List({ conversations, now, ...rest }: Props): VNode {
  const open = conversations.filter((one) => isOpen(one, now));
  const others = conversations.filter((one) => !isOpen(one, now));
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("conversations.list.title")}</h1>
        <Lead>{t("conversations.list.lead")}</Lead>
      </Stack>
      {open.length === 0 && (
        <EmptyState level={2} title={t("conversations.list.none")} text={t("conversations.list.noneText")} />
      )}
      <Items>
        {open.map((one) => (
          <Row conversation={one} open now={now} {...rest} />
        ))}
      </Items>
      {others.length > 0 && (
        <Section title={t("conversations.list.ended")} id="terminadas">
          <Items>
            {others.map((one) => (
              <Row conversation={one} now={now} {...rest} />
            ))}
          </Items>
        </Section>
      )}
    </Page>
  );
}

type RowProps = Omit<Props, "conversations"> & { conversation: Conversation; open?: boolean };

function Row({ conversation, people, entity, open, now }: RowProps): VNode {
  const path = href(`/conversaciones/${conversation.slug}`);
  const places = conversation.territories.map((code) => entity.territory(code).name);
  const early = now < conversation.opensAt;
  const when = open
    ? t("conversations.list.until", { date: formatDeadline(conversation.closesAt) })
    : early
      ? t("conversations.list.from", { date: formatDayMonthYear(conversation.opensAt) })
      : t("conversations.list.endedOn", { date: formatDayMonthYear(conversation.closedAt ?? conversation.closesAt) });
  return (
    <Item
      level={open ? 2 : 3}
      title={<Written>{conversation.title}</Written>}
      href={path}
      over={
        <Tag tone={open ? "open" : "plain"}>
          {open ? t("conversations.list.open") : early ? t("conversations.list.soon") : t("conversations.list.closed")}
        </Tag>
      }
      meta={`${formatList(places)} · ${when} · ${t("conversations.list.people", { n: people.get(conversation.id) ?? 0 })}`}
      side={
        open && (
          <LinkButton href={path} label={`${t("conversations.list.go")}: ${conversation.title}`}>
            {t("conversations.list.go")}
          </LinkButton>
        )
      }
    >
      {conversation.intro !== "" && <p>{conversation.intro}</p>}
    </Item>
  );
}
