// What a note adds to a thread: that something was decided about it, and what changed.
import { href, t } from "#platform/i18n/i18n.ts";
import type { Story } from "#platform/module.ts";
import { Stack } from "#platform/views/layout.tsx";
import { Link } from "#platform/views/link.tsx";
import { Written } from "#platform/views/text.tsx";

export const newsStory: Story = async (db, { ids }) => {
  const mine = ids.get("news") ?? [];
  if (mine.length === 0) return undefined;
  const rows = await db
    .selectFrom("news")
    .select(["id", "title", "decided", "published_at"])
    .where("id", "in", mine)
    .where("state", "=", "published")
    .orderBy("id")
    .execute();
  return {
    moments: rows.flatMap((row) =>
      row.published_at === null
        ? []
        : [
            {
              at: row.published_at,
              icon: "flag" as const,
              title: t("news.story.title"),
              body: (
                <Stack gap="xs">
                  <p>{row.decided}</p>
                  <Link href={href(`/noticias/${row.id}`)}>
                    <Written>{row.title}</Written>
                  </Link>
                </Stack>
              ),
            },
          ],
    ),
  };
};
