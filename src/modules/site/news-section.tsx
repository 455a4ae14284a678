import type { VNode } from "preact";
import type { Entity } from "#core/territory/index.ts";
import { type News, NewsItems } from "#modules/news/index.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { Section } from "#platform/views/layout.tsx";
import { NextLink } from "#platform/views/link.tsx";

/** How many a page shows that is about something else. */
export const NEWS_SHOWN = 3;

/** The last notes about what was decided; nothing where there is none. */
export function NewsSection({ news, entity }: { news: readonly News[]; entity: Entity }): VNode | null {
  if (news.length === 0) return null;
  return (
    <Section title={t("news.list.title")} id="noticias">
      <NewsItems news={news} entity={entity} level={3} />
      <NextLink href={href("/noticias")}>{t("news.more")}</NextLink>
    </Section>
  );
}
