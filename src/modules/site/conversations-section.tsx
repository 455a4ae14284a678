import type { VNode } from "preact";
import { type Conversation, isOpen, listPublicConversations } from "#modules/conversations/index.ts";
import type { ReadDb } from "#platform/db/db.ts";
import { formatDeadline, href, t } from "#platform/i18n/i18n.ts";
import { Section } from "#platform/views/layout.tsx";
import { Link, NextLink } from "#platform/views/link.tsx";
import { Bullets } from "#platform/views/text.tsx";

/** The conversations of a process that receive answers now, the first to close first. */
export async function listOpenConversations(db: ReadDb, processId: number, now: Date): Promise<Conversation[]> {
  const all = await listPublicConversations(db, { processId });
  return all.filter((one) => isOpen(one, now)).reverse();
}

/** Conversations to take part in, wherever a page is about their process; nothing where there is none. */
export function ConversationsSection({ conversations }: { conversations: readonly Conversation[] }): VNode | null {
  if (conversations.length === 0) return null;
  return (
    <Section title={t("site.process.talks")} id="conversaciones" gap="s">
      <Bullets
        plain
        items={conversations.map(({ slug, title, closesAt }) => (
          <>
            <Link href={href(`/conversaciones/${slug}`)}>{title}</Link>,{" "}
            {t("conversations.list.until", { date: formatDeadline(closesAt) })}
          </>
        ))}
      />
      <NextLink href={href("/conversaciones")}>{t("conversations.list.others")}</NextLink>
    </Section>
  );
}
