import type { VNode } from "preact";
import { get } from "#platform/http/route.ts";
import { href, t } from "#platform/i18n/i18n.ts";
import { EmptyState } from "#platform/views/content.tsx";
import { Page, Stack } from "#platform/views/layout.tsx";
import { Item, Items } from "#platform/views/lists.tsx";
import { Lead, Written } from "#platform/views/text.tsx";
import { FiguresLine, listProcessFigures, type ProcessFigures } from "../processes/process-figures.tsx";

/** The results of every process: for who remembers the word and not the process. */
export const listResults = get({
  path: "/resultados",
  access: "public",
  cache: { seconds: 5, tags: () => ["processes", "commitments"] },
  handle: async (ctx) => ({
    kind: "page",
    title: t("results.list.title"),
    section: "look",
    crumbs: [{ text: t("results.list.title") }],
    body: <ResultsList rows={await listProcessFigures(ctx)} />,
  }),
});

function ResultsList({ rows }: { rows: readonly ProcessFigures[] }): VNode {
  return (
    <Page gap="l">
      <Stack gap="s">
        <h1>{t("results.list.title")}</h1>
        <Lead>{t("results.list.lead")}</Lead>
      </Stack>
      {rows.length === 0 && <EmptyState level={2} title={t("site.processes.none")} text={t("results.list.noneText")} />}
      <Items>
        {rows.map((row) => (
          <Item
            level={2}
            title={<Written>{row.process.title}</Written>}
            href={href(`/procesos/${row.process.slug}/resultados`)}
          >
            <FiguresLine {...row} />
          </Item>
        ))}
      </Items>
    </Page>
  );
}
