import type { VNode } from "preact";
import { type Conversation, isOpen, listPublicConversations } from "#modules/conversations/index.ts";
import type { Context } from "#platform/http/route.ts";
import { formatDeadline, href, t } from "#platform/i18n/i18n.ts";
import { Section } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Bullets, Written } from "#platform/views/text.tsx";

/** The conversations that receive answers now, the first to close first: all, of a process, or held in some territory. */
export async function listOpenConversations(
  { db, recall, now }: Pick<Context, "db" | "recall" | "now">,
  { processId, territories }: { processId?: number; territories?: readonly string[] } = {},
): Promise<Conversation[]> {
  const fact = { key: "conversations", seconds: 60, tags: ["conversations", "processes"] } as const;
  const all = await recall(fact, () => listPublicConversations(db));
  return all
    .filter((one) => isOpen(one, now))
    .filter((one) => processId === undefined || one.processId === processId)
    .filter((one) => territories === undefined || one.territories.some((code) => territories.includes(code)))
    .reverse();
}

/** Conversations to take part in, wherever a page is about where they are held; nothing where there is none. */
export function ConversationsSection({ conversations }: { conversations: readonly Conversation[] }): VNode | null {
  if (conversations.length === 0) return null;
  return (
    <Section title={t("site.process.talks")} id="conversaciones" gap="s">
      <Bullets
        plain
        items={conversations.map(({ slug, title, closesAt }) => (
          <>
            <Link href={href(`/conversaciones/${slug}`)}>
              <Written>{title}</Written>
            </Link>
            , {t("conversations.list.until", { date: formatDeadline(closesAt) })}
          </>
        ))}
      />
      <NextLink href={href("/conversaciones")}>{t("conversations.list.others")}</NextLink>
    </Section>
  );
}
